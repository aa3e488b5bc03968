//! `cargo xtask soak`: the server is killed under load, hundreds of times, and what it promised is held against it.
//!
//! The storm itself is a black-box test (`crates/wissel/tests/blackbox/faults/kills`), of which `cargo xtask test` runs
//! a short form. This builds it, starts a scratch PostgreSQL, and runs the long one.

use crate::parts::{Outcome, postgres, process, project, say, tally::Tally};

const USAGE: &str =
    "cargo xtask soak [--kills N] [--minutes N] [--seed S] [--database sqlite|postgres|both]";

/// What was asked for. What was not is the test's to choose.
#[derive(Default, PartialEq, Eq, Debug)]
struct Asked {
    /// Names and values of the test's environment.
    settings: Vec<(&'static str, u64)>,
    database: Option<String>,
}

/// Runs it on each database, one after another, also when the first fails.
pub(crate) fn soak(rest: &[String]) -> Outcome {
    let asked = Asked::read(rest)?;
    let databases: &[&str] = match asked.database.as_deref() {
        None | Some("both") => &["sqlite", "postgres"],
        Some("sqlite") => &["sqlite"],
        Some("postgres") => &["postgres"],
        Some(other) => return Err(format!("{other:?} is no database.\n{USAGE}")),
    };
    process::prepare(tests().arg("--no-run"))?;
    let server = match std::env::var(postgres::VARIABLE) {
        Ok(url) => (None, url),
        Err(_) if databases.contains(&"postgres") => {
            let scratch = postgres::Scratch::start()?;
            let url = scratch.url.clone();
            (Some(scratch), url)
        }
        Err(_) => (None, String::new()),
    };
    let mut tally = Tally::default();
    let mut outcome = Ok(());
    for database in databases {
        say::title(database);
        let test = format!("faults::kills::soak_on_{database}");
        let mut run = tests();
        run.args(["--", "--ignored", "--exact", &test, "--nocapture"]);
        run.env(postgres::VARIABLE, &server.1)
            .envs(asked.settings.iter().map(|(name, value)| (name, value.to_string())));
        outcome = outcome.and(process::check(&mut run, &mut tally));
    }
    drop(server);
    outcome
}

fn tests() -> std::process::Command {
    let mut cargo = project::cargo();
    cargo.args(["test", "--quiet", "--package", "wissel", "--test", "blackbox"]);
    cargo
}

impl Asked {
    fn read(rest: &[String]) -> Outcome<Self> {
        let mut asked = Self::default();
        let mut words = rest.iter();
        while let Some(option) = words.next() {
            let value = words.next().ok_or_else(|| format!("{option} wants a value.\n{USAGE}"))?;
            let name = match option.as_str() {
                "--kills" => "WISSEL_SOAK_KILLS",
                "--minutes" => "WISSEL_SOAK_MINUTES",
                "--seed" => "WISSEL_SOAK_SEED",
                "--database" => {
                    asked.database = Some(value.clone());
                    continue;
                }
                other => return Err(format!("soak does not know {other:?}.\n{USAGE}")),
            };
            let value = value.parse().map_err(|_| format!("{value:?} is no number.\n{USAGE}"))?;
            asked.settings.push((name, value));
        }
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    fn read(words: &str) -> Result<Asked, String> {
        Asked::read(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn what_was_asked_for_is_handed_to_the_test() {
        let asked = read("--kills 40 --database sqlite --seed 7").expect("all of it is known");
        assert_eq!(asked.settings, [("WISSEL_SOAK_KILLS", 40), ("WISSEL_SOAK_SEED", 7)]);
        assert_eq!(asked.database.as_deref(), Some("sqlite"));
        assert_eq!(read(""), Ok(Asked::default()));
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for words in ["--kills", "--kills many", "--wind 9", "twenty"] {
            assert!(read(words).is_err(), "{words}");
        }
    }
}
