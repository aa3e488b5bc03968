//! One mail, from the server into the desk.

use std::sync::Arc;

use bytes::Bytes;
use wissel_model::Error;

use super::health::Pulse;
use super::sweep::{Sweep, away};
use crate::net::MAX_MAIL;
use crate::net::desk::{MailDesk, Received, Said, Source};
use crate::net::imap::{Imap, Listed};
use crate::net::trouble::Trouble;

/// A mail whose fetching ended the connection this often is left behind.
const FATAL: u32 = 3;
/// A mail of more bytes is fetched while no other such is, by any reader.
const LARGE: u32 = 256 << 10;
/// Of a mail that is too large to be taken in, so much is fetched: its words most often come first.
const BEGINNING: usize = 1 << 20;
/// So many mails in a row cannot all be bad: then it is us.
const UNSTORED: u32 = 3;

/// Our own mail that came back: nobody misses it.
const OWN: &str = "mail.own_loop";

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dealt {
    /// It is stored.
    Taken,
    /// It is not wanted, or not there any more.
    Skipped,
    /// It cannot be had now; it must not hold up those behind it.
    Left,
}

impl<D: MailDesk> Sweep<'_, D> {
    /// Fetches a mail and hands it to the desk.
    ///
    /// An error ends the sweep before this mail: the connection or the database is away.
    pub(super) async fn deal(
        &mut self,
        imap: &mut Imap,
        mail: Listed,
        pulse: &mut Pulse<'_, D>,
    ) -> Result<Dealt, Trouble> {
        if self.fatal.get(&mail.uid).is_some_and(|times| *times >= FATAL) {
            self.fatal.remove(&mail.uid);
            return Ok(left(pulse, Said::new("skipped-fatal")).await);
        }
        let large = Arc::clone(&self.large);
        let _turn = if mail.size > LARGE { large.acquire_owned().await.ok() } else { None };
        let fetched = if is_too_large(mail) {
            imap.beginning(mail.uid, BEGINNING).await
        } else {
            imap.mail(mail.uid, MAX_MAIL).await
        };
        if fetched.is_err() {
            *self.fatal.entry(mail.uid).or_default() += 1;
        }
        let raw = match fetched? {
            Ok(Some(raw)) => raw,
            Ok(None) => return Ok(Dealt::Skipped),
            Err(words) => {
                return Ok(left(pulse, Said::new("skipped-left").with("why", words)).await);
            }
        };
        self.fatal.remove(&mail.uid);
        self.store(mail, raw, pulse).await
    }

    async fn store(
        &mut self,
        mail: Listed,
        raw: Bytes,
        pulse: &mut Pulse<'_, D>,
    ) -> Result<Dealt, Trouble> {
        let (desk, channel) = (self.desk.clone(), self.channel.id);
        let from = self.source(mail);
        // A task of its own: should a mail break the desk, it breaks this task only; and storing is never cut off
        // half-way when this reader is told to stop.
        let stored = tokio::spawn(async move { desk.receive_mail(channel, from, raw).await }).await;
        let error = match stored {
            Ok(Ok(Received::Refused(why))) => {
                tracing::info!(%channel, uid = mail.uid, why, "a mail was not taken in");
                if why != OWN {
                    pulse.skipped(Said::new("skipped-no-mail")).await;
                }
                return Ok(Dealt::Skipped);
            }
            Ok(Ok(_)) => {
                self.unstored = 0;
                return Ok(Dealt::Taken);
            }
            Ok(Err(error)) if error.is_for_now() => return Err(away(&error)),
            Ok(Err(Error::TooLarge { limit })) => {
                pulse.skipped(Said::new("skipped-over").with("limit", limit >> 20)).await;
                return Ok(Dealt::Skipped);
            }
            Ok(Err(error)) => error,
            Err(broken) => Error::internal(broken),
        };
        self.unstored += 1;
        if self.unstored >= UNSTORED {
            return Err(away(&error));
        }
        tracing::error!(%error, %channel, uid = mail.uid, "a mail could not be stored");
        Ok(left(pulse, Said::new("skipped-fault")).await)
    }

    fn source(&self, mail: Listed) -> Source {
        Source::Imap {
            mailbox: self.name.clone(),
            uid_validity: self.uid_validity,
            uid: mail.uid,
            size: is_too_large(mail).then_some(mail.size.into()),
        }
    }
}

fn is_too_large(mail: Listed) -> bool {
    mail.size as usize > MAX_MAIL
}

async fn left<D: MailDesk>(pulse: &mut Pulse<'_, D>, why: Said) -> Dealt {
    pulse.skipped(why).await;
    Dealt::Left
}
