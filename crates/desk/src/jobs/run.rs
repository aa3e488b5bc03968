//! The loop that does jobs: asleep until one is due.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tokio::sync::watch;
use wissel_model::{JobId, MessageId, Result};
use wissel_store::Tx;
use wissel_store::db::Dialect;
use wissel_store::jobs::{self, Job};

use super::Failed;
use crate::Desk;
use crate::contacts::IMPORT;
use crate::mail::{self, NOTE, Outbox, SEND};
use crate::notifications::NOTICE;
use crate::tickets::WAKE;

/// Jobs done at the same time.
const TOGETHER: i64 = 16;
/// A process that has not finished a job by then is taken for dead.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// Its lease is renewed this often while it is worked on.
const RENEW: Duration = Duration::from_secs(10);
/// Seconds until the next try, the last one for all further ones.
const AGAIN: [i64; 12] = [5, 30, 120, 300, 900, 1800, 3600, 7200, 14400, 28800, 43200, 57600];
/// A job is given up after so many tries, but not before it is so old: the sum of the above, two days less a little.
/// Tries that came early, because a server was back in between, do not make a mail's time shorter.
const GIVEN_UP: SignedDuration = SignedDuration::from_secs(157_955);
const SWEEP: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_secs(1);
/// Between two claims, at least: another process may be at what is due.
const BREATH: Duration = Duration::from_millis(10);

impl Desk {
    /// Does jobs until `stop` says so; those begun are finished. A slow one holds up no other.
    pub async fn run_jobs(self, outbox: Arc<dyn Outbox>, mut stop: watch::Receiver<bool>) {
        let mut changed = self.db().changed();
        let mut running = FuturesUnordered::new();
        let mut failing = false;
        // What jobs failed for may have been put right while nobody was here.
        if let Err(error) = self.try_jobs_now().await {
            tracing::debug!(%error, "jobs wait for their time");
        }
        let mut sweep = true;
        while !*stop.borrow() {
            changed.borrow_and_update();
            let pause = match self.claim_due(sweep, running.len()).await {
                Ok((claimed, pause)) => {
                    failing = false;
                    running
                        .extend(claimed.into_iter().map(|job| self.run_job(outbox.as_ref(), job)));
                    pause
                }
                Err(error) => {
                    if !std::mem::replace(&mut failing, true) {
                        tracing::warn!(%error, "jobs will be tried again, every second");
                    }
                    PAUSE
                }
            };
            sweep = tokio::select! {
                Some(done) = running.next() => {
                    told(done);
                    true
                }
                _ = changed.changed() => {
                    // Nobody sees a mail leave so much later; in a rush it spares a question per change.
                    tokio::time::sleep(BREATH).await;
                    false
                }
                () = tokio::time::sleep(pause) => true,
                _ = stop.changed() => false,
            };
        }
        while let Some(done) = running.next().await {
            told(done);
        }
    }

    /// Frees the jobs that an earlier process had begun, where there is only one process: it is dead, and its mails
    /// need not wait until its leases end. To be called before [`Desk::run_jobs`].
    ///
    /// # Errors
    /// [`wissel_model::Error::Unavailable`].
    pub async fn take_over_jobs(&self) -> Result<()> {
        if self.db().kind() == Dialect::Sqlite {
            self.db().write(jobs::release).await?;
        }
        Ok(())
    }

    /// Claims what is due, and tells for how long nothing more will be. Unless it is a sweep, it is asked first whether
    /// anything is: few changes ask for a job, and asking costs less than writing.
    async fn claim_due(&self, sweep: bool, running: usize) -> Result<(Vec<Job>, Duration)> {
        if !sweep {
            let pause = self.until_next_job(running).await?;
            if !pause.is_zero() {
                return Ok((Vec::new(), pause));
            }
        }
        let claimed = self.claim_jobs(TOGETHER - running as i64).await?;
        let pause = self.until_next_job(running + claimed.len()).await?;
        Ok((claimed, pause.max(BREATH)))
    }

    async fn claim_jobs(&self, places: i64) -> Result<Vec<Job>> {
        if places <= 0 {
            return Ok(Vec::new());
        }
        let now = self.now();
        self.db().write(move |tx| jobs::claim(tx, now, LEASE, places)).await
    }

