//! A saved reply, ready to be sent: its placeholders filled in for a ticket.

use wissel_model::{AddressKind, Error, Permission, Result, SavedReplyId, TicketId, Who};
use wissel_store::{contacts, saved_replies, settings, users};

use super::list::seen;
use super::placeholder::filled;
use crate::Desk;
use crate::view::FilledReply;

fn first(name: &str) -> Option<String> {
    name.split_whitespace().next().map(str::to_owned)
}

impl Desk {
    /// What a saved reply says about this ticket, written by `who`.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a ticket or a reply that `who` may not see.
    pub async fn fill_saved_reply(
        &self,
        who: &Who,
        id: SavedReplyId,
        ticket: TicketId,
    ) -> Result<FilledReply> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let reply = seen(saved_replies::get(tx, id)?, &who)?;
                let ticket = crate::tickets::look(tx, &who, ticket)?;
                let contact = contacts::get(tx, ticket.contact)?
                    .ok_or_else(|| Error::internal("a ticket has a contact"))?;
                let addresses = contacts::addresses(tx, contact.id)?;
                let email = addresses.into_iter().find(|one| one.kind == AddressKind::Email);
                let agent = users::get(tx, who.user)?.map(|user| user.name).unwrap_or_default();
                let desk = settings::get(tx, "desk_name")?;
                let (text, missing) = filled(&reply.text, |name| match name {
                    "contact.name" => Some(contact.name.clone()),
                    "contact.first_name" => first(&contact.name),
                    "contact.email" => email.as_ref().map(|one| one.value.clone()),
                    "contact.company" => contact.company.clone(),
                    "ticket.number" => Some(ticket.id.to_string()),
                    "ticket.subject" => Some(ticket.subject.clone()),
                    "agent.name" => Some(agent.clone()),
                    "agent.first_name" => first(&agent),
                    "desk.name" => Some(desk.clone().unwrap_or_else(|| "Wissel".into())),
                    _ => None,
                });
                Ok(FilledReply { text, missing })
            })
            .await
    }
}
