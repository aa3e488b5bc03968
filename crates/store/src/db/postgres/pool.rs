//! The pool of connections.

use super::tls::Tls;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use std::time::Duration;
use tokio_postgres::{Config, NoTls};
use wissel_model::{Error, Result};

/// Connections per node. PostgreSQL's own default allows 100 in all.
const MOST: usize = 24;

/// The longest that one server is given to take a connection; beside it there may be others.
const EACH: Duration = Duration::from_secs(5);

pub(super) fn open(config: Config, tls: Tls) -> Result<Pool> {
    let servers = u32::try_from(config.get_hosts().len()).unwrap_or(1);
    // Connections that broke are noticed by the statement that fails, and that transaction is run again.
    let how = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let connections = if tls.on {
        Manager::from_config(config, tls.connector()?, how)
    } else {
        Manager::from_config(config, NoTls, how)
    };
    Pool::builder(connections)
        .max_size(MOST)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(Duration::from_secs(10)))
        .create_timeout(Some(EACH * (servers + 1)))
        .recycle_timeout(Some(Duration::from_secs(5)))
        .build()
        .map_err(Error::internal)
}
