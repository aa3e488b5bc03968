//! Breaking a transaction at a place of the test's choice.

use super::tx::Engine;
use super::{Dialect, Tx};
use std::sync::{Arc, Mutex, PoisonError};
use wissel_model::{Error, Result};

/// What goes wrong at a statement.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It fails with this instead of running: `Retry` as a lost race would, anything else as it stands.
    Fails(Error),
    /// The server ends the connection before it, truly. SQLite has none to end: there the transaction lost a race.
    Cut,
}

/// When a connection is lost around the commit. Either way whoever committed is told only that it was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Nothing was committed.
    Before,
    /// All of it was.
    After,
}

/// Asked all along a transaction. Whoever wants it to be slow takes their time to answer.
pub trait Faults: Send + Sync {
    /// Asked before the registered statement of this [`name`](super::Sql::name). Or end the process here.
    fn before(&self, statement: &'static str) -> Option<Fault>;

    /// Asked when a function that writes is about to be committed.
    fn commit(&self) -> Option<Lost> {
        None
    }
}

impl Tx<'_> {
    /// Lets the fault happen.
    pub(super) fn suffer(&mut self, fault: Fault) -> Error {
        self.failed = true;
        match (fault, &mut self.engine) {
            (Fault::Fails(error), _) => error,
            (Fault::Cut, Engine::Sqlite(_)) => Error::Retry("a lost race".into()),
            (Fault::Cut, Engine::Postgres(talk)) => match talk.script(END) {
                Err(error) => error,
                Ok(()) => Error::internal("the server did not end the connection"),
            },
        }
    }

    /// The words with which PostgreSQL commits, with what goes wrong around them.
    pub(super) fn commit_words(&self) -> String {
        match self.faults.as_ref().and_then(|faults| faults.commit()) {
            None => "COMMIT".into(),
            Some(Lost::Before) => format!("{END}; COMMIT"),
            Some(Lost::After) => format!("COMMIT; {END}"),
        }
    }
}

const END: &str = "SELECT pg_terminate_backend(pg_backend_pid())";

/// What a commit to SQLite comes to: there is no connection to lose, but the answer may be lost all the same.
#[derive(Default)]
pub(super) struct OnTheWay(Mutex<Option<Lost>>);

impl OnTheWay {
    /// `f`, after which it is asked how the commit will go.
    pub(super) fn around<T, F>(
        faults: Option<Arc<dyn Faults>>,
        f: F,
    ) -> (impl Fn(&mut Tx<'_>) -> Result<T> + use<T, F>, Arc<Self>)
    where
        F: Fn(&mut Tx<'_>) -> Result<T>,
    {
        let commit = Arc::new(Self::default());
        let out = Arc::clone(&commit);
        let around = move |tx: &mut Tx<'_>| {
            let answer = f(tx)?;
            if tx.dialect() == Dialect::Sqlite {
                let lost = faults.as_ref().and_then(|faults| faults.commit());
                *out.0.lock().unwrap_or_else(PoisonError::into_inner) = lost;
                if lost == Some(Lost::Before) {
                    return Err(gone());
                }
            }
            Ok(answer)
        };
        (around, commit)
    }

    /// The answer, if it comes back.
    pub(super) fn back<T>(&self, answer: Result<T>) -> Result<T> {
        let lost = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if lost == Some(Lost::After) { answer.and_then(|_| Err(gone())) } else { answer }
    }
}

fn gone() -> Error {
    Error::Unsure("the answer to the commit was lost".into())
}
