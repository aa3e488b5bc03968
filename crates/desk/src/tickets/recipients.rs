//! Whom a reply would go to, for whoever is about to write one.

use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{AddressKind, Permission, Result, TicketId, Who};
use wissel_store::{contacts, messages};

use super::see;
use crate::Desk;
use crate::mail;

/// Whom a reply goes to unless its writer says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recipients {
    /// To; nobody when nothing reaches the contact by mail.
    pub to: Vec<String>,
    /// With a copy to: those whom the contact copied in last.
    pub cc: Vec<String>,
    /// How many the contact copied in last, when they are too many to be copied again; else 0.
    pub left_out: usize,
    /// The contact's e-mail addresses.
    pub known: Vec<String>,
    /// The most addresses that a reply goes to.
    pub most: usize,
}

impl Desk {
    /// Whom a reply on a ticket goes to unless its writer says otherwise.
    ///
    /// # Errors
    /// [`wissel_model::Error::NotFound`], also for a ticket they may not see.
    pub async fn recipients(&self, who: &Who, id: TicketId) -> Result<Recipients> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let ticket = see::look(tx, &who, id)?;
                let last = messages::last_in(tx, id)?;
                let mail::Addressees { to, cc, left_out } =
                    mail::suggested(tx, &ticket, last.as_ref())?;
                let known = contacts::addresses(tx, ticket.contact)?
                    .into_iter()
                    .filter(|one| one.kind == AddressKind::Email)
                    .map(|one| one.value)
                    .collect();
                Ok(Recipients { to, cc, left_out, known, most: mail::MOST })
            })
            .await
    }
}
