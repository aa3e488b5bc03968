//! Fetching what is new, lowest UID first. *New* is what lies above the last UID, never what is marked unread: people
//! read the team's mailbox too.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::Instant;
use wissel_model::Error;

use super::cursor::Cursor;
use super::health::Pulse;
use super::take::Dealt;
use crate::net::desk::{MailChannel, MailDesk};
use crate::net::imap::{Imap, Listed, Mailbox};
use crate::net::trouble::Trouble;

/// Mails that were left behind are tried again this often.
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// The state of one mailbox's reading, across its connections.
pub(super) struct Sweep<'a, D> {
    pub(super) desk: &'a D,
    pub(super) channel: &'a MailChannel,
    /// Names the mailbox in the cursor.
    pub(super) name: String,
    pub(super) uid_validity: u32,
    cursor: Option<Cursor>,
    /// How often fetching a mail has cost us the connection.
    pub(super) fatal: HashMap<u32, u32>,
    /// How many mails in a row the desk could not store.
    pub(super) unstored: u32,
    left_again: Instant,
    /// Lets one reader at a time fetch a large mail.
    pub(super) large: Arc<Semaphore>,
}

impl<'a, D: MailDesk> Sweep<'a, D> {
    pub(super) fn new(desk: &'a D, channel: &'a MailChannel, large: Arc<Semaphore>) -> Self {
        let imap = &channel.settings.imap;
        let name = format!("{}@{}/{}", imap.user, imap.host, imap.folder);
        Self {
            desk,
            channel,
            name,
            uid_validity: 0,
            cursor: None,
            fatal: HashMap::new(),
            unstored: 0,
            left_again: Instant::now(),
            large,
        }
    }

    /// Reads where we stand: another process may have read on since. Notes when the channel was pointed at another
    /// mailbox: what came before that is none of ours.
    pub(super) async fn reload(&mut self) -> Result<(), Trouble> {
        let channels = self.desk.mail_channels().await.map_err(|error| away(&error))?;
        let ours = channels.into_iter().find(|channel| channel.id == self.channel.id);
        self.cursor = Cursor::read(ours.and_then(|channel| channel.cursor).as_deref());
        let Some(mut cursor) = self.cursor.clone() else { return Ok(()) };
        cursor.point(&self.name, self.desk.now());
        self.keep(cursor).await
    }

    /// Fetches everything that is new. True when a mail was taken in.
    pub(super) async fn all(
        &mut self,
        imap: &mut Imap,
        mailbox: Mailbox,
        pulse: &mut Pulse<'_, D>,
    ) -> Result<bool, Trouble> {
        self.unstored = 0;
        self.uid_validity = mailbox.uid_validity;
        let stored = self.cursor.take();
        let since = stored.as_ref().and_then(Cursor::begun);
        let known = stored.filter(|cursor| {
            cursor.mailbox == self.name && cursor.uid_validity == mailbox.uid_validity
        });
        let Some(cursor) = known else {
            let (cursor, came) = self.first(imap, mailbox, since, pulse).await?;
            self.keep(cursor).await?;
            return Ok(came);
        };
        let mut came = false;
        let mut at = cursor.uid;
        self.cursor = Some(cursor);
        loop {
            let list = imap.above(at).await?;
            let Some(last) = list.last() else { break };
            at = last.uid;
            for mail in list {
                let dealt = self.deal(imap, mail, pulse).await?;
                came |= dealt == Dealt::Taken;
                self.advance(mail.uid, dealt).await?;
            }
        }
        came |= self.left_behind(imap, pulse).await?;
        Ok(came)
    }

    async fn advance(&mut self, uid: u32, dealt: Dealt) -> Result<(), Trouble> {
        let Some(mut cursor) = self.cursor.clone() else { return Ok(()) };
        cursor.uid = uid;
        self.settle(&mut cursor, uid, dealt);
        self.keep(cursor).await
    }

    /// Notes what became of a mail.
    pub(super) fn settle(&self, cursor: &mut Cursor, uid: u32, dealt: Dealt) {
        if dealt != Dealt::Left {
            cursor.left.retain(|left| *left != uid);
        } else if let Some(given_up) = cursor.leave(uid) {
            tracing::error!(channel = %self.channel.id, uid = given_up, "too many mails cannot be fetched; one is given up");
        }
    }

    /// Tries those again that could not be fetched or stored before.
    async fn left_behind(
        &mut self,
        imap: &mut Imap,
        pulse: &mut Pulse<'_, D>,
    ) -> Result<bool, Trouble> {
        let Some(cursor) = self.cursor.as_ref().filter(|_| Instant::now() >= self.left_again)
        else {
            return Ok(false);
        };
        let mut came = false;
        let (left, uid) = (cursor.left.clone(), cursor.uid);
        self.left_again = Instant::now() + AGAIN;
        for mail in left {
            let dealt = self.deal(imap, Listed { uid: mail, ..Listed::default() }, pulse).await?;
            came |= dealt == Dealt::Taken;
            if let Some(mut cursor) = self.cursor.clone() {
                self.settle(&mut cursor, mail, dealt);
                debug_assert_eq!(cursor.uid, uid, "only new mail moves the cursor");
                self.keep(cursor).await?;
            }
        }
        Ok(came)
    }

    /// Stores where we stand now; not before, so that a crash makes us read a mail twice rather than never.
    async fn keep(&mut self, cursor: Cursor) -> Result<(), Trouble> {
        if self.cursor.as_ref() != Some(&cursor) {
            let stored = self.desk.set_cursor(self.channel.id, &cursor.stored()).await;
            stored.map_err(|error| away(&error))?;
            self.cursor = Some(cursor);
        }
        Ok(())
    }
}

/// The desk's own trouble.
pub(super) fn away(error: &Error) -> Trouble {
    match error {
        Error::Unavailable(_) | Error::Retry(_) | Error::Unsure(_) => Trouble::Away,
        Error::NoRoom(_) => Trouble::NoRoom,
        _ => {
            tracing::error!(%error, "the desk could not take a mail");
            Trouble::Fault
        }
    }
}
