//! Our server, as somebody would start it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::database::Database;
use super::eventually::eventually;
use super::folder::Folder;
use super::program::Program;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A server with its data. Stopping and starting it again keeps the data and its addresses.
pub(crate) struct Wissel {
    data: Folder,
    database: Database,
    program: Option<Program>,
    /// `http://127.0.0.1:PORT`
    pub(crate) url: String,
    pub(crate) lmtp: u16,
    setup: Option<String>,
    /// A file of certificates that it trusts beside the machine's, if any.
    trusted: Option<PathBuf>,
}

impl Wissel {
    /// Starts one on free ports of its own choosing, and reads them off what it prints.
    pub(crate) async fn start(database: Database) -> Self {
        Self::start_trusting(database, None).await
    }

    /// The same, trusting the authority in this file.
    pub(crate) async fn start_trusting(database: Database, trusted: Option<&Path>) -> Self {
        let (data, url) = (Folder::new("data"), String::new());
        let trusted = trusted.map(Path::to_owned);
        let mut wissel = Self { data, database, program: None, url, lmtp: 0, setup: None, trusted };
        wissel.run("127.0.0.1:0", "127.0.0.1:0").await;
        wissel
    }

    /// A second server on the same database; its own data folder holds no tickets, only the shared key and blobs.
    pub(crate) async fn beside(&self) -> Self {
        let data = Folder::new("data");
        for shared in ["key", "blobs"] {
            let from = self.data.file(shared);
            if from.exists() {
                std::os::unix::fs::symlink(from, data.file(shared)).expect("the folder is ours");
            }
        }
        let database = Database::Postgres(
            self.database.url().expect("only PostgreSQL can be shared").to_owned(),
        );
        let url = String::new();
        let mut wissel =
            Self { data, database, program: None, url, lmtp: 0, setup: None, trusted: None };
        wissel.run("127.0.0.1:0", "127.0.0.1:0").await;
        wissel
    }

    /// A server on an empty data folder that a backup was restored into.
    pub(crate) async fn restored(backup: &str) -> Self {
        let (data, url) = (Folder::new("data"), String::new());
        let mut wissel = Self {
            data,
            database: Database::Sqlite,
            program: None,
            url,
            lmtp: 0,
            setup: None,
            trusted: None,
        };
        let (done, said) = wissel.command(&["restore", backup], "");
        assert!(done, "{said}");
        wissel.run("127.0.0.1:0", "127.0.0.1:0").await;
        wissel
    }

    /// The path of the link that it printed on its first start, for setting the admin's password.
    pub(crate) fn setup_link(&self) -> &str {
        self.setup.as_deref().expect("a first start prints the link")
    }

    /// Asks it to stop, and starts it again at the same addresses.
    pub(crate) async fn restart(&mut self) {
        let mut program = self.program.take().expect("it is running");
        let status = program.stop();
        assert!(
            status.success(),
            "asked to stop, it ended with {status} and said:\n{}",
            program.said()
        );
        drop(program);
        self.start_again().await;
    }

    /// Ends it between any two of its instructions.
    pub(crate) fn kill(&mut self) {
        self.program.take().expect("it is running").kill();
    }

    /// Starts it after [`Wissel::kill`], at the same addresses.
    pub(crate) async fn start_again(&mut self) {
        let listen = self.url.trim_start_matches("http://").to_owned();
        let lmtp = format!("127.0.0.1:{}", self.lmtp);
        self.run(&listen, &lmtp).await;
    }

    /// Runs another of its commands on the same data, with `input`, and returns what it printed.
    pub(crate) fn command(&self, arguments: &[&str], input: &str) -> (bool, String) {
        use std::io::Write;
        use std::process::Stdio;
        let mut command = self.program();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("cargo built it");
        let mut stdin = child.stdin.take().expect("it was asked for as a pipe");
        // A command that asks for nothing may have ended already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("it is our child");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    async fn run(&mut self, listen: &str, lmtp: &str) {
        let mut command = self.program();
        command.args(["serve", "--listen", listen, "--lmtp", lmtp]);
        let log = self.data.file("log-of-the-test");
        let _ = std::fs::remove_file(&log);
        let mut program = Program::start("wissel", &mut command, &log);
        let said = eventually("the server prints where it listens", START_LIMIT, async || {
            program.must_be_running();
            let said = program.said();
            (after(&said, "listening on ").is_some() && after(&said, "lmtp on ").is_some())
                .then_some(said)
        })
        .await;
        self.url = after(&said, "listening on ").expect("it was just seen");
        let lmtp = after(&said, "lmtp on ").expect("it was just seen");
        self.lmtp = lmtp
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok())
            .expect("an address ends in a port");
        self.setup = self
            .setup
            .take()
            .or_else(|| after(&said, "/setup?").map(|token| format!("/setup?{token}")));
        self.program = Some(program);
    }

    /// The binary with its data folder and database.
    fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wissel"));
        command.current_dir(self.data.path());
        // What the machine of the tests happens to be set to is not what is tested.
        for (name, _) in std::env::vars()
            .filter(|(name, _)| name.starts_with("WISSEL_") || name == "DATABASE_URL")
        {
            command.env_remove(name);
        }
        command.env("WISSEL_DATA", self.data.path());
        if let Some(trusted) = &self.trusted {
            command.env("SSL_CERT_FILE", trusted);
        }
        if let Some(url) = self.database.url() {
            command.env("WISSEL_DATABASE", url);
        }
        command
    }
}

/// The word that follows `marker`.
fn after(said: &str, marker: &str) -> Option<String> {
    let (_, rest) = said.split_once(marker)?;
    // Half a line may have been written when it was read.
    rest.contains(char::is_whitespace)
        .then(|| rest.split_whitespace().next().unwrap_or_default().to_owned())
}
