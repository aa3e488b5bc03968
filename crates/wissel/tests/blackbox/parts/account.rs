//! Who the servers around ours run as: somebody without rights.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// The account that Dovecot and smtp-sink run as.
pub(crate) struct Account {
    pub(crate) user: String,
    pub(crate) group: String,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    is_root: bool,
}

impl Account {
    /// Nobody when the tests run as root, and whoever runs the tests otherwise.
    pub(crate) fn unprivileged() -> Self {
        let is_root = id(&["-u"]) == "0";
        let name: &[&str] = if is_root { &["nobody"] } else { &[] };
        let ask = |option: &str| id(&[&[option], name].concat());
        Self {
            user: ask("-un"),
            group: ask("-gn"),
            uid: ask("-u").parse().expect("id -u prints a number"),
            gid: ask("-g").parse().expect("id -g prints a number"),
            is_root,
        }
    }

    /// Makes a file or folder this account's own.
    pub(crate) fn own(&self, path: &Path) {
        if self.is_root {
            std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
                .expect("root may give a file away");
        }
    }

    /// A program that will run as this account, and end when the thread that started it does, however that ends.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM"]);
        if self.is_root {
            command.arg(format!("--reuid={}", self.uid));
            command.arg(format!("--regid={}", self.gid));
            command.arg("--clear-groups");
        }
        command.arg("--").arg(program);
        command
    }
}

fn id(arguments: &[&str]) -> String {
    let output = Command::new("id").args(arguments).output().expect("id is part of every system");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