    async fn until_next_job(&self, running: usize) -> Result<Duration> {
        if running as i64 >= TOGETHER {
            return Ok(SWEEP);
        }
        let (now, due) = (self.now(), jobs::next_due(self.db()).await?);
        let Some(due) = due else { return Ok(SWEEP) };
        Ok(Duration::try_from(due.duration_since(now)).unwrap_or(Duration::ZERO).min(SWEEP))
    }

    /// Does every job that is due now. Returns how many succeeded.
    pub async fn run_jobs_now(&self, outbox: &dyn Outbox) -> Result<usize> {
        let mut done = 0;
        loop {
            let claimed = self.claim_jobs(TOGETHER).await?;
            if claimed.is_empty() {
                return Ok(done);
            }
            for outcome in join_all(claimed.into_iter().map(|job| self.run_job(outbox, job))).await
            {
                done += usize::from(outcome?);
            }
        }
    }

    /// Keeps a job ours for as long as its handler works on it.
    async fn keep_leased(&self, id: JobId, attempt: i64) {
        loop {
            tokio::time::sleep(RENEW).await;
            let until = self.now().checked_add(LEASE).unwrap_or(Timestamp::MAX);
            // When this fails, another may do the job as well: at least once.
            let _ = self.db().write(move |tx| jobs::renew(tx, id, attempt, until)).await;
        }
    }

    async fn run_job(&self, outbox: &dyn Outbox, job: Job) -> Result<bool> {
        let data: Value = serde_json::from_str(&job.data).unwrap_or_default();
        let message = MessageId(data["message"].as_i64().unwrap_or_default());
        let (id, attempts) = (job.id, job.attempts);
        let handled = async {
            match job.kind.as_str() {
                SEND => self.send_message(outbox, message).await,
                NOTE => self.send_owner_note(outbox, &data).await,
                NOTICE => self.send_notice(outbox, &data).await,
                IMPORT => self.import_contacts(&data).await,
                WAKE => self.wake(&data).await,
                other => Err(Failed::for_good(format!("no handler for {other}"))),
            }
        };
        let outcome = tokio::select! {
            outcome = handled => outcome,
            () = self.keep_leased(id, attempts) => unreachable!("it never ends"),
        };
        let Err(failed) = outcome else {
            self.db().write(move |tx| jobs::done(tx, id, attempts)).await?;
            return Ok(true);
        };
        let now = self.now();
        let next = next_try(job.failures, job.created_at, now).filter(|_| !failed.permanent);
        tracing::warn!(job = %id, kind = job.kind, attempts, detail = failed.detail, "a job failed");
        let detail = failed.detail.clone();
        match next {
            Some(next) => {
                self.db().write(move |tx| jobs::again(tx, id, attempts, next, &detail, now)).await?
            }
            None => {
                let (message, now) = ((job.kind == SEND).then_some(message), self.now());
                // Together: whoever does the job again after a crash in between would tell of the failure again.
                let bury = move |tx: &mut Tx<'_>| match (
                    jobs::bury(tx, id, attempts, &detail)?,
                    message,
                ) {
                    (true, Some(message)) => mail::failed(tx, message, &detail, now),
                    _ => Ok(()),
                };
                self.db().write(bury).await?;
            }
        }
        Ok(false)
    }
}

/// A job whose end could not be written down is done again when its lease ends.
fn told(done: Result<bool>) {
    if let Err(error) = done {
        tracing::warn!(%error, "the end of a job could not be written down");
    }
}

/// When to try again after one more failure than these; `None` when it is enough. A try that a process did not live to
/// end is none.
fn next_try(failures: i64, asked: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let failed = usize::try_from(failures).ok()?;
    if failed >= AGAIN.len() && now.duration_since(asked) >= GIVEN_UP {
        return None;
    }
    let wait = AGAIN[failed.min(AGAIN.len() - 1)];
    now.checked_add(SignedDuration::from_secs(wait)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_given_up_after_its_tries_but_not_before_its_time() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut now = 0;
        for failures in 0..12 {
            now = next_try(failures, at(0), at(now)).unwrap().as_second();
        }
        assert_eq!(SignedDuration::from_secs(now), GIVEN_UP);
        assert_eq!(next_try(12, at(0), at(now)), None);
        // A server that came and went had it tried often, within an hour.
        assert!(next_try(40, at(0), at(3_600)).is_some());
    }
}
