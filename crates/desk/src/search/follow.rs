//! Keeping the full text: a follower of the log puts each ticket that changed into it, moments later, and works its way
//! back through what was there before it was begun.
//!
//! It may be stopped anywhere: how far it has come is kept with what it put in, in one transaction. Two processes on
//! one database may both run it; the one that holds the lease does, and a step from somewhere else is refused.

use std::collections::HashSet;
use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::watch;
use wissel_model::{Access, ContactId, Error, EventKind, Result, UserId};
use wissel_store::db::Dialect;
use wissel_store::events::{self, Cursor, Event};
use wissel_store::search::{self, Back, Doc, State, source};
use wissel_store::views::{self, Eyes, View};
use wissel_store::{Tx, leases};

use super::document::documents;
use crate::Desk;

const LEASE: &str = "search";
const TERM: SignedDuration = SignedDuration::from_secs(10);
/// The safety net: with nothing to wake it, it looks this often.
const SWEEP: Duration = Duration::from_secs(60);
/// Holding the lease, or waiting for it.
const RENEW: Duration = Duration::from_secs(4);
/// After a change: what belongs together (a ticket, its owner) is put in once.
const GATHER: Duration = Duration::from_millis(150);
/// In a flood: so much less than intake needs.
const AFTER_THE_FLOOD: Duration = Duration::from_millis(500);
/// What is hidden is looked for again.
const SOON: Duration = Duration::from_millis(100);
/// After a fault.
const PAUSE: Duration = Duration::from_secs(1);
/// Events read at once, and documents put in at once: nobody else writes meanwhile on SQLite.
const EVENTS: i64 = 500;
const DOCS: usize = 32;

/// What a turn came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// There is more to do at once.
    More,
    /// Nothing more until something happens.
    Done,
    /// Something happened that cannot be seen yet: a transaction that began before it still runs.
    Hidden,
    /// Another process does it.
    Elsewhere,
}

