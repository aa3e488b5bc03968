//! The connection on which nodes say "look" to each other, and hear it.
//!
//! It is said after the commit and apart from it: `NOTIFY` inside a transaction takes a lock that is held until the
//! commit is on disk, so all of them would commit one by one (measured: a third of the speed). What is said is a
//! hint, and one is enough for all commits since the last.

use super::error::{chain, told};
use super::silence::Silence;
use super::tls::Tls;
use crate::db::{Wake, retry};
use deadpool_postgres::Pool;
use futures_util::{StreamExt, stream};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls};
use wissel_model::{Error, Result};

/// The server is spoken to this often, to hear whether it is still there.
const BEAT: Duration = Duration::from_secs(5);
/// A server that gives no answer for so long to a word that costs it nothing is taken for gone, and so is everything
/// that waits for it.
const SILENT: Duration = Duration::from_secs(10);

/// The channel to listen on, one per schema, and this node's mark: a number no other session has now.
pub(super) async fn marks(pool: &Pool) -> Result<(String, String)> {
    let client = pool.get().await.map_err(|e| Error::Unavailable(chain(&e)))?;
    let text = "SELECT 'wissel_' || current_schema(), pg_backend_pid() || '.' || extract(epoch FROM clock_timestamp())";
    let row = client.query_one(text, &[]).await.map_err(told)?;
    Ok((row.try_get(0).map_err(told)?, row.try_get(1).map_err(told)?))
}

/// One node's ear and mouth.
struct Listener {
    config: Config,
    tls: Tls,
    channel: String,
    node: String,
    wake: Arc<Wake>,
    /// Asked to speak.
    say: Arc<Notify>,
    /// Told once, when it listens for the first time or could not.
    begun: Option<oneshot::Sender<()>>,
    /// Connections that failed since the last one that worked.
    failed: u32,
    silence: Silence,
}

/// Starts to listen. Comes back when it does: what is said from now on is heard.
pub(super) async fn start(
    config: Config,
    tls: Tls,
    (channel, node): (String, String),
    wake: &Arc<Wake>,
    say: &Arc<Notify>,
    silence: &Silence,
) -> JoinHandle<()> {
    let (begun, beginning) = oneshot::channel();
    let (wake, say, begun) = (Arc::clone(wake), Arc::clone(say), Some(begun));
    let silence = silence.clone();
    let listener = Listener { config, tls, channel, node, wake, say, begun, failed: 0, silence };
    let task = tokio::spawn(listener.run());
    // It can only be gone when the runtime is.
    let _ = beginning.await;
    task
}

/// The words for it. The node's mark lets it leave out its own: it woke everybody here already.
pub(super) fn notify((channel, node): &(String, String)) -> String {
    format!("NOTIFY \"{channel}\", '{node}'")
}

impl Listener {
    /// For ever; connects again when the connection breaks.
    async fn run(mut self) {
        loop {
            let why =
                self.once().await.err().map_or_else(|| "closed".to_owned(), |e| e.to_string());
            self.begun = None;
            if self.failed == 0 {
                tracing::warn!(%why, "not hearing the database; connecting again");
            }
            self.failed = (self.failed + 1).min(retry::TRIES);
            tokio::time::sleep(retry::pause(self.failed)).await;
        }
    }

    async fn once(&mut self) -> Result<Infallible> {
        let silence = self.silence.clone();
        if self.tls.on {
            let connect = self.config.connect(self.tls.connector()?);
            let (client, connection) = in_time(connect, &silence).await?;
            self.follow(client, connection).await
        } else {
            let (client, connection) = in_time(self.config.connect(NoTls), &silence).await?;
            self.follow(client, connection).await
        }
    }

    async fn follow<S, T>(
        &mut self,
        client: Client,
        mut connection: Connection<S, T>,
    ) -> Result<Infallible>
    where
        S: AsyncRead + AsyncWrite + Unpin,
        T: AsyncRead + AsyncWrite + Unpin,
    {
        let Self { channel, node, wake, say, begun, failed, silence, .. } = self;
        let speak = async {
            // A notification is a commit like any other; that a hint outlives a power cut need not be waited for, and while
            // it is every other commit waits as well.
            let listen = format!("LISTEN \"{channel}\"; SET synchronous_commit = off");
            in_time(client.batch_execute(&listen), silence).await?;
            if *failed > 0 {
                tracing::info!("hearing the database again");
                // What was said meanwhile is not repeated: look here, and let the others look.
                wake.all();
                say.notify_one();
            }
            *failed = 0;
            *begun = None;
            let words = notify(&(channel.clone(), node.clone()));
            loop {
                let words = match timeout(BEAT, say.notified()).await {
                    Ok(()) => words.as_str(),
                    Err(_) => "SELECT 1",
                };
                in_time(client.batch_execute(words), silence).await?;
            }
        };
        let mut messages = stream::poll_fn(|cx| connection.poll_message(cx));
        let hear = async {
            while let Some(message) = messages.next().await {
                match message.map_err(told)? {
                    AsyncMessage::Notification(said) if said.payload() != node => wake.all(),
                    _ => {}
                }
            }
            Err(Error::Retry("the server closed the connection".into()))
        };
        // Talking needs the connection to be driven, which is what hearing does.
        futures_util::future::try_join(speak, hear).await.map(|(never, ())| never)
    }
}

/// Waits for an answer that takes the server no time. When there is none, nothing else is waited for either.
async fn in_time<T>(
    answer: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
    silence: &Silence,
) -> Result<T> {
    timeout(SILENT, answer).await.map_or_else(
        |_| {
            silence.fell();
            Err(Error::Unavailable("the server has fallen silent".into()))
        },
        |answer| answer.map_err(told),
    )
}
