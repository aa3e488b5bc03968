//! The desk's views.

use std::collections::HashMap;

use wissel_model::clock::micros;
use wissel_model::{Access, Error, Permission, Result, TeamId, TicketId, Who};
use wissel_store::views::{self, View};
use wissel_store::{standing, teams};

use super::see;
use crate::Desk;
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
        other => {
            let team = other.strip_prefix("team:").and_then(|id| id.parse().ok());
            View::Team(TeamId(team.ok_or_else(|| Error::field("view", "invalid.view"))?))
        }
    })
}

impl Desk {
    /// A page of a view, latest activity first.
    ///
    /// # Errors
    /// Field `view` for an unknown one.
    pub async fn tickets(&self, who: &Who, view: &str, part: Part) -> Result<Page<TicketRow>> {
        who.need(Permission::TicketsWork)?;
        let (view, size, who) = (named(who, view)?, part.size()?, who.clone());
        let after = part.after::<2>()?.map(|[at, id]| (micros(at), TicketId(id)));
        self.db()
            .read(move |tx| {
                let mut found = views::page(tx, view, &see::eyes(&who), after, size + 1)?;
                let more = found.len() as i64 > size;
                found.truncate(usize::try_from(size).unwrap_or(0));
                let last = found.last().filter(|_| more);
                let next =
                    last.map(|last| format!("{}.{}", last.updated_at.as_microsecond(), last.id));
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
                let views = ["unassigned", "mine", "open", "nobody"].map(str::to_owned);
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
                Ok(counts)
            })
            .await
    }
}
