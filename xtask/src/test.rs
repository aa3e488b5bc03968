//! `cargo xtask test`: every check there is, in the order in which they fail fastest.

use crate::parts::{Outcome, postgres, say, tally::Tally, watch::Watch};
use crate::stages::{self, Stage};

/// Runs the stages that were asked for and stops at the first that fails.
///
/// The last line is always `N passed, N failed`, counted in tests; a check that reports no tests counts as one.
pub(crate) fn test(rest: &[String]) -> Outcome {
    let wanted = chosen(rest)?;
    let watch = Watch::start();
    let mut bench = Bench { tally: Tally::default(), postgres: None };
    let mut rows = Vec::new();
    let mut stopped = None;

    for stage in stages::ALL {
        if stopped.is_some() || !wanted.contains(&stage.name) {
            rows.push(say::Row {
                name: stage.name,
                result: "not run",
                seconds: None,
                tally: Tally::default(),
            });
            continue;
        }
        say::title(stage.name);
        let before = bench.tally;
        let stage_watch = Watch::start();
        let outcome = (stage.run)(&mut bench);
        if outcome.is_err() && bench.tally.failed == before.failed {
            // It failed before it came to its first check.
            bench.tally.failed += 1;
        }
        let seconds = stage_watch.seconds();
        say::line(&format!(
            "{} {} in {seconds:.1} s",
            stage.name,
            if outcome.is_ok() { "passed" } else { "failed" }
        ));
        rows.push(say::Row {
            name: stage.name,
            result: if outcome.is_ok() { "passed" } else { "failed" },
            seconds: Some(seconds),
            tally: bench.tally.since(before),
        });
        stopped = outcome.err().map(|sentence| {
            format!(
                "Stopped at {}: {sentence}\nOnly this stage: cargo xtask test {}",
                stage.name, stage.name
            )
        });
    }

    // The scratch database goes before the verdict, so that nothing is printed after the last line.
    drop(bench.postgres.take());
    say::table(&rows, watch.seconds());
    if let Some(sentence) = &stopped {
        say::complain(sentence);
    }
    say::line(&format!("{} passed, {} failed", bench.tally.passed, bench.tally.failed));
    if stopped.is_some() {
        std::process::exit(1)
    }
    Ok(())
}

/// What the stages share: the count so far, and the scratch PostgreSQL once a stage has needed it.
pub(crate) struct Bench {
    pub(crate) tally: Tally,
    postgres: Option<postgres::Scratch>,
}

impl Bench {
    /// The address of a PostgreSQL that tests may create databases and schemas in.
    pub(crate) fn postgres(&mut self) -> Result<String, String> {
        if let Ok(url) = std::env::var(postgres::VARIABLE) {
            return Ok(url);
        }
        if self.postgres.is_none() {
            self.postgres = Some(postgres::Scratch::start()?);
        }
        Ok(self.postgres.as_ref().expect("it was started on the line above").url.clone())
    }
}

fn chosen(rest: &[String]) -> Result<Vec<&'static str>, String> {
    let (options, names): (Vec<_>, Vec<_>) = rest.iter().partition(|word| word.starts_with('-'));
    if let Some(unknown) = options.iter().find(|option| **option != "--quick") {
        return Err(format!("test does not know {unknown:?}; it knows --quick."));
    }
    let known: Vec<&str> = stages::ALL.iter().map(|stage| stage.name).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(format!(
            "There is no stage {unknown:?}. The stages are: {}.",
            known.join(", ")
        ));
    }
    let quick = !options.is_empty();
    let asked = |stage: &Stage| {
        if names.is_empty() {
            !(quick && stage.slow)
        } else {
            names.iter().any(|name| *name == stage.name)
        }
    };
    Ok(stages::ALL.iter().filter(|stage| asked(stage)).map(|stage| stage.name).collect())
}