impl Desk {
    /// Keeps the full text until `stop` says so.
    pub async fn run_search(self, mut stop: watch::Receiver<bool>) {
        let mut changed = self.db().changed();
        let mut last = None;
        while !*stop.borrow() {
            changed.borrow_and_update();
            let pause = match self.index_turn().await {
                Ok(Turn::More) => self.breath(&mut last).await,
                Ok(Turn::Done) => {
                    if self.index_leased() {
                        RENEW
                    } else {
                        SWEEP
                    }
                }
                Ok(Turn::Hidden) => SOON,
                Ok(Turn::Elsewhere) => RENEW,
                Err(error) => {
                    tracing::warn!(%error, "the full text will be tried again");
                    PAUSE
                }
            };
            let done = pause >= RENEW;
            tokio::select! {
                _ = changed.changed(), if done => {
                    tokio::select! {
                        () = tokio::time::sleep(GATHER) => {}
                        _ = stop.changed() => {}
                    }
                }
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
        if self.index_leased() {
            let holder = self.holder().to_owned();
            // The lease ends by itself when this cannot be done.
            let _ = self.db().write(move |tx| leases::drop(tx, LEASE, &holder)).await;
        }
    }

    fn index_leased(&self) -> bool {
        self.db().kind() == Dialect::Postgres
    }

    /// How long to let others work: hardly, unless the log grows faster than any index could be kept. Then intake has
    /// the machine, and the full text comes after.
    async fn breath(&self, last: &mut Option<(tokio::time::Instant, Cursor)>) -> Duration {
        let now = tokio::time::Instant::now();
        let Ok(cursor) = self.last_cursor().await else { return PAUSE };
        let before = last.replace((now, cursor));
        let flood = before.is_some_and(|(then, before)| {
            let grown = (cursor.seq - before.seq) as f64;
            now > then && grown / (now - then).as_secs_f64() > 1000.0
        });
        if flood { AFTER_THE_FLOOD } else { Duration::from_millis(2) }
    }

    /// Puts everything in that is not yet; for tests, and for whoever cannot wait.
    ///
    /// # Errors
    /// As any transaction.
    pub async fn index_now(&self) -> Result<()> {
        loop {
            match self.index_turn().await? {
                Turn::More => {}
                Turn::Hidden => tokio::time::sleep(Duration::from_millis(5)).await,
                Turn::Done | Turn::Elsewhere => return Ok(()),
            }
        }
    }

    /// One step: the next events, or when there are none the next tickets of the time before.
    async fn index_turn(&self) -> Result<Turn> {
        if self.index_leased() {
            let (holder, now) = (self.holder().to_owned(), self.now());
            if !self.db().write(move |tx| leases::hold(tx, LEASE, &holder, now, TERM)).await? {
                return Ok(Turn::Elsewhere);
            }
        }
        let (state, last) =
            self.db().read(|tx| Ok((search::state(tx)?, events::last(tx)?))).await?;
        let Some(cursor) = state.cursor.filter(|cursor| *cursor <= last) else {
            // Never begun, or the log is another one than it was (a restored copy): what is there is worked through.
            let after = State { cursor: Some(last), back: Some(Back::BEGIN), ..state };
            self.db().write(move |tx| search::keep(tx, state, after)).await?;
            return Ok(Turn::More);
        };
        let (changed, next) = self.db().read(move |tx| changed(tx, cursor)).await?;
        if next != cursor {
            self.put_in(state, &changed, false, |state| State { cursor: Some(next), ..state })
                .await?;
            return Ok(Turn::More);
        }
        // What is hidden is newer than all that is looked back to, and must come to lie above it.
        if self.events_ahead(cursor, 1).await? > 0 {
            return Ok(Turn::Hidden);
        }
        let Some(back) = state.back else { return Ok(Turn::Done) };
        let (before, next) = self.db().read(move |tx| earlier(tx, back)).await?;
        self.put_in(state, &before, true, |state| State { back: next, ..state }).await?;
        Ok(Turn::More)
    }

    /// Puts tickets in, some at a time; with the last of them the index has come as far as `reached` says.
    async fn put_in(
        &self,
        mut state: State,
        ids: &[i64],
        old: bool,
        reached: impl Fn(State) -> State,
    ) -> Result<()> {
        let mut pieces = ids.chunks(DOCS).peekable();
        if pieces.peek().is_none() {
            let after = reached(state);
            return self.db().write(move |tx| search::keep(tx, state, after)).await;
        }
        while let Some(piece) = pieces.next() {
            let last = pieces.peek().is_none();
            let ids = piece.to_vec();
            let docs = self
                .db()
                .read(move |tx| if old { missing(tx, &ids) } else { documents(tx, &ids) })
                .await?;
            state = match self.store(state, docs.clone(), old).await {
                // One that the database does not take must not keep the others out.
                Err(Error::Internal(_)) if docs.len() > 1 => {
                    self.one_by_one(state, docs, old).await?
                }
                Err(Error::Internal(told)) => {
                    tracing::error!(told, ticket = ?docs.first().map(|doc| doc.ticket), "a ticket is not in the full text");
                    state
                }
                stored => stored?,
            };
            if last {
                let after = reached(state);
                self.db().write(move |tx| search::keep(tx, state, after)).await?;
            }
        }
        Ok(())
    }

    async fn one_by_one(&self, mut state: State, docs: Vec<Doc>, old: bool) -> Result<State> {
        for doc in docs {
            let ticket = doc.ticket;
            state = match self.store(state, vec![doc], old).await {
                Err(Error::Internal(told)) => {
                    tracing::error!(told, %ticket, "a ticket is not in the full text");
                    state
                }
                stored => stored?,
            };
        }
        Ok(state)
    }

    async fn store(&self, state: State, docs: Vec<Doc>, old: bool) -> Result<State> {
        if docs.is_empty() {
            return Ok(state);
        }
        self.db()
            .write(move |tx| {
                let mut docs = docs.clone();
                if old {
                    docs.reverse();
                }
                let after = search::put(tx, state, &docs, old)?;
                search::keep(tx, state, after)?;
                Ok(after)
            })
            .await
    }
}

/// The tickets that the next events are about, and where those events end.
fn changed(tx: &mut Tx<'_>, cursor: Cursor) -> Result<(Vec<i64>, Cursor)> {
    let found = events::after(tx, cursor, EVENTS)?;
    let next = found.last().map_or(cursor, |event| event.cursor);
    let (mut ids, mut seen) = (Vec::new(), HashSet::new());
    // Backwards, so that each stands where it changed last.
    for event in found.iter().rev() {
        match event.kind {
            EventKind::ContactChanged => {
                let theirs = of_contact(tx, event)?;
                ids.extend(theirs.into_iter().filter(|id| seen.insert(*id)));
            }
            // How far a message of ours has come, and what concerns no ticket, is not looked for.
            EventKind::MessageSent
            | EventKind::MessageFailed
            | EventKind::TicketNobodyAvailable => {}
            _ => ids.extend(event.ticket.map(|ticket| ticket.0).filter(|id| seen.insert(*id))),
        }
    }
    ids.reverse();
    Ok((ids, next))
}

fn of_contact(tx: &mut Tx<'_>, event: &Event) -> Result<Vec<i64>> {
    let Some(contact) = event.data["contact"].as_i64() else { return Ok(Vec::new()) };
    Ok(source::of_contact(tx, ContactId(contact))?.into_iter().map(|ticket| ticket.0).collect())
}

/// The next tickets of the time before, newest first, and where they end.
fn earlier(tx: &mut Tx<'_>, back: Back) -> Result<(Vec<i64>, Option<Back>)> {
    let everything = Eyes { user: UserId(0), access: Access::All, teams: Vec::new() };
    let after = (back != Back::BEGIN).then_some((back.at, back.ticket));
    let mut found = views::page(tx, View::Open, &everything, after, DOCS as i64)?;
    found.extend(views::page(tx, View::Closed, &everything, after, DOCS as i64)?);
    found.sort_by_key(|ticket| std::cmp::Reverse((ticket.updated_at, ticket.id)));
    found.truncate(DOCS);
    let next = found.last().map(|ticket| Back { at: ticket.updated_at, ticket: ticket.id });
    Ok((found.iter().map(|ticket| ticket.id.0).collect(), next))
}

/// Documents of those among the tickets that are not in the index as they stand.
fn missing(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Doc>> {
    let known = search::known(tx, ids)?;
    let docs = documents(tx, ids)?;
    Ok(docs.into_iter().filter(|doc| known.get(&doc.ticket) != Some(&doc.at)).collect())
}
