//! Try this rule: who would get a ticket, and why. The same functions as in earnest, and nothing is written.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{AddressKind, ChannelId, Error, Permission, Priority, Result, TicketId, Who};
use wissel_routing::{Ask, Record, Rule};
use wissel_store::{Tx, channels, contacts, line, tickets, turns};

use crate::Desk;
use crate::random::seed;
use crate::router::{kind, reader, roster, shown};
use crate::tickets::visible;
use crate::view::{DecisionView, Named};
use crate::words::tr;

/// What is to be tried.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Try {
    /// The rule; left out, the one in force.
    pub rule: Option<Rule>,
    /// A real ticket.
    pub ticket: Option<TicketId>,
    /// A made-up one.
    pub made_up: Option<MadeUp>,
}

/// A made-up ticket.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MadeUp {
    /// What it would be about.
    pub subject: Option<String>,
    /// How urgent it would be.
    pub priority: Option<Priority>,
    /// Who would have sent it.
    pub contact_email: Option<String>,
    /// How many minutes it would have waited.
    pub waited_minutes: Option<u32>,
}

impl Desk {
    /// Decides as the router would, on people as they are now. Writes nothing.
    ///
    /// # Errors
    /// Every wrong field of the rule; field `ticket` for one that `who` may not see.
    pub async fn try_rule(&self, who: &Who, id: ChannelId, asked: Try) -> Result<DecisionView> {
        who.need(Permission::ChannelsManage)?;
        if let Some(rule) = &asked.rule {
            super::rule::check(rule)?;
        }
        let (who, now, seed) = (who.clone(), self.now(), seed(self.random()));
        self.db()
            .read(move |tx| {
                let channel = channels::get(tx, id)?.ok_or(Error::NotFound("channel"))?;
                let rule = match &asked.rule {
                    Some(rule) => rule.clone(),
                    None => {
                        let text = channels::rule(tx, id, channel.rule_version)?;
                        serde_json::from_str(&text.unwrap_or_default()).map_err(Error::internal)?
                    }
                };
                let (contact_owner, waited_minutes) = about(tx, &who, &asked, now)?;
                let had: Vec<i64> = turns::had(tx)?
                    .into_iter()
                    .filter(|(of, _)| *of == id)
                    .map(|(_, user)| user.0)
                    .collect();
                let ask = Ask {
                    kind: kind(channel.kind),
                    contact_owner,
                    waited_minutes,
                    seed,
                    turns: &had,
                };
                let record = Record::make(&roster(tx, now)?, &rule, &ask);
                let reader = reader(
                    tx,
                    Some(&record),
                    std::iter::empty(),
                    who.language,
                    &who.time_zone,
                    now,
                )?;
                let named = Named { id: id.0, name: channel.name };
                let mut view = shown(&reader, &record, named, channel.rule_version)?;
                if let Some(user) = record.outcome().user() {
                    let owner = reader.user(user);
                    view.headline = tr(who.language, "decision-would", &[("owner", owner)]);
                }
                Ok(view)
            })
            .await
    }
}

/// The contact's owner, and how long it has waited.
fn about(
    tx: &mut Tx<'_>,
    who: &Who,
    asked: &Try,
    now: jiff::Timestamp,
) -> Result<(Option<i64>, u32)> {
    if let Some(id) = asked.ticket {
        let ticket = tickets::get(tx, id)?.filter(|ticket| visible(who, ticket));
        let ticket = ticket.ok_or_else(|| Error::field("ticket", "error.not_found_ticket"))?;
        let owner = contacts::get(tx, ticket.contact)?.and_then(|contact| contact.owner);
        let since = line::get(tx, id)?.map(|row| row.since);
        let minutes = since.map_or(0, |since| now.duration_since(since).as_secs() / 60);
        return Ok((owner.map(|user| user.0), u32::try_from(minutes).unwrap_or(0)));
    }
    let made_up = asked.made_up.clone().unwrap_or_default();
    let owner = match made_up.contact_email.as_deref().filter(|email| !email.trim().is_empty()) {
        Some(email) => {
            let wrong = || Error::field("made_up.contact_email", "invalid.email");
            let email = address::normalise(email).ok_or_else(wrong)?;
            contacts::by_address(tx, AddressKind::Email, &email)?.and_then(|contact| contact.owner)
        }
        None => None,
    };
    Ok((owner.map(|user| user.0), made_up.waited_minutes.unwrap_or(0)))
}
