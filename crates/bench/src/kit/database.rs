//! A database for one run: a fresh folder, or a fresh database on the server that `WISSEL_TEST_POSTGRES` names.

use std::path::{Path, PathBuf};

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

/// Analyses every table that has rows.
const LOOK: &str = "DO $$ DECLARE name regclass; rows BIGINT; BEGIN
    FOR name IN SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    LOOP
        EXECUTE format('SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT 1) AS one', name) INTO rows;
        IF rows > 0 THEN EXECUTE format('ANALYZE %s', name); END IF;
    END LOOP; END $$";

/// A fresh database with a folder beside it for everything else.
pub(crate) struct Database {
    pub(crate) kind: Kind,
    folder: PathBuf,
    /// Removes the folder; one that is kept has none.
    gone: Option<TempDir>,
    /// What `--database` is told.
    pub(crate) url: String,
    name: String,
}

impl Database {
    /// Makes one, of the product's shape already.
    pub(crate) async fn fresh(kind: Kind) -> Result<Self> {
        let gone = TempDir::with_prefix("wissel-bench-")?;
        let name = gone.path().file_name().context("a folder has a name")?;
        let name = name.to_string_lossy().to_lowercase().replace('-', "_");
        let folder = gone.path().to_owned();
        Self { kind, url: url(kind, &folder, &name)?, folder, gone: Some(gone), name }.made().await
    }

    /// One that stays when the run is over, in `folder` and under `name`: made now, unless an earlier run did. Says
    /// whether it was made now.
    pub(crate) async fn kept(kind: Kind, folder: &Path, name: &str) -> Result<(Self, bool)> {
        let folder = folder.join(format!("{name}-{}", kind.name()));
        let database =
            Self { kind, url: url(kind, &folder, name)?, folder, gone: None, name: name.into() };
        // The mark is set when it is filled: one that is half full is made again.
        if database.mark().exists() {
            return Ok((database, false));
        }
        if database.folder.exists() {
            std::fs::remove_dir_all(&database.folder)?;
        }
        std::fs::create_dir_all(&database.folder)?;
        if kind == Kind::Postgres {
            ask(&server()?, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        }
        Ok((database.made().await?, true))
    }

    /// Says that one that is kept is as it should be.
    pub(crate) fn done(&self) -> Result<()> {
        Ok(std::fs::write(self.mark(), "")?)
    }

    /// Lets PostgreSQL look at what came in, as it does by itself within a minute or so. It leaves empty tables alone,
    /// and so does this.
    pub(crate) async fn settle(&self) -> Result<()> {
        match self.kind {
            Kind::Sqlite => Ok(()),
            Kind::Postgres => ask(&self.url, LOOK).await,
        }
    }

    fn mark(&self) -> PathBuf {
        self.folder.join("filled")
    }

    async fn made(self) -> Result<Self> {
        let database = self;
        if database.kind == Kind::Postgres {
            ask(&server()?, &format!("CREATE DATABASE {}", database.name)).await?;
        }
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
        &self.folder
    }

    /// Bytes that its data takes on disk.
    pub(crate) async fn size(&self) -> Result<i64> {
        match self.kind {
            Kind::Sqlite => Ok(std::fs::metadata(&self.url)?.len() as i64),
            Kind::Postgres => {
                let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await?;
                let driven = tokio::spawn(connection);
                let row =
                    client.query_one("VALUES (pg_database_size(current_database()))", &[]).await?;
                drop(client);
                let _ = driven.await;
                Ok(row.get(0))
            }
        }
    }

    /// Removes it for good, unless it is to be kept.
    pub(crate) async fn drop(self) -> Result<()> {
        if self.kind == Kind::Postgres && self.gone.is_some() {
            ask(&server()?, &format!("DROP DATABASE {} WITH (FORCE)", self.name)).await?;
        }
        Ok(())
    }
}

fn url(kind: Kind, folder: &Path, name: &str) -> Result<String> {
    Ok(match kind {
        Kind::Sqlite => folder.join("desk.db").display().to_string(),
        Kind::Postgres => {
            let server = server()?;
            let (server, _) = server.rsplit_once('/').context("a URL names a database")?;
            format!("{server}/{name}")
        }
    })
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
