//! Whom other people's servers run as: nobody, when we are root; ourselves otherwise.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

pub(crate) struct Account {
    root: bool,
    pub(crate) user: String,
    pub(crate) group: String,
    pub(crate) uid: String,
    pub(crate) gid: String,
}

pub(crate) static ACCOUNT: LazyLock<Account> = LazyLock::new(|| {
    let ask = |words: &[&str]| {
        let output = Command::new(words[0]).args(&words[1..]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let root = ask(&["id", "-u"]) == "0";
    let of = if root { vec!["nobody"] } else { vec![] };
    let id = |option: &str| ask(&[vec!["id", option], of.clone()].concat());
    let name = |option: &str| ask(&[vec!["id", "-n", option], of.clone()].concat());
    Account { root, user: name("-u"), group: name("-g"), uid: id("-u"), gid: id("-g") }
});

impl Account {
    /// A new folder of this account.
    pub(crate) fn folder(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        self.own(folder.path());
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
        folder
    }

    pub(crate) fn own(&self, path: &Path) {
        if self.root {
            let owner = format!("{}:{}", self.uid, self.gid);
            assert!(Command::new("chown").arg(owner).arg(path).status().unwrap().success());
        }
    }

    /// Starts a program as this account, silently. None when it is not installed.
    pub(crate) fn start(
        &self,
        program: &str,
        arguments: &[String],
        folder: &Path,
    ) -> Option<Server> {
        let program = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
            .iter()
            .map(|place| Path::new(place).join(program))
            .find(|path| path.exists());
        let Some(program) = program else {
            let required =
                std::env::var("WISSEL_TEST_REQUIRE_PARTS").is_ok_and(|value| value == "1");
            assert!(!required, "a mail server that this test needs is not installed");
            println!("a mail server of this test is not installed; nothing was tested");
            return None;
        };
        let mut command = if self.root {
            let mut command = Command::new("setpriv");
            command.args([
                format!("--reuid={}", self.uid),
                format!("--regid={}", self.gid),
                "--clear-groups".to_owned(),
            ]);
            command.arg(program);
            command
        } else {
            Command::new(program)
        };
        let command = command.args(arguments).current_dir(folder);
        Some(Server(
            command
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        ))
    }
}

/// A running program, ended with its test.
pub(crate) struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // Asked first, so that its own children end as well.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}
