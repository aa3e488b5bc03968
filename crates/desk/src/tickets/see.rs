//! Who may see which ticket: the one place that says it.

use wissel_model::{Access, Error, Owner, Result, TicketId, Who};
use wissel_store::tickets::{self, Ticket};
use wissel_store::views::Eyes;
use wissel_store::{Tx, merges};

/// Whether `who` may see a ticket with this owner, listed under this team.
/// [`wissel_store::views`] says the same in SQL, for lists.
pub(crate) fn visible(who: &Who, ticket: &Ticket) -> bool {
    let own = ticket.owner == Some(Owner::User(who.user));
    match who.access {
        Access::All => true,
        Access::Team => {
            own || ticket.owner.is_none()
                || ticket.team.is_some_and(|team| who.teams.contains(&team))
        }
        Access::Own => own,
        Access::None => false,
    }
}

/// A ticket that `who` may see, locked. One they may not see does not exist for them.
pub(crate) fn see(tx: &mut Tx<'_>, who: &Who, id: TicketId) -> Result<Ticket> {
    tickets::lock(tx, id)?.filter(|ticket| visible(who, ticket)).ok_or(Error::NotFound("ticket"))
}

/// The same, to be worked on: what was merged is worked on where it goes on.
///
/// # Errors
/// Also refusal `ticket.merged`.
pub(crate) fn work_on(tx: &mut Tx<'_>, who: &Who, id: TicketId) -> Result<Ticket> {
    let ticket = see(tx, who, id)?;
    match merges::get(tx, id)? {
        Some(_) => Err(Error::refused("ticket.merged")),
        None => Ok(ticket),
    }
}

/// The same, only to be read.
pub(crate) fn look(tx: &mut Tx<'_>, who: &Who, id: TicketId) -> Result<Ticket> {
    tickets::get(tx, id)?.filter(|ticket| visible(who, ticket)).ok_or(Error::NotFound("ticket"))
}

/// What belongs to a ticket is also seen by whoever sees the one that it goes on in.
pub(crate) fn look_at_part(tx: &mut Tx<'_>, who: &Who, id: TicketId) -> Result<()> {
    match look(tx, who, id) {
        Err(Error::NotFound(_)) => {
            let on = merges::target(tx, id)?;
            look(tx, who, on).map(drop)
        }
        seen => seen.map(drop),
    }
}

/// The reader as the views know them.
pub(crate) fn eyes(who: &Who) -> Eyes {
    Eyes { user: who.user, access: who.access, teams: who.teams.clone() }
}
