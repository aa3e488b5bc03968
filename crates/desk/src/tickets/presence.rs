//! Who is at a ticket right now. Everybody who has it open says so every few seconds; who says no more is gone.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Permission, Result, TicketId, UserId, Who};
use wissel_store::presence::{self, Seen};

use super::see;
use crate::Desk;

/// Who has the page before them says so every five seconds; three times unheard is gone.
const HOLDS: SignedDuration = SignedDuration::from_secs(16);
/// Browsers let a page that is out of sight speak once a minute.
const HOLDS_HIDDEN: SignedDuration = SignedDuration::from_secs(80);
/// The same said again within this time is not written down.
const FRESH: SignedDuration = SignedDuration::from_secs(4);

/// What somebody does at a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Reads it.
    Viewing,
    /// Writes on it.
    Replying,
    /// Has left it.
    Left,
}

/// What the asker does at a ticket.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Here {
    /// What they do.
    pub doing: Doing,
    /// Whether the page is out of their sight.
    #[serde(default)]
    pub hidden: bool,
}

/// Somebody else at the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Present {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// What they do; never `left`.
    pub doing: Doing,
    /// Whether their page is out of their sight.
    pub hidden: bool,
}

impl Desk {
    /// Says what the asker does at a ticket, and hears who else is there. To be said again every five seconds.
    ///
    /// # Errors
    /// [`wissel_model::Error::NotFound`], also for a ticket they may not see.
    pub async fn here(&self, who: &Who, id: TicketId, here: Here) -> Result<Vec<Present>> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                see::look(tx, &who, id)?;
                let doing = match here.doing {
                    Doing::Viewing => "viewing",
                    Doing::Replying => "replying",
                    Doing::Left => {
                        presence::leave(tx, id, who.user)?;
                        return Ok(Vec::new());
                    }
                };
                let (user, hidden) = (who.user, here.hidden);
                let seen = Seen { user, name: String::new(), doing: doing.into(), hidden, at: now };
                presence::say(tx, id, &seen, now.checked_sub(FRESH).unwrap_or(now))?;
                Ok(others(presence::at(tx, id)?, who.user, now))
            })
            .await
    }
}

/// Who of those that said so is still there. One that speaks from the future was written by a clock that went wrong.
fn others(all: Vec<Seen>, me: UserId, now: Timestamp) -> Vec<Present> {
    let there = |seen: &Seen| {
        let holds = if seen.hidden { HOLDS_HIDDEN } else { HOLDS };
        seen.user != me && now.duration_since(seen.at).abs() <= holds
    };
    let present = |seen: Seen| Present {
        user: seen.user,
        name: seen.name,
        doing: if seen.doing == "replying" { Doing::Replying } else { Doing::Viewing },
        hidden: seen.hidden,
    };
    all.into_iter().filter(there).map(present).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(user: i64, doing: &str, hidden: bool, at: i64) -> Seen {
        let at = Timestamp::from_second(at).unwrap();
        Seen { user: UserId(user), name: user.to_string(), doing: doing.into(), hidden, at }
    }

    #[test]
    fn who_says_no_more_is_gone_and_a_page_out_of_sight_may_be_silent_for_longer() {
        let now = Timestamp::from_second(1000).unwrap();
        let all = vec![
            seen(1, "viewing", false, 1000),
            seen(2, "replying", false, 990),
            seen(3, "viewing", false, 983),
            seen(4, "viewing", true, 930),
            seen(5, "viewing", true, 900),
            seen(6, "viewing", false, 5000),
        ];
        let left: Vec<_> =
            others(all, UserId(1), now).into_iter().map(|one| (one.user.0, one.doing)).collect();
        assert_eq!(left, [(2, Doing::Replying), (4, Doing::Viewing)]);
    }
}
