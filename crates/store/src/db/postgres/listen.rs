//! The connection that hears the other nodes say "look".

use super::error::{chain, told};
use super::tls::Tls;
use crate::db::{Wake, retry};
use deadpool_postgres::Pool;
use futures_util::{StreamExt, stream};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls};
use wissel_model::{Error, Result};

/// The channel to listen on, one per schema, and this node's mark: a number no other session has now.
pub(super) async fn marks(pool: &Pool) -> Result<(String, String)> {
    let client = pool.get().await.map_err(|e| Error::Unavailable(chain(&e)))?;
    let text = "SELECT 'wissel_' || current_schema(), pg_backend_pid() || '.' || extract(epoch FROM clock_timestamp())";
    let row = client.query_one(text, &[]).await.map_err(told)?;
    Ok((row.try_get(0).map_err(told)?, row.try_get(1).map_err(told)?))
}

/// One node's ear.
pub(super) struct Listener {
    config: Config,
    tls: Tls,
    channel: String,
    node: String,
    wake: Arc<Wake>,
    /// Told once, when it listens for the first time or could not.
    begun: Option<oneshot::Sender<()>>,
    /// Connections that failed since the last one that worked.
    failed: u32,
}

/// Starts to listen. Comes back when it does: what is said from now on is heard.
pub(super) async fn start(
    config: Config,
    tls: Tls,
    marks: (String, String),
    wake: &Arc<Wake>,
) -> JoinHandle<()> {
    let (begun, beginning) = oneshot::channel();
    let (channel, node) = marks;
    let begun = Some(begun);
    let listener =
        Listener { config, tls, channel, node, wake: Arc::clone(wake), begun, failed: 0 };
    let task = tokio::spawn(listener.run());
    // It can only be gone when the runtime is.
    let _ = beginning.await;
    task
}

impl Listener {
    /// For ever; connects again when the connection breaks.
    async fn run(mut self) {
        loop {
            let why =
                self.once().await.err().map_or_else(|| "closed".to_owned(), |e| e.to_string());
            self.begun = None;
            self.failed = (self.failed + 1).min(retry::TRIES);
            tracing::warn!(why, failed = self.failed, "not hearing other nodes; connecting again");
            tokio::time::sleep(retry::pause(self.failed)).await;
        }
    }

    async fn once(&mut self) -> Result<()> {
        if self.tls.on {
            let (client, connection) =
                self.config.connect(self.tls.connector()?).await.map_err(told)?;
            self.follow(client, connection).await
        } else {
            let (client, connection) = self.config.connect(NoTls).await.map_err(told)?;
            self.follow(client, connection).await
        }
    }

    async fn follow<S, T>(&mut self, client: Client, mut connection: Connection<S, T>) -> Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
        T: AsyncRead + AsyncWrite + Unpin,
    {
        let Self { channel, node, wake, begun, failed, .. } = self;
        let listen = async {
            client.batch_execute(&format!("LISTEN \"{channel}\"")).await.map_err(told)?;
            if *failed > 0 {
                // What was said while nobody listened is not repeated.
                wake.all();
            }
            *failed = 0;
            *begun = None;
            Ok(())
        };
        let mut messages = stream::poll_fn(|cx| connection.poll_message(cx));
        let hear = async {
            while let Some(message) = messages.next().await {
                match message.map_err(told)? {
                    // Our own commits woke everybody here already.
                    AsyncMessage::Notification(said) if said.payload() != node => wake.all(),
                    _ => {}
                }
            }
            Ok(())
        };
        // Talking needs the connection to be driven, which is what hearing does.
        let (listening, heard) = futures_util::future::join(listen, hear).await;
        listening.and(heard)
    }
}
