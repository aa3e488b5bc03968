//! One client: its bytes to the session, and the session's answers back.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;
use wissel_channels::mail::smtp::{Action, Config, Delivery, Outcome, RecipientAnswer, Session};

use super::GRACE;
use super::deliver::Recipients;
use super::room::{Room, SMALL};
use super::spool::Spool;
use crate::net::MAX_MAIL;
use crate::net::desk::MailDesk;
use crate::net::places::Place;
use crate::net::stop::stopped;
use crate::net::stream::Stream;

/// How long a client may keep us waiting, and how long it may take to read our answer (RFC 5321 §4.5.3.2).
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// A client that sends less than this a second keeps us waiting, in bytes.
const SLOWEST: u64 = 1 << 10;

pub(super) struct Connection<D> {
    session: Session,
    recipients: Recipients<D>,
    tls: Option<TlsAcceptor>,
    room: Arc<Room>,
    stop: watch::Receiver<bool>,
    /// Since when the client keeps us waiting: what it sends makes that later.
    waits: Instant,
    /// What has come of a large mail.
    spool: Spool,
}

/// Why a conversation is over.
enum Over {
    /// Both sides are content.
    Closed,
    /// The client is silent or slow, or we are to stop: it is told so.
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
        let (waits, spool) = (Instant::now(), Spool::default());
        Self { session, recipients, tls, room, stop, waits, spool }
    }

    /// Talks until one side has had enough, or somebody else is to have the place.
    pub(super) async fn talk(mut self, mut stream: Stream, place: &Place) {
        let over = self.conversation(&mut stream, place).await;
        let Err(over) = over else { return };
        match over {
            Over::Closed => {}
            Over::Leaving => {
                let actions = self.session.stop();
                if let Err(Over::Broken(error)) = self.act(&mut stream, place, actions).await {
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

    async fn conversation(&mut self, stream: &mut Stream, place: &Place) -> Result<(), Over> {
        let greeting = self.session.greeting();
        self.act(stream, place, greeting).await?;
        let mut bytes = vec![0; 8 << 10];
        loop {
            place.waits(Some(self.waits));
            let count = self.read(stream, place, &mut bytes).await?;
            if count == 0 {
                return Err(Over::Closed);
            }
            place.waits(None);
            let worth = Duration::from_millis(count as u64 * 1_000 / SLOWEST);
            self.waits = (self.waits + worth).min(Instant::now());
            let actions = self.session.feed(&bytes[..count]);
            if !actions.is_empty() {
                self.act(stream, place, actions).await?;
                self.waits = Instant::now();
            }
            self.spill().await;
        }
    }

    /// Puts what the session holds of a large mail where there is more room.
    async fn spill(&mut self) {
        if self.session.held() >= SMALL {
            let (at, bytes) = self.session.take_held();
            self.spool.add(&self.room, at, bytes).await;
        } else if self.session.taken() == 0 && self.spool.len() > 0 {
            // That mail is over.
            self.spool = Spool::default();
        }
    }

    /// Reads on. A client in the middle of a mail may finish it when we are to stop; any other may not.
    async fn read(
        &mut self,
        stream: &mut Stream,
        place: &Place,
        bytes: &mut [u8],
    ) -> Result<usize, Over> {
        let has_begun = self.recipients.any();
        let until = self.waits + PATIENCE;
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
            () = place.lost() => Err(Over::Leaving),
        }
    }

    /// Does what the session asks for, and what it asks for then.
    async fn act(
        &mut self,
        stream: &mut Stream,
        place: &Place,
        actions: Vec<Action>,
    ) -> Result<(), Over> {
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
                    let outcomes = self.deliver(delivery).await;
                    actions.extend(self.session.delivered(&outcomes));
                }
                Action::StartTls => {
                    write(stream, place, &std::mem::take(&mut replies)).await?;
                    self.start_tls(stream, place).await?;
                    actions.extend(self.session.tls_started());
                }
                Action::Close => {
                    write(stream, place, &replies).await?;
                    return Err(Over::Closed);
                }
            }
        }
        write(stream, place, &replies).await
    }

    /// Brings a mail to the desk, a large one when there is room for all of it in memory.
    async fn deliver(&mut self, mut delivery: Delivery) -> Vec<Outcome> {
        let all = |outcome| vec![outcome; delivery.recipients.len()];
        if delivery.begins_at == 0 {
            return self.recipients.deliver(delivery).await;
        }
        let spool = std::mem::take(&mut self.spool);
        if spool.len() != delivery.begins_at {
            return all(Outcome::TryLater);
        }
        let room = self.room.in_memory(spool.len() + delivery.data.len()).await;
        let Some(whole) = spool.whole(std::mem::take(&mut delivery.data)).await else {
            return all(Outcome::TryLater);
        };
        delivery.data = whole;
        let outcomes = self.recipients.deliver(delivery).await;
        drop(room);
        outcomes
    }

    async fn start_tls(&mut self, stream: &mut Stream, place: &Place) -> Result<(), Over> {
        let tls = self.tls.clone().ok_or(Over::Closed)?;
        // What is in between is no stream at all.
        let open = std::mem::replace(stream, Box::new(tokio::io::empty()));
        let private = by_client(place, tls.accept(open)).await?;
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

async fn write(stream: &mut Stream, place: &Place, bytes: &[u8]) -> Result<(), Over> {
    by_client(place, all_of(stream, bytes)).await
}

async fn all_of(stream: &mut Stream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes).await?;
    stream.flush().await
}

/// What the client has to do its part of: to hear us, or to agree on TLS. While it does not, it keeps us waiting, and
/// somebody else may be given its place.
async fn by_client<T>(place: &Place, what: impl Future<Output = io::Result<T>>) -> Result<T, Over> {
    place.waits(Some(Instant::now()));
    let done = tokio::select! {
        biased;
        done = timeout(PATIENCE, what) => done.map_err(|_| Over::Closed)?,
        () = place.lost() => return Err(Over::Closed),
    };
    place.waits(None);
    Ok(done?)
}

/// Tells a client that there is no room for it.
pub(super) async fn turn_away(mut stream: Stream) {
    let answer = b"421 4.7.0 Too many connections, try again later\r\n";
    if let Ok(Err(error)) = timeout(PATIENCE, all_of(&mut stream, answer)).await {
        tracing::debug!(%error, "a client did not wait for an answer");
    }
}

fn host_name() -> String {
    lettre::transport::smtp::extension::ClientId::default().to_string()
}
