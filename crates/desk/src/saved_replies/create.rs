//! Saving a reply.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{
    Actor, Error, EventKind, FieldError, Permission, Result, SavedReplyId, UserId, Who,
};
use wissel_store::saved_replies::{self, SavedReply};
use wissel_store::{Tx, events};

use super::list::{may_read, view};
use super::placeholder::{NAMES, unknown};
use crate::Desk;
use crate::view::SavedReplyView;

/// As many may be everybody's.
pub(super) const MOST_SHARED: i64 = 1000;
/// As many may be one person's own.
pub(super) const MOST_OWN: i64 = 200;
/// Characters of one.
const LONGEST: usize = 20_000;

/// A reply to be saved.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedReplyDraft {
    /// Everybody's (admins only); else one's own.
    #[serde(default)]
    pub shared: bool,
    /// Where it is listed: up to 60 characters, or nothing.
    #[serde(default)]
    pub folder: String,
    /// What people call it: 1 to 100 characters.
    pub name: String,
    /// What it says: up to 20,000 characters. `{{contact.first_name|there}}` is filled in when it is used; others are
    /// `contact.name`, `contact.email`, `contact.company`, `ticket.number`, `ticket.subject`, `agent.name`,
    /// `agent.first_name` and `desk.name`.
    pub text: String,
}

/// The parts of a reply as they are stored.
///
/// # Errors
/// Every wrong field at once.
pub(super) fn checked(mut reply: SavedReply) -> Result<SavedReply> {
    let mut wrong = Vec::new();
    reply.folder = address::one_line(&reply.folder);
    if reply.folder.chars().count() > 60 {
        wrong.push(FieldError::new("folder", "saved_reply.folder"));
    }
    reply.name = address::one_line(&reply.name);
    if reply.name.is_empty() || reply.name.chars().count() > 100 {
        wrong.push(FieldError::new("name", "invalid.name"));
    }
    reply.text = reply.text.replace('\0', "").replace("\r\n", "\n").trim_end().to_owned();
    if reply.text.trim().is_empty() || reply.text.chars().count() > LONGEST {
        wrong.push(FieldError::new("text", "saved_reply.text"));
    } else if let Some(name) = unknown(&reply.text) {
        let told = FieldError::new("text", "saved_reply.placeholder");
        wrong.push(told.with("name", name).with("names", NAMES.join(", ")));
    }
    if wrong.is_empty() { Ok(reply) } else { Err(Error::Invalid(wrong)) }
}

/// A refusal of the database in words.
pub(super) fn in_words(error: Error) -> Error {
    let taken = ["saved_reply_shared", "saved_reply_private"];
    if taken.iter().any(|name| error.is_constraint(name)) {
        return Error::field("name", "saved_reply.name_taken");
    }
    error
}

/// Refuses one more than there may be.
pub(super) fn room(tx: &mut Tx<'_>, owner: Option<UserId>) -> Result<()> {
    let most = if owner.is_some() { MOST_OWN } else { MOST_SHARED };
    if saved_replies::count(tx, owner)? < most {
        return Ok(());
    }
    Err(Error::Invalid(vec![FieldError::new("shared", "invalid.too_many").with("most", most)]))
}

/// Tells the log. What is one person's own, only that person hears of.
pub(super) fn told(
    tx: &mut Tx<'_>,
    who: &Who,
    id: SavedReplyId,
    owner: Option<UserId>,
    now: Timestamp,
) -> Result<()> {
    let data = json!({ "saved_reply": id, "only": owner });
    events::append(tx, Actor::User(who.user), EventKind::SavedReplyChanged, None, data, now)
}

impl Desk {
    /// Saves a reply, for everybody or for oneself.
    ///
    /// # Errors
    /// Every wrong field; [`Error::Forbidden`] for who may not save one for everybody.
    pub async fn create_saved_reply(
        &self,
        who: &Who,
        draft: SavedReplyDraft,
    ) -> Result<SavedReplyView> {
        may_read(who)?;
        if draft.shared {
            who.need(Permission::SettingsManage)?;
        }
        let (who, now) = (who.clone(), self.now());
        let new = checked(SavedReply {
            id: SavedReplyId(0),
            owner: (!draft.shared).then_some(who.user),
            folder: draft.folder,
            name: draft.name,
            text: draft.text,
            version: 1,
            updated_at: now,
        })?;
        self.db()
            .write(move |tx| {
                room(tx, new.owner)?;
                let id = saved_replies::insert(tx, &new).map_err(in_words)?;
                told(tx, &who, id, new.owner, now)?;
                Ok(view(&who, SavedReply { id, ..new.clone() }))
            })
            .await
    }
}
