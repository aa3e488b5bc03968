//! A database for one run: a fresh folder, or a fresh database on the server that `WISSEL_TEST_POSTGRES` names.

use std::path::Path;

use anyhow::{Context, Result};
use tempfile::TempDir;
use tokio_postgres::NoTls;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    pub(crate) const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A fresh database with a folder beside it for everything else.
pub(crate) struct Database {
    pub(crate) kind: Kind,
    folder: TempDir,
    /// What `--database` is told.
    pub(crate) url: String,
    name: String,
}

impl Database {
    /// Makes one, of the product's shape already.
    pub(crate) async fn fresh(kind: Kind) -> Result<Self> {
        let folder = TempDir::with_prefix("wissel-bench-")?;
        let name = folder.path().file_name().context("a folder has a name")?;
        let name = name.to_string_lossy().to_lowercase().replace('-', "_");
        let url = match kind {
            Kind::Sqlite => folder.path().join("desk.db").display().to_string(),
            Kind::Postgres => {
                let server = server()?;
                ask(&server, &format!("CREATE DATABASE {name}")).await?;
                let (server, _) = server.rsplit_once('/').context("a URL names a database")?;
                format!("{server}/{name}")
            }
        };
        let database = Self { kind, folder, url, name };
        let db = database.open().await?;
        wissel_store::migrate::migrate(&db, 0).await?;
        db.close().await;
        Ok(database)
    }

    /// The store's own door to it; no server may have it open.
    pub(crate) async fn open(&self) -> Result<wissel_store::Db> {
        let target = match self.kind {
            Kind::Sqlite => wissel_store::Target::Sqlite(self.url.clone().into()),
            Kind::Postgres => wissel_store::Target::Postgres(self.url.clone()),
        };
        Ok(wissel_store::Db::open(&target).await?)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Removes it for good.
    pub(crate) async fn drop(self) -> Result<()> {
        if self.kind == Kind::Postgres {
            ask(&server()?, &format!("DROP DATABASE {} WITH (FORCE)", self.name)).await?;
        }
        Ok(())
    }
}

fn server() -> Result<String> {
    std::env::var("WISSEL_TEST_POSTGRES")
        .context("WISSEL_TEST_POSTGRES names no PostgreSQL; `cargo xtask bench` starts one")
}

/// One statement on a connection of its own.
async fn ask(url: &str, text: &str) -> Result<()> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let driven = tokio::spawn(connection);
    client.batch_execute(text).await?;
    drop(client);
    let _ = driven.await;
    Ok(())
}
