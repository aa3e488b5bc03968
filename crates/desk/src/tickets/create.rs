//! A ticket made by hand, for someone who stands at the counter or on the phone. It is routed like any other.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{
    Actor, ChannelId, Direction, Error, FieldError, MessageId, MessageState, Permission, Priority,
    Result, TicketId, Who,
};
use wissel_store::channels::Channel;
use wissel_store::contacts::Contact;
use wissel_store::messages::Message;

use super::Arrival;
use super::together::Asked;
use crate::Desk;
use crate::view::TicketView;

/// A ticket to be made by hand.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketDraft {
    /// The channel whose rule routes it and whose address answers it.
    pub channel: ChannelId,
    /// What it is about.
    pub subject: String,
    /// What the contact said.
    pub text: String,
    /// How urgent it is.
    #[serde(default = "normal")]
    pub priority: Priority,
    /// Who asks.
    pub contact: ContactGiven,
}

/// A contact by address.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactGiven {
    /// Where answers go.
    pub email: String,
    /// What they call themselves.
    #[serde(default)]
    pub name: Option<String>,
}

fn normal() -> Priority {
    Priority::Normal
}

impl TicketDraft {
    fn check(&self) -> Result<String> {
        let mut wrong = Vec::new();
        if self.subject.trim().is_empty() || self.subject.chars().count() > 500 {
            wrong.push(FieldError::new("subject", "invalid.subject"));
        }
        if self.text.trim().is_empty() || self.text.len() > 1 << 20 {
            wrong.push(FieldError::new("text", "invalid.text"));
        }
        let email = address::normalise(&self.contact.email);
        if email.is_none() {
            wrong.push(FieldError::new("contact.email", "invalid.email"));
        }
        email.filter(|_| wrong.is_empty()).ok_or(Error::Invalid(wrong))
    }
}

impl Desk {
    /// Makes a ticket by hand. It enters the line, and is its maker's only when the rule or a hand says so.
    ///
    /// # Errors
    /// Every wrong field at once.
    pub async fn create_ticket(&self, who: &Who, draft: TicketDraft) -> Result<TicketView> {
        who.need(Permission::TicketsWork)?;
        let email = draft.check()?;
        let name = address::one_line(draft.contact.name.as_deref().unwrap_or_default());
        self.make_together(who, draft, email, name).await
    }
}

/// What a hand wrote down, as if it had come in through its channel.
pub(super) fn arrival(
    asked: &Asked,
    contact: Contact,
    via: &HashMap<ChannelId, Channel>,
) -> Arrival {
    let channel = via.get(&asked.draft.channel);
    let to: Vec<_> = channel.and_then(|channel| channel.address.as_ref()).into_iter().collect();
    let subject = address::one_line(&asked.draft.subject);
    Arrival {
        keys: Vec::new(),
        into: None,
        follows: None,
        actor: Actor::User(asked.who.user),
        priority: asked.draft.priority,
        message: Message {
            id: MessageId(0),
            ticket: TicketId(0),
            direction: Direction::In,
            state: MessageState::Received,
            author: Some(asked.who.user),
            from_name: contact.name.clone(),
            from_address: asked.email.clone(),
            recipients: json!({ "to": to, "cc": [] }).to_string(),
            subject: subject.clone(),
            text: asked.draft.text.replace('\0', ""),
            html: None,
            mail_id: None,
            thread_ids: "[]".into(),
            automatic: false,
            error: None,
            raw: None,
            created_at: asked.at,
            sent_at: None,
        },
        attachments: Vec::new(),
        left_out: Vec::new(),
        contact,
        subject,
    }
}
