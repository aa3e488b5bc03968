//! What the commands say, and where.

use std::io::{self, Write};

use super::tally::Tally;

/// A line for the reader of the run.
pub(crate) fn line(text: &str) {
    write(&mut io::stdout(), text);
}

/// A title above what a stage prints.
pub(crate) fn title(name: &str) {
    line(&format!("\n── {name} {}", "─".repeat(70_usize.saturating_sub(name.len()))));
}

/// Something worth knowing that stops nothing.
pub(crate) fn note(text: &str) {
    write(&mut io::stderr(), &format!("note: {text}"));
}

/// Something that stopped the command.
pub(crate) fn complain(text: &str) {
    write(&mut io::stderr(), text);
}

/// One stage in the closing table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) result: &'static str,
    pub(crate) seconds: Option<f64>,
    pub(crate) tally: Tally,
}

/// The closing table, with the time of the whole run.
pub(crate) fn table(rows: &[Row], seconds: f64) {
    line(&format!("\n{:<12}{:<10}{:>10}{:>9}{:>9}", "stage", "result", "time", "passed", "failed"));
    for row in rows {
        let time = row.seconds.map_or_else(String::new, |seconds| format!("{seconds:.1} s"));
        line(&format!(
            "{:<12}{:<10}{time:>10}{:>9}{:>9}",
            row.name, row.result, row.tally.passed, row.tally.failed
        ));
    }
    line(&format!("{:<22}{:>10}", "all", format!("{seconds:.1} s")));
}

/// Nobody reads along any more when writing fails, so that is no reason to stop.
fn write(out: &mut dyn Write, text: &str) {
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
