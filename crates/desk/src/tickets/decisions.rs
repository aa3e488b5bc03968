//! Why a ticket is whose it is, and why it was somebody else's before.

use wissel_model::{Error, Language, Permission, Result, TicketId, Who};
use wissel_store::{decisions, tickets};

use super::see;
use crate::Desk;
use crate::router::told;
use crate::view::DecisionView;

impl Desk {
    /// The decisions about a ticket, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a ticket they may not see.
    pub async fn decisions(&self, who: &Who, id: TicketId) -> Result<Vec<DecisionView>> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                see::look(tx, &who, id)?;
                let found = decisions::of_ticket(tx, id)?;
                found
                    .iter()
                    .map(|decision| told(tx, decision, who.language, &who.time_zone))
                    .collect()
            })
            .await
    }

    /// The same for whoever sits at the server's own console.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn explain(&self, id: TicketId, language: Language) -> Result<Vec<DecisionView>> {
        self.db()
            .read(move |tx| {
                tickets::get(tx, id)?.ok_or(Error::NotFound("ticket"))?;
                let found = decisions::of_ticket(tx, id)?;
                found.iter().map(|decision| told(tx, decision, language, "UTC")).collect()
            })
            .await
    }
}
