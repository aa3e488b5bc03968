//! Assigning by hand: to a user, a team, or nobody. A hand is bound by no limit, and never overwritten by the router.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{
    Access, Actor, Error, Owner, Permission, Result, TeamId, TicketId, UserId, Who,
};
use wissel_store::decisions::NewDecision;
use wissel_store::owner::{self, Change};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, channels, teams, users};

use crate::Desk;
use crate::view::TicketView;

/// Whom a hand chooses. Exactly one of the three.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Assign {
    /// This user.
    pub user: Option<UserId>,
    /// This team, and nobody in it: any member may take it.
    pub team: Option<TeamId>,
    /// Nobody.
    pub nobody: bool,
}

impl From<Option<Owner>> for Assign {
    fn from(owner: Option<Owner>) -> Self {
        let (user, team) = (owner.and_then(Owner::user), owner.and_then(Owner::team));
        Self { user, team, nobody: owner.is_none() }
    }
}

impl Assign {
    pub(super) fn owner(&self) -> Result<Option<Owner>> {
        match (self.user, self.team, self.nobody) {
            (Some(user), None, false) => Ok(Some(Owner::User(user))),
            (None, Some(team), false) => Ok(Some(Owner::Team(team))),
            (None, None, true) => Ok(None),
            _ => Err(Error::field("user", "invalid.owner")),
        }
    }
}

impl Desk {
    /// Sets a ticket's owner by hand.
    ///
    /// # Errors
    /// Field `user` or `team` for one who cannot hold tickets; [`Error::Changed`] when `if_match` is not its version.
    pub async fn assign(
        &self,
        who: &Who,
        id: TicketId,
        to: Assign,
        if_match: Option<i64>,
    ) -> Result<TicketView> {
        who.need(Permission::TicketsWork)?;
        let (to, who, now) = (to.owner()?, who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let ticket = super::see::work_on(tx, &who, id)?;
                unchanged(&ticket, if_match)?;
                if ticket.owner != to || to.is_none() {
                    by_hand(tx, &ticket, to, Actor::User(who.user), "hand", now)?;
                }
                super::show::made(tx, &who, id)
            })
            .await
    }
}

/// Refuses a change that was made up against another version.
pub(super) fn unchanged(ticket: &Ticket, if_match: Option<i64>) -> Result<()> {
    match if_match {
        Some(version) if version != ticket.version => {
            Err(Error::Changed { what: "ticket", version: ticket.version })
        }
        _ => Ok(()),
    }
}

/// A person's choice of owner, stored with its decision.
pub(super) fn by_hand(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    to: Option<Owner>,
    actor: Actor,
    made_by: &'static str,
    at: jiff::Timestamp,
) -> Result<Ticket> {
    let team = match to {
        None => None,
        Some(Owner::Team(team)) => {
            if !teams::lock(tx, team)? {
                return Err(Error::field("team", "invalid.team"));
            }
            Some(team)
        }
        Some(Owner::User(user)) => {
            let user = users::lock(tx, user)?.filter(|user| user.active);
            let user = user.ok_or_else(|| Error::field("user", "invalid.user"))?;
            if user.access == Access::None {
                return Err(Error::field("user", "invalid.user_no_access"));
            }
            teams::of_user(tx, user.id)?.main
        }
    };
    let channel = channels::get(tx, ticket.channel)?
        .ok_or_else(|| Error::internal("ticket without channel"))?;
    let decision = NewDecision { made_by, rule_version: channel.rule_version, record: None };
    owner::set(tx, ticket, &Change { to, team, actor, decision, bound: None, reason: None, at })
}
