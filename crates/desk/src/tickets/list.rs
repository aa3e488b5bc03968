//! The desk's views.

use std::cmp::Reverse;
use std::collections::HashMap;

use wissel_model::clock::micros;
use wissel_model::{Access, Error, Permission, Result, TeamId, TicketId, ViewId, Who};
use wissel_store::tickets::{self, Ticket};
use wissel_store::views::{self, View};
use wissel_store::{Tx, readers, standing, teams};

use super::see;
use crate::Desk;
use crate::saved_views;
use crate::view::{Page, Part, TicketRow, TicketView, ViewCount};

/// Open tickets of one user that are looked at to see under which team each is listed; nobody works on more at once.
const LOOKED_AT: i64 = 100;

fn named(who: &Who, key: &str) -> Result<View> {
    Ok(match key {
        "unassigned" => View::Unassigned,
        "mine" => View::Mine(who.user),
        "open" => View::Open,
        "nobody" => View::Nobody,
        "closed" => View::Closed,
        "snoozed" => View::Snoozed,
        "spam" => View::Spam,
        other => {
            let team = other.strip_prefix("team:").and_then(|id| id.parse().ok());
            View::Team(TeamId(team.ok_or_else(|| Error::field("view", "invalid.view"))?))
        }
    })
}

/// Followed tickets that are looked at; nobody follows more at once.
const FOLLOWED: i64 = 300;

/// A ticket's place in a list by latest activity, as a cursor.
pub(crate) fn place(ticket: &Ticket) -> String {
    format!("{}.{}", ticket.updated_at.as_microsecond(), ticket.id)
}

/// What is open of all that they follow, latest activity first.
fn following(tx: &mut Tx<'_>, who: &Who) -> Result<Vec<Ticket>> {
    let ids = readers::followed(tx, who.user, FOLLOWED)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = tickets::many(tx, &ids)?;
    found.retain(|ticket| ticket.closed_at.is_none() && see::visible(who, ticket));
    found.sort_unstable_by_key(|ticket| Reverse((ticket.updated_at, ticket.id)));
    Ok(found)
}

fn followed(tx: &mut Tx<'_>, who: &Who) -> Result<Page<TicketRow>> {
    let found = following(tx, who)?;
    Ok(Page { items: super::show::rows(tx, who, found)?, next: None })
}

impl Desk {
    /// A page of a view, latest activity first. A page of a saved view may hold fewer than were asked for, or none, and
    /// still be followed by another: so many tickets are looked at for it, and no more.
    ///
    /// # Errors
    /// Field `view` for an unknown one.
    pub async fn tickets(&self, who: &Who, view: &str, part: Part) -> Result<Page<TicketRow>> {
        who.need(Permission::TicketsWork)?;
        let (size, who) = (part.size()?, who.clone());
        let at = part.after::<2>()?;
        if view == "followed" {
            return self.db().read(move |tx| followed(tx, &who)).await;
        }
        if view == "mentions" {
            return self.db().read(move |tx| super::mentions::page(tx, &who)).await;
        }
        if let Some(id) = view.strip_prefix("saved:") {
            let id = id.parse().map(ViewId).map_err(|_| Error::field("view", "invalid.view"))?;
            let now = self.now();
            let page = move |tx: &mut Tx<'_>| saved_views::page(tx, &who, id, at, size, now);
            return self.db().read(page).await;
        }
        let after = at.map(|[at, id]| (micros(at), TicketId(id)));
        let view = named(&who, view)?;
        self.db()
            .read(move |tx| {
                let mut found = views::page(tx, view, &see::eyes(&who), after, size + 1)?;
                let more = found.len() as i64 > size;
                found.truncate(usize::try_from(size).unwrap_or(0));
                let last = found.last().filter(|_| more);
                let next = last.map(place);
                Ok(Page { items: super::show::rows(tx, &who, found)?, next })
            })
            .await
    }

    /// One ticket.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for one they may not see.
    pub async fn ticket(&self, who: &Who, id: TicketId) -> Result<TicketView> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let ticket = see::look(tx, &who, id)?;
                super::show::view(tx, &who, ticket)
            })
            .await
    }

    /// How many tickets each view of the sidebar holds.
    pub async fn view_counts(&self, who: &Who) -> Result<Vec<ViewCount>> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let listed: Vec<TeamId> = match who.access {
                    Access::All => teams::all(tx)?.into_iter().map(|team| team.id).collect(),
                    _ => who.teams.clone(),
                };
                let views =
                    ["unassigned", "mine", "open", "nobody", "snoozed", "spam"].map(str::to_owned);
                let teams = listed.iter().map(|team| format!("team:{team}"));
                let keys: Vec<String> = views.into_iter().chain(teams).collect();
                let mine = format!("user:{}", who.user);
                let kept = |key: &String| if key == "mine" { mine.clone() } else { key.clone() };
                let counted: HashMap<String, i64> =
                    standing::tallies(tx, &keys.iter().map(kept).collect::<Vec<_>>())?
                        .into_iter()
                        .collect();
                let kept = |key: &String| counted.get(&kept(key)).copied().unwrap_or(0);
                let mut counts = Vec::with_capacity(keys.len());
                for key in keys {
                    let count = match (who.access, key.as_str()) {
                        (Access::Own, "open") => kept(&"mine".to_owned()),
                        (Access::Own, "unassigned" | "nobody") => 0,
                        // What is kept is everybody's.
                        (Access::Own | Access::Team, "snoozed" | "spam") => continue,
                        (Access::Team, "open") => {
                            let theirs = listed.iter().map(|team| kept(&format!("team:{team}")));
                            let apart = views::mine_elsewhere(tx, who.user, &listed, LOOKED_AT)?;
                            kept(&"unassigned".to_owned()) + theirs.sum::<i64>() + apart
                        }
                        // A team's own count says nothing about those in it that are somebody else's.
                        (Access::Own, _) if key != "mine" => {
                            let View::Team(team) = named(&who, &key)? else { continue };
                            views::mine_there(tx, who.user, team, LOOKED_AT)?
                        }
                        _ => kept(&key),
                    };
                    counts.push(ViewCount { key, count });
                }
                let count = following(tx, &who)?.len() as i64;
                counts.push(ViewCount { key: "followed".into(), count });
                let count = super::mentions::of(tx, &who)?.len() as i64;
                counts.push(ViewCount { key: "mentions".into(), count });
                Ok(counts)
            })
            .await
    }
}
