//! Where a server keeps its data: a file of its own, or a PostgreSQL database of its own.

use std::env;
use std::net::ToSocketAddrs;

use tokio_postgres::NoTls;

use super::wire::Wire;

/// The server that `cargo xtask test` starts for the tests.
const VARIABLE: &str = "WISSEL_TEST_POSTGRES";

/// Which of the two databases a story runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// An empty database.
pub(crate) enum Database {
    /// The file in the server's data folder.
    Sqlite,
    /// A database of that address. It goes with the scratch server.
    Postgres(String),
}

impl Database {
    pub(crate) async fn create(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Sqlite,
            Kind::Postgres => Self::Postgres(create_on_postgres().await),
        }
    }

    /// A PostgreSQL database at the end of a wire that can be cut.
    pub(crate) async fn behind_a_wire() -> (Self, Wire) {
        let url = create_on_postgres().await;
        let (before, name) = url.rsplit_once('/').expect("the address ends in a database");
        let (user, host) = before.rsplit_once('@').expect("the scratch server has a user");
        let address = host.to_socket_addrs().ok().and_then(|mut found| found.next());
        let wire = Wire::to(address.unwrap_or_else(|| panic!("{host} is not a host and a port")));
        (Self::Postgres(format!("{user}@127.0.0.1:{}/{name}", wire.port)), wire)
    }

    /// What `--database` is told, if anything.
    pub(crate) fn url(&self) -> Option<&str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres(url) => Some(url),
        }
    }
}

async fn create_on_postgres() -> String {
    let server = env::var(VARIABLE).unwrap_or_else(|_| {
        panic!("{VARIABLE} does not say where PostgreSQL is. `cargo xtask test blackbox` starts one and sets it.")
    });
    let (client, connection) =
        tokio_postgres::connect(&server, NoTls).await.unwrap_or_else(|reason| {
            panic!("{VARIABLE} is {server}, and nobody answers there: {reason}")
        });
    let connection = tokio::spawn(connection);
    let name = format!("blackbox_{}_{}", std::process::id(), super::port::free());
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .expect("the tests may create databases there");
    drop(client);
    // The connection ends by itself when its client is gone.
    let _ = connection.await;
    let (address, _) = server.rsplit_once('/').expect("the address ends in a database");
    format!("{address}/{name}")
}
