//! Internal comments.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Actor, AttachmentId, Error, EventKind, Permission, Result, TicketId, Who};
use wissel_store::events::NewEvent;
use wissel_store::{attachments, comments, drafts, events, tickets};

use super::written::{For, written};
use crate::Desk;
use crate::view::Entry;

/// A comment to be left.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// What it says; up to a mebibyte. Not looked at where `html` says it.
    pub text: String,
    /// The same with marks, as in a reply; and `<span data-mention="USER">` for a colleague who is to look at it. Up to
    /// twenty of them can be mentioned, who may all see the ticket.
    #[serde(default)]
    pub html: Option<String>,
    /// Files uploaded before.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
}

impl Desk {
    /// Leaves a comment. The ticket's owner stays who they are.
    ///
    /// # Errors
    /// Field `text`, `html` or `attachments`.
    pub async fn comment(&self, who: &Who, id: TicketId, new: NewComment) -> Result<Entry> {
        who.need(Permission::TicketsWork)?;
        let said = written(&new.text, new.html.as_deref(), For::Colleagues)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = super::see::work_on(tx, &who, id)?;
                let mut after = before.clone();
                after.updated_at = now;
                tickets::save(tx, &before, after)?;
                let comment = comments::insert(
                    tx,
                    id,
                    Some(who.user),
                    &said.text,
                    said.html.as_deref(),
                    now,
                )?;
                for file in &new.attachments {
                    if !attachments::attach_to_comment(tx, *file, comment, who.user)? {
                        return Err(Error::field("attachments", "invalid.attachment"));
                    }
                    said.show(tx, *file)?;
                }
                drafts::forget(tx, who.user, id)?;
                super::mentions::mention(tx, &before, comment, &said.mentions, now)?;
                let mut data = json!({ "comment": comment });
                if !said.mentions.is_empty() {
                    data["mentions"] = json!(said.mentions);
                }
                let actor = Actor::User(who.user);
                let kind = EventKind::CommentAdded;
                let event = NewEvent { actor, kind, ticket: Some(id), data, at: now };
                let seq = events::append_numbered(tx, event)?;
                super::conversation::one(tx, &who, id, seq)
            })
            .await
    }
}
