//! One reader's end of the live stream.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use futures_util::Stream;
use jiff::Timestamp;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, interval_at};
use wissel_desk::Desk;
use wissel_desk::live::Followed;
use wissel_desk::people::Signed;
use wissel_model::{Error, EventKind, Result, Who};
use wissel_store::events::Cursor;

use super::frame;
use super::place::{Batch, Patience, Place, Told};
use crate::http::App;

/// Who missed more than this fetches everything anew.
const MOST_MISSED: i64 = 1_000;
const PATIENCE: Patience = Patience { most: MOST_MISSED, piece: 500 };
/// Counts come at most this often.
const COUNTS: Duration = Duration::from_secs(1);
/// A session that ended elsewhere, or ran out, is noticed within this time.
const SESSION: Duration = Duration::from_secs(20);

pub(super) struct Connection {
    desk: Desk,
    signed: Signed,
    token: String,
    place: Place,
    ready: VecDeque<Event>,
    batches: broadcast::Receiver<Arc<Batch<Followed>>>,
    sessions: watch::Receiver<u64>,
    health: watch::Receiver<u64>,
    stop: watch::Receiver<bool>,
    counts: Interval,
    session: Interval,
    /// Something happened since the counts were told.
    stale: bool,
    /// Something could not be read when it was time to.
    behind: bool,
    over: bool,
}

impl Connection {
    /// Joins the stream after the cursor `last`, or from now on.
    pub(super) async fn open(
        app: &App,
        signed: Signed,
        token: String,
        last: Option<&str>,
    ) -> Result<Self> {
        let desk = app.desk().clone();
        // Before the place in the log is read: nothing may fall between the two.
        let (batches, sessions) = (app.live().batches(), app.live().sessions());
        let health = desk.health_changed();
        let end = desk.last_cursor().await?;
        let resumed = last.map(|text| text.parse::<Cursor>().ok());
        let mut ready = VecDeque::from([frame::hello()]);
        let at = match resumed {
            Some(Some(at))
                if at <= end && desk.events_ahead(at, MOST_MISSED + 1).await? <= MOST_MISSED =>
            {
                at
            }
            // Too much was missed, or nobody can tell how much: the cursor cannot be read, or it is one of a log that was
            // here before an older one was put back.
            Some(_) => {
                ready.push_back(frame::reset(end, desk.now())?);
                end
            }
            None => end,
        };
        let now = Instant::now();
        let mut counts = interval(COUNTS);
        counts.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut connection = Self {
            session: interval_at(now + SESSION, SESSION),
            stop: app.parts().stop.clone(),
            stale: resumed.is_some(),
            behind: false,
            over: false,
            desk,
            signed,
            token,
            place: Place { at, patience: PATIENCE },
            ready,
            batches,
            sessions,
            health,
            counts,
        };
        if resumed.is_some() {
            connection.catch_up().await?;
        }
        Ok(connection)
    }

    /// The stream itself. It ends with the session or with the server; the browser comes back by itself and resumes.
    pub(super) fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> + Send {
        futures_util::stream::unfold(self, |mut connection| async move {
            loop {
                if let Some(event) = connection.ready.pop_front() {
                    return Some((Ok(event), connection));
                }
                if connection.over {
                    return None;
                }
                match connection.wait().await {
                    Ok(()) => {}
                    // The database is away: the reader stays, and is told what was missed when it is back.
                    Err(error) if error.is_for_now() => {
                        tracing::debug!(%error, "a live stream waits");
                        (connection.behind, connection.stale) = (true, true);
                        tokio::time::sleep(COUNTS).await;
                    }
                    Err(error) => {
                        tracing::debug!(%error, "a live stream ends");
                        connection.over = true;
                    }
                }
            }
        })
    }

    /// Waits for the next thing that concerns this reader.
    async fn wait(&mut self) -> Result<()> {
        if self.behind {
            self.catch_up().await?;
            self.behind = false;
        }
        tokio::select! {
            batch = self.batches.recv() => match batch {
                Ok(batch) => self.take(&batch).await,
                Err(RecvError::Lagged(_)) => self.catch_up().await,
                Err(RecvError::Closed) => self.end(),
            },
            _ = self.counts.tick(), if self.stale => self.tell_counts().await,
            _ = self.sessions.changed() => self.ask_again().await,
            _ = self.session.tick() => self.ask_again().await,
            Ok(()) = self.health.changed() => {
                self.ready.push_back(frame::health(self.place.at, self.desk.now())?);
                Ok(())
            }
            () = stopped(&mut self.stop) => self.end(),
        }
    }

    async fn take(&mut self, batch: &Batch<Followed>) -> Result<()> {
        if batch.events.is_empty() && self.place.at > batch.to {
            let end = self.desk.last_cursor().await?;
            if self.place.at > end {
                // The log ends before the place where we are: it is that of a standby that had not heard all.
                self.place.at = end;
                self.stale = true;
                self.ready.push_back(frame::reset(end, self.desk.now())?);
                return Ok(());
            }
        }
        let now = self.desk.now();
        let Self { desk, place, ready, stale, signed, .. } = self;
        place.take(desk, batch, &mut |told| pass_on(ready, stale, &signed.who, now, told)).await
    }

    async fn catch_up(&mut self) -> Result<()> {
        let now = self.desk.now();
        let Self { desk, place, ready, stale, signed, .. } = self;
        place.catch_up(desk, &mut |told| pass_on(ready, stale, &signed.who, now, told)).await
    }

    async fn tell_counts(&mut self) -> Result<()> {
        self.stale = false;
        let counts = self.desk.view_counts(&self.signed.who).await;
        match counts {
            Ok(counts) => {
                self.ready.push_back(frame::counts(self.place.at, self.desk.now(), &counts)?)
            }
            // Who may see no ticket has nothing to count.
            Err(Error::Forbidden(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Is the session still there, and whose is it now?
    async fn ask_again(&mut self) -> Result<()> {
        self.sessions.borrow_and_update();
        match self.desk.session(&self.token).await? {
            Some(signed) => self.signed = signed,
            None => self.over = true,
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        self.over = true;
        Ok(())
    }
}

/// Into the line to this reader, if it is for their eyes.
fn pass_on(
    ready: &mut VecDeque<Event>,
    stale: &mut bool,
    who: &Who,
    now: Timestamp,
    told: Told<'_, Followed>,
) -> Result<()> {
    // What somebody is told of moves no view.
    let moves = |event: &Followed| event.view.kind != EventKind::NotificationChanged.as_str();
    *stale |= !matches!(told, Told::Event(event) if !moves(event));
    match told {
        Told::Reset(at) => ready.push_back(frame::reset(at, now)?),
        Told::Event(event) if event.visible_to(who) => ready.push_back(frame::event(&event.view)?),
        Told::Event(_) => {}
    }
    Ok(())
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error says that the server is gone altogether.
    let _ = stop.wait_for(|stop| *stop).await;
}
