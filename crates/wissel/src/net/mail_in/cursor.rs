//! How far a mailbox has been read: what the channel's cursor holds.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The most mails that are remembered as left behind.
const MOST_LEFT: usize = 100;

/// Where reading stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// Whose mailbox it is and which folder: numberings of two folders may be called the same.
    pub(super) mailbox: String,
    /// The numbering that the UIDs belong to.
    pub(super) uid_validity: u32,
    /// Every mail up to this UID was dealt with.
    pub(super) uid: u32,
    /// Save these, which could not be fetched or stored and are tried again now and then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) left: Vec<u32>,
    /// Since when the channel reads this mailbox, when it read another one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<Timestamp>,
    /// The mailbox that the channel was pointed at since, until that one could be opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<Next>,
}

/// A mailbox that is to be read from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Next {
    mailbox: String,
    since: Timestamp,
}

impl Cursor {
    /// Where a mailbox stands that was read up to `uid`.
    pub(super) fn at(mailbox: &str, uid_validity: u32, uid: u32) -> Self {
        Self {
            mailbox: mailbox.to_owned(),
            uid_validity,
            uid,
            left: Vec::new(),
            since: None,
            next: None,
        }
    }

    /// Notes that the channel is pointed at `mailbox`, as seen at `now`.
    ///
    /// Where the mailbox before it stands is kept until the new one can be opened: whoever mistyped a name goes back to
    /// it, and misses nothing of what came meanwhile.
    pub(super) fn point(&mut self, mailbox: &str, now: Timestamp) {
        if self.mailbox == mailbox {
            self.next = None;
        } else if self.next.as_ref().is_none_or(|next| next.mailbox != mailbox) {
            self.next = Some(Next { mailbox: mailbox.to_owned(), since: now });
        }
    }

    /// Since when the channel reads the mailbox it is pointed at; none when it never read another.
    pub(super) fn begun(&self) -> Option<Timestamp> {
        self.next.as_ref().map_or(self.since, |next| Some(next.since))
    }

    /// Reads the stored text. What cannot be read counts as none: the mailbox is begun anew, and doubles are known.
    pub(super) fn read(stored: Option<&str>) -> Option<Self> {
        serde_json::from_str(stored?).ok()
    }

    pub(super) fn stored(&self) -> String {
        serde_json::to_string(self).expect("numbers are always JSON")
    }

    /// Leaves a mail behind. Returns the one that is given up for it, when there are too many.
    pub(super) fn leave(&mut self, uid: u32) -> Option<u32> {
        if !self.left.contains(&uid) {
            self.left.push(uid);
        }
        (self.left.len() > MOST_LEFT).then(|| self.left.remove(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_stored_and_read_again() {
        let mut cursor = Cursor::at("support@mx/INBOX", 7, 42);
        assert_eq!(cursor.stored(), r#"{"mailbox":"support@mx/INBOX","uid_validity":7,"uid":42}"#);
        cursor.leave(40);
        assert_eq!(Cursor::read(Some(&cursor.stored())), Some(cursor));
        assert_eq!(Cursor::read(Some("7:42")), None);
        assert_eq!(Cursor::read(None), None);
    }

    #[test]
    fn pointed_at_another_mailbox_it_begins_then_and_pointed_back_nothing_was_lost() {
        let (noon, later) =
            ("2030-01-01T12:00:00Z".parse().unwrap(), "2030-01-01T13:00:00Z".parse().unwrap());
        let mut cursor = Cursor::at("support@mx/INBOX", 7, 42);
        let before = cursor.clone();
        cursor.point("sales@mx/INBOX", noon);
        cursor.point("sales@mx/INBOX", later);
        assert_eq!(cursor.begun(), Some(noon));
        assert_eq!(Cursor::read(Some(&cursor.stored())), Some(cursor.clone()));
        cursor.point("info@mx/INBOX", later);
        assert_eq!(cursor.begun(), Some(later));
        cursor.point("support@mx/INBOX", later);
        assert_eq!(cursor, before);
        assert_eq!(cursor.begun(), None);
    }

    #[test]
    fn no_more_than_a_hundred_mails_are_left_behind() {
        let mut cursor = Cursor::at("support@mx/INBOX", 7, 0);
        assert!((1..=100).all(|uid| cursor.leave(uid).is_none()));
        assert_eq!(cursor.leave(100), None);
        assert_eq!(cursor.leave(101), Some(1));
    }
}
