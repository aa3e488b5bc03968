//! Who the servers that we start run as. PostgreSQL and Dovecot refuse, rightly, to run as root.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Outcome;

/// Somebody without rights, when we are root; ourselves otherwise.
pub(crate) struct Account {
    /// User and group, by number. Nothing when we are not root.
    lowered: Option<(u32, u32)>,
}

impl Account {
    /// The account that Debian made for PostgreSQL, or else nobody's.
    pub(crate) fn for_database() -> Outcome<Self> {
        if !is_root() {
            return Ok(Self { lowered: None });
        }
        let known = ["postgres", "nobody"].iter().find_map(|name| numbers_of(name));
        let lowered = known.ok_or(
            "PostgreSQL does not run as root, and there is no account nobody to run it as.",
        )?;
        Ok(Self { lowered: Some(lowered) })
    }

    /// Makes the folder this account's own.
    pub(crate) fn own(&self, folder: &Path) -> Outcome {
        let Some((user, group)) = self.lowered else {
            return Ok(());
        };
        std::os::unix::fs::chown(folder, Some(user), Some(group)).map_err(|reason| {
            format!("{} cannot be given to user {user}: {reason}.", folder.display())
        })
    }

    /// A program that will run as this account and be interrupted when we end, however we end.
    pub(crate) fn command(&self, program: &Path) -> Command {
        if !setpriv_is_installed() {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "INT"]);
        if let Some((user, group)) = self.lowered {
            command.args([
                format!("--reuid={user}"),
                format!("--regid={group}"),
                "--clear-groups".to_owned(),
            ]);
        }
        command.arg("--").arg(program);
        command
    }
}

/// Are we the machine's administrator?
pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn setpriv_is_installed() -> bool {
    Command::new("setpriv")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// User and group of a name, from the list of accounts: `name:password:user:group:…`.
fn numbers_of(name: &str) -> Option<(u32, u32)> {
    let accounts = fs::read_to_string("/etc/passwd").ok()?;
    let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}
