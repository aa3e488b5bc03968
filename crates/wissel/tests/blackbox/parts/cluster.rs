//! A PostgreSQL of a test's own: one that may be stopped, cut off, copied to a standby, and replaced by it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio_postgres::NoTls;

use super::account::Account;
use super::database::Database;
use super::eventually::eventually;
use super::folder::Folder;
use super::installed;
use super::port;
use super::program::Program;

const START_LIMIT: Duration = Duration::from_secs(20);

/// A running server, which goes with this value.
pub(crate) struct Cluster {
    // Before its folder, so that it ends first.
    program: Option<Program>,
    account: Account,
    folder: Folder,
    pub(crate) port: u16,
}

impl Cluster {
    /// A new one with an empty database `desk`.
    pub(crate) async fn start() -> Self {
        let mut cluster = Self::empty();
        let data = cluster.data();
        let account = &cluster.account;
        let mut initdb = account.command(tool("initdb"));
        initdb.args(["--username", "desk", "--auth", "trust", "--encoding", "UTF8"]);
        initdb.args(["--locale", "C.UTF-8", "--no-sync", "--pgdata"]).arg(data);
        run(initdb.current_dir(cluster.folder.path()));
        cluster.start_again().await;
        cluster.tell("postgres", "CREATE DATABASE desk").await;
        cluster
    }

    fn empty() -> Self {
        let account = Account::unprivileged();
        let folder = Folder::of(&account, "cluster");
        Self { program: None, account, folder, port: port::free() }
    }

    /// A second server that follows this one, which from now on promises only what both have.
    pub(crate) async fn standby(&self) -> Self {
        let mut standby = Self::empty();
        let mut copy = standby.account.command(tool("pg_basebackup"));
        copy.args(["--host", "127.0.0.1", "--username", "desk", "--port", &self.port.to_string()]);
        copy.args(["--checkpoint", "fast", "--no-sync", "--write-recovery-conf", "--pgdata"]);
        run(copy.arg(standby.data()).current_dir(standby.folder.path()));
        standby.start_again().await;
        self.tell("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'").await;
        self.tell("postgres", "SELECT pg_reload_conf()").await;
        eventually("the standby is waited for", START_LIMIT, async || {
            let asked = "SELECT sync_state FROM pg_stat_replication";
            (self.ask("postgres", asked).await.as_deref() == Some("sync")).then_some(())
        })
        .await;
        standby
    }

    /// Lets it give out transaction numbers far above those of a new server.
    pub(crate) async fn age(&self) {
        self.tell(
            "desk",
            "DO $$ BEGIN FOR n IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$",
        )
        .await;
    }

    /// Copies its database to another server, as an admin does it who moves house.
    pub(crate) fn dump_to(&self, other: &Self) {
        let script = self.folder.file("dump.sql");
        let mut dump = self.account.command(tool("pg_dump"));
        dump.args(["--host", "127.0.0.1", "--port", &self.port.to_string(), "--username", "desk"]);
        run(dump.arg("--file").arg(&script).arg("desk").current_dir(self.folder.path()));
        let mut put = self.account.command(tool("psql"));
        put.args(["--host", "127.0.0.1", "--port", &other.port.to_string(), "--username", "desk"]);
        put.args(["--set", "ON_ERROR_STOP=1", "--quiet", "--file"]).arg(&script);
        run(put.arg("desk").current_dir(self.folder.path()));
    }

    /// Makes a standby the one that is written to.
    pub(crate) fn promote(&self) {
        let mut promote = self.account.command(tool("pg_ctl"));
        promote.args(["promote", "--wait", "--timeout", "20", "--pgdata"]).arg(self.data());
        run(promote.current_dir(self.folder.path()));
    }

    /// Ends it as a crash does: nothing in memory is written down.
    pub(crate) fn crash(&mut self) {
        let program = self.program.take().expect("it is running");
        program.signal("QUIT");
        drop(program);
    }

    /// Starts it after [`Cluster::crash`], at the same port.
    pub(crate) async fn start_again(&mut self) {
        let mut postgres = self.account.command(tool("postgres"));
        postgres.arg("-D").arg(self.data()).current_dir(self.folder.path());
        for setting in [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={}", self.port),
            "unix_socket_directories=".to_owned(),
            "shared_buffers=32MB".to_owned(),
        ] {
            postgres.args(["-c", &setting]);
        }
        let mut program = Program::start("PostgreSQL", &mut postgres, &self.folder.file("log"));
        eventually("PostgreSQL is ready", START_LIMIT, async || {
            program.must_be_running();
            self.ask("postgres", "SELECT 'ready'").await
        })
        .await;
        self.program = Some(program);
    }

    /// Ends every connection of our server's, in the middle of whatever it does. Returns how many there were.
    pub(crate) async fn end_connections(&self) -> usize {
        let end = "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity \
             WHERE application_name = 'wissel'";
        let ended = self.ask("postgres", end).await;
        ended.and_then(|count| count.parse().ok()).unwrap_or_default()
    }

    /// Its database, directly.
    pub(crate) fn database(&self) -> Database {
        Database::Postgres(format!("postgres://desk@127.0.0.1:{}/desk", self.port))
    }

    /// The database on whichever of the two takes writes.
    pub(crate) fn database_or(&self, other: &Self) -> Database {
        Database::Postgres(format!(
            "postgres://desk@127.0.0.1:{},127.0.0.1:{}/desk?target_session_attrs=read-write",
            self.port, other.port
        ))
    }

    async fn tell(&self, database: &str, text: &str) {
        let told = self.client(database).await.expect("it is running").simple_query(text).await;
        told.unwrap_or_else(|reason| panic!("{text}: {reason}"));
    }

    /// The first column of the first row, if the server answers.
    async fn ask(&self, database: &str, text: &str) -> Option<String> {
        let rows = self.client(database).await?.simple_query(text).await.ok()?;
        rows.into_iter().find_map(|row| match row {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(ToOwned::to_owned),
            _ => None,
        })
    }

    async fn client(&self, database: &str) -> Option<tokio_postgres::Client> {
        let url = format!("postgres://desk@127.0.0.1:{}/{database}", self.port);
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await.ok()?;
        // It ends with its client.
        tokio::spawn(connection);
        Some(client)
    }

    fn data(&self) -> PathBuf {
        self.folder.file("data")
    }
}

/// One of PostgreSQL's programs, which Debian keeps apart per version: the newest.
fn tool(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions
        .map(|version| version.path().join("bin").join(name))
        .filter(|program| program.is_file())
        .collect();
    found.sort();
    found.pop().unwrap_or_else(|| installed::program(name, "postgresql"))
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().expect("the program was found");
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&said));
}
