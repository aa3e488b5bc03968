//! Reports on mail that could not be delivered (RFC 3464), and the common ones that follow no standard.

use super::Inbound;

/// What became of the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It was given up.
    Failed,
    /// Still trying.
    Delayed,
    /// It arrived.
    Delivered,
    /// Handed to a server that gives no reports.
    Relayed,
    /// Handed on to several addresses.
    Expanded,
}

/// A report about one mail and one recipient of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The `Message-ID` of the mail it is about, without brackets, when the report carries its headers.
    pub original_message_id: Option<String>,
    /// The address that could not be reached.
    pub recipient: Option<String>,
    /// What became of it.
    pub action: Action,
    /// Enhanced status code such as `5.1.1` (RFC 3463).
    pub status: Option<String>,
    /// What the other server said, on one line, at most 500 characters.
    pub diagnostic: Option<String>,
    /// True when trying again is useless.
    pub permanent: bool,
}

/// The report that `mail` is, if it is one. The first recipient that failed counts when there are several.
#[must_use]
pub fn read(_mail: &Inbound) -> Option<Bounce> {
    None
}
