//! Keeping the state in step with the log, instead of reading everything again.

use std::collections::BTreeSet;

use jiff::Timestamp;
use wissel_model::{EventKind, Result};
use wissel_store::events::{self, Event};
use wissel_store::{Tx, roster, users};

use super::people::{all_teams, person};
use super::state::{State, cycles, rules};

/// Events read at once; with more than that ahead, reading everything anew is cheaper.
const MOST: i64 = 2000;

/// What has to be read again.
#[derive(Debug, Default)]
pub(super) struct Stale {
    all: bool,
    rules: bool,
    teams: bool,
    users: BTreeSet<i64>,
}

/// What happened since, and how it stands now.
pub(super) struct News {
    stale: Stale,
    read: Read,
}

enum Read {
    All(Box<State>),
    Some(Box<Fresh>),
}

struct Fresh {
    people: Vec<wissel_routing::Person>,
    teams: Option<Vec<wissel_routing::Team>>,
    rules: Option<std::collections::HashMap<wissel_model::ChannelId, super::state::InForce>>,
    cycles: std::collections::HashMap<wissel_model::ChannelId, super::state::Cycle>,
    cursor: events::Cursor,
    at: Timestamp,
}

/// Asks ahead what [`news`] asks in any case.
pub(super) fn ask_ahead(
    tx: &mut Tx<'_>,
    cursor: events::Cursor,
    from: Timestamp,
    now: Timestamp,
) -> Result<()> {
    events::seen(tx, cursor, MOST)?;
    users::lapsed(tx, from, now)?;
    cycles(tx).map(drop)
}

/// Reads what changed after `cursor`, and whose availability lapsed between `from` and `now`.
pub(super) fn news(
    tx: &mut Tx<'_>,
    cursor: events::Cursor,
    from: Timestamp,
    touched: &BTreeSet<i64>,
    now: Timestamp,
) -> Result<News> {
    // On PostgreSQL a running transaction anywhere keeps what was committed after it began from being settled. What it
    // tells counts all the same, and is told again when it is settled.
    let found = events::seen(tx, cursor, MOST)?;
    let mut stale = Stale { users: touched.clone(), ..Stale::default() };
    for (event, _) in &found {
        stale.mark(event);
    }
    let settled = found.iter().take_while(|(_, settled)| *settled).last();
    // A clock that was set back has lapsed nothing; it may have brought somebody back.
    stale.all |= found.len() as i64 >= MOST || now < from;
    if stale.all {
        return Ok(News { stale, read: Read::All(Box::new(State::read(tx, now)?)) });
    }
    stale.users.extend(users::lapsed(tx, from, now)?.into_iter().map(|user| user.0));
    let ids: Vec<i64> = stale.users.iter().copied().collect();
    let people = if ids.is_empty() { Vec::new() } else { roster::some(tx, &ids)? };
    let fresh = Fresh {
        people: people.iter().map(|facts| person(facts, now)).collect(),
        teams: if stale.teams { Some(all_teams(tx)?) } else { None },
        rules: if stale.rules { Some(rules(tx)?) } else { None },
        cycles: cycles(tx)?,
        cursor: settled.map_or(cursor, |(last, _)| last.cursor),
        at: now,
    };
    Ok(News { stale, read: Read::Some(Box::new(fresh)) })
}

impl Stale {
    fn mark(&mut self, event: &Event) {
        match event.kind {
            EventKind::UserChanged => {
                // Their teams may have changed with them.
                self.teams = true;
                self.users.extend(event.data["user"].as_i64());
            }
            EventKind::TeamChanged => self.teams = true,
            EventKind::RuleChanged | EventKind::ChannelChanged => self.rules = true,
            EventKind::UserAvailability | EventKind::TicketChanged => {
                self.users.extend(event.data["user"].as_i64());
            }
            EventKind::TicketAssigned | EventKind::TicketUnassigned => {
                for side in ["owner", "from"] {
                    let owner = &event.data[side];
                    if owner["kind"] == "user" {
                        self.users.extend(owner["id"].as_i64());
                    }
                }
            }
            _ => {}
        }
    }
}

impl State {
    /// Takes the news in. Returns whether everything was read anew.
    pub(super) fn take(&mut self, news: News) -> bool {
        self.touched.clear();
        match news.read {
            Read::All(state) => *self = Self { recent: self.recent, ..*state },
            Read::Some(fresh) => {
                for person in fresh.people {
                    self.roster.update(person);
                }
                if let Some(teams) = fresh.teams {
                    let people = self.roster.people().to_vec();
                    self.roster = wissel_routing::Roster::new(people, teams);
                }
                if let Some(rules) = fresh.rules {
                    self.rules = rules;
                }
                self.cycles = fresh.cycles;
                self.cursor = fresh.cursor;
                self.at = fresh.at;
            }
        }
        news.stale.all
    }
}
