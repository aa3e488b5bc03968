//! Contacts as shown.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{AddressKind, ContactId, Direction, MergeId, TicketId};

use super::{Author, Named, PropertyHeld};

/// A contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactView {
    /// Their id.
    pub id: ContactId,
    /// Rises with every change; a change may name it in `If-Match`.
    pub version: i64,
    /// What they call themselves.
    pub name: String,
    /// Where they work.
    pub company: Option<String>,
    /// The user who looks after them.
    pub owner: Option<Named>,
    /// Every way to reach them, the first one first: what answers no mail of theirs goes to the first e-mail address.
    pub addresses: Vec<AddressView>,
    /// The properties that are filled in, in the properties' order.
    pub properties: Vec<PropertyHeld>,
    /// Since when we know them.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Their latest tickets (up to twenty), when one contact is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tickets: Option<Vec<TicketLine>>,
}

/// One way to reach a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AddressView {
    /// What it is.
    pub kind: AddressKind,
    /// The address.
    pub value: String,
    /// Whether we know that it is theirs.
    pub verified: bool,
}

/// A ticket in one line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TicketLine {
    /// Its number.
    pub number: TicketId,
    /// What it is about.
    pub subject: String,
    /// Key of its status.
    pub status: String,
    /// When something last happened.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// Something that went on with a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Tells it from the others; nothing else is meant by it.
    pub id: String,
    /// When something last happened with it.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What it is.
    #[serde(flatten)]
    pub body: TimelineBody,
}

/// What an entry of a contact's timeline is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineBody {
    /// A ticket, with the first words of its latest messages.
    Ticket(TimelineTicket),
    /// A change of the contact.
    Change {
        /// Who made it.
        author: Author,
        /// What was changed, a sentence each.
        sentences: Vec<String>,
        /// The merge that it was, for as long as it can be undone.
        undo: Option<MergeId>,
    },
}

/// A ticket in a contact's timeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineTicket {
    /// Its number.
    pub number: TicketId,
    /// What it is about.
    pub subject: String,
    /// Key of its status.
    pub status: String,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// How its latest messages begin (up to three), the latest first.
    pub words: Vec<WordsView>,
}

/// How a message begins.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WordsView {
    /// In or out.
    pub direction: Direction,
    /// Who wrote it.
    pub from: String,
    /// The first words.
    pub text: String,
    /// When it came or was written.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What a merge would come to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MergePreview {
    /// Who stays, as they are.
    pub kept: ContactView,
    /// Who goes, as they are.
    pub gone: ContactView,
    /// Who is left. What both have stays as the kept one has it; what only the other has is taken over.
    pub result: ContactView,
    /// How many tickets move, also those that the asker may not see.
    pub tickets: i64,
}

/// A merge that was done, or undone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Merged {
    /// The merge.
    pub merge: MergeId,
    /// Who stays, as they are now.
    pub contact: ContactView,
}
