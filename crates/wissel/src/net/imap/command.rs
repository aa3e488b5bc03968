//! One command and everything the server says until it is done.

use std::borrow::Cow;
use std::time::Duration;

use imap_proto::{Capability, MailboxDatum, Outcome, Response, Status};
use tokio::time::timeout;

use super::Imap;
use super::wire::SHORT;
use crate::net::trouble::{Trouble, one_line};

/// The longest a command may take that moves no mail.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// The longest that a server may need to say that it is still there.
pub(super) const QUICK: Duration = Duration::from_secs(10);

/// How much may be sent for a command, and how long it may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) bytes: usize,
    pub(super) time: Duration,
}

/// Enough for everything but a mail.
pub(super) const USUAL: Limits = Limits { bytes: SHORT, time: PATIENCE };

/// How a command ended: `NO` and `BAD` with the server's words.
pub(super) type Ended = Result<(), String>;

impl Imap {
    /// Sends a command and hands every other response to `see`, until it has ended.
    pub(super) async fn command(
        &mut self,
        command: &str,
        limits: Limits,
        see: impl FnMut(&Response<'_>),
    ) -> Result<Ended, Trouble> {
        let talk = async {
            let tag = self.begin(command).await?;
            self.until_done(&tag, limits.bytes, see).await
        };
        let ended = timeout(limits.time, talk).await;
        ended.unwrap_or_else(|_| Err(Trouble::Silent { host: self.wire.host.clone() }))
    }

    /// A command that every server must understand.
    pub(super) async fn must(
        &mut self,
        command: &str,
        limits: Limits,
        see: impl FnMut(&Response<'_>),
    ) -> Result<(), Trouble> {
        let ended = self.command(command, limits, see).await?;
        ended.map_err(|words| Trouble::Refused { host: self.wire.host.clone(), words })
    }

    pub(super) async fn begin(&mut self, command: &str) -> Result<String, Trouble> {
        self.sent += 1;
        let tag = format!("w{}", self.sent);
        self.wire.send(&format!("{tag} {command}")).await?;
        Ok(tag)
    }

    pub(super) async fn until_done(
        &mut self,
        tag: &str,
        most: usize,
        mut see: impl FnMut(&Response<'_>),
    ) -> Result<Ended, Trouble> {
        loop {
            let bytes = self.wire.receive(most).await?;
            let Some(response) = self.wire.parse(&bytes)? else { continue };
            self.note(&response)?;
            match response {
                Response::Done { tag: of, status, outcome } if of.0 == tag => {
                    return Ok(match status {
                        Status::Ok => Ok(()),
                        _ => Err(words(&outcome)),
                    });
                }
                other => see(&other),
            }
        }
    }

    /// What a server may say at any time: what it can do, that there is new mail, goodbye.
    pub(super) fn note(&mut self, response: &Response<'_>) -> Result<(), Trouble> {
        match response {
            Response::Capabilities(list) => self.learn(list),
            Response::MailboxData(MailboxDatum::Exists(_)) => self.news = true,
            Response::Data { status: Status::Bye, outcome } if !self.leaving => {
                return Err(Trouble::Lost { host: self.wire.host.clone(), words: words(outcome) });
            }
            _ => {}
        }
        Ok(())
    }

    fn learn(&mut self, list: &[Capability<'_>]) {
        self.can = list
            .iter()
            .map(|one| match one {
                Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
                Capability::Auth(mechanism) => format!("AUTH={mechanism}").to_uppercase(),
                Capability::Atom(atom) => atom.to_uppercase(),
            })
            .collect();
    }
}

/// The words of an outcome.
pub(super) fn words(outcome: &Outcome<'_>) -> String {
    one_line(outcome.information.as_ref().map_or("", Cow::as_ref))
}
