//! What this process knows of its own parts.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;
use wissel_model::{ChannelId, Language};
use wissel_store::channels::Channel;

use super::channel::{ChannelHealth, News, Way};
use crate::Desk;
use crate::words::Said;

/// How well a part does its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// All is well.
    Ok,
    /// Some of what it does cannot be done now.
    Degraded,
    /// Nothing of what it does can be done now.
    Down,
}

impl State {
    /// The word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Degraded => "degraded",
            Self::Down => "down",
        }
    }
}

/// One part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) state: State,
    pub(crate) since: Timestamp,
    pub(crate) said: Option<Said>,
}

/// All parts by name.
#[derive(Debug)]
pub(crate) struct Board {
    parts: Mutex<BTreeMap<&'static str, Part>>,
    /// What became known of channels and could not be stored: the database itself may be what is full.
    unstored: Mutex<BTreeMap<(ChannelId, Way), (News, Timestamp)>>,
    changed: watch::Sender<u64>,
}

impl Default for Board {
    fn default() -> Self {
        Self { parts: Mutex::default(), unstored: Mutex::default(), changed: watch::Sender::new(0) }
    }
}

impl Board {
    pub(crate) fn parts(&self) -> MutexGuard<'_, BTreeMap<&'static str, Part>> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// What is stored of a channel, and what could not be.
    pub(crate) fn channel_health(&self, channel: &Channel) -> ChannelHealth {
        let mut health = ChannelHealth::read(&channel.health);
        let unstored = self.0.board.unstored.lock().unwrap_or_else(PoisonError::into_inner);
        for ((id, _), (news, at)) in unstored.iter() {
            if *id == channel.id {
                health.hear(news.clone(), *at);
            }
        }
        health
    }

    /// Keeps news of a channel in mind that cannot be stored now.
    pub(crate) fn keep_in_mind(&self, id: ChannelId, news: &News) {
        let now = self.now();
        let mut unstored = self.0.board.unstored.lock().unwrap_or_else(PoisonError::into_inner);
        let before = unstored.get(&(id, news.way()));
        if before.is_some_and(|(before, _)| before == news) {
            return;
        }
        unstored.insert((id, news.way()), (news.clone(), now));
        drop(unstored);
        if let News::Trouble(way, said) = news {
            let trouble = said.full(Language::En);
            tracing::warn!(channel = %id, ?way, "mail does not flow: {trouble}");
        }
        self.0.board.changed.send_modify(|times| *times += 1);
    }

    /// News of a channel was stored: what is newer than what was kept in mind.
    pub(crate) fn stored(&self, id: ChannelId, way: Way) {
        let mut unstored = self.0.board.unstored.lock().unwrap_or_else(PoisonError::into_inner);
        if unstored.remove(&(id, way)).is_some() {
            self.0.board.changed.send_modify(|times| *times += 1);
        }
    }

    /// Notes how a part is doing: `said` is what is wrong with it. The log and the pages hear of it when it changes.
    pub fn part_is(&self, name: &'static str, state: State, said: Option<Said>) {
        let now = self.now();
        let mut parts = self.0.board.parts();
        let before = parts.get(name);
        let was = before.map_or(State::Ok, |part| part.state);
        let since = before.filter(|part| part.state == state).map_or(now, |part| part.since);
        let key = |said: Option<&Said>| said.map(|said| said.key.clone());
        let news = was != state
            || before.is_some_and(|part| key(part.said.as_ref()) != key(said.as_ref()));
        let told = said.as_ref().map(|said| said.full(Language::En)).unwrap_or_default();
        parts.insert(name, Part { state, since, said });
        drop(parts);
        if !news {
            return;
        }
        match state {
            State::Ok => tracing::info!(part = name, "well again"),
            state => tracing::warn!(part = name, state = state.as_str(), "{told}"),
        }
        self.0.board.changed.send_modify(|times| *times += 1);
    }

    /// How a part is doing, as far as anybody has noted it.
    #[must_use]
    pub fn part_state(&self, name: &str) -> State {
        self.0.board.parts().get(name).map_or(State::Ok, |part| part.state)
    }

    /// Moves whenever a part of this process begins or ceases to be well.
    #[must_use]
    pub fn health_changed(&self) -> watch::Receiver<u64> {
        self.0.board.changed.subscribe()
    }
}
