//! Work to be done later, written in the transaction that asks for it. At least once; every handler is idempotent.

#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};
use wissel_model::clock::micros;
use wissel_model::{JobId, Result};

use crate::db::{Db, Row, Tx};
use crate::{args, statements};

/// A job as claimed, or as it lies dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Which handler does it.
    pub kind: String,
    /// What it is about; one job per kind and key.
    pub key: String,
    /// What the handler needs to know (JSON).
    pub data: String,
    /// How often it was begun.
    pub attempts: i64,
    /// How often it was begun and failed.
    pub failures: i64,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it is due next.
    pub run_at: Timestamp,
}

statements! {
    ASK = "INSERT INTO job (kind, key, data, run_at, dead, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (kind, key) DO NOTHING";
    CLAIM = "UPDATE job SET lease_until = $2, attempts = attempts + 1 WHERE id IN (SELECT id FROM job WHERE NOT dead
        AND (run_at <= $1 OR created_at > $4) AND (lease_until IS NULL OR lease_until <= $1 OR lease_until > $5)
        ORDER BY run_at, id LIMIT $3 {skip_locked})
        RETURNING id, kind, key, data, attempts, last_error, created_at, run_at, failures";
    DONE = "DELETE FROM job WHERE id = $1 AND attempts = $2";
    RENEW = "UPDATE job SET lease_until = $3 WHERE id = $1 AND attempts = $2";
    RELEASE = "UPDATE job SET lease_until = NULL WHERE lease_until IS NOT NULL";
    AGAIN = "UPDATE job SET lease_until = NULL, run_at = $2, last_error = $3, failures = failures + 1,
        created_at = CASE WHEN created_at > $5 THEN $5 ELSE created_at END WHERE id = $1 AND attempts = $4";
    BURY = "UPDATE job SET lease_until = NULL, dead = $2, last_error = $3 WHERE id = $1 AND attempts = $4";
    HURRY = "UPDATE job SET run_at = $1 WHERE NOT dead AND lease_until IS NULL AND run_at > $1 AND failures > 0";
    TAKE_BACK = "DELETE FROM job WHERE kind = $1 AND key = $2 AND attempts = 0 AND NOT dead";
    REVIVE = "UPDATE job SET dead = $2, attempts = 0, failures = 0, run_at = $3 WHERE id = $1 AND dead";
    DEAD = "SELECT id, kind, key, data, attempts, last_error, created_at, run_at, failures FROM job WHERE dead ORDER BY id DESC LIMIT $1";
    DUE = "SELECT MIN(CASE WHEN lease_until IS NULL OR lease_until < run_at THEN run_at ELSE lease_until END) FROM job
        WHERE NOT dead";
    PENDING = "SELECT COUNT(*) FROM job WHERE NOT dead";
}

fn read(row: &Row<'_>) -> Result<Job> {
    Ok(Job {
        id: JobId(row.get(0)?),
        kind: row.get(1)?,
        key: row.get(2)?,
        data: row.get(3)?,
        attempts: row.get(4)?,
        last_error: row.get(5)?,
        created_at: micros(row.get(6)?),
        run_at: micros(row.get(7)?),
        failures: row.get(8)?,
    })
}

/// Asks for a job at `run_at`. Asking again for the same kind and key changes nothing.
pub fn ask(
    tx: &mut Tx<'_>,
    kind: &str,
    key: &str,
    data: &serde_json::Value,
    run_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    tx.notify();
    let data = data.to_string();
    tx.execute(&ASK, args![kind, key, data, run_at.as_microsecond(), false, now.as_microsecond()])?;
    Ok(())
}

/// Clocks of two machines may differ by this much.
const CLOCKS: SignedDuration = SignedDuration::from_secs(60);

/// Takes up to `limit` due jobs; they are ours until `now + lease`.
///
/// A job that is said to have been asked for in the future, or to be leased for longer than any is, was written down by
/// a clock that went wrong: it is due as well.
pub fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    lease: SignedDuration,
    limit: i64,
) -> Result<Vec<Job>> {
    let until = now.checked_add(lease).unwrap_or(Timestamp::MAX);
    let later = |from: Timestamp, by| from.checked_add(by).unwrap_or(Timestamp::MAX);
    let (asked, leased) = (later(now, CLOCKS), later(until, CLOCKS));
    let [now, until, asked, leased] = [now, until, asked, leased].map(Timestamp::as_microsecond);
    tx.all(&CLAIM, args![now, until, limit, asked, leased], read)
}

/// Keeps a job ours until `until`, while its try numbered `attempt` goes on.
pub fn renew(tx: &mut Tx<'_>, id: JobId, attempt: i64, until: Timestamp) -> Result<()> {
    tx.execute(&RENEW, args![id.0, attempt, until.as_microsecond()])?;
    Ok(())
}

/// Nobody holds a job any more: for whoever knows that every holder is dead.
pub fn release(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute(&RELEASE, args![])?;
    Ok(())
}

/// A job was done by its try numbered `attempt`; a later try that took it over has its own word.
pub fn done(tx: &mut Tx<'_>, id: JobId, attempt: i64) -> Result<()> {
    tx.execute(&DONE, args![id.0, attempt])?;
    Ok(())
}

/// A job failed and will be tried again at `run_at`.
pub fn again(
    tx: &mut Tx<'_>,
    id: JobId,
    attempt: i64,
    run_at: Timestamp,
    error: &str,
    now: Timestamp,
) -> Result<()> {
    let (run_at, now) = (run_at.as_microsecond(), now.as_microsecond());
    tx.execute(&AGAIN, args![id.0, run_at, error, attempt, now])?;
    Ok(())
}

/// A job is given up: a dead letter until somebody retries it. False when a later try took it over.
pub fn bury(tx: &mut Tx<'_>, id: JobId, attempt: i64, error: &str) -> Result<bool> {
    Ok(tx.execute(&BURY, args![id.0, true, error, attempt])? == 1)
}

/// Whatever failed and waits for its next try is due now; what was asked for at a time of its own keeps that.
pub fn hurry(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    tx.notify();
    tx.execute(&HURRY, args![now.as_microsecond()])?;
    Ok(())
}

/// A job that nobody has begun is not to be done after all. False when somebody has, or there is none.
pub fn take_back(tx: &mut Tx<'_>, kind: &str, key: &str) -> Result<bool> {
    Ok(tx.execute(&TAKE_BACK, args![kind, key])? == 1)
}

/// Tries a dead job again. False when there is no such dead job.
pub fn revive(tx: &mut Tx<'_>, id: JobId, now: Timestamp) -> Result<bool> {
    tx.notify();
    Ok(tx.execute(&REVIVE, args![id.0, false, now.as_microsecond()])? == 1)
}

/// The latest dead jobs.
pub fn dead(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Job>> {
    tx.all(&DEAD, args![limit], read)
}

/// When the next job is due, or its holder's lease ends.
pub async fn next_due(db: &Db) -> Result<Option<Timestamp>> {
    let due = db.ask(&DUE, args![], |row| row.get::<Option<i64>>(0)).await?;
    Ok(due.into_iter().next().flatten().map(micros))
}

/// How many jobs are waiting or running.
pub fn pending(tx: &mut Tx<'_>) -> Result<i64> {
    tx.one(&PENDING, args![], |row| row.get(0))
}
