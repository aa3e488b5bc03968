//! A program that runs for the length of a test.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use super::eventually::until;

/// A running program with everything it says in a file. It is ended by its process id when this value goes, and what
/// it said is shown when the test failed.
pub(crate) struct Program {
    name: &'static str,
    child: Child,
    log: PathBuf,
}

const STOP_LIMIT: Duration = Duration::from_secs(8);

impl Program {
    /// Starts it; `log` receives both of its outputs, after what earlier runs wrote there.
    pub(crate) fn start(name: &'static str, command: &mut Command, log: &Path) -> Self {
        let file = File::options()
            .create(true)
            .append(true)
            .open(log)
            .expect("the log lies in our folder");
        let errors = file.try_clone().expect("a file can have two names");
        let child = command.stdin(Stdio::null()).stdout(file).stderr(errors).spawn();
        let child = child.unwrap_or_else(|reason| panic!("{name} cannot be started: {reason}"));
        Self { name, child, log: log.to_owned() }
    }

    /// Everything it has said so far.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Fails with what it said if it has ended by itself.
    pub(crate) fn must_be_running(&mut self) {
        if let Ok(Some(status)) = self.child.try_wait() {
            panic!("{} ended by itself ({status}) and said:\n{}", self.name, self.said());
        }
    }

    /// Asks it to end in order, and waits for it.
    pub(crate) fn stop(&mut self) -> ExitStatus {
        self.signal("TERM");
        let ended = until(STOP_LIMIT, || self.child.try_wait().ok().flatten());
        ended.unwrap_or_else(|| {
            self.kill();
            panic!(
                "{} did not end within {STOP_LIMIT:?} of being asked to; it said:\n{}",
                self.name,
                self.said()
            )
        })
    }

    /// Ends it between any two of its instructions, as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it is our child");
        self.child.wait().expect("it is our child");
    }

    /// Sends it a signal by name.
    pub(crate) fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .arg(format!("-{signal}"))
            .arg(self.child.id().to_string())
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "{} cannot be sent {signal}",
            self.name
        );
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
            if until(STOP_LIMIT, || self.child.try_wait().ok().flatten()).is_none() {
                let _ = self.child.kill().and_then(|()| self.child.wait());
            }
        }
        if std::thread::panicking() {
            println!("──── what {} said\n{}", self.name, self.said());
        }
    }
}
