//! The follower of the log that tells people.
//!
//! How far it has come is written down together with what it told, in one transaction, and only if nobody else told it
//! meanwhile: so whatever dies where, each event is told of once. Where nothing is to be told nothing is written, and an
//! idle desk is asked once a minute.

use std::time::Duration;

use tokio::sync::watch;
use wissel_model::Result;
use wissel_store::Tx;
use wissel_store::db::Dialect;
use wissel_store::events::{self, Cursor};
use wissel_store::notifications::{self as stored, Told, place};

use super::mail;
use super::tell::{Due, announcements, due};
use crate::Desk;

/// Events read at once.
const EVENTS: i64 = 500;
/// So many may pass without anything to tell before the place is written down all the same.
const UNKEPT: i64 = 5_000;
/// After a change: what belongs together is told together.
const GATHER: Duration = Duration::from_millis(150);
/// Between two pieces of a flood: intake has the machine first.
const BREATH: Duration = Duration::from_millis(200);
/// The safety net: with nothing to wake it, it looks this often.
const SWEEP: Duration = Duration::from_secs(60);
/// What is hidden is looked for again, later each time.
const HIDDEN: Duration = Duration::from_millis(100);
const MOST_HIDDEN: Duration = Duration::from_secs(2);
/// After a fault.
const PAUSE: Duration = Duration::from_secs(1);

/// What a turn came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    More,
    Done,
    Hidden,
}

/// Where this process stands, beside what is written down.
#[derive(Debug, Clone, Copy, Default)]
struct Read {
    at: Option<Cursor>,
    unkept: i64,
}

/// What one look at the log found.
struct Look {
    stored: Option<Cursor>,
    to: Cursor,
    count: i64,
    due: Vec<Due>,
    hidden: bool,
}

impl Desk {
    /// Tells people of what happens until `stop` says so.
    pub async fn run_notifications(self, mut stop: watch::Receiver<bool>) {
        let mut changed = self.db().changed();
        let (mut read, mut hidden) = (Read::default(), HIDDEN);
        while !*stop.borrow() {
            changed.borrow_and_update();
            let turn = self.notification_turn(&mut read).await;
            if !matches!(turn, Ok(Turn::Hidden)) {
                hidden = HIDDEN;
            }
            let pause = match turn {
                Ok(Turn::More) => BREATH,
                Ok(Turn::Done) => SWEEP,
                Ok(Turn::Hidden) => {
                    let pause = hidden;
                    hidden = (hidden * 2).min(MOST_HIDDEN);
                    pause
                }
                Err(error) => {
                    tracing::warn!(%error, "notifications will be tried again");
                    PAUSE
                }
            };
            tokio::select! {
                _ = changed.changed(), if pause == SWEEP => {
                    tokio::select! {
                        () = tokio::time::sleep(GATHER) => {}
                        _ = stop.changed() => {}
                    }
                }
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Tells of everything that happened; for tests.
    ///
    /// # Errors
    /// As any transaction.
    pub async fn notify_now(&self) -> Result<()> {
        let mut read = Read::default();
        loop {
            match self.notification_turn(&mut read).await? {
                Turn::More => {}
                Turn::Hidden => tokio::time::sleep(Duration::from_millis(5)).await,
                Turn::Done => return Ok(()),
            }
        }
    }

    async fn notification_turn(&self, read: &mut Read) -> Result<Turn> {
        let known = read.at;
        let look = self.db().read(move |tx| look(tx, known)).await?;
        let (to, count, hidden) = (look.to, look.count, look.hidden);
        let begins = look.stored.is_none_or(|stored| stored > to);
        read.unkept += count;
        if begins || !look.due.is_empty() || read.unkept >= UNKEPT {
            let told = self.tell_people(look).await?;
            read.unkept = 0;
            if !told {
                // Somebody else read on from the same place: from where they are now.
                read.at = None;
                return Ok(Turn::More);
            }
        }
        read.at = Some(to);
        Ok(match (count >= EVENTS, hidden) {
            (true, _) => Turn::More,
            (false, true) => Turn::Hidden,
            (false, false) => Turn::Done,
        })
    }

    /// Writes down what was found, unless somebody else did.
    async fn tell_people(&self, look: Look) -> Result<bool> {
        let now = self.now();
        self.db()
            .write(move |tx| {
                if !place::keep(tx, look.stored, look.to)? {
                    return Ok(false);
                }
                if look.due.is_empty() {
                    return Ok(true);
                }
                let told: Vec<Told> = look.due.iter().map(|due| due.told.clone()).collect();
                stored::put(tx, &told)?;
                events::append_all(tx, &announcements(&look.due, now))?;
                mail::ask(tx, &told, now)?;
                Ok(true)
            })
            .await
    }
}

/// Reads on from where it was read to: by anybody, or by this process, which writes that down only now and then.
fn look(tx: &mut Tx<'_>, known: Option<Cursor>) -> Result<Look> {
    let (stored, last) = (place::get(tx)?, events::last(tx)?);
    // The log may be another one than it was (a restored copy): then it is read from here on, as it is at the first
    // start. What happened before is nobody's news.
    let Some(from) = stored.filter(|stored| *stored <= last) else {
        let none = Look { stored, to: last, count: 0, due: Vec::new(), hidden: false };
        return Ok(none);
    };
    let from = known.filter(|known| *known <= last).map_or(from, |known| known.max(from));
    let found = events::after(tx, from, EVENTS)?;
    let (count, to) = (found.len() as i64, found.last().map_or(from, |event| event.cursor));
    let due = due(tx, &found)?;
    let hidden =
        count < EVENTS && tx.dialect() == Dialect::Postgres && events::ahead(tx, to, 1)? > 0;
    Ok(Look { stored, to, count, due, hidden })
}
