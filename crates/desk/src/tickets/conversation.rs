//! A ticket's conversation: its part of the event log, with messages and comments filled in.

use std::cmp::Reverse;
use std::collections::HashMap;

use wissel_model::{
    ContactId, Error, EventKind, Language, MessageState, Permission, Result, TicketId, UserId, Who,
};
use wissel_store::attachments::Attachment;
use wissel_store::comments::Comment;
use wissel_store::events::Event;
use wissel_store::messages::Message;
use wissel_store::{
    Tx, attachments, comments, contacts, conversation, held, merges, messages, users,
};

use super::see;
use crate::Desk;
use crate::live::event_sentence;
use crate::view::{AttachmentView, Author, Entry, EntryBody, MessageBody, Page};

impl Desk {
    /// A page of a ticket's conversation, oldest first; the newest page comes first, earlier ones by `before`.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a ticket they may not see; field `limit`.
    pub async fn conversation(
        &self,
        who: &Who,
        id: TicketId,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Page<Entry>> {
        who.need(Permission::TicketsWork)?;
        if !(1..=200).contains(&limit) {
            return Err(Error::field("limit", "invalid.limit"));
        }
        let who = who.clone();
        self.db()
            .read(move |tx| {
                see::look(tx, &who, id)?;
                let mut found = pages(tx, id, before.unwrap_or(i64::MAX), limit + 1)?;
                let more = found.len() as i64 > limit;
                found.truncate(usize::try_from(limit).unwrap_or(0));
                let next = found.last().filter(|_| more).map(|last| last.cursor.seq.to_string());
                found.reverse();
                Ok(Page { items: entries(tx, &who, found)?, next })
            })
            .await
    }
}

/// The one entry that was just appended as number `seq`.
pub(super) fn one(tx: &mut Tx<'_>, who: &Who, id: TicketId, seq: i64) -> Result<Entry> {
    let found = conversation::page(tx, id, seq + 1, 1)?;
    entries(tx, who, found)?.pop().ok_or_else(|| Error::internal("an event that was just appended"))
}

fn entries(tx: &mut Tx<'_>, who: &Who, found: Vec<Event>) -> Result<Vec<Entry>> {
    let ids = |name: &str| -> Vec<i64> {
        found.iter().filter_map(|event| event.data[name].as_i64()).collect()
    };
    let (message_ids, comment_ids) = (ids("message"), ids("comment"));
    let messages: HashMap<i64, Message> = messages::many(tx, &message_ids)?
        .into_iter()
        .map(|message| (message.id.0, message))
        .collect();
    let with_html = messages::with_html(tx, &message_ids)?;
    let held = held::until(tx, &message_ids)?;
    let mut written: HashMap<i64, String> = messages::written(tx, &message_ids)?
        .into_iter()
        .map(|(message, html)| (message.0, html))
        .collect();
    let comments: HashMap<i64, Comment> = comments::many(tx, &comment_ids)?
        .into_iter()
        .map(|comment| (comment.id.0, comment))
        .collect();
    let mut files: HashMap<(bool, i64), Vec<AttachmentView>> = HashMap::new();
    let of_both = attachments::of_messages(tx, &message_ids)?
        .into_iter()
        .chain(attachments::of_comments(tx, &comment_ids)?);
    for file in of_both {
        let of = of(&file);
        files.entry(of).or_default().push(super::attachments::view(&file));
    }
    let names = Names::read(tx, &found)?;
    let mut entries = Vec::with_capacity(found.len());
    for event in found {
        let body = match event.kind {
            EventKind::MessageReceived | EventKind::MessageQueued => {
                let id = event.data["message"].as_i64().unwrap_or_default();
                let Some(message) = messages.get(&id) else { continue };
                let has_html = with_html.iter().any(|found| found.0 == id);
                let files = files.remove(&(true, id)).unwrap_or_default();
                let left_out = left_out(&event.data, who.language);
                let mut body = body(message, has_html, files, left_out);
                body.held_until =
                    held.get(&id).copied().filter(|_| body.state == MessageState::Queued);
                body.html = written.remove(&id);
                EntryBody::Message(Box::new(body))
            }
            EventKind::CommentAdded => {
                let id = event.data["comment"].as_i64().unwrap_or_default();
                let Some(comment) = comments.get(&id) else { continue };
                let attachments = files.remove(&(false, id)).unwrap_or_default();
                let (text, html) = (comment.text.clone(), comment.html.clone());
                EntryBody::Comment { comment: id, text, html, attachments }
            }
            // Told by the message itself: how far it has come, or that it is not there any more.
            EventKind::MessageSent | EventKind::MessageTakenBack => continue,
            kind => EntryBody::Event {
                event: kind.as_str().into(),
                sentence: event_sentence(tx, &event, who)?,
                decision: event.data["decision"].as_i64(),
            },
        };
        entries.push(Entry {
            id: event.cursor.seq,
            at: event.at,
            author: names.author(&event),
            body,
        });
    }
    Ok(entries)
}

/// The latest events before this one, of the ticket and of those that go on in it: each has a page of its own, and the
/// log's numbers put them together.
fn pages(tx: &mut Tx<'_>, id: TicketId, before: i64, limit: i64) -> Result<Vec<Event>> {
    let mut found = conversation::page(tx, id, before, limit)?;
    let others = merges::family(tx, id)?;
    for other in &others {
        found.extend(conversation::page(tx, *other, before, limit)?);
    }
    if !others.is_empty() {
        found.sort_unstable_by_key(|event| Reverse(event.cursor.seq));
        found.truncate(usize::try_from(limit).unwrap_or(0));
    }
    Ok(found)
}

fn of(file: &Attachment) -> (bool, i64) {
    match (file.message, file.comment) {
        (Some(message), _) => (true, message.0),
        (None, comment) => (false, comment.map_or(0, |comment| comment.0)),
    }
}

/// What had to be left out of a message, in words.
fn left_out(data: &serde_json::Value, language: Language) -> Vec<String> {
    let cuts = data["left_out"].as_array().cloned().unwrap_or_default();
    let told = cuts.iter().map(|cut| {
        let size = cut["size"].as_u64().unwrap_or_default().div_ceil(1 << 20).to_string();
        let name = cut["name"].as_str().unwrap_or_default().to_owned();
        let key = format!("left-out-{}", cut["what"].as_str().unwrap_or_default());
        crate::words::tr(language, &key, &[("name", name), ("size", size)])
    });
    told.collect()
}

fn body(
    message: &Message,
    has_html: bool,
    attachments: Vec<AttachmentView>,
    left_out: Vec<String>,
) -> MessageBody {
    let folded = wissel_channels::mail::quote::fold(&message.text);
    let people = |name: &str| -> Vec<String> {
        let all: serde_json::Value = serde_json::from_str(&message.recipients).unwrap_or_default();
        let listed = all[name].as_array().cloned().unwrap_or_default();
        listed.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let from = match message.from_name.as_str() {
        "" => message.from_address.clone(),
        name => format!("{name} <{}>", message.from_address),
    };
    MessageBody {
        message: message.id.0,
        direction: message.direction,
        from,
        to: people("to"),
        cc: people("cc"),
        subject: message.subject.clone(),
        text: folded.fresh.trim_end().to_owned(),
        html: None,
        quoted: folded.quoted.map(str::to_owned),
        has_html,
        state: message.state,
        held_until: None,
        error: message.error.clone(),
        attachments,
        left_out,
        automatic: message.automatic,
    }
}

/// Names of everybody who acts in a page of the log.
struct Names {
    users: HashMap<UserId, String>,
    contacts: HashMap<ContactId, String>,
}

impl Names {
    fn read(tx: &mut Tx<'_>, found: &[Event]) -> Result<Self> {
        let ids = |kind: &str| -> Vec<i64> {
            found
                .iter()
                .filter(|event| event.actor.kind() == kind)
                .filter_map(|event| event.actor.id())
                .collect()
        };
        let (of_users, of_contacts) = (ids("user"), ids("contact"));
        let users = users::names(tx, &of_users)?.into_iter().collect();
        let mut names = HashMap::new();
        for contact in contacts::many(tx, &of_contacts)? {
            let name = if contact.name.is_empty() {
                let first = contacts::addresses(tx, contact.id)?.into_iter().next();
                first.map(|address| address.value).unwrap_or_default()
            } else {
                contact.name
            };
            names.insert(contact.id, name);
        }
        Ok(Self { users, contacts: names })
    }

    fn author(&self, event: &Event) -> Author {
        use wissel_model::Actor;
        let name = match event.actor {
            Actor::User(id) => self.users.get(&id).cloned(),
            Actor::Contact(id) => self.contacts.get(&id).cloned(),
            Actor::Router | Actor::System => Some("Wissel".into()),
        };
        Author { kind: event.actor.kind(), id: event.actor.id(), name: name.unwrap_or_default() }
    }
}
