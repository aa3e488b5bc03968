//! Dead letters: jobs that were given up, for people to look at and try again.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{Error, JobId, MessageId, MessageState, Permission, Result, Who};
use wissel_store::{jobs, messages};

use crate::Desk;
use crate::mail::SEND;

/// A job that was given up.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JobView {
    /// Its id.
    pub id: JobId,
    /// What it was to do.
    pub kind: String,
    /// What it was about.
    pub key: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong last.
    pub error: Option<String>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

impl Desk {
    /// The latest two hundred jobs that were given up.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub async fn dead_jobs(&self, who: &Who) -> Result<Vec<JobView>> {
        who.need(Permission::OperationsSee)?;
        let dead = self.db().read(|tx| jobs::dead(tx, 200)).await?;
        let view = |job: jobs::Job| JobView {
            id: job.id,
            kind: job.kind,
            key: job.key,
            attempts: job.attempts,
            error: job.last_error,
            created_at: job.created_at,
        };
        Ok(dead.into_iter().map(view).collect())
    }

    /// Tries a given-up job again.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such dead job.
    pub async fn retry_job(&self, who: &Who, id: JobId) -> Result<()> {
        who.need(Permission::OperationsSee)?;
        let now = self.now();
        let dead = self.db().read(|tx| jobs::dead(tx, 200)).await?;
        let job = dead.into_iter().find(|job| job.id == id).ok_or(Error::NotFound("job"))?;
        let message = job.key.parse().ok().filter(|_| job.kind == SEND).map(MessageId);
        let revived = self
            .db()
            .write(move |tx| {
                let revived = jobs::revive(tx, id, now)?;
                if let Some(message) = message.filter(|_| revived) {
                    messages::set_state(tx, message, MessageState::Queued, None, None)?;
                }
                Ok(revived)
            })
            .await?;
        if revived { Ok(()) } else { Err(Error::NotFound("job")) }
    }
}
