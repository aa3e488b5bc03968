//! Programs under measurement: the server itself, and the ceilings.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{Database, elapsed};

/// Times that a program is looked at before it is taken for one that never settles.
const SETTLING: usize = 300;

/// A started process; it is ended with this value.
pub(crate) struct Program {
    child: Child,
    /// `127.0.0.1:PORT`
    pub(crate) address: String,
    lines: BufReader<std::process::ChildStdout>,
}

impl Program {
    /// Starts it and waits for the line that says where it listens.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("it was asked for")?);
        let address = told(&mut lines, "listening on http://")?;
        Ok(Self { child, address, lines })
    }

    /// The next line that begins with `words`: what follows them.
    pub(crate) fn told(&mut self, words: &str) -> Result<String> {
        told(&mut self.lines, words)
    }

    /// The share of a processor that it uses over `quiet`, once it has settled: after a start there is something to do at
    /// first, for the full text is brought up to date.
    pub(crate) async fn at_rest(&self, quiet: Duration) -> Result<f64> {
        let used = async |over: Duration| -> Result<f64> {
            let began = self.processor()?;
            tokio::time::sleep(over).await;
            Ok((self.processor()? - began) / over.as_secs_f64())
        };
        for _ in 0..SETTLING {
            if used(Duration::from_secs(2)).await? < 0.01 {
                return used(quiet).await;
            }
        }
        used(quiet).await.context("it never settled")
    }

    /// Seconds of processor time it has used, in itself.
    pub(crate) fn processor(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let (_, rest) = stat.rsplit_once(')').context("a name in brackets")?;
        let ticks = |n: usize| rest.split_whitespace().nth(n).and_then(|t| t.parse::<f64>().ok());
        // proc(5): utime and stime are fields 14 and 15, in ticks of a hundredth.
        Ok((ticks(11).context("utime")? + ticks(12).context("stime")?) / 100.0)
    }

    /// Bytes it holds in memory now.
    pub(crate) fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
        let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Asked to stop first, so that what it holds is let go of in order.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn told(lines: &mut impl BufRead, words: &str) -> Result<String> {
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            bail!("it ended before it said {words:?}");
        }
        if let Some(rest) = line.trim_end().strip_prefix(words) {
            return Ok(rest.to_owned());
        }
    }
}

/// The server.
pub(crate) struct Product {
    pub(crate) program: Program,
    /// Where it takes mail in by LMTP: `127.0.0.1:PORT`.
    pub(crate) lmtp: String,
    /// From start to the line that says where it listens.
    pub(crate) ready_after: Duration,
}

impl Product {
    /// Starts it on `database`.
    pub(crate) async fn serve(database: &Database) -> Result<Self> {
        let mut command = Command::new(wissel()?);
        command
            .arg("serve")
            .args(["--listen", "127.0.0.1:0", "--lmtp", "127.0.0.1:0"])
            .args(["--database", &database.url])
            .arg("--data")
            .arg(database.folder().join("data"));
        let (ready_after, program) =
            elapsed(async { tokio::task::block_in_place(|| Program::start(&mut command)) }).await;
        let mut program = program?;
        let lmtp = program.told("lmtp on ")?;
        Ok(Self { program, lmtp, ready_after })
    }
}

/// The release build that `cargo xtask bench` made just before.
fn wissel() -> Result<PathBuf> {
    let ours = std::env::current_exe()?;
    let wissel = ours.with_file_name("wissel");
    if !wissel.exists() {
        bail!("{} is not there; `cargo xtask bench` builds it", wissel.display());
    }
    Ok(wissel)
}
