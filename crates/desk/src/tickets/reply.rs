//! Answering the contact. On a ticket that is nobody's, the sender becomes its owner in the same transaction.

use jiff::SignedDuration;
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
use wissel_store::{attachments, channels, drafts, events, held, line, tickets, users};

use super::take_back::Was;
use super::written::{For, written};
use crate::Desk;
use crate::mail;
use crate::view::Entry;

/// A reply to be sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// What it says; up to a mebibyte. Not looked at where `html` says it.
    pub text: String,
    /// The same with marks: paragraphs, lists, quotes, code, bold, italic, links, and `<img src="cid:file-ID@wissel">` for
    /// a picture among `attachments`. Everything else is left out, and the text is made from it.
    #[serde(default)]
    pub html: Option<String>,
    /// Files uploaded before.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
    /// The status the ticket moves to; left out, a new one becomes open.
    #[serde(default)]
    pub status: Option<String>,
    /// Whom it goes to; left out, as `GET /tickets/{number}/recipients` suggests. Up to twenty with those of `cc`.
    #[serde(default)]
    pub to: Option<Vec<String>>,
    /// Who gets a copy; left out, as suggested.
    #[serde(default)]
    pub cc: Option<Vec<String>>,
    /// For so many seconds it is held, and can be taken back.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10)]
    pub hold_seconds: i64,
}

/// The longest that a reply is held, in seconds.
pub const LONGEST_HELD: i64 = 10;

impl Desk {
    /// Sends a reply to the contact. It is queued with the ticket's change and leaves soon after, or when it is held no
    /// longer; meanwhile [`Desk::take_back`] undoes it.
    ///
    /// # Errors
    /// Field `text`, `html`, `attachments`, `status`, `to`, `cc` or `hold_seconds`; refusal `reply.no_address` when nothing reaches the contact.
    pub async fn reply(&self, who: &Who, id: TicketId, reply: Reply) -> Result<Entry> {
        who.need(Permission::TicketsWork)?;
        let said = written(&reply.text, reply.html.as_deref(), For::Contact)?;
        if !(0..=LONGEST_HELD).contains(&reply.hold_seconds) {
            return Err(Error::field("hold_seconds", "invalid.hold"));
        }
        let (who, now, desk) = (who.clone(), self.now(), self.clone());
        self.db()
            .write(move |tx| {
                let before = super::see::work_on(tx, &who, id)?;
                let channel = channels::get(tx, before.channel)?
                    .ok_or_else(|| Error::internal("no channel"))?;
                if channel.kind != ChannelKind::Email {
                    return Err(Error::refused("reply.not_here"));
                }
                if !channel.active {
                    return Err(Error::refused("reply.channel_off"));
                }
                let waited = reply.hold_seconds > 0 && line::get(tx, id)?.is_some();
                let mut after = before.clone();
                after.updated_at = now;
                after.preview = super::preview(&said.text);
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
                let given = mail::Given { to: reply.to.clone(), cc: reply.cc.clone() };
                let head = mail::outgoing_head(tx, &ticket, &channel, &given)?;
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
                        recipients: json!({ "to": head.people.to, "cc": head.people.cc })
                            .to_string(),
                        subject: head.subject.clone(),
                        text: said.text.clone(),
                        html: said.html.clone(),
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
                    said.show(tx, *file)?;
                }
                drafts::forget(tx, who.user, id)?;
                let leaves = now + SignedDuration::from_secs(reply.hold_seconds);
                mail::queue(tx, &desk, &ticket, &channel, message, leaves, now)?;
                if leaves > now {
                    let was = Was {
                        status: before.status.clone(),
                        moved_to: ticket.status.clone(),
                        asked: reply.status.clone(),
                        preview: before.preview.clone(),
                        snoozed_until: before.snoozed_until,
                        nobody_since: before.nobody_since,
                        waited,
                        took: before.owner.is_none() && ticket.owner.is_some(),
                    };
                    let was = serde_json::to_string(&was).map_err(Error::internal)?;
                    held::hold(tx, message, leaves, &was)?;
                }
                let data = json!({ "message": message });
                let kind = EventKind::MessageQueued;
                let event = NewEvent { actor, kind, ticket: Some(id), data, at: now };
                let seq = events::append_numbered(tx, event)?;
                if ticket.status != before.status {
                    let data = super::moved(&before, &ticket);
                    events::append(tx, actor, EventKind::TicketChanged, Some(id), data, now)?;
                    if ticket.closed_at.is_some() {
                        line::leave(tx, id)?;
                    }
                }
                super::conversation::one(tx, &who, id, seq)
            })
            .await
    }
}
