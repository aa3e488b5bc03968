//! Which tickets a view of one's own holds. A list that is empty asks for nothing.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{ChannelId, Error, Owner, Priority, PropertyId, Result, TeamId, UserId, Who};
use wissel_store::properties::Property;
use wissel_store::tickets::Ticket;
use wissel_store::views::View;

use super::asked::{self, PropertyAsked};
use super::looked::Facts;

/// So many words in each list.
const MOST: usize = 50;
/// Ten years.
const LONGEST: u32 = 87_600;

/// What a ticket has to be. Of each list one must fit; all that is asked must.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Keys of statuses; none: every open one.
    #[schema(max_items = 50)]
    pub status: Vec<String>,
    /// `me` (whoever looks), `nobody`, `user:ID` or `team:ID`.
    #[schema(max_items = 50)]
    pub owner: Vec<String>,
    /// Teams it is listed under.
    #[schema(max_items = 50)]
    pub team: Vec<TeamId>,
    /// Channels it came in by.
    #[schema(max_items = 50)]
    pub channel: Vec<ChannelId>,
    /// How urgent it is.
    #[schema(max_items = 4)]
    pub priority: Vec<Priority>,
    /// Tags of which it has one.
    #[schema(max_items = 50)]
    pub tags: Vec<String>,
    /// What its properties hold, by the property's id.
    #[schema(value_type = BTreeMap<String, PropertyAsked>)]
    pub properties: BTreeMap<PropertyId, PropertyAsked>,
    /// It came in at least so many hours ago.
    #[schema(maximum = 87_600)]
    pub created_hours: Option<u32>,
    /// Nothing happened for at least so many hours.
    #[schema(maximum = 87_600)]
    pub idle_hours: Option<u32>,
}

impl Filter {
    /// The filter as it is kept: tags as they are written, nothing twice.
    ///
    /// # Errors
    /// The field of the first list that is too long or holds what there cannot be.
    pub(super) fn clean(mut self, closed: &[(String, bool)], in_use: &[Property]) -> Result<Self> {
        let known = |key: &String| closed.iter().any(|(status, _)| status == key);
        if self.status.len() > MOST || !self.status.iter().all(known) {
            return Err(Error::field("filter.status", "invalid.status"));
        }
        if self.owner.len() > MOST || self.owner.iter().any(|word| Whose::read(word).is_none()) {
            return Err(Error::field("filter.owner", "invalid.view_owner"));
        }
        self.tags = self.tags.iter().map(|tag| address::one_line(tag).to_lowercase()).collect();
        let odd = |tag: &String| tag.is_empty() || tag.chars().count() > 50;
        if self.tags.len() > MOST || self.tags.iter().any(odd) {
            return Err(Error::field("filter.tags", "invalid.tags"));
        }
        if self.team.len() > MOST || self.channel.len() > MOST || self.priority.len() > MOST {
            return Err(Error::field("filter", "invalid.filter"));
        }
        for (field, hours) in
            [("created_hours", self.created_hours), ("idle_hours", self.idle_hours)]
        {
            if hours.is_some_and(|hours| hours > LONGEST) {
                return Err(Error::field(format!("filter.{field}"), "invalid.hours"));
            }
        }
        self.properties = asked::clean(self.properties, in_use)?;
        Ok(self)
    }

    /// The lists of tickets in which all that fit are found, the shortest there are.
    pub(super) fn within(&self, who: &Who, closed: &[(String, bool)]) -> Vec<View> {
        let is = |wanted: bool| {
            closed.iter().any(|(key, closed)| *closed == wanted && self.status.contains(key))
        };
        let open = match (self.owner.as_slice(), self.team.as_slice()) {
            ([one], _) if one == "me" => View::Mine(who.user),
            ([one], _) if one == "nobody" => View::Unassigned,
            (_, [team]) => View::Team(*team),
            _ => View::Open,
        };
        let mut all = Vec::new();
        if self.status.is_empty() || is(false) {
            all.push(open);
        }
        if is(true) {
            all.push(View::Closed);
        }
        all
    }

    /// Whether this ticket fits.
    pub(super) fn fits(&self, who: &Who, ticket: &Ticket, facts: &Facts, now: Timestamp) -> bool {
        let tags = facts.tags(ticket.id);
        let held = |id: &PropertyId| facts.held(ticket.id, *id);
        let old = |at: Timestamp, hours: Option<u32>| {
            hours.is_none_or(|hours| {
                now.duration_since(at) >= SignedDuration::from_hours(i64::from(hours))
            })
        };
        let owner = |word: &String| Whose::read(word).is_some_and(|whose| whose.is(who, ticket));
        (self.status.is_empty() || self.status.contains(&ticket.status))
            && (self.owner.is_empty() || self.owner.iter().any(owner))
            && (self.team.is_empty() || ticket.team.is_some_and(|team| self.team.contains(&team)))
            && (self.channel.is_empty() || self.channel.contains(&ticket.channel))
            && (self.priority.is_empty() || self.priority.contains(&ticket.priority))
            && (self.tags.is_empty() || self.tags.iter().any(|tag| tags.contains(tag)))
            && self.properties.iter().all(|(id, asked)| asked.fits(held(id)))
            && old(ticket.created_at, self.created_hours)
            && old(ticket.updated_at, self.idle_hours)
    }
}

/// An owner as a filter names them.
enum Whose {
    Reader,
    Nobody,
    One(Owner),
}

impl Whose {
    fn read(word: &str) -> Option<Self> {
        let id = |text: &str| text.parse::<i64>().ok();
        Some(match word.split_once(':') {
            None if word == "me" => Self::Reader,
            None if word == "nobody" => Self::Nobody,
            Some(("user", user)) => Self::One(Owner::User(UserId(id(user)?))),
            Some(("team", team)) => Self::One(Owner::Team(TeamId(id(team)?))),
            _ => return None,
        })
    }

    fn is(&self, who: &Who, ticket: &Ticket) -> bool {
        match self {
            Self::Reader => ticket.owner == Some(Owner::User(who.user)),
            Self::Nobody => ticket.owner.is_none(),
            Self::One(owner) => ticket.owner == Some(*owner),
        }
    }
}
