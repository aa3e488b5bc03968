//! Connecting and signing in.

use std::sync::Arc;

use imap_proto::{Response, Status};
use rustls::ClientConfig;
use tokio::time::timeout;
use wissel_channels::mail::settings::{self, Security};

use super::Imap;
use super::command::{PATIENCE, USUAL, words};
use super::sign_in::Secret;
use super::wire::{SHORT, Wire};
use crate::net::stream::{connect, secure};
use crate::net::trouble::Trouble;

impl Imap {
    /// Connects to the server of `settings`, makes the connection private as they say, and signs in.
    pub(crate) async fn open(
        settings: &settings::Imap,
        secret: &Secret,
        tls: &Arc<ClientConfig>,
    ) -> Result<Self, Trouble> {
        let host = settings.host.as_str();
        let stream = connect(host, settings.port, settings.security, tls).await?;
        let mut imap = Self::new(Wire::new(stream, host));
        let mut known = imap.greeting().await?;
        if settings.security == Security::Starttls {
            if known {
                // Somebody signed us in on an open connection: not our server.
                return Err(Trouble::NoStartTls { host: host.to_owned() });
            }
            imap = imap.start_tls(host, tls).await?;
            known = false;
        }
        imap.must("CAPABILITY", USUAL, |_| {}).await?;
        if !known {
            imap.sign_in(&settings.user, secret).await?;
            // What a server can do changes with who asks.
            imap.must("CAPABILITY", USUAL, |_| {}).await?;
        }
        Ok(imap)
    }

    /// Reads the greeting: true when the server knows us already.
    async fn greeting(&mut self) -> Result<bool, Trouble> {
        let silent = Trouble::Silent { host: self.wire.host.clone() };
        let bytes = timeout(PATIENCE, self.wire.receive(SHORT)).await.map_err(|_| silent)??;
        match self.wire.parse(&bytes)? {
            Some(Response::Data { status: Status::Ok, .. }) => Ok(false),
            Some(Response::Data { status: Status::PreAuth, .. }) => Ok(true),
            Some(Response::Data { status: Status::Bye, outcome }) => {
                Err(Trouble::Lost { host: self.wire.host.clone(), words: words(&outcome) })
            }
            _ => Err(self.wire.garbage("no greeting")),
        }
    }

    async fn start_tls(mut self, host: &str, tls: &Arc<ClientConfig>) -> Result<Self, Trouble> {
        let agreed = self.command("STARTTLS", USUAL, |_| {}).await?;
        agreed.map_err(|_| Trouble::NoStartTls { host: host.to_owned() })?;
        let stream = secure(self.wire.into_stream(), host, tls).await?;
        Ok(Self::new(Wire::new(stream, host)))
    }
}
