//! A ticket made by hand, for someone who stands at the counter or on the phone. It is routed like any other.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{
    Actor, AddressKind, ChannelId, Direction, Error, FieldError, MessageId, MessageState,
    Permission, Priority, Result, TicketId, Who,
};
use wissel_store::messages::Message;
use wissel_store::{channels, contacts};

use super::{Arrival, Arrived, take_in};
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
        let (now, who) = (self.now(), who.clone());
        let mut unique = [0; 16];
        self.random().fill(&mut unique);
        let key = unique.iter().fold("hand:".to_owned(), |key, byte| format!("{key}{byte:02x}"));
        self.db()
            .write(move |tx| {
                let channel = channels::get(tx, draft.channel)?
                    .filter(|channel| channel.active)
                    .ok_or_else(|| Error::field("channel", "invalid.channel"))?;
                let name = address::one_line(draft.contact.name.as_deref().unwrap_or_default());
                let contact = contacts::find_or_make(tx, AddressKind::Email, &email, &name, now)?;
                let subject = address::one_line(&draft.subject);
                let arrival = Arrival {
                    keys: vec![key.clone()],
                    into: None,
                    follows: None,
                    actor: Actor::User(who.user),
                    priority: draft.priority,
                    message: Message {
                        id: MessageId(0),
                        ticket: TicketId(0),
                        direction: Direction::In,
                        state: MessageState::Received,
                        author: Some(who.user),
                        from_name: contact.name.clone(),
                        from_address: email.clone(),
                        recipients:
                            json!({ "to": channel.address.iter().collect::<Vec<_>>(), "cc": [] })
                                .to_string(),
                        subject: subject.clone(),
                        text: draft.text.replace('\0', ""),
                        html: None,
                        mail_id: None,
                        thread_ids: "[]".into(),
                        automatic: false,
                        error: None,
                        raw: None,
                        created_at: now,
                        sent_at: None,
                    },
                    attachments: Vec::new(),
                    left_out: Vec::new(),
                    contact,
                    subject,
                };
                match take_in(tx, &channel, &arrival, now)? {
                    Arrived::New(ticket, _)
                    | Arrived::Joined(ticket, _)
                    | Arrived::Double(ticket) => super::show::made(tx, &who, ticket),
                }
            })
            .await
    }
}
