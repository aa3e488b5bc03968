//! Reading mailboxes: real ones, and servers that behave badly.

mod badly;
mod mailbox;
mod several;
mod tokens;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::run_trusting;
use crate::net::testing::certificate::Certificate;
use crate::net::testing::desk::SmallDesk;
use crate::net::{Reach, tls};

/// A running `run`.
struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    fn start(desk: &SmallDesk) -> Self {
        Self::start_as(desk, "node-1", None)
    }

    fn start_as(desk: &SmallDesk, holder: &str, trusting: Option<&Certificate>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let tls = trusting.map_or_else(tls::client_config, Certificate::trusted);
        let task = tokio::spawn(run_trusting(
            desk.clone(),
            holder.to_owned(),
            stopped,
            tls,
            Reach::default(),
        ));
        Self { stop, task }
    }

    /// Stops and waits until it has.
    async fn end(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap();
    }
}
