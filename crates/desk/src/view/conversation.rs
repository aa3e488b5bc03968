//! A ticket's conversation as shown: messages, comments and events in one row of entries.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{AttachmentId, Direction, MessageState};

/// One entry of a conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entry {
    /// Its place in the log; pages go backwards by it.
    pub id: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whose.
    pub author: Author,
    /// What it is.
    #[serde(flatten)]
    pub body: EntryBody,
}

/// Who wrote or did something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Author {
    /// `user`, `contact`, `router` or `system`.
    pub kind: &'static str,
    /// The user's or contact's id.
    pub id: Option<i64>,
    /// Their name.
    pub name: String,
}

/// What an entry is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EntryBody {
    /// A message, in or out.
    Message(Box<MessageBody>),
    /// An internal comment.
    Comment {
        /// The comment's id.
        comment: i64,
        /// What it says.
        text: String,
        /// The same with marks, where it has any; a colleague in it is `<span data-mention="USER">`.
        html: Option<String>,
        /// Files that came with it.
        attachments: Vec<AttachmentView>,
    },
    /// Something that happened.
    Event {
        /// What, as a key.
        event: String,
        /// What, as a sentence.
        sentence: String,
        /// The decision behind it.
        decision: Option<i64>,
    },
}

/// A message.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageBody {
    /// The message's id.
    pub message: i64,
    /// In or out.
    pub direction: Direction,
    /// `Name <address>` of the sender.
    pub from: String,
    /// Whom it was sent to.
    pub to: Vec<String>,
    /// Who got a copy.
    pub cc: Vec<String>,
    /// Its own subject.
    pub subject: String,
    /// What is new in it.
    pub text: String,
    /// The same with marks, in one of ours that has any: only what a reply may hold.
    pub html: Option<String>,
    /// The quoted rest, to be folded away.
    pub quoted: Option<String>,
    /// Whether `GET /messages/{id}/html` has something to show.
    pub has_html: bool,
    /// How far it has come.
    pub state: MessageState,
    /// Until when it is held, so that its writer can take it back.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub held_until: Option<Timestamp>,
    /// Why it could not be delivered.
    pub error: Option<String>,
    /// Files that came with it.
    pub attachments: Vec<AttachmentView>,
    /// What had to be left out of it, a sentence each.
    pub left_out: Vec<String>,
    /// Whether a machine wrote it.
    pub automatic: bool,
}

/// A file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttachmentView {
    /// Its id; download it at `/attachments/{id}`.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Its media type, as claimed.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Whether it is part of the text.
    pub inline: bool,
}
