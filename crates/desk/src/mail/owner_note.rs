//! The contact's owner is away: the submission is e-mailed to them, and the ticket goes on without.

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};
use wissel_channels::mail::compose::{self, Outgoing};
use wissel_channels::mail::{MailSettings, Mailbox};
use wissel_model::{ChannelKind, Error, Result, TicketId, UserId};
use wissel_store::{Tx, channels, jobs, messages, tickets, users};

use super::{OutMail, Outbox, withheld};
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
                // The ticket's own channel sends it if it can; a form's notes leave by any mail channel there is.
                let all = channels::all(tx)?;
                let mail = |channel: &&channels::Channel| {
                    channel.active && channel.kind == ChannelKind::Email
                };
                let own = all.iter().filter(mail).find(|channel| channel.id == ticket.channel);
                let Some(channel) = own.or_else(|| all.iter().find(mail)) else { return Ok(None) };
                Ok(Some((ticket, owner, message, desk.mail_channel(channel)?)))
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
        let mail = note(
            &channel.settings,
            to,
            format!("{head}\n\n{text}"),
            &ticket,
            owner.id,
            &self.0.loop_token,
            now,
        );
        let Some(mail) = mail else { return Ok(()) };
        let bytes =
            compose::reply(&mail).map_err(|problem| Failed::for_good(problem.to_string()))?;
        let out = OutMail {
            from: channel.settings.address.clone(),
            to: mail.recipients(),
            bytes: Bytes::from(bytes),
        };
        outbox.send(&channel, &out).await.map_err(|undelivered| {
            if undelivered.permanent {
                Failed::for_good(undelivered.detail)
            } else {
                Failed::for_now(undelivered.detail)
            }
        })
    }
}

fn sender(message: &messages::Message) -> String {
    format!("{} <{}>", message.from_name, message.from_address).trim().to_owned()
}

fn note(
    settings: &MailSettings,
    to: Mailbox,
    text: String,
    ticket: &tickets::Ticket,
    owner: UserId,
    loop_token: &str,
    now: Timestamp,
) -> Option<Outgoing> {
    let from = Mailbox::new(Some(settings.from_name.as_str()), &settings.address)?;
    let (_, domain) = settings.address.rsplit_once('@')?;
    Some(Outgoing {
        from,
        reply_to: None,
        to: vec![to],
        cc: Vec::new(),
        subject: format!("[#{}] {}", ticket.id, ticket.subject),
        message_id: format!("note.t{}.u{owner}@{domain}", ticket.id),
        in_reply_to: None,
        references: Vec::new(),
        date: now,
        loop_token: loop_token.to_owned(),
        automatic: true,
        text,
        signature: String::new(),
        quote: None,
        attachments: Vec::new(),
    })
}
