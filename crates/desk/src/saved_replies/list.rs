//! Saved replies as the pages see them.

use wissel_model::{Error, Permission, Result, SavedReplyId, Who};
use wissel_store::Tx;
use wissel_store::saved_replies::{self, SavedReply};

use super::create::{MOST_OWN, MOST_SHARED};
use crate::Desk;
use crate::tickets::preview;
use crate::view::{SavedReplyLine, SavedReplyView};

/// Who writes replies, and who looks after what everybody writes.
pub(super) fn may_read(who: &Who) -> Result<()> {
    if who.may(Permission::SettingsManage) { Ok(()) } else { who.need(Permission::TicketsWork) }
}

fn may_change(who: &Who, reply: &SavedReply) -> bool {
    match reply.owner {
        None => who.may(Permission::SettingsManage),
        Some(owner) => owner == who.user,
    }
}

/// A reply that `who` may see. Somebody else's own does not exist for them.
pub(super) fn seen(found: Option<SavedReply>, who: &Who) -> Result<SavedReply> {
    found
        .filter(|reply| reply.owner.is_none_or(|owner| owner == who.user))
        .ok_or(Error::NotFound("saved_reply"))
}

/// A reply that `who` may change, held.
pub(super) fn changeable(tx: &mut Tx<'_>, who: &Who, id: SavedReplyId) -> Result<SavedReply> {
    let reply = seen(saved_replies::lock(tx, id)?, who)?;
    if reply.owner.is_none() {
        who.need(Permission::SettingsManage)?;
    }
    Ok(reply)
}

pub(super) fn view(who: &Who, reply: SavedReply) -> SavedReplyView {
    let line = SavedReplyLine {
        id: reply.id,
        shared: reply.owner.is_none(),
        may_change: may_change(who, &reply),
        preview: preview(&reply.text),
        folder: reply.folder,
        name: reply.name,
        version: reply.version,
        updated_at: reply.updated_at,
    };
    SavedReplyView { line, text: reply.text }
}

impl Desk {
    /// Everybody's saved replies and one's own, by folder and name.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub async fn saved_replies(&self, who: &Who) -> Result<Vec<SavedReplyLine>> {
        may_read(who)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let mut found = saved_replies::of(tx, None, MOST_SHARED)?;
                found.extend(saved_replies::of(tx, Some(who.user), MOST_OWN)?);
                let lines = found.into_iter().map(|reply| view(&who, reply).line);
                let mut lines: Vec<_> = lines.collect();
                lines.sort_by_cached_key(|line| {
                    (line.folder.to_lowercase(), line.name.to_lowercase(), line.id.0)
                });
                Ok(lines)
            })
            .await
    }

    /// One saved reply, whole.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for somebody else's own.
    pub async fn saved_reply(&self, who: &Who, id: SavedReplyId) -> Result<SavedReplyView> {
        may_read(who)?;
        let who = who.clone();
        self.db().read(move |tx| Ok(view(&who, seen(saved_replies::get(tx, id)?, &who)?))).await
    }
}
