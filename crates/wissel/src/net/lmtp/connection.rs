//! One client: its bytes to the session, and the session's answers back.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;
use wissel_channels::mail::smtp::{Action, Config, RecipientAnswer, Session};

use super::GRACE;
use super::deliver::Recipients;
use super::room::{Room, SMALL};
use crate::net::MAX_MAIL;
use crate::net::desk::MailDesk;
use crate::net::stop::stopped;
use crate::net::stream::Stream;

/// How long a client may be silent, and how long it may take to read our answer (RFC 5321 §4.5.3.2).
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// How long a large mail may take from the moment that it counts as large: others wait for its room.
const LARGE: Duration = Duration::from_secs(10 * 60);

pub(super) struct Connection<D> {
    session: Session,
    recipients: Recipients<D>,
    tls: Option<TlsAcceptor>,
    room: Arc<Room>,
    stop: watch::Receiver<bool>,
    /// Bytes taken since the last mail: at least what the session keeps of the present one.
    taken: usize,
    /// Room for a large mail, and when it must be done.
    large: Option<(OwnedSemaphorePermit, Instant)>,
}

/// Why a conversation is over.
enum Over {
    /// Both sides are content.
    Closed,
    /// The client is silent, or we are to stop: it is told so.
    Leaving,
    /// The connection broke.
    Broken(io::Error),
}

impl From<io::Error> for Over {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl<D: MailDesk> Connection<D> {
    pub(super) fn new(
        desk: D,
        tls: Option<TlsAcceptor>,
        room: Arc<Room>,
        stop: watch::Receiver<bool>,
    ) -> Self {
        let config =
            Config { max_size: MAX_MAIL, tls_available: tls.is_some(), ..Config::new(host_name()) };
        let (session, recipients) = (Session::new(config), Recipients::new(desk));
        Self { session, recipients, tls, room, stop, taken: 0, large: None }
    }

    /// Talks until one side has had enough.
    pub(super) async fn talk(mut self, mut stream: Stream) {
        let over = self.conversation(&mut stream).await;
        let Err(over) = over else { return };
        match over {
            Over::Closed => {}
            Over::Leaving => {
                let actions = self.session.stop();
                if let Err(Over::Broken(error)) = self.act(&mut stream, actions).await {
                    tracing::debug!(%error, "a client did not hear us out");
                }
            }
            Over::Broken(error) => tracing::debug!(%error, "a client's connection broke"),
        }
        // Gone already, perhaps; there is nobody to tell.
        if let Err(error) = timeout(Duration::from_secs(5), stream.shutdown()).await {
            tracing::debug!(%error, "a connection did not close");
        }
    }

    async fn conversation(&mut self, stream: &mut Stream) -> Result<(), Over> {
        let greeting = self.session.greeting();
        self.act(stream, greeting).await?;
        let mut bytes = vec![0; 16 << 10];
        loop {
            let count = self.read(stream, &mut bytes).await?;
            if count == 0 {
                return Err(Over::Closed);
            }
            self.taken += count;
            if self.taken > SMALL && self.large.is_none() {
                let room = timeout(PATIENCE, self.room.large()).await.map_err(|_| Over::Leaving)?;
                self.large = room.map(|room| (room, Instant::now() + LARGE));
            }
            let actions = self.session.feed(&bytes[..count]);
            self.act(stream, actions).await?;
        }
    }

    /// Reads on. A client in the middle of a mail may finish it when we are to stop; any other may not.
    async fn read(&mut self, stream: &mut Stream, bytes: &mut [u8]) -> Result<usize, Over> {
        let has_begun = self.recipients.any();
        let silent = Instant::now() + PATIENCE;
        let until = self.large.as_ref().map_or(silent, |(_, until)| silent.min(*until));
        let leaving = async {
            stopped(&mut self.stop).await;
            if has_begun {
                sleep(GRACE).await;
            }
        };
        tokio::select! {
            biased;
            read = timeout_at(until, stream.read(bytes)) => Ok(read.map_err(|_| Over::Leaving)??),
            () = leaving => Err(Over::Leaving),
        }
    }

    /// Does what the session asks for, and what it asks for then.
    async fn act(&mut self, stream: &mut Stream, actions: Vec<Action>) -> Result<(), Over> {
        let mut actions = VecDeque::from(actions);
        let mut replies = Vec::new();
        while let Some(action) = actions.pop_front() {
            match action {
                Action::Reply(bytes) => replies.extend(bytes),
                Action::CheckRecipient(address) => {
                    let answer = self.recipients.check(&address).await;
                    metrics::counter!("wissel_mail_recipients_total", "answer" => name(answer))
                        .increment(1);
                    actions.extend(self.session.recipient_answer(answer));
                }
                Action::Deliver(delivery) => {
                    let outcomes = self.recipients.deliver(delivery).await;
                    (self.taken, self.large) = (0, None);
                    actions.extend(self.session.delivered(&outcomes));
                }
                Action::StartTls => {
                    write(stream, &std::mem::take(&mut replies)).await?;
                    self.start_tls(stream).await?;
                    actions.extend(self.session.tls_started());
                }
                Action::Close => {
                    write(stream, &replies).await?;
                    return Err(Over::Closed);
                }
            }
        }
        write(stream, &replies).await
    }

    async fn start_tls(&mut self, stream: &mut Stream) -> Result<(), Over> {
        let tls = self.tls.clone().ok_or(Over::Closed)?;
        // What is in between is no stream at all.
        let open = std::mem::replace(stream, Box::new(tokio::io::empty()));
        let private = timeout(PATIENCE, tls.accept(open)).await.map_err(|_| Over::Closed)??;
        *stream = Box::new(private);
        Ok(())
    }
}

fn name(answer: RecipientAnswer) -> &'static str {
    match answer {
        RecipientAnswer::Accepted => "accepted",
        RecipientAnswer::Unknown => "unknown",
        RecipientAnswer::TryLater => "try_later",
    }
}

async fn write(stream: &mut Stream, bytes: &[u8]) -> Result<(), Over> {
    let written = async {
        stream.write_all(bytes).await?;
        stream.flush().await
    };
    Ok(timeout(PATIENCE, written).await.map_err(|_| Over::Closed)??)
}

/// Tells a client that there is no room for it.
pub(super) async fn turn_away(mut stream: Stream) {
    let answer = b"421 4.7.0 Too many connections, try again later\r\n";
    if let Err(Over::Broken(error)) = write(&mut stream, answer).await {
        tracing::debug!(%error, "a client did not wait for an answer");
    }
}

fn host_name() -> String {
    lettre::transport::smtp::extension::ClientId::default().to_string()
}
