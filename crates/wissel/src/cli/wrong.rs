//! What the program says when it does not do what it was asked: one line on standard error.

use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;
use wissel_desk::words;
use wissel_model::{Error, FieldError, Language};

/// Something that only the person can put right before it is asked again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Asked(pub(super) String);

/// Asked wrongly. Help and version come this way too, and are no error.
pub(super) fn asked(error: &clap::Error) -> ExitCode {
    use ErrorKind::{
        DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion, MissingSubcommand,
    };
    if matches!(error.kind(), DisplayHelp | DisplayVersion) {
        return if error.print().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if matches!(error.kind(), DisplayHelpOnMissingArgumentOrSubcommand | MissingSubcommand) {
        say("error: say what to do, for example: wissel serve (wissel --help lists it all)");
        return ExitCode::from(2);
    }
    let text = error.render().to_string();
    // The first paragraph says it; usage and hints follow after an empty line.
    let paragraph = text.lines().take_while(|line| !line.trim().is_empty());
    let line: Vec<&str> = paragraph.map(str::trim).collect();
    say(&line.join(" "));
    ExitCode::from(2)
}

/// Configured wrongly.
pub(super) fn configured(error: &anyhow::Error) -> ExitCode {
    say(&format!("error: {}", line(error)));
    ExitCode::from(2)
}

/// Could not be done. What the person can put right counts as asked wrongly.
pub(super) fn done(error: &anyhow::Error) -> ExitCode {
    say(&format!("error: {}", line(error)));
    match error.downcast_ref::<Error>() {
        Some(Error::Invalid(_)) => ExitCode::from(2),
        _ if error.is::<Asked>() => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

/// Everything that is known, outermost first.
pub(super) fn line(error: &anyhow::Error) -> String {
    let parts = error.chain().map(|cause| match cause.downcast_ref::<Error>() {
        Some(ours) => sentence(ours),
        None => cause.to_string(),
    });
    parts.collect::<Vec<_>>().join(": ").replace('\n', " ")
}

/// An error of ours as a sentence for whoever runs the server, private words included.
pub(super) fn sentence(error: &Error) -> String {
    match error {
        Error::Invalid(fields) => {
            let told = |field: &FieldError| {
                format!("{}: {}", field.field, words::field_sentence(Language::En, field))
            };
            fields.iter().map(told).collect::<Vec<_>>().join("; ")
        }
        Error::Unavailable(told)
        | Error::NoRoom(told)
        | Error::Internal(told)
        | Error::Retry(told)
        | Error::Unsure(told) => told.clone(),
        other => words::sentence(Language::En, other),
    }
}

fn say(text: &str) {
    // Nobody may be listening any more; then there is nobody to tell that either.
    let _ = writeln!(std::io::stderr(), "{text}");
}
