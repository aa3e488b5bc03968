//! Saved replies as shown.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::SavedReplyId;

/// A saved reply in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedReplyLine {
    /// Its id.
    pub id: SavedReplyId,
    /// Everybody's; else the reader's own.
    pub shared: bool,
    /// Where it is listed; empty for none.
    pub folder: String,
    /// What people call it.
    pub name: String,
    /// Its first words.
    pub preview: String,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// Rises with every change; a change may name it in `If-Match`.
    pub version: i64,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// A saved reply.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedReplyView {
    /// All that a list shows.
    #[serde(flatten)]
    pub line: SavedReplyLine,
    /// What it says, with its placeholders.
    pub text: String,
}

/// A saved reply, filled in for a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FilledReply {
    /// What to write.
    pub text: String,
    /// Placeholders for which nothing is known and nothing else was given; they left a gap.
    pub missing: Vec<String>,
}
