//! One reader per mailbox among several processes. For speed only: two readers do no harm but double the work.

use std::time::Duration;

use tokio::time::sleep;
use wissel_model::ChannelId;

use crate::net::desk::MailDesk;

/// How long a lease lasts in seconds: as long as a mailbox may go unread when its reader dies.
const TERM: i64 = 45;
/// How often it is renewed, and how often another one asks for it.
const RENEW: Duration = Duration::from_secs(15);

/// The right to read one mailbox.
pub(super) struct Lease<'a, D> {
    desk: &'a D,
    name: String,
    holder: &'a str,
}

impl<'a, D: MailDesk> Lease<'a, D> {
    pub(super) fn new(desk: &'a D, channel: ChannelId, holder: &'a str) -> Self {
        Self { desk, name: format!("mailbox:{channel}"), holder }
    }

    /// Waits until it is ours.
    pub(super) async fn taken(&self) {
        loop {
            match self.hold(TERM).await {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => tracing::debug!(%error, lease = self.name, "cannot be taken now"),
            }
            sleep(RENEW).await;
        }
    }

    /// Keeps it. Ends when another one has it.
    pub(super) async fn lost(&self) {
        loop {
            sleep(RENEW).await;
            // A database that is away is no reason to stop: nobody else can take the lease either.
            if let Ok(false) = self.hold(TERM).await {
                return;
            }
        }
    }

    /// Lets go of it, so that another process need not wait.
    pub(super) async fn release(&self) {
        if let Err(error) = self.hold(0).await {
            tracing::debug!(%error, lease = self.name, "not released; it ends by itself");
        }
    }

    async fn hold(&self, seconds: i64) -> wissel_model::Result<bool> {
        self.desk.hold_lease(&self.name, self.holder, seconds).await
    }
}
