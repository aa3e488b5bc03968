//! Where one reader stands, and how they move on: by what is handed to all, or alone where they missed some of it.

use wissel_model::Result;
use wissel_store::events::Cursor;

use super::log::Log;

/// A piece of the log, handed to all: everything after `from`, up to and with `to`.
pub(super) struct Batch<E> {
    pub(super) from: Cursor,
    pub(super) to: Cursor,
    pub(super) events: Vec<E>,
}

/// What a reader is told.
pub(super) enum Told<'e, E> {
    /// Something that happened.
    Event(&'e E),
    /// Too much was missed: fetch everything anew, as of here.
    Reset(Cursor),
}

/// How much a reader may miss before everything is fetched anew, and how much is read at once.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    pub(super) most: i64,
    pub(super) piece: i64,
}

/// A reader's place in the log.
pub(super) struct Place {
    pub(super) at: Cursor,
    pub(super) patience: Patience,
}

impl Place {
    /// Tells what is new in `batch`; when there is a gap before it, all from the log.
    pub(super) async fn take<L: Log>(
        &mut self,
        log: &L,
        batch: &Batch<L::Event>,
        tell: &mut (impl FnMut(Told<'_, L::Event>) -> Result<()> + Send),
    ) -> Result<()> {
        if self.at < batch.from {
            return self.catch_up(log, tell).await;
        }
        for event in batch.events.iter().filter(|event| L::at(event) > self.at) {
            tell(Told::Event(event))?;
        }
        self.at = self.at.max(batch.to);
        Ok(())
    }

    /// Reads the log alone until its end; or, when too much was missed, has the reader fetch everything anew. So what
    /// waits for a slow reader never grows beyond that.
    pub(super) async fn catch_up<L: Log>(
        &mut self,
        log: &L,
        tell: &mut (impl FnMut(Told<'_, L::Event>) -> Result<()> + Send),
    ) -> Result<()> {
        let Patience { most, piece } = self.patience;
        if log.ahead(self.at, most + 1).await? > most {
            self.at = log.end().await?;
            return tell(Told::Reset(self.at));
        }
        loop {
            let (events, to) = log.tail(self.at, piece).await?;
            if events.is_empty() {
                return Ok(());
            }
            for event in &events {
                tell(Told::Event(event))?;
            }
            self.at = to;
        }
    }
}
