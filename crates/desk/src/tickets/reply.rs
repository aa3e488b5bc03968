//! Answering the contact. On a ticket that is nobody's, the sender becomes its owner in the same transaction.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::ticket::status;
use wissel_model::{
    Access, Actor, AttachmentId, ChannelKind, Direction, Error, EventKind, MessageId, MessageState,
    Owner, Permission, Result, TicketId, Who,
};
use wissel_store::events::NewEvent;
use wissel_store::messages::{self, Message};
use wissel_store::{attachments, channels, drafts, events, tickets, users};

use crate::Desk;
use crate::mail;
use crate::view::Entry;

/// A reply to be sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// What it says.
    pub text: String,
    /// Files uploaded before.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
    /// The status the ticket moves to; left out, a new one becomes open.
    #[serde(default)]
    pub status: Option<String>,
}

impl Desk {
    /// Sends a reply to the contact. It is queued with the ticket's change and leaves soon after.
    ///
    /// # Errors
    /// Field `text`, `attachments` or `status`; refusal `reply.no_address` when nothing reaches the contact.
    pub async fn reply(&self, who: &Who, id: TicketId, reply: Reply) -> Result<Entry> {
        who.need(Permission::TicketsWork)?;
        let text = super::comment::text(&reply.text)?;
        let (who, now, desk) = (who.clone(), self.now(), self.clone());
        self.db()
            .write(move |tx| {
                let before = super::see(tx, &who, id)?;
                let channel = channels::get(tx, before.channel)?
                    .ok_or_else(|| Error::internal("no channel"))?;
                if channel.kind != ChannelKind::Email {
                    return Err(Error::refused("reply.not_here"));
                }
                if !channel.active {
                    return Err(Error::refused("reply.channel_off"));
                }
                let mut after = before.clone();
                after.updated_at = now;
                after.preview = super::preview(&text);
                let to = reply
                    .status
                    .clone()
                    .or_else(|| (before.status == status::NEW).then(|| status::OPEN.into()));
                if let Some(to) = to {
                    super::move_by_hand(tx, &mut after, &to, now)?;
                }
                let actor = Actor::User(who.user);
                let mut ticket = tickets::save(tx, &before, after)?;
                if before.owner.is_none() && who.access != Access::None {
                    ticket = super::assign::by_hand(
                        tx,
                        &ticket,
                        Some(Owner::User(who.user)),
                        actor,
                        "reply",
                        now,
                    )?;
                }
                let head = mail::outgoing_head(tx, &ticket, &channel)?;
                let author = users::get(tx, who.user)?.map(|user| user.name).unwrap_or_default();
                let message = messages::insert(
                    tx,
                    &Message {
                        id: MessageId(0),
                        ticket: id,
                        direction: Direction::Out,
                        state: MessageState::Queued,
                        author: Some(who.user),
                        from_name: author,
                        from_address: head.from.clone(),
                        recipients: json!({ "to": [head.to], "cc": head.cc }).to_string(),
                        subject: head.subject.clone(),
                        text: text.clone(),
                        html: None,
                        mail_id: None,
                        thread_ids: serde_json::to_string(&head.thread_ids)
                            .expect("texts always serialise"),
                        automatic: false,
                        error: None,
                        raw: None,
                        created_at: now,
                        sent_at: None,
                    },
                )?;
                for file in &reply.attachments {
                    if !attachments::attach_to_message(tx, *file, message, who.user)? {
                        return Err(Error::field("attachments", "invalid.attachment"));
                    }
                }
                drafts::forget(tx, who.user, id)?;
                mail::queue(tx, &desk, &ticket, &channel, message, now)?;
                let data = json!({ "message": message });
                let kind = EventKind::MessageQueued;
                let event = NewEvent { actor, kind, ticket: Some(id), data, at: now };
                let seq = events::append_numbered(tx, event)?;
                if ticket.status != before.status {
                    let data = super::moved(&before, &ticket);
                    events::append(tx, actor, EventKind::TicketChanged, Some(id), data, now)?;
                    if ticket.closed_at.is_some() {
                        wissel_store::line::leave(tx, id)?;
                    }
                }
                super::conversation::one(tx, &who, id, seq)
            })
            .await
    }
}
