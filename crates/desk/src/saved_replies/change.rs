//! Changing a saved reply.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Error, Permission, Result, SavedReplyId, Who};
use wissel_store::saved_replies::{self, SavedReply};

use super::create::{checked, in_words, room, told};
use super::list::{changeable, may_read, view};
use crate::Desk;
use crate::view::SavedReplyView;

/// What is to change of a saved reply; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SavedReplyChange {
    /// Everybody's (admins only), or the own one of whoever changes it.
    pub shared: Option<bool>,
    /// Where it is listed.
    pub folder: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// What it says.
    pub text: Option<String>,
}

impl Desk {
    /// Changes a saved reply.
    ///
    /// # Errors
    /// Every wrong field; [`Error::Changed`] when `if_match` is not its version; [`Error::NotFound`];
    /// [`Error::Forbidden`] for one that is everybody's, without the right to change those.
    pub async fn change_saved_reply(
        &self,
        who: &Who,
        id: SavedReplyId,
        change: SavedReplyChange,
        if_match: Option<i64>,
    ) -> Result<SavedReplyView> {
        may_read(who)?;
        if change.shared == Some(true) {
            who.need(Permission::SettingsManage)?;
        }
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = changeable(tx, &who, id)?;
                if if_match.is_some_and(|version| version != before.version) {
                    return Err(Error::Changed { what: "saved_reply", version: before.version });
                }
                let change = change.clone();
                let after = checked(SavedReply {
                    owner: match change.shared {
                        Some(shared) => (!shared).then_some(who.user),
                        None => before.owner,
                    },
                    folder: change.folder.unwrap_or_else(|| before.folder.clone()),
                    name: change.name.unwrap_or_else(|| before.name.clone()),
                    text: change.text.unwrap_or_else(|| before.text.clone()),
                    updated_at: now,
                    ..before.clone()
                })?;
                if after.owner != before.owner {
                    room(tx, after.owner)?;
                }
                saved_replies::update(tx, &after).map_err(in_words)?;
                // Whoever may not see it any more must hear of it as well.
                let hears = if before.owner.is_none() { None } else { after.owner };
                told(tx, &who, id, hears, now)?;
                Ok(view(&who, SavedReply { version: after.version + 1, ..after }))
            })
            .await
    }
}
