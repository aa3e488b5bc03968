//! Findings as shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::TicketRow;
use crate::search::Piece;

/// A page of findings.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct SearchPage {
    /// The tickets: the one whose number was asked for, then by latest activity.
    pub items: Vec<SearchHit>,
    /// Give it back as `cursor` for the next page; absent on the last one.
    pub next: Option<String>,
    /// There may be more than was looked for: the index is still being made, the last word can go on in very many ways,
    /// or looking was ended early. `next` looks on.
    pub partial: bool,
}

/// A ticket that was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchHit {
    /// All that a row shows.
    #[serde(flatten)]
    pub row: TicketRow,
    /// Where in it.
    pub found: Vec<SearchPlace>,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SearchPlace {
    /// `number`, `subject`, `contact`, `message`, `comment`; or `preview`: in an earlier text than those shown here.
    pub place: &'static str,
    /// The text there, in pieces.
    pub pieces: Vec<Piece>,
}
