//! How everything is doing, for whoever may know.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{ChannelId, Error, Language, Permission, Result, Who};
use wissel_store::channels::{self, Channel};

use super::board::{Part, State};
use super::channel::{FlowState, Way};
use crate::Desk;
use crate::words::Said;

/// A database that takes longer does not answer, for whoever asks how it is.
const PATIENCE: Duration = Duration::from_secs(3);

/// How everything is doing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HealthView {
    /// `ok`, `degraded` (some of the work cannot be done) or `down` (none of it can).
    #[schema(example = "ok")]
    pub state: &'static str,
    /// Each part.
    pub parts: Vec<PartView>,
}

/// How one part is doing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartView {
    /// `database`, `blobs`, `disk`, `clock`, `live`; a loop's name, such as `router` or `jobs`; or, of a channel,
    /// `receiving` or `sending`.
    pub part: &'static str,
    /// The channel whose part it is.
    pub channel: Option<PartChannel>,
    /// `ok`, `degraded` or `down`.
    pub state: &'static str,
    /// Since when it is so.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// What is wrong, in a few words.
    pub sentence: Option<String>,
    /// What is wrong and what to do, for those who can.
    pub detail: Option<String>,
}

/// A channel, as far as the reader may know it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartChannel {
    /// Its id.
    pub id: ChannelId,
    /// What people call it.
    pub name: Option<String>,
    /// The address the outside knows it by.
    pub address: Option<String>,
}

/// How much a reader is told.
#[derive(Clone, Copy)]
struct Reader {
    language: Language,
    /// What channels are called.
    names: bool,
    /// What to do.
    details: bool,
}

impl Desk {
    /// How everything is doing, for somebody who works here. What to do about it is for those who can.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for who works on no tickets and runs nothing.
    pub async fn health(&self, who: &Who) -> Result<HealthView> {
        let details = who.may(Permission::OperationsSee);
        if !details {
            who.need(Permission::TicketsWork)?;
        }
        let reader = Reader { language: who.language, names: true, details };
        Ok(self.report(reader).await)
    }

    /// How everything is doing, for programs that watch over the server; `near` when they may know all of it.
    pub async fn readiness(&self, near: bool) -> HealthView {
        self.report(Reader { language: Language::En, names: near, details: near }).await
    }

    async fn report(&self, reader: Reader) -> HealthView {
        let channels = self.look_at_database().await.unwrap_or_default();
        let mut parts: Vec<PartView> = self
            .0
            .board
            .parts()
            .iter()
            .map(|(name, part)| view(reader, name, part, None))
            .collect();
        for channel in channels.iter().filter(|channel| channel.active) {
            let health = self.channel_health(channel);
            for (name, way) in [("receiving", Way::Receiving), ("sending", Way::Sending)] {
                let flow = health.flow(way);
                let state = if flow.state == FlowState::Error { State::Down } else { State::Ok };
                let since = flow.since.unwrap_or(channel.created_at);
                let part = Part { state, since, said: flow.trouble.clone() };
                parts.push(view(reader, name, &part, Some(channel)));
            }
        }
        let down = parts.iter().any(|part| part.part == "database" && part.state == "down");
        let state = match parts.iter().all(|part| part.state == "ok") {
            _ if down => State::Down,
            true => State::Ok,
            false => State::Degraded,
        };
        HealthView { state: state.as_str(), parts }
    }

    /// Asks the database for the channels, and notes whether it answered.
    pub async fn look_at_database(&self) -> Option<Vec<Channel>> {
        let asked = tokio::time::timeout(PATIENCE, self.db().read(channels::all)).await;
        let answer = asked.unwrap_or_else(|_| Err(Error::Unavailable("no answer".into())));
        match answer {
            Ok(channels) => {
                // What cannot be written to is told by whoever tries to write.
                if self.part_state("database") != State::Degraded {
                    self.part_is("database", State::Ok, None);
                }
                Some(channels)
            }
            Err(error) => {
                let said = Said::new("health-database-away").with("why", told(&error));
                self.part_is("database", State::Down, Some(said));
                None
            }
        }
    }
}

/// The innermost words of an error, for whoever runs the server.
fn told(error: &Error) -> String {
    match error {
        Error::Retry(why) | Error::Unavailable(why) | Error::Unsure(why) | Error::NoRoom(why) => {
            why.clone()
        }
        other => other.to_string(),
    }
}

fn view(reader: Reader, name: &'static str, part: &Part, channel: Option<&Channel>) -> PartView {
    let said = part.said.as_ref().filter(|_| part.state != State::Ok);
    PartView {
        part: name,
        channel: channel.map(|channel| PartChannel {
            id: channel.id,
            name: Some(channel.name.clone()).filter(|_| reader.names),
            address: channel.address.clone().filter(|_| reader.names),
        }),
        state: part.state.as_str(),
        since: Some(part.since),
        sentence: said.map(|said| said.brief(reader.language)),
        detail: said.filter(|_| reader.details).map(|said| said.full(reader.language)),
    }
}
