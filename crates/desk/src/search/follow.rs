//! Keeping the full text: a follower of the log puts each ticket that changed into it, moments later, and works its way
//! back through what was there before it was begun.
//!
//! It may be stopped anywhere: how far it has come is kept with what it put in, in one transaction. Two processes on
//! one database may both run it; the one that holds the lease does, and a step from somewhere else is refused.

use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::watch;
use wissel_model::{Error, Result};
use wissel_store::db::Dialect;
use wissel_store::events::Cursor;
use wissel_store::leases;
use wissel_store::search::contacts::Named;
use wissel_store::search::{self, Back, Doc, State};

use super::document::documents;
use super::next::{DOCS, Next, next};
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
/// Between two steps of tidying up.
const BETWEEN: Duration = Duration::from_millis(20);
/// What is hidden is looked for again.
const SOON: Duration = Duration::from_millis(100);
/// After a fault.
const PAUSE: Duration = Duration::from_secs(1);

/// What a turn came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// There is more to do at once.
    More,
    /// As far as what had happened, which was little: what happens now can gather.
    Abreast,
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
        let (mut last, mut pieces) = (None, true);
        while !*stop.borrow() {
            changed.borrow_and_update();
            let pause = match self.index_turn().await {
                Ok(Turn::More) => {
                    pieces = true;
                    self.breath(&mut last).await
                }
                Ok(Turn::Abreast) => {
                    pieces = true;
                    GATHER
                }
                Ok(Turn::Done) if pieces => {
                    // Nothing to put in: time to tidy up. What cannot be is tried again after the next change.
                    pieces = self.db().write(search::merge).await.unwrap_or_default();
                    BETWEEN
                }
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
                Turn::More | Turn::Abreast => {}
                Turn::Hidden => tokio::time::sleep(Duration::from_millis(5)).await,
                Turn::Done | Turn::Elsewhere => return Ok(()),
            }
        }
    }

    /// The next events; or when there are none, for a second, the next tickets of the time before.
    async fn index_turn(&self) -> Result<Turn> {
        if self.index_leased() {
            let (holder, now) = (self.holder().to_owned(), self.now());
            if !self.db().write(move |tx| leases::hold(tx, LEASE, &holder, now, TERM)).await? {
                return Ok(Turn::Elsewhere);
            }
        }
        let begun = tokio::time::Instant::now();
        loop {
            let (state, next) = self.db().read(next).await?;
            match next {
                Next::Begin(cursor) => {
                    self.store(state, Vec::new(), Vec::new(), Reached::Begin(cursor)).await?
                }
                Next::Events { ids, named, cursor, full } => {
                    let mut state = state;
                    if !named.is_empty() {
                        state = self.store(state, Vec::new(), named, Reached::Nothing).await?;
                    }
                    self.put_in(state, &ids, cursor).await?;
                    return Ok(if full { Turn::More } else { Turn::Abreast });
                }
                Next::Contacts(named, below) => {
                    self.store(state, Vec::new(), named, Reached::Contacts(below)).await?
                }
                Next::Before(docs, back) => {
                    self.store_all(state, docs, Vec::new(), Reached::Back(back)).await?
                }
                Next::Hidden => return Ok(Turn::Hidden),
                Next::Nothing => return Ok(Turn::Done),
            };
            if begun.elapsed() > PAUSE {
                return Ok(Turn::More);
            }
        }
    }

    /// Puts tickets in, some at a time; with the last of them the index has come as far as `cursor`.
    async fn put_in(&self, mut state: State, ids: &[i64], cursor: Cursor) -> Result<()> {
        let mut pieces = ids.chunks(DOCS).peekable();
        if pieces.peek().is_none() {
            self.store(state, Vec::new(), Vec::new(), Reached::Cursor(cursor)).await?;
        }
        while let Some(piece) = pieces.next() {
            let ids = piece.to_vec();
            let (docs, named) = self.db().read(move |tx| documents(tx, &ids)).await?;
            let last = pieces.peek().is_none();
            let reached = if last { Reached::Cursor(cursor) } else { Reached::Nothing };
            state = self.store_all(state, docs, named, reached).await?;
        }
        Ok(())
    }

    /// Stores all that can be: one document that the database does not take must not keep the others out.
    async fn store_all(
        &self,
        state: State,
        docs: Vec<Doc>,
        named: Vec<Named>,
        reached: Reached,
    ) -> Result<State> {
        match self.store(state, docs.clone(), named.clone(), reached).await {
            Err(Error::Internal(_)) => {}
            stored => return stored,
        }
        let mut state = self.store(state, Vec::new(), named, Reached::Nothing).await?;
        for doc in docs {
            let ticket = doc.ticket;
            // Where it would lie in the order matters less than that it is there.
            state = match self.store(state, vec![doc], Vec::new(), Reached::Nothing).await {
                Err(Error::Internal(told)) => {
                    tracing::error!(told, %ticket, "a ticket is not in the full text");
                    state
                }
                stored => stored?,
            };
        }
        self.store(state, Vec::new(), Vec::new(), reached).await
    }

    async fn store(
        &self,
        state: State,
        docs: Vec<Doc>,
        named: Vec<Named>,
        reached: Reached,
    ) -> Result<State> {
        self.db()
            .write(move |tx| {
                let old = matches!(reached, Reached::Back(_));
                let after = reached.from(search::put(tx, state, &docs, old)?);
                search::contacts::name(tx, &named)?;
                search::keep(tx, state, after)?;
                Ok(after)
            })
            .await
    }
}

/// How far the index has come with what is stored.
#[derive(Debug, Clone, Copy)]
enum Reached {
    Nothing,
    Begin(Cursor),
    Cursor(Cursor),
    Back(Option<Back>),
    Contacts(Option<i64>),
}

impl Reached {
    fn from(self, state: State) -> State {
        match self {
            Self::Nothing => state,
            Self::Begin(cursor) => State {
                cursor: Some(cursor),
                back: Some(Back::BEGIN),
                contacts: Some(i64::MAX),
                ..state
            },
            Self::Cursor(cursor) => State { cursor: Some(cursor), ..state },
            Self::Back(back) => State { back, ..state },
            Self::Contacts(contacts) => State { contacts, ..state },
        }
    }
}
