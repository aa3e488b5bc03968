//! Our server, as somebody would start it.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::api::client;
use super::database::Database;
use super::disk::Disk;
use super::eventually::eventually;
use super::folder::Folder;
use super::ground::Ground;
use super::memory::Memory;
use super::port;
use super::program::Program;

const START_LIMIT: Duration = Duration::from_secs(30);

/// What a server is started with.
pub(crate) struct Start {
    pub(crate) database: Database,
    /// Does it take mail in by LMTP?
    pub(crate) lmtp: bool,
    /// Does it fill an empty desk with something to look at?
    pub(crate) demo: bool,
    /// A file of certificates that it trusts instead of the machine's, if any.
    pub(crate) trusted: Option<PathBuf>,
    /// What it stands on and can be taken from under it.
    pub(crate) ground: Ground,
}

/// How large a disk is, in megabytes: room for a desk, and filled in a moment.
const DISK: u32 = 32;

impl Start {
    /// The pages and the API on this database, and nothing else.
    pub(crate) fn on(database: Database) -> Self {
        Self { database, lmtp: false, demo: false, trusted: None, ground: Ground::default() }
    }
}

/// A server with its data. Stopping and starting it again keeps the data and its addresses.
pub(crate) struct Wissel {
    // Before its folder, so that what it said can still be shown when both go.
    program: Option<Program>,
    /// The disk that it was given, if this machine lets us.
    pub(crate) disk: Option<Disk>,
    folder: Folder,
    pub(crate) start: Start,
    /// `http://127.0.0.1:PORT`
    pub(crate) url: String,
    /// Where it takes mail in, if it does.
    pub(crate) lmtp: u16,
    setup: Option<String>,
}

impl Wissel {
    /// Starts one on free ports of its own choosing, and reads them off what it prints.
    pub(crate) async fn start(start: Start) -> Self {
        let mut wissel = Self::new(start);
        wissel.run("127.0.0.1:0", "127.0.0.1:0").await;
        wissel
    }

    /// One that has never run, with the addresses that it is going to have.
    pub(crate) fn planned(start: Start) -> Self {
        let mut wissel = Self::new(start);
        wissel.url = format!("http://127.0.0.1:{}", port::free());
        wissel.lmtp = port::free();
        wissel
    }

    fn new(start: Start) -> Self {
        let folder = Folder::new("server");
        let disk = start.ground.disk.and_then(|inside| Disk::at(&folder.file(inside), DISK));
        Self { disk, folder, start, program: None, url: String::new(), lmtp: 0, setup: None }
    }

    /// A second server on the same database; its own data folder holds no tickets, only the shared key and blobs.
    pub(crate) async fn beside(&self) -> Self {
        let url = self.start.database.url().expect("only PostgreSQL can be shared").to_owned();
        let mut wissel = Self::new(Start { lmtp: true, ..Start::on(Database::Postgres(url)) });
        fs::create_dir(wissel.data()).expect("the folder is ours");
        for shared in ["key", "blobs"] {
            let from = self.data().join(shared);
            if from.exists() {
                std::os::unix::fs::symlink(from, wissel.data().join(shared))
                    .expect("the folder is ours");
            }
        }
        wissel.run("127.0.0.1:0", "127.0.0.1:0").await;
        wissel
    }

    /// A server whose data folder and database, empty before, hold what a backup held.
    pub(crate) async fn restored(backup: &str, database: Database) -> Self {
        Self::restored_as(backup, Start::on(database)).await
    }

    /// As [`Wissel::restored`], started with what is asked for.
    pub(crate) async fn restored_as(backup: &str, start: Start) -> Self {
        let mut wissel = Self::new(start);
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
        self.begin_again();
        self.ready().await;
    }

    /// As [`Wissel::start_again`], without waiting for anything.
    pub(crate) fn begin_again(&mut self) {
        let listen = self.url.trim_start_matches("http://").to_owned();
        let lmtp = format!("127.0.0.1:{}", self.lmtp);
        self.begin(&listen, &lmtp);
    }

    /// Whether its folder (data, and what its programs said) stays on the disk when this value goes; where it is.
    pub(crate) fn keep(&mut self, keep: bool) -> &Path {
        self.folder.keep(keep);
        self.folder.path()
    }

