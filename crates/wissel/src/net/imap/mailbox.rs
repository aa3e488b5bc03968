//! Opening a folder and fetching from it, always by UID.

use std::time::Duration;

use bytes::Bytes;
use imap_proto::{AttributeValue, MailboxDatum, Response, ResponseCode};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime;

use super::command::{Ended, Limits, PATIENCE, QUICK, USUAL};
use super::wire::SHORT;
use super::{Imap, quote};
use crate::net::trouble::Trouble;

/// The slowest line on which we still wait for a mail, in bytes a second.
const SLOWEST: u64 = 16 << 10;
/// The most mails that are listed at once; the others come with the next list.
const MOST_LISTED: usize = 10_000;

/// A folder as it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mailbox {
    /// Changes when the UIDs given out before have lost their meaning.
    pub(crate) uid_validity: u32,
    /// Above every UID in use.
    pub(crate) uid_next: u32,
}

/// A mail in a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listed {
    pub(crate) uid: u32,
    /// In bytes, as the server says.
    pub(crate) size: u32,
    /// When it reached the mailbox.
    pub(crate) arrived: Option<Timestamp>,
}

impl Imap {
    /// Opens a folder to read only: nothing in it is ever changed, not even a flag.
    pub(crate) async fn examine(&mut self, folder: &str) -> Result<Mailbox, Trouble> {
        let fault = |words: String| Trouble::Folder { folder: folder.to_owned(), words };
        let name = quote::string(&quote::folder(folder))
            .ok_or_else(|| fault("its name holds a line break".to_owned()))?;
        let (mut uid_validity, mut uid_next) = (None, None);
        let ended = self
            .command(&format!("EXAMINE {name}"), USUAL, |response| {
                if let Response::Data { outcome, .. } = response {
                    match outcome.code {
                        Some(ResponseCode::UidValidity(value)) => uid_validity = Some(value),
                        Some(ResponseCode::UidNext(value)) => uid_next = Some(value),
                        _ => {}
                    }
                }
            })
            .await?;
        ended.map_err(fault)?;
        let uid_validity = uid_validity
            .ok_or_else(|| fault("the server gives its mails no lasting numbers".to_owned()))?;
        let uid_next = match uid_next {
            Some(uid) => uid,
            None => self.list("*").await?.last().map_or(1, |last| last.uid.saturating_add(1)),
        };
        Ok(Mailbox { uid_validity, uid_next })
    }

    /// Asks for whatever the server has to tell.
    pub(crate) async fn noop(&mut self) -> Result<(), Trouble> {
        self.must("NOOP", Limits { time: QUICK, ..USUAL }, |_| {}).await
    }

    /// The mails above `uid`, lowest UID first.
    pub(crate) async fn above(&mut self, uid: u32) -> Result<Vec<Listed>, Trouble> {
        let Some(first) = uid.checked_add(1) else { return Ok(Vec::new()) };
        let mut list = self.list(&format!("{first}:*")).await?;
        // `*` is the last mail, also when that one is below `first` (RFC 9051 §6.4.9).
        list.retain(|mail| mail.uid >= first);
        Ok(list)
    }

    /// The mails that arrived on `day` or later, lowest UID first.
    pub(crate) async fn since(&mut self, day: Date) -> Result<Vec<Listed>, Trouble> {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let month = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
        let mut uids = Vec::new();
        self.must(
            &format!("UID SEARCH SINCE {}-{month}-{}", day.day(), day.year()),
            USUAL,
            |response| {
                if let Response::MailboxData(MailboxDatum::Search(found)) = response {
                    uids.extend_from_slice(found);
                }
            },
        )
        .await?;
        uids.sort_unstable();
        let mut list = Vec::new();
        // A command line has its limits.
        for part in uids.chunks(500) {
            let set: Vec<String> = part.iter().map(u32::to_string).collect();
            list.extend(self.list(&set.join(",")).await?);
        }
        Ok(list)
    }

    async fn list(&mut self, set: &str) -> Result<Vec<Listed>, Trouble> {
        let mut list: Vec<Listed> = Vec::new();
        let limits = Limits { bytes: SHORT, time: PATIENCE * 10 };
        self.must(&format!("UID FETCH {set} (UID RFC822.SIZE INTERNALDATE)"), limits, |response| {
            if let Response::Fetch(_, attributes) = response {
                list.extend(listed(attributes));
                if list.len() >= 2 * MOST_LISTED {
                    list.sort_unstable();
                    list.truncate(MOST_LISTED);
                }
            }
        })
        .await?;
        list.sort_unstable();
        list.dedup_by_key(|mail| mail.uid);
        list.truncate(MOST_LISTED);
        Ok(list)
    }

    /// The first bytes of a mail, no more than `most`, as [`Imap::mail`] gives all of it.
    pub(crate) async fn beginning(
        &mut self,
        uid: u32,
        most: usize,
    ) -> Result<Result<Option<Bytes>, String>, Trouble> {
        self.fetch(uid, &format!("BODY.PEEK[]<0.{most}>"), most).await
    }

    /// One mail as it came, not marked as read. `Err` inside: the server says no, and keeps the connection. `None`:
    /// it is there no longer.
    pub(crate) async fn mail(
        &mut self,
        uid: u32,
        most: usize,
    ) -> Result<Result<Option<Bytes>, String>, Trouble> {
        self.fetch(uid, "BODY.PEEK[]", most).await
    }

    async fn fetch(
        &mut self,
        uid: u32,
        what: &str,
        most: usize,
    ) -> Result<Result<Option<Bytes>, String>, Trouble> {
        let time = PATIENCE + Duration::from_secs(most as u64 / SLOWEST);
        let limits = Limits { bytes: most.saturating_add(64 << 10), time };
        let mut mail = None;
        let ended: Ended = self
            .command(&format!("UID FETCH {uid} (UID {what})"), limits, |response| {
                if let Response::Fetch(_, attributes) = response {
                    mail = body(attributes, uid).or(mail.take());
                }
            })
            .await?;
        Ok(ended.map(|()| mail))
    }
}

fn listed(attributes: &[AttributeValue<'_>]) -> Option<Listed> {
    let mut mail = Listed::default();
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(uid) => mail.uid = *uid,
            AttributeValue::Rfc822Size(size) => mail.size = *size,
            AttributeValue::InternalDate(date) => mail.arrived = internal_date(date),
            _ => {}
        }
    }
    // A change of flags is told without a UID.
    (mail.uid > 0).then_some(mail)
}

fn body(attributes: &[AttributeValue<'_>], wanted: u32) -> Option<Bytes> {
    let mut data = None;
    let mut right = false;
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(uid) => right = *uid == wanted,
            AttributeValue::BodySection { section: None, data: Some(bytes), .. } => {
                data = Some(bytes)
            }
            _ => {}
        }
    }
    data.filter(|_| right).map(|bytes| Bytes::copy_from_slice(bytes))
}

/// ` 7-Nov-2025 08:05:00 +0100`, the day padded with a blank (RFC 9051 §9, date-time).
fn internal_date(text: &str) -> Option<Timestamp> {
    strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim()).ok()?.to_timestamp().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_arrival_is_read_as_servers_write_it() {
        let at: Timestamp = "2025-11-07T07:05:00Z".parse().unwrap();
        assert_eq!(internal_date(" 7-Nov-2025 08:05:00 +0100"), Some(at));
        assert_eq!(internal_date("07-Nov-2025 07:05:00 +0000"), Some(at));
        assert_eq!(internal_date("yesterday"), None);
    }
}
