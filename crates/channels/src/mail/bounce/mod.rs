//! Reports on mail that could not be delivered (RFC 3464), and the common ones that follow no standard.

mod informal;
mod report;

use std::sync::LazyLock;

use regex::Regex;

use super::{Inbound, Limits, mime::Headers};

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
    /// True when trying again is useless: it failed, and not with a `4.x.x` that may pass.
    pub permanent: bool,
}

/// The report that `mail` is, if it is one. When it tells of several recipients the first that failed counts.
///
/// Anybody can write a report: believe one only when `original_message_id` is a message that was really sent to
/// `recipient`.
#[must_use]
pub fn read(mail: &Inbound) -> Option<Bounce> {
    report::read(mail).or_else(|| informal::read(mail))
}

/// The id of the mail whose headers `text` begins with.
fn message_id(headers: &[u8]) -> Option<String> {
    let (headers, _) =
        Headers::read(headers.trim_ascii_start(), &Limits::default(), &mut Vec::new());
    headers.ids("Message-ID").into_iter().next()
}

static STATUS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b[245]\.\d{1,3}\.\d{1,3}\b").expect("a constant pattern"));

/// The first enhanced status code in `text`.
fn status(text: &str) -> Option<String> {
    STATUS.find(text).map(|found| found.as_str().to_owned())
}

fn diagnostic(text: &str) -> Option<String> {
    let text: String = super::address::one_line(text).chars().take(500).collect();
    (!text.is_empty()).then_some(text)
}

fn is_permanent(action: Action, status: Option<&str>) -> bool {
    action == Action::Failed && !status.is_some_and(|status| status.starts_with('4'))
}
