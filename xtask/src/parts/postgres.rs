//! A PostgreSQL of our own for the length of a run: an unprivileged process in a temporary folder on a free port.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{Outcome, account::Account, debian, process, say, watch};

/// Tells the tests where their PostgreSQL is. When it is set already, that server is used and none is started.
pub(crate) const VARIABLE: &str = "WISSEL_TEST_POSTGRES";

const FOLDER_PREFIX: &str = "wissel-postgres-";
const START_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// A running server. It is stopped, and its folder removed, when this value goes.
pub(crate) struct Scratch {
    server: Child,
    folder: PathBuf,
    /// Where tests may create databases and schemas as they like.
    pub(crate) url: String,
}

impl Scratch {
    pub(crate) fn start() -> Outcome<Self> {
        debian::install_when_missing(debian::DATABASE)?;
        remove_leftovers();
        let account = Account::for_database()?;
        let folder = env::temp_dir().join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        fs::create_dir_all(&folder)
            .and_then(|()| fs::set_permissions(&folder, fs::Permissions::from_mode(0o711)))
            .map_err(|reason| format!("{} cannot be made: {reason}.", folder.display()))?;
        account.own(&folder)?;
        let data = folder.join("data");
        process::prepare(
            account
                .command(&program("initdb")?)
                .args([
                    "--username",
                    "wissel",
                    "--auth",
                    "trust",
                    "--encoding",
                    "UTF8",
                    "--locale",
                    "C.UTF-8",
                    "--no-sync",
                ])
                .arg("--pgdata")
                .arg(&data)
                .current_dir(&folder)
                .stdout(Stdio::null()),
        )?;
        let port = free_port()?;
        let server = serve(&account, &folder, &data, port)?;
        let mut scratch =
            Self { server, folder, url: format!("postgres://wissel@127.0.0.1:{port}/postgres") };
        scratch.wait_until_ready(&data)?;
        say::line(&format!("PostgreSQL for the tests: {}", scratch.url));
        Ok(scratch)
    }

    /// The server's own word: the last line of its pid file says "ready".
    fn wait_until_ready(&mut self, data: &Path) -> Outcome {
        let log = self.folder.join("log");
        let ready = watch::until(START_LIMIT, || {
            if let Ok(Some(status)) = self.server.try_wait() {
                return Some(Err(format!("it ended at once ({status})")));
            }
            let said = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
            said.lines().any(|line| line.trim() == "ready").then_some(Ok(()))
        });
        ready.unwrap_or_else(|| Err("it was not ready in time".to_owned())).map_err(|what| {
            format!(
                "The scratch PostgreSQL did not start: {what}.\n{}",
                fs::read_to_string(log).unwrap_or_default()
            )
        })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // An interrupt makes PostgreSQL end its sessions and leave in order.
        let _ = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        if watch::until(STOP_LIMIT, || self.server.try_wait().ok().flatten()).is_none() {
            let _ = self.server.kill().and_then(|()| self.server.wait());
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Small, but as careful with its disk as in earnest: the tests are about what survives.
fn serve(account: &Account, folder: &Path, data: &Path, port: u16) -> Outcome<Child> {
    let log = fs::File::create(folder.join("log"))
        .map_err(|reason| format!("PostgreSQL's log cannot be written: {reason}."))?;
    let mut postgres = account.command(&program("postgres")?);
    postgres.arg("-D").arg(data).current_dir(folder);
    let settings = [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        "unix_socket_directories=".to_owned(),
        "fsync=on".to_owned(),
        "shared_buffers=64MB".to_owned(),
        "max_connections=300".to_owned(),
        "log_statement=none".to_owned(),
    ];
    for setting in settings {
        postgres.args(["-c", &setting]);
    }
    let errors = log
        .try_clone()
        .map_err(|reason| format!("PostgreSQL's log cannot be shared: {reason}."))?;
    let started = postgres.stdin(Stdio::null()).stdout(log).stderr(errors).spawn();
    started.map_err(|reason| format!("PostgreSQL cannot be started: {reason}."))
}

fn program(name: &str) -> Outcome<PathBuf> {
    debian::find(name)
        .ok_or_else(|| format!("{name} was not found, though PostgreSQL is installed."))
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener
        .map(|address| address.port())
        .map_err(|reason| format!("There is no free port on 127.0.0.1: {reason}."))
}

/// Folders of runs that were killed. Their servers ended with them; `setpriv` saw to that.
fn remove_leftovers() {
    let entries = fs::read_dir(env::temp_dir()).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER_PREFIX))
            .and_then(|pid| pid.parse::<u32>().ok());
        if owner.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
