//! Signing in: SASL PLAIN (RFC 4616), LOGIN, or XOAUTH2.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use imap_proto::{Response, Status};
use tokio::time::timeout;

use super::command::{Ended, PATIENCE, USUAL, words};
use super::wire::SHORT;
use super::{Imap, quote};
use crate::net::trouble::Trouble;

/// What proves who we are.
#[derive(Clone)]
pub(crate) enum Secret {
    Password(String),
    /// An OAuth 2 access token.
    Token(String),
}

impl Imap {
    pub(super) async fn sign_in(&mut self, user: &str, secret: &Secret) -> Result<(), Trouble> {
        let ended = match secret {
            Secret::Token(token) => {
                let proof = format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}");
                self.authenticate("XOAUTH2", &proof).await?
            }
            Secret::Password(password) if self.can.contains("AUTH=PLAIN") => {
                self.authenticate("PLAIN", &format!("\0{user}\0{password}")).await?
            }
            Secret::Password(_) if self.can.contains("LOGINDISABLED") => {
                return Err(Trouble::NeedsTls { host: self.wire.host.clone() });
            }
            Secret::Password(password) => self.login(user, password).await?,
        };
        ended.map_err(|words| self.refused(user, words))
    }

    async fn login(&mut self, user: &str, password: &str) -> Result<Ended, Trouble> {
        match (quote::string(user), quote::string(password)) {
            (Some(user), Some(password)) => {
                self.command(&format!("LOGIN {user} {password}"), USUAL, |_| {}).await
            }
            _ => Ok(Err("the password holds a line break".to_owned())),
        }
    }

    async fn authenticate(&mut self, mechanism: &str, proof: &str) -> Result<Ended, Trouble> {
        let host = self.wire.host.clone();
        let talk = async {
            let tag = self.begin(&format!("AUTHENTICATE {mechanism}")).await?;
            let mut answer = STANDARD.encode(proof);
            let mut challenges = 0;
            loop {
                let bytes = self.wire.receive(SHORT).await?;
                let Some(response) = self.wire.parse(&bytes)? else { continue };
                self.note(&response)?;
                match response {
                    Response::Continue(_) => {
                        challenges += 1;
                        if challenges > 4 {
                            return Err(self.wire.garbage("endless questions"));
                        }
                        // XOAUTH2 tells why it refuses in one more question, which wants an empty answer.
                        self.wire.send(&std::mem::take(&mut answer)).await?;
                    }
                    Response::Done { tag: of, status, outcome } if of.0 == tag => {
                        return Ok(match status {
                            Status::Ok => Ok(()),
                            _ => Err(words(&outcome)),
                        });
                    }
                    _ => {}
                }
            }
        };
        timeout(PATIENCE, talk).await.unwrap_or(Err(Trouble::Silent { host }))
    }

    fn refused(&self, user: &str, words: String) -> Trouble {
        // Not we are wrong, but something behind the server is away (RFC 5530 §3).
        if ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]"].iter().any(|code| words.contains(code)) {
            return Trouble::Refused { host: self.wire.host.clone(), words };
        }
        Trouble::SignIn { host: self.wire.host.clone(), user: user.to_owned(), words }
    }
}
