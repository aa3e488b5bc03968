//! Programs that are run to their end.

use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use super::{Outcome, say, tally::Tally};

/// Runs a program that has to succeed before anything else can, with its output as it comes.
pub(crate) fn prepare(command: &mut Command) -> Outcome {
    announce(command);
    let status = command.status().map_err(|reason| cannot_start(command, &reason))?;
    verdict(command, status)
}

/// Runs a check, passes on what it prints, and adds the tests it reports to the tally.
pub(crate) fn check(command: &mut Command, tally: &mut Tally) -> Outcome {
    announce(command);
    if io::stdout().is_terminal() {
        // It writes to a pipe, so it would think that nobody sees colours.
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let started =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(reason) => return tally.count(Err(cannot_start(command, &reason))),
    };
    let stderr = child.stderr.take().expect("it was asked for as a pipe");
    let errors = thread::spawn(move || pass_on(stderr, &mut io::stderr()));
    let mut counted =
        pass_on(child.stdout.take().expect("it was asked for as a pipe"), &mut io::stdout());
    counted.add(errors.join().expect("passing lines on does not panic"));

    let status =
        child.wait().map_err(|reason| format!("`{}` was lost: {reason}.", shown(command)))?;
    let outcome = verdict(command, status);
    if outcome.is_err() && counted.failed == 0 {
        counted.failed = 1;
    } else if counted == Tally::default() {
        counted.passed = 1;
    }
    tally.add(counted);
    outcome
}

/// Turns this process into the program, so that nothing stands between it and the reader's Ctrl-C.
#[cfg(unix)]
pub(crate) fn become_program(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let reason = command.exec();
    Err(cannot_start(command, &reason))
}

/// Runs the program to its end: elsewhere a process cannot become another.
#[cfg(not(unix))]
pub(crate) fn become_program(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|reason| cannot_start(command, &reason))?;
    verdict(command, status)
}

fn pass_on(from: impl Read, to: &mut dyn Write) -> Tally {
    let mut counted = Tally::default();
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // A reader who went away is no reason to stop the tests.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        if let Some(found) = Tally::of_line(&String::from_utf8_lossy(&line)) {
            counted.add(found);
        }
        line.clear();
    }
    counted
}

fn verdict(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() {
        return Ok(());
    }
    Err(format!("`{}` did not succeed ({status}). What it said is above.", shown(command)))
}

fn cannot_start(command: &Command, reason: &io::Error) -> String {
    format!("`{}` cannot be started: {reason}.", shown(command))
}

fn announce(command: &Command) {
    say::line(&format!("$ {}", shown(command)));
}

/// The command as somebody would type it.
fn shown(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit('/').next().unwrap_or_default().to_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}
