//! Internal comments.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Actor, AttachmentId, Error, EventKind, Permission, Result, TicketId, Who};
use wissel_store::events::NewEvent;
use wissel_store::{attachments, comments, drafts, events, tickets};

use crate::Desk;
use crate::view::Entry;

/// A comment to be left.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// What it says.
    pub text: String,
    /// Files uploaded before.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
}

/// Refuses a text that is empty or longer than a mebibyte.
pub(super) fn text(given: &str) -> Result<String> {
    let text = given.replace('\0', "");
    if text.trim().is_empty() || text.len() > 1 << 20 {
        return Err(Error::field("text", "invalid.text"));
    }
    Ok(text)
}

impl Desk {
    /// Leaves a comment. The ticket's owner stays who they are.
    ///
    /// # Errors
    /// Field `text` or `attachments`.
    pub async fn comment(&self, who: &Who, id: TicketId, new: NewComment) -> Result<Entry> {
        who.need(Permission::TicketsWork)?;
        let text = text(&new.text)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = super::see(tx, &who, id)?;
                let mut after = before.clone();
                after.updated_at = now;
                tickets::save(tx, &before, after)?;
                let comment = comments::insert(tx, id, Some(who.user), &text, now)?;
                for file in &new.attachments {
                    if !attachments::attach_to_comment(tx, *file, comment, who.user)? {
                        return Err(Error::field("attachments", "invalid.attachment"));
                    }
                }
                drafts::forget(tx, who.user, id)?;
                let (actor, data) = (Actor::User(who.user), json!({ "comment": comment }));
                let kind = EventKind::CommentAdded;
                let event = NewEvent { actor, kind, ticket: Some(id), data, at: now };
                let seq = events::append_numbered(tx, event)?;
                super::conversation::one(tx, &who, id, seq)
            })
            .await
    }
}
