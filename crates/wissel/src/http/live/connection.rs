//! One reader's end of the live stream.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use futures_util::Stream;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, interval_at};
use wissel_desk::Desk;
use wissel_desk::live::Followed;
use wissel_desk::people::Signed;
use wissel_model::{Error, Result};
use wissel_store::events::Cursor;

use super::frame;
use super::tail::Batch;
use crate::http::App;

/// Who missed more than this fetches everything anew.
const MOST_MISSED: i64 = 1_000;
/// Events read at once while catching up.
const PIECE: i64 = 500;
/// Counts come at most this often.
const COUNTS: Duration = Duration::from_secs(1);
/// A session that ended elsewhere, or ran out, is noticed within this time.
const SESSION: Duration = Duration::from_secs(20);

pub(super) struct Connection {
    desk: Desk,
    signed: Signed,
    token: String,
    at: Cursor,
    ready: VecDeque<Event>,
    batches: broadcast::Receiver<Arc<Batch>>,
    sessions: watch::Receiver<u64>,
    stop: watch::Receiver<bool>,
    counts: Interval,
    session: Interval,
    /// Something happened since the counts were told.
    stale: bool,
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
                ready.push_back(frame::reset(end)?);
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
            over: false,
            desk,
            signed,
            token,
            at,
            ready,
            batches,
            sessions,
            counts,
        };
        if resumed.is_some() {
            connection.catch_up().await?;
        }
        Ok(connection)
    }

    /// The stream itself. It ends with the session, with the server, or when the log cannot be read; the browser comes
    /// back by itself and resumes.
    pub(super) fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> + Send {
        futures_util::stream::unfold(self, |mut connection| async move {
            loop {
                if let Some(event) = connection.ready.pop_front() {
                    return Some((Ok(event), connection));
                }
                if connection.over {
                    return None;
                }
                if let Err(error) = connection.wait().await {
                    tracing::debug!(%error, "a live stream ends");
                    connection.over = true;
                }
            }
        })
    }

    /// Waits for the next thing that concerns this reader.
    async fn wait(&mut self) -> Result<()> {
        tokio::select! {
            batch = self.batches.recv() => match batch {
                Ok(batch) => self.take(&batch).await,
                Err(RecvError::Lagged(_)) => self.catch_up().await,
                Err(RecvError::Closed) => self.end(),
            },
            _ = self.counts.tick(), if self.stale => self.tell_counts().await,
            _ = self.sessions.changed() => self.ask_again().await,
            _ = self.session.tick() => self.ask_again().await,
            () = stopped(&mut self.stop) => self.end(),
        }
    }

    async fn take(&mut self, batch: &Batch) -> Result<()> {
        if self.at < batch.from {
            return self.catch_up().await;
        }
        let at = self.at;
        self.pass_on(batch.events.iter().filter(|event| event.cursor > at))?;
        self.at = self.at.max(batch.to);
        Ok(())
    }

    /// Reads the log alone until its end; or, when too much was missed, has the reader fetch everything anew. So what
    /// waits for a slow reader never grows beyond that.
    async fn catch_up(&mut self) -> Result<()> {
        if self.desk.events_ahead(self.at, MOST_MISSED + 1).await? > MOST_MISSED {
            self.at = self.desk.last_cursor().await?;
            self.ready.push_back(frame::reset(self.at)?);
            self.stale = true;
            return Ok(());
        }
        loop {
            let (events, to) = self.desk.tail(self.at, PIECE).await?;
            if events.is_empty() {
                return Ok(());
            }
            self.pass_on(events.iter())?;
            self.at = to;
        }
    }

    fn pass_on<'a>(&mut self, events: impl Iterator<Item = &'a Followed>) -> Result<()> {
        for event in events {
            self.stale = true;
            if event.visible_to(&self.signed.who) {
                self.ready.push_back(frame::event(&event.view)?);
            }
        }
        Ok(())
    }

    async fn tell_counts(&mut self) -> Result<()> {
        self.stale = false;
        let counts = self.desk.view_counts(&self.signed.who).await;
        match counts {
            Ok(counts) => self.ready.push_back(frame::counts(self.at, self.desk.now(), &counts)?),
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

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error says that the server is gone altogether.
    let _ = stop.wait_for(|stop| *stop).await;
}
