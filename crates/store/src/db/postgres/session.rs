//! A connection that is driven by the thread that uses it.
//!
//! A transaction is a plain function on a thread of its own, which waits for one answer after the other. Were its
//! connection driven by the server's workers, every answer would wake one of them first, which would then wake the
//! thread: at a few statements a transaction that cost more than the statements (measured, `cargo xtask bench mail`).
//! Here the thread waits for the socket itself. While nobody uses a session, nothing of it runs.

use super::tls::Tls;
use deadpool::managed::{Manager, Metrics, RecycleError, RecycleResult};
use deadpool_postgres::ClientWrapper;
use std::ops::Deref;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Config, NoTls, Socket};
use wissel_model::Error;

use super::error::told;

/// A connection with what drives it.
pub(super) struct Session {
    client: ClientWrapper,
    /// There until it is dropped.
    runtime: Option<Runtime>,
}

impl Session {
    /// Waits for this on the present thread, which must be one that may wait.
    pub(super) fn block_on<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.as_ref().expect("it is there until the session is dropped").block_on(what)
    }

    /// Gives the connection a chance to send what it was told to, and to take in what is there, without waiting.
    pub(super) fn breathe(&self) {
        self.block_on(async {
            // Once for the socket to be looked at, once for the connection to follow.
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        });
    }

    /// Whether the server has not ended it, as far as it has told by now.
    pub(super) fn lives(&self) -> bool {
        self.breathe();
        !self.client.is_closed()
    }

    async fn open<T>(config: Config, tls: T) -> Result<Self, Error>
    where
        T: MakeTlsConnect<Socket> + Send + 'static,
        T::Stream: Send + 'static,
    {
        let open = move || {
            let runtime =
                Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
            match runtime.block_on(config.connect(tls)) {
                Ok((client, connection)) => {
                    // What ended it is told to whoever waits for an answer.
                    let driven = runtime.spawn(async { drop(connection.await) });
                    let client = ClientWrapper::new(client, driven);
                    Ok(Self { client, runtime: Some(runtime) })
                }
                Err(error) => Err(told(error)),
            }
        };
        tokio::task::spawn_blocking(open).await.map_err(Error::internal)?
    }
}

impl Deref for Session {
    type Target = ClientWrapper;

    fn deref(&self) -> &ClientWrapper {
        &self.client
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Whoever drops it may be a worker, which must not wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Opens sessions for the pool.
pub(super) struct Sessions {
    pub(super) config: Config,
    pub(super) tls: Tls,
}

impl Manager for Sessions {
    type Type = Session;
    type Error = Error;

    async fn create(&self) -> Result<Session, Error> {
        if self.tls.on {
            Session::open(self.config.clone(), self.tls.connector()?).await
        } else {
            Session::open(self.config.clone(), NoTls).await
        }
    }

    async fn recycle(&self, session: &mut Session, _: &Metrics) -> RecycleResult<Error> {
        if session.is_closed() { Err(RecycleError::message("closed")) } else { Ok(()) }
    }
}
