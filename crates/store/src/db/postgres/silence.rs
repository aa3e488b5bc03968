//! A server that says nothing any more and ends no connection: a machine that lost its power, a firewall that forgot.
//!
//! The operating system would wait for many minutes. The connection that listens speaks now and then, and when that is
//! not answered, everything that waits is told so: transactions are run again on new connections, or fail in time.

use super::session::Sessions;
use deadpool::managed;
use deadpool_postgres::Pool;
use tokio::sync::watch;
use wissel_model::{Error, Result};

/// Tells everybody that the server fell silent.
#[derive(Clone)]
pub(super) struct Silence {
    sessions: managed::Pool<Sessions>,
    questions: Pool,
    times: watch::Sender<u64>,
}

impl Silence {
    pub(super) fn of(sessions: &managed::Pool<Sessions>, questions: &Pool) -> Self {
        let (sessions, questions) = (sessions.clone(), questions.clone());
        Self { sessions, questions, times: watch::Sender::new(0) }
    }

    /// Nothing that was begun before now will be answered.
    pub(super) fn fell(&self) {
        self.sessions.retain(|_, _| false);
        self.questions.retain(|_, _| false);
        self.times.send_modify(|times| *times += 1);
    }

    /// For whoever is about to ask the server something.
    pub(super) fn follow(&self) -> Heard {
        Heard(self.times.subscribe())
    }
}

/// Waits for answers, but not for those of a server that fell silent meanwhile.
#[derive(Clone)]
pub(super) struct Heard(watch::Receiver<u64>);

impl Heard {
    /// The answer, or [`Error::Retry`].
    pub(super) async fn answer<T>(&self, answer: impl Future<Output = Result<T>>) -> Result<T> {
        self.answer_or(answer, |silent| silent).await
    }

    /// The answer, or what `silent` makes of [`Error::Retry`].
    pub(super) async fn answer_or<T, E>(
        &self,
        answer: impl Future<Output = Result<T, E>>,
        silent: impl FnOnce(Error) -> E,
    ) -> Result<T, E> {
        let mut times = self.0.clone();
        tokio::select! {
            biased;
            answer = answer => answer,
            // An error says that the database was closed; its connections then end by themselves.
            Ok(()) = times.changed() => Err(silent(Error::Retry("the server has fallen silent".into()))),
        }
    }
}
