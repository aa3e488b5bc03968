//! Opening a mailbox for the first time, or after the server numbered its mails anew.
//!
//! A team connects a mailbox that it has used for years: its old mail is not to become ten thousand tickets. So only
//! mail is fetched that reached the mailbox after the channel was made, or was pointed at this mailbox instead of
//! another, by the server's own note of when it came; the desk knows those it has already by their Message-ID.
//! Everything above that is *new* from then on.

use jiff::{SignedDuration, Timestamp, tz};

use super::cursor::Cursor;
use super::health::Pulse;
use super::sweep::Sweep;
use super::take::Dealt;
use crate::net::desk::MailDesk;
use crate::net::imap::{Imap, Mailbox};
use crate::net::trouble::Trouble;

/// The server's clock may be behind ours by this much.
const CLOCKS: SignedDuration = SignedDuration::from_mins(5);

impl<D: MailDesk> Sweep<'_, D> {
    pub(super) async fn first(
        &mut self,
        imap: &mut Imap,
        mailbox: Mailbox,
        since: Option<Timestamp>,
        pulse: &mut Pulse<'_, D>,
    ) -> Result<(Cursor, bool), Trouble> {
        self.fatal.clear();
        let mut cursor =
            Cursor::at(&self.name, mailbox.uid_validity, mailbox.uid_next.saturating_sub(1));
        cursor.since = since;
        let begin = before(since.unwrap_or(self.channel.created_at), CLOCKS);
        // SINCE compares the day where the server is, which may be yesterday where we are.
        let day = before(begin, SignedDuration::from_hours(24)).to_zoned(tz::TimeZone::UTC).date();
        let mut came = false;
        for mail in imap.since(day).await? {
            let old = mail.arrived.is_some_and(|arrived| arrived < begin);
            if old || mail.uid > cursor.uid {
                continue;
            }
            let dealt = self.deal(imap, mail, pulse).await?;
            came |= dealt == Dealt::Taken;
            self.settle(&mut cursor, mail.uid, dealt);
        }
        Ok((cursor, came))
    }
}

fn before(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_sub(by).unwrap_or(Timestamp::MIN)
}
