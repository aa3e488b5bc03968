//! How a channel is doing, in each direction, as it is stored.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::words::Said;

/// A direction of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// What comes in.
    Receiving,
    /// What goes out.
    Sending,
}

/// Whether a direction works.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowState {
    /// It does, as far as we know.
    #[default]
    Ok,
    /// It is being tried for the first time.
    Connecting,
    /// It does not.
    Error,
}

/// One direction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Flow {
    /// Whether it works.
    pub state: FlowState,
    /// Since when.
    pub since: Option<Timestamp>,
    /// What is wrong.
    pub trouble: Option<Said>,
}

/// What is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChannelHealth {
    /// What comes in.
    pub receiving: Flow,
    /// What goes out.
    pub sending: Flow,
    /// When something last came in.
    pub last_in_at: Option<Timestamp>,
    /// What went wrong last.
    pub last_error: Option<Said>,
    /// When that was.
    pub last_error_at: Option<Timestamp>,
}

/// What became known of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A mailbox is being connected.
    Connecting,
    /// A direction works; `came` when something came in just now.
    Works {
        /// Which.
        way: Way,
        /// Whether something came in.
        came: bool,
    },
    /// A direction does not work.
    Trouble(Way, Said),
    /// One mail could not be taken in; the others are.
    Skipped(Said),
}

impl News {
    /// Which direction it is about.
    #[must_use]
    pub const fn way(&self) -> Way {
        match self {
            Self::Works { way, .. } | Self::Trouble(way, _) => *way,
            Self::Connecting | Self::Skipped(_) => Way::Receiving,
        }
    }
}

impl ChannelHealth {
    /// Reads what is stored; what cannot be read is begun anew.
    #[must_use]
    pub fn read(stored: &str) -> Self {
        serde_json::from_str(stored).unwrap_or_default()
    }

    /// One direction.
    #[must_use]
    pub fn flow(&self, way: Way) -> &Flow {
        match way {
            Way::Receiving => &self.receiving,
            Way::Sending => &self.sending,
        }
    }

    /// Takes news in.
    pub fn hear(&mut self, news: News, now: Timestamp) {
        match news {
            // An error is shown until connecting has worked.
            News::Connecting if self.receiving.state == FlowState::Error => {}
            News::Connecting => self.set(Way::Receiving, FlowState::Connecting, None, now),
            News::Works { way, came } => {
                self.set(way, FlowState::Ok, None, now);
                if came {
                    self.came(now);
                }
            }
            News::Trouble(way, said) => {
                self.set(way, FlowState::Error, Some(said.clone()), now);
                (self.last_error, self.last_error_at) = (Some(said), Some(now));
            }
            News::Skipped(said) => (self.last_error, self.last_error_at) = (Some(said), Some(now)),
        }
    }

    /// Notes that something came in, to the minute: a note per mail would make a queue of them.
    pub(crate) fn came(&mut self, now: Timestamp) {
        let fresh = |last: Timestamp| now.duration_since(last).abs() < SignedDuration::from_mins(1);
        if !self.last_in_at.is_some_and(fresh) {
            self.last_in_at = Some(now);
        }
    }

    fn set(&mut self, way: Way, state: FlowState, trouble: Option<Said>, now: Timestamp) {
        let flow = match way {
            Way::Receiving => &mut self.receiving,
            Way::Sending => &mut self.sending,
        };
        let since = flow.since.filter(|_| flow.state == state).unwrap_or(now);
        *flow = Flow { state, since: Some(since), trouble };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn each_direction_is_told_for_itself_and_keeps_since_when() {
        let mut health = ChannelHealth::default();
        health.hear(News::Works { way: Way::Receiving, came: false }, at(1));
        health.hear(News::Trouble(Way::Sending, Said::new("one")), at(2));
        health.hear(News::Trouble(Way::Sending, Said::new("other")), at(3));
        // A mailbox that is read says nothing of sending.
        health.hear(News::Works { way: Way::Receiving, came: true }, at(4));
        assert_eq!(health.sending.state, FlowState::Error);
        assert_eq!(health.sending.since, Some(at(2)));
        assert_eq!(health.sending.trouble, Some(Said::new("other")));
        assert_eq!((health.receiving.state, health.receiving.since), (FlowState::Ok, Some(at(1))));
        assert_eq!((health.last_in_at, health.last_error_at), (Some(at(4)), Some(at(3))));
        health.hear(News::Works { way: Way::Sending, came: false }, at(5));
        assert_eq!((health.sending.state, health.sending.since), (FlowState::Ok, Some(at(5))));
        assert_eq!(health.last_error, Some(Said::new("other")));
    }

    #[test]
    fn an_error_is_shown_until_connecting_has_worked() {
        let mut health = ChannelHealth::default();
        health.hear(News::Connecting, at(1));
        assert_eq!(health.receiving.state, FlowState::Connecting);
        health.hear(News::Trouble(Way::Receiving, Said::new("one")), at(2));
        health.hear(News::Connecting, at(3));
        assert_eq!(
            (health.receiving.state, health.receiving.since),
            (FlowState::Error, Some(at(2)))
        );
    }

    #[test]
    fn what_was_stored_before_the_directions_were_told_apart_is_read() {
        let old = r#"{"state":"error","detail":"x","last_in_at":"1970-01-01T00:00:09Z","last_error":"x"}"#;
        let health = ChannelHealth::read(old);
        assert_eq!(health.last_in_at, Some(at(9)));
        assert_eq!(health.receiving.state, FlowState::Ok);
    }
}
