//! Taking a reply back while it is held: it never leaves, its writer has its text again, and the ticket is as it was
//! where nobody changed it meanwhile.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{
    Actor, Direction, Error, EventKind, MessageId, Owner, Permission, Result, TicketId, Who,
};
use wissel_store::messages::Message;
use wissel_store::tickets::{self, Ticket};
use wissel_store::{Tx, attachments, drafts, events, held, jobs, line, messages};

use super::{DraftFile, see};
use crate::Desk;
use crate::mail::SEND;
use crate::view::AttachmentView;

/// What a ticket was before a reply that is held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Was {
    /// Its status before.
    pub(super) status: String,
    /// The status that the reply moved it to.
    pub(super) moved_to: String,
    /// The status that its writer asked for.
    pub(super) asked: Option<String>,
    /// What its row in the list told before.
    pub(super) preview: String,
    /// Until when it slept.
    pub(super) snoozed_until: Option<Timestamp>,
    /// Since when nobody was found for it.
    pub(super) nobody_since: Option<Timestamp>,
    /// Whether it stood in the line.
    pub(super) waited: bool,
    /// Whether the reply made its writer the owner.
    pub(super) took: bool,
}

/// Who takes a reply back.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TakeBack {
    /// The name that the open page gave itself, as with its drafts; up to 64 characters.
    #[schema(max_length = 64)]
    pub writer: String,
}

/// A reply that was taken back, to be written on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TakenBack {
    /// What it said.
    pub text: String,
    /// The same with marks, if it had any.
    pub html: Option<String>,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
    /// Whom it was to go to.
    pub to: Vec<String>,
    /// Who was to have a copy.
    pub cc: Vec<String>,
    /// The status that was asked for with it.
    pub status: Option<String>,
}

impl Desk {
    /// Takes one's own reply back while it is held. Its text is one's draft again, unless there is another.
    ///
    /// # Errors
    /// Refusal `reply.left` when it is on its way; [`Error::NotFound`], also for somebody else's.
    pub async fn take_back(
        &self,
        who: &Who,
        id: TicketId,
        message: MessageId,
        given: TakeBack,
    ) -> Result<TakenBack> {
        who.need(Permission::TicketsWork)?;
        let writer = given.writer.replace('\0', "");
        if writer.chars().count() > 64 {
            return Err(Error::field("writer", "invalid.text"));
        }
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let ticket = see::see(tx, &who, id)?;
                let ours = messages::get(tx, message)?
                    .filter(|one| one.ticket == id && one.direction == Direction::Out)
                    .filter(|one| one.author == Some(who.user))
                    .ok_or(Error::NotFound("message"))?;
                let was = held::was(tx, message)?.ok_or_else(|| Error::refused("reply.left"))?;
                let was: Was = serde_json::from_str(&was).map_err(Error::internal)?;
                // The job is the referee: whoever begins it first has it.
                if !jobs::take_back(tx, SEND, &message.to_string())? {
                    return Err(Error::refused("reply.left"));
                }
                let back = taken(tx, &ours, was.asked.clone())?;
                held::forget(tx, message)?;
                attachments::detach(tx, message)?;
                messages::remove(tx, message)?;
                keep(tx, &who, id, &back, writer.clone(), now)?;
                as_it_was(tx, &who, ticket, &was, &super::preview(&ours.text), now)?;
                let (actor, data) = (Actor::User(who.user), json!({ "message": message }));
                events::append(tx, actor, EventKind::MessageTakenBack, Some(id), data, now)?;
                Ok(back)
            })
            .await
    }
}

fn taken(tx: &mut Tx<'_>, message: &Message, status: Option<String>) -> Result<TakenBack> {
    let files = attachments::of_messages(tx, &[message.id.0])?;
    let people: serde_json::Value =
        serde_json::from_str(&message.recipients).map_err(Error::internal)?;
    let list = |name: &str| -> Vec<String> {
        let listed = people[name].as_array().cloned().unwrap_or_default();
        listed.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    Ok(TakenBack {
        text: message.text.clone(),
        html: message.html.clone(),
        attachments: files.iter().map(super::attachments::view).collect(),
        to: list("to"),
        cc: list("cc"),
        status,
    })
}

/// Its text is a draft again, so that it outlives whatever happens to the answer; one that was begun since stays.
fn keep(
    tx: &mut Tx<'_>,
    who: &Who,
    id: TicketId,
    back: &TakenBack,
    writer: String,
    now: Timestamp,
) -> Result<()> {
    if drafts::get(tx, who.user, id)?.is_some() {
        return Ok(());
    }
    let file = |file: &AttachmentView| DraftFile {
        id: file.id,
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size: file.size,
    };
    let files: Vec<DraftFile> = back.attachments.iter().map(file).collect();
    let files = serde_json::to_string(&files).expect("files always serialise");
    let (mode, text, html) = ("reply".into(), back.text.clone(), back.html.clone());
    let draft = drafts::Draft { mode, text, html, files, writer, at: now };
    drafts::keep(tx, who.user, id, &draft)
}

/// Undoes what the reply did to its ticket. What somebody changed since stands.
fn as_it_was(
    tx: &mut Tx<'_>,
    who: &Who,
    before: Ticket,
    was: &Was,
    preview: &str,
    now: Timestamp,
) -> Result<()> {
    let actor = Actor::User(who.user);
    let mut after = Ticket { updated_at: now, ..before.clone() };
    if before.preview == preview {
        after.preview.clone_from(&was.preview);
    }
    let moved = was.moved_to != was.status && before.status == was.moved_to;
    if moved {
        super::move_to(tx, &mut after, &was.status, now)?;
        if after.closed_at.is_none() && after.snoozed_until.is_none() {
            after.snoozed_until = was.snoozed_until.filter(|until| *until > now);
        }
    }
    let mut after = tickets::save(tx, &before, after)?;
    if moved {
        let data = super::moved(&before, &after);
        events::append(tx, actor, EventKind::TicketChanged, Some(before.id), data, now)?;
    }
    if was.took && after.owner == Some(Owner::User(who.user)) {
        after = super::assign::by_hand(tx, &after, None, actor, "hand", now)?;
        if was.nobody_since.is_some() && after.closed_at.is_none() {
            let told = Ticket { nobody_since: was.nobody_since, ..after.clone() };
            after = tickets::save(tx, &after, told)?;
        }
    }
    if after.owner.is_none() && was.waited && !after.at_rest() {
        super::enter_line(tx, &after, now)?;
    } else if after.at_rest() {
        line::leave(tx, after.id)?;
    }
    Ok(())
}