    /// The path of something in its folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.file(name)
    }

    /// What `wissel doctor` and `wissel verify-decisions` find wrong with what is stored. That a mail server cannot be
    /// reached is another matter.
    pub(crate) fn audit(&self) -> Vec<String> {
        let (_, said) = self.command(&["doctor"], "");
        let books: Vec<&str> = said.lines().filter(|line| line.contains(" books: ")).collect();
        assert!(!books.is_empty(), "the doctor did not come to the books: {said}");
        let wrong = books.into_iter().filter(|line| !line.starts_with("ok"));
        let mut wrong: Vec<String> = wrong.map(str::to_owned).collect();
        let (verified, said) = self.command(&["verify-decisions"], "");
        wrong.extend((!verified).then_some(said));
        wrong
    }

    /// Runs another of its commands on the same data, with `input`, and returns what it printed.
    pub(crate) fn command(&self, arguments: &[&str], input: &str) -> (bool, String) {
        use std::process::Stdio;
        let mut command = self.prepared(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("cargo built it");
        let mut stdin = child.stdin.take().expect("it was asked for as a pipe");
        // A command that asks for nothing may have ended already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("it is our child");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    /// Another of its commands on the same data, ready to be run.
    pub(crate) fn prepared(&self, arguments: &[&str]) -> Command {
        let mut command = self.program();
        command.args(arguments);
        command
    }

    async fn run(&mut self, listen: &str, lmtp: &str) {
        self.begin(listen, lmtp);
        self.ready().await;
    }

    fn begin(&mut self, listen: &str, lmtp: &str) {
        let mut command = self.program();
        command.args(["serve", "--listen", listen]);
        if self.start.lmtp {
            command.args(["--lmtp", lmtp]);
        }
        if self.start.demo {
            command.arg("--demo");
        }
        let log = self.folder.file("log");
        self.put_away(&log);
        self.program = Some(Program::start("wissel", &mut command, &log));
    }

    /// Addresses of an earlier run must not be read, but what it said may still be asked for.
    fn put_away(&self, log: &Path) {
        let Ok(said) = fs::read(log) else { return };
        let earlier =
            File::options().create(true).append(true).open(self.folder.file("log.earlier"));
        earlier.and_then(|mut file| file.write_all(&said)).expect("the folder is ours");
        fs::remove_file(log).expect("the folder is ours");
    }

    /// Waits until the one that was begun is ready, and reads its addresses off what it prints.
    pub(crate) async fn ready(&mut self) {
        let mut program = self.program.take().expect("it was begun");
        let [url, lmtp] =
            eventually("the server prints where it listens", START_LIMIT, async || {
                program.must_be_running();
                let said = program.said();
                let lmtp =
                    if self.start.lmtp { after(&said, "lmtp on ")? } else { "none:0".to_owned() };
                Some([after(&said, "listening on ")?, lmtp])
            })
            .await;
        self.url = url;
        self.lmtp = lmtp
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok())
            .expect("an address ends in a port");
        let asked = client().get(format!("{}/readyz", self.url));
        eventually("the server is ready", START_LIMIT, async || {
            asked.try_clone()?.send().await.ok().filter(|answer| answer.status().is_success())
        })
        .await;
        self.setup = self
            .setup
            .take()
            .or_else(|| after(&program.said(), "/setup?").map(|token| format!("/setup?{token}")));
        self.program = Some(program);
    }

    /// How much memory it has.
    pub(crate) fn memory(&self) -> Memory {
        Memory::of(self.program.as_ref().expect("it is running").id())
    }

    /// What it wrote in its log.
    pub(crate) fn said(&self) -> String {
        self.program.as_ref().map_or_else(String::new, Program::said)
    }

    /// Its data folder, which it makes itself on its first start.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.file("data")
    }

    /// The binary with its data folder and database.
    fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wissel"));
        command.current_dir(self.folder.path());
        // What the machine of the tests happens to be set to is not what is tested.
        for (name, _) in std::env::vars()
            .filter(|(name, _)| name.starts_with("WISSEL_") || name == "DATABASE_URL")
        {
            command.env_remove(name);
        }
        command.env("WISSEL_DATA", self.data());
        if let Some(trusted) = &self.start.trusted {
            command.env("SSL_CERT_FILE", trusted);
        }
        if let Some(clock) = &self.start.ground.clock {
            clock.set_for(&mut command);
        }
        if let Some(url) = self.start.database.url() {
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
