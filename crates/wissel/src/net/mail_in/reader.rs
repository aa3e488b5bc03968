//! One mailbox: connected as long as possible, and connected again when it was not.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep};
use wissel_channels::mail::settings::Auth;

use super::health::Pulse;
use super::lease::Lease;
use super::sweep::Sweep;
use crate::net::backoff::Backoff;
use crate::net::desk::{MailChannel, MailDesk};
use crate::net::imap::{Imap, Secret};
use crate::net::oauth2::Tokens;
use crate::net::secrets::grant;
use crate::net::stop::stopped;
use crate::net::trouble::Trouble;

/// The mailbox is swept at least this often, also when the server tells of nothing; it keeps a server without IDLE from
/// hanging up on us.
const SWEEP: Duration = Duration::from_secs(5 * 60);
/// A server that is to tell of new mail is spoken to this often: a line that died without a word is noticed, and IDLE
/// is renewed long before the 29 minutes that RFC 2177 gives it.
const BEAT: Duration = Duration::from_secs(30);

/// Reads the mailbox of one channel, with the settings it had when the reader was started.
pub(super) struct Reader<D> {
    pub(super) desk: D,
    pub(super) channel: MailChannel,
    pub(super) holder: String,
    pub(super) tls: Arc<ClientConfig>,
    pub(super) tokens: Arc<Tokens>,
    /// Lets one reader at a time fetch a large mail.
    pub(super) large: Arc<Semaphore>,
}

impl<D: MailDesk> Reader<D> {
    /// Reads until told to stop. What is being stored at that moment is stored; the mailbox is read on from there.
    pub(super) async fn run(self, mut stop: watch::Receiver<bool>) {
        let lease = Lease::new(&self.desk, self.channel.id, &self.holder);
        let reading = async {
            let mut sweep = Sweep::new(&self.desk, &self.channel, Arc::clone(&self.large));
            loop {
                lease.taken().await;
                tokio::select! {
                    () = self.read(&mut sweep) => {}
                    () = lease.lost() => tracing::info!(channel = %self.channel.id, "another process reads this mailbox"),
                }
            }
        };
        tokio::select! {
            () = reading => {}
            () = stopped(&mut stop) => {}
        }
        lease.release().await;
    }

    async fn read(&self, sweep: &mut Sweep<'_, D>) {
        let mut backoff = Backoff::default();
        let mut pulse = Pulse::new(&self.desk, self.channel.id);
        loop {
            pulse.connecting().await;
            let ended = self.connected(sweep, &mut pulse, &mut backoff).await;
            let Err(trouble) = ended;
            tracing::debug!(channel = %self.channel.id, %trouble, "a mailbox cannot be read");
            pulse.error(&trouble).await;
            sleep(backoff.next(self.desk.chance(), trouble.longest_wait())).await;
        }
    }

    /// One connection, from its beginning to its end.
    async fn connected(
        &self,
        sweep: &mut Sweep<'_, D>,
        pulse: &mut Pulse<'_, D>,
        backoff: &mut Backoff,
    ) -> Result<Infallible, Trouble> {
        let settings = &self.channel.settings.imap;
        sweep.reload().await?;
        let mut imap = self.sign_in().await?;
        let mailbox = imap.examine(&settings.folder).await?;
        loop {
            imap.take_news();
            let came = sweep.all(&mut imap, mailbox, pulse).await?;
            pulse.fine(came).await;
            backoff.reset();
            let swept = Instant::now();
            while !imap.has_news() && swept.elapsed() < SWEEP {
                let idle = imap.can_idle();
                if idle {
                    imap.idle(BEAT).await?;
                } else {
                    sleep(Duration::from_secs(settings.poll_seconds.into()).min(SWEEP)).await;
                }
                imap.noop().await?;
                if !idle {
                    break;
                }
            }
        }
    }

    /// Signs in, with a second try when the access token was not good any more.
    async fn sign_in(&self) -> Result<Imap, Trouble> {
        let settings = &self.channel.settings.imap;
        let secrets = &self.channel.secrets;
        if settings.auth == Auth::Password {
            let password = Secret::Password(secrets.imap_password.clone().unwrap_or_default());
            return Imap::open(settings, &password, &self.tls).await;
        }
        let grant = grant(&self.channel.settings, secrets)?;
        let token = self.tokens.access(&grant, None).await?;
        match Imap::open(settings, &Secret::Token(token.clone()), &self.tls).await {
            Err(trouble) if trouble.is_sign_in() => {
                let token = self.tokens.access(&grant, Some(&token)).await?;
                Imap::open(settings, &Secret::Token(token), &self.tls).await
            }
            opened => opened,
        }
    }
}
