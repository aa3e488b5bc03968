//! Mail that is handed to us by LMTP or SMTP.
//!
//! [`connection`] moves the bytes of one client and [`deliver`] takes its mails in; the conversation itself is
//! `channels::mail::smtp`. A client hears `250` only when the desk has stored its mail. [`room`] keeps many clients,
//! or a few greedy ones, from filling our memory, and [`spool`] large mails while they come.

mod connection;
mod deliver;
mod room;
mod spool;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::desk::MailDesk;
use super::stop::stopped;
use connection::Connection;
use room::Room;

/// How long clients may go on with a mail that they had begun when we were told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// Takes mail from whoever connects to `listener`, until `stop` says true; then mails in flight are finished and
/// everybody else is sent away with `421`. STARTTLS is offered when there is a certificate. Large mails lie in `folder`
/// while they come.
pub async fn serve(
    desk: impl MailDesk,
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    folder: PathBuf,
    mut stop: watch::Receiver<bool>,
) {
    let tls = tls.map(TlsAcceptor::from);
    let room = Arc::new(Room::new(folder));
    let mut clients = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopped(&mut stop) => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let place = room.places.take(from.ip(), Instant::now());
                let connection =
                    Connection::new(desk.clone(), tls.clone(), Arc::clone(&room), stop.clone());
                clients.spawn(async move {
                    match place {
                        Some(place) => connection.talk(Box::new(stream), &place).await,
                        None => connection::turn_away(Box::new(stream)).await,
                    }
                });
            }
            Err(error) => {
                // Out of file descriptors, most likely: those at work will give some back.
                tracing::warn!(%error, "no connection could be accepted");
                sleep(Duration::from_millis(200)).await;
            }
        }
        while clients.try_join_next().is_some() {}
    }
    drop(listener);
    if timeout(GRACE + Duration::from_secs(5), async {
        while clients.join_next().await.is_some() {}
    })
    .await
    .is_err()
    {
        tracing::warn!(left = clients.len(), "clients that would not leave are cut off");
    }
}
