//! The contact's owner is away: the submission is e-mailed to them, and the ticket goes on without.

use jiff::Timestamp;
use serde_json::{Value, json};
use wissel_channels::mail::Mailbox;
use wissel_model::{Error, Result, TicketId, UserId};
use wissel_store::{Tx, jobs, messages, tickets, users};

use super::{Letter, Outbox, channel_about, withheld};
use crate::Desk;
use crate::jobs::Failed;
use crate::words;

/// The job that writes to the owner.
pub(crate) const NOTE: &str = "mail.owner_note";

/// Asks for the note. It is written once for a ticket and an owner, however often routing looks again, and not at all
/// where machines would write to each other.
pub(crate) fn note_owner(
    tx: &mut Tx<'_>,
    ticket: TicketId,
    owner: UserId,
    now: Timestamp,
) -> Result<()> {
    if tickets::noted(tx, ticket, owner)? {
        return Ok(());
    }
    let found = tickets::get(tx, ticket)?.ok_or(Error::NotFound("ticket"))?;
    if let Some(why) = withheld::why(tx, &found, owner, now)? {
        return withheld::tell(tx, &found, owner, why, now);
    }
    tickets::note(tx, ticket, owner)?;
    let data = json!({ "ticket": ticket, "owner": owner });
    jobs::ask(tx, NOTE, &format!("{ticket}:{owner}"), &data, now, now)
}

impl Desk {
    /// Writes to the contact's owner what their contact sent.
    pub(crate) async fn send_owner_note(
        &self,
        outbox: &dyn Outbox,
        data: &Value,
    ) -> Result<(), Failed> {
        let ticket = TicketId(data["ticket"].as_i64().unwrap_or_default());
        let owner = UserId(data["owner"].as_i64().unwrap_or_default());
        let (desk, now) = (self.clone(), self.now());
        let loaded = self
            .db()
            .read(move |tx| {
                let (Some(ticket), Some(owner)) =
                    (tickets::get(tx, ticket)?, users::get(tx, owner)?)
                else {
                    return Ok(None);
                };
                let message = messages::last_in(tx, ticket.id)?;
                let Some(channel) = channel_about(tx, &desk, &ticket)? else { return Ok(None) };
                Ok(Some((ticket, owner, message, channel)))
            })
            .await?;
        let Some((ticket, owner, message, channel)) = loaded else { return Ok(()) };
        let Some(to) = Mailbox::new(Some(owner.name.as_str()), &owner.email) else { return Ok(()) };
        let link = format!("{}/desk/open/{}", self.base_url(), ticket.id);
        let args = [
            ("number", ticket.id.to_string()),
            ("sender", message.as_ref().map(sender).unwrap_or_default()),
            ("link", link),
        ];
        let head = words::tr(owner.language, "mail-owner-note", &args);
        let text = message.map(|message| message.text).unwrap_or_default();
        let letter = Letter {
            to,
            subject: format!("[#{}] {}", ticket.id, ticket.subject),
            id: format!("note.t{}.u{}", ticket.id, owner.id),
            text: format!("{head}\n\n{text}"),
            at: now,
        };
        self.write_to_us(outbox, &channel, letter).await
    }
}

fn sender(message: &messages::Message) -> String {
    format!("{} <{}>", message.from_name, message.from_address).trim().to_owned()
}
