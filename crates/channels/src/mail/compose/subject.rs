//! Subjects of replies.

use std::sync::LazyLock;

use regex::Regex;

use crate::mail::address::one_line;

/// Characters of a subject that are sent.
const MOST: usize = 250;

/// The marks of a reply in many languages, also counted ones such as `Re[2]:`.
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^((re|aw|antw|antwoord|sv|vs|ref|rif|odp|ynt|réf|回复|答复)\s?(\[\d{1,3}\]|\(\d{1,3}\))?\s?[:：]\s*)+").expect("a constant pattern")
});

/// `Re: ` and the subject on one line, without the marks of a reply that it carries already.
#[must_use]
pub fn reply_subject(subject: &str) -> String {
    let subject = plain_subject(subject);
    let bare = MARKS.replace(&subject, "");
    format!("Re: {}", bare.trim())
}

/// The subject on one line, not endless.
pub(super) fn plain_subject(subject: &str) -> String {
    let line = one_line(subject);
    if line.chars().count() <= MOST {
        line
    } else {
        line.chars().take(MOST - 1).chain(['…']).collect()
    }
}
