//! What is done when the world around us is, or may be, another than before.

use jiff::SignedDuration;
use wissel_model::Result;
use wissel_store::{jobs, leases, line};

use crate::Desk;

impl Desk {
    /// Writes a little down and takes it away again: can anything be stored?
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn try_to_write(&self) -> Result<()> {
        let (name, holder, now) =
            (format!("try:{}", self.holder()), self.holder().to_owned(), self.now());
        self.db()
            .write(move |tx| {
                leases::hold(tx, &name, &holder, now, SignedDuration::ZERO)?;
                leases::drop(tx, &name, &holder)
            })
            .await
    }

    /// The clock was turned: jobs that wait for a time of the old one are tried now, tickets in the line wait since now
    /// at the latest, and everybody looks again.
    ///
    /// # Errors
    /// As the database's.
    pub async fn clock_turned(&self) -> Result<()> {
        let now = self.now();
        self.db()
            .write(move |tx| {
                line::clock_turned(tx, now)?;
                jobs::hurry(tx, now)
            })
            .await
    }

    /// Jobs that failed before and wait for their next try are tried now: what they failed for may be over.
    ///
    /// # Errors
    /// As the database's.
    pub async fn try_jobs_now(&self) -> Result<()> {
        let now = self.now();
        self.db().write(move |tx| jobs::hurry(tx, now)).await
    }
}
