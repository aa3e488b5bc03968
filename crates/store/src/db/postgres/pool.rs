//! The connections: some for transactions, a few for single questions.

use super::session::Sessions;
use super::tls::Tls;
use deadpool::managed;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use std::time::Duration;
use tokio_postgres::{Config, NoTls};
use wissel_model::{Error, Result};

/// Connections per node for transactions. PostgreSQL's own default allows 100 in all.
const MOST: usize = 18;
/// And for single questions, which take no time.
const QUESTIONS: usize = 6;

/// The longest that one server is given to take a connection; beside it there may be others.
const EACH: Duration = Duration::from_secs(5);
/// The longest to wait while all are in use.
const WAIT: Duration = Duration::from_secs(10);

/// Where transactions get their connections.
pub(super) fn sessions(config: Config, tls: Tls) -> Result<managed::Pool<Sessions>> {
    let most = most(&config);
    // Who was used last knows its statements, and is warm.
    managed::Pool::builder(Sessions { config, tls })
        .max_size(MOST)
        .queue_mode(managed::QueueMode::Lifo)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(WAIT))
        .create_timeout(Some(most))
        .recycle_timeout(Some(EACH))
        .build()
        .map_err(Error::internal)
}

/// The longest to wait until any of the servers takes a connection.
fn most(config: &Config) -> Duration {
    let servers = u32::try_from(config.get_hosts().len()).unwrap_or(1);
    EACH * (servers + 1)
}

/// Where questions get theirs: these are driven by the server's workers, so that nobody needs a thread to wait on.
pub(super) fn questions(config: Config, tls: Tls) -> Result<Pool> {
    let most = most(&config);
    // Connections that broke are noticed by the statement that fails, and that transaction is run again.
    let how = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let connections = if tls.on {
        Manager::from_config(config, tls.connector()?, how)
    } else {
        Manager::from_config(config, NoTls, how)
    };
    Pool::builder(connections)
        .max_size(QUESTIONS)
        .queue_mode(managed::QueueMode::Lifo)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(WAIT))
        .create_timeout(Some(most))
        .recycle_timeout(Some(EACH))
        .build()
        .map_err(Error::internal)
}
