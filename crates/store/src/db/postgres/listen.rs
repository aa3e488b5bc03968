//! The connection that hears the other nodes say "look".

use super::error::{chain, told};
use super::tls::Tls;
use crate::db::{Wake, retry};
use deadpool_postgres::Pool;
use futures_util::{StreamExt, stream};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls};
use wissel_model::{Error, Result};

/// The channel to listen on, one per schema, and this node's mark: a number no other session has now.
pub(super) async fn marks(pool: &Pool) -> Result<(String, String)> {
    let client = pool.get().await.map_err(|e| Error::Unavailable(chain(&e)))?;
    let text = "SELECT 'wissel_' || current_schema(), pg_backend_pid() || '.' || extract(epoch FROM clock_timestamp())";
    let row = client.query_one(text, &[]).await.map_err(told)?;
    Ok((row.try_get(0).map_err(told)?, row.try_get(1).map_err(told)?))
}

/// Listens for ever; connects again when the connection breaks.
pub(super) async fn run(config: Config, tls: Tls, channel: String, node: String, wake: Arc<Wake>) {
    let mut tried = 0;
    loop {
        let heard = once(&config, &tls, &channel, &node, &wake, &mut tried).await;
        let why = heard.err().map_or_else(|| "closed".to_owned(), |e| e.to_string());
        tried = (tried + 1).min(retry::TRIES);
        tracing::warn!(why, tried, "not hearing other nodes; connecting again");
        tokio::time::sleep(retry::pause(tried)).await;
    }
}

async fn once(config: &Config, tls: &Tls, channel: &str, node: &str, wake: &Wake, tried: &mut u32) -> Result<()> {
    let tell = (channel, node, wake);
    if tls.on {
        let (client, connection) = config.connect(tls.connector()?).await.map_err(told)?;
        follow(client, connection, tell, tried).await
    } else {
        let (client, connection) = config.connect(NoTls).await.map_err(told)?;
        follow(client, connection, tell, tried).await
    }
}

async fn follow<S, T>(
    client: Client,
    mut connection: Connection<S, T>,
    (channel, node, wake): (&str, &str, &Wake),
    tried: &mut u32,
) -> Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    let listen = async {
        let listening = client.batch_execute(&format!("LISTEN \"{channel}\"")).await;
        if listening.is_ok() && *tried > 0 {
            *tried = 0;
            // What was said while nobody listened is not repeated.
            wake.all();
        }
        listening
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
    let (listening, heard) = futures_util::future::join(listen, hear).await;
    listening.map_err(told)?;
    heard
}
