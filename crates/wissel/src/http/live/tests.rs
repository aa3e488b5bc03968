//! The fan-out under shuttle: every order in which writers, the tail and readers may take their steps, as chance has it.

use std::sync::Arc;

use shuttle::sync::Mutex;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use wissel_model::Result;
use wissel_store::events::Cursor;

use super::log::Log;
use super::place::{Batch, Patience, Place, Told};
use super::tail::hand_on;

/// Orders tried per test.
const ORDERS: usize = 2_000;
const EVENTS: i64 = 6;

/// A log in memory. Every look at it is a moment at which another may go first.
struct Memory {
    written: Mutex<Vec<i64>>,
    changed: watch::Sender<u64>,
}

fn place(seq: i64) -> Cursor {
    Cursor { tx: 0, seq }
}

impl Memory {
    fn new() -> Arc<Self> {
        Arc::new(Self { written: Mutex::new(Vec::new()), changed: watch::Sender::new(0) })
    }

    /// Commits an event, and then says "look".
    fn write(&self) {
        let mut written = self.written.lock().unwrap();
        let next = written.len() as i64 + 1;
        written.push(next);
        drop(written);
        shuttle::thread::yield_now();
        self.changed.send_modify(|times| *times += 1);
    }

    fn after(&self, at: Cursor) -> Vec<i64> {
        self.written.lock().unwrap().iter().copied().filter(|seq| *seq > at.seq).collect()
    }
}

impl Log for Memory {
    type Event = i64;

    fn at(event: &i64) -> Cursor {
        place(*event)
    }

    async fn tail(&self, after: Cursor, most: i64) -> Result<(Vec<i64>, Cursor)> {
        let mut found = self.after(after);
        found.truncate(most as usize);
        let to = found.last().map_or(after, |last| place(*last));
        Ok((found, to))
    }

    async fn ahead(&self, after: Cursor, most: i64) -> Result<i64> {
        Ok((self.after(after).len() as i64).min(most))
    }

    async fn end(&self) -> Result<Cursor> {
        Ok(place(self.written.lock().unwrap().len() as i64))
    }
}

/// What a reader saw: events, or that it fetched everything up to a place anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saw {
    Event(i64),
    Reset(i64),
}

/// Joins now and reads until the last event; the most that waited for it unread, in batches, is the channel's own.
async fn read(
    log: Arc<Memory>,
    live: broadcast::Sender<Arc<Batch<i64>>>,
    patience: Patience,
) -> (i64, Vec<Saw>) {
    let mut batches = live.subscribe();
    let begin = log.end().await.unwrap();
    let mut place = Place { at: begin, patience };
    let mut saw = Vec::new();
    while place.at.seq < EVENTS {
        let mut tell = |told: Told<'_, i64>| {
            saw.push(match told {
                Told::Event(event) => Saw::Event(*event),
                Told::Reset(at) => Saw::Reset(at.seq),
            });
            Ok(())
        };
        match batches.recv().await {
            Ok(batch) => place.take(&*log, &batch, &mut tell).await.unwrap(),
            Err(RecvError::Lagged(_)) => place.catch_up(&*log, &mut tell).await.unwrap(),
            Err(RecvError::Closed) => panic!("the tail ended"),
        }
    }
    (begin.seq, saw)
}

/// Follows the log for all, as the server's one task does, until everything was handed on.
async fn tail(
    log: Arc<Memory>,
    live: broadcast::Sender<Arc<Batch<i64>>>,
    mut stop: watch::Receiver<bool>,
) {
    let mut changed = log.changed.subscribe();
    let mut at = None;
    while !*stop.borrow_and_update() {
        changed.borrow_and_update();
        hand_on(&*log, &live, &mut at, 2, |_| {}).await.unwrap();
        futures_util::future::select(Box::pin(changed.changed()), Box::pin(stop.changed())).await;
    }
}

/// Everything after `begin` once and in order; after a reset, everything after that.
fn whole(begin: i64, saw: &[Saw]) {
    let mut at = begin;
    for one in saw {
        match one {
            Saw::Event(event) => assert_eq!(*event, at + 1, "none missed, none twice: {saw:?}"),
            Saw::Reset(to) => assert!(*to >= at, "{saw:?}"),
        }
        at = match one {
            Saw::Event(at) | Saw::Reset(at) => *at,
        };
    }
    assert_eq!(at, EVENTS, "{saw:?}");
}

/// Two writers, the tail, and readers who come when they come; a reader that is left waiting is a deadlock.
fn fan_out(behind: usize, patience: Patience) {
    let (stop, stopping) = watch::channel(false);
    let (log, live) = (Memory::new(), broadcast::channel(behind).0);
    let tail = shuttle::future::spawn(tail(log.clone(), live.clone(), stopping));
    let readers: Vec<_> =
        (0..3).map(|_| shuttle::future::spawn(read(log.clone(), live.clone(), patience))).collect();
    let writers: Vec<_> = (0..2)
        .map(|_| {
            let log = log.clone();
            shuttle::thread::spawn(move || (0..EVENTS / 2).for_each(|_| log.write()))
        })
        .collect();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    for reader in readers {
        let (begin, saw) = shuttle::future::block_on(reader).unwrap();
        whole(begin, &saw);
    }
    stop.send_replace(true);
    shuttle::future::block_on(tail).unwrap();
}

#[test]
fn no_reader_misses_an_event_or_sees_one_twice_whenever_it_joins() {
    let patience = Patience { most: 100, piece: 2 };
    shuttle::check_random(move || fan_out(16, patience), ORDERS);
    shuttle::check_pct(move || fan_out(16, patience), ORDERS, 3);
}

#[test]
fn a_slow_reader_falls_behind_one_batch_and_catches_up_alone() {
    let patience = Patience { most: 100, piece: 2 };
    shuttle::check_random(move || fan_out(1, patience), ORDERS);
}

#[test]
fn one_who_missed_too_much_begins_anew_instead_of_being_waited_for() {
    let patience = Patience { most: 1, piece: 2 };
    shuttle::check_random(move || fan_out(1, patience), ORDERS);
    shuttle::check_pct(move || fan_out(1, patience), ORDERS, 3);
}
