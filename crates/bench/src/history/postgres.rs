//! Into the server by `COPY`, the indexes afterwards.

use std::fmt::Write;

use anyhow::{Context, Result};
use futures_util::SinkExt;
use tokio_postgres::{Client, NoTls};

use super::rows::{Cell, Piece, TABLES};
use super::sqlite::COUNTS;

/// Puts all of it in, and counts what the product counts as it goes. The full text's index is gone until [`settle`].
pub(super) async fn fill(url: &str, pieces: impl Iterator<Item = Piece>) -> Result<()> {
    let client = connect(url).await?;
    client.batch_execute("SET session_replication_role = replica").await?;
    let indexes = without_indexes(&client).await?;
    for piece in pieces {
        for (table, rows) in TABLES.iter().zip(&piece) {
            let text = format!("COPY {} ({}) FROM STDIN", table.name, table.columns);
            let sink = client.copy_in::<_, bytes::Bytes>(&text).await?;
            let mut sink = std::pin::pin!(sink);
            sink.send(lines(rows).into()).await?;
            sink.finish().await?;
        }
    }
    for index in indexes {
        client.batch_execute(&index).await?;
    }
    for table in ["contact", "ticket", "message"] {
        let text = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"
        );
        client.batch_execute(&text).await?;
    }
    client.batch_execute(COUNTS).await?;
    client.batch_execute("DROP INDEX search_text_words").await?;
    Ok(())
}

/// The full text's index, and what a server that has run for long knows of its tables.
pub(super) async fn settle(url: &str) -> Result<()> {
    let client = connect(url).await?;
    client.batch_execute("SET maintenance_work_mem = '512MB'").await?;
    // As the migration has it.
    let text = "CREATE INDEX search_text_words ON search_text USING gin (words) WITH (gin_pending_list_limit = 128)";
    client.batch_execute(text).await?;
    client.batch_execute("VACUUM ANALYZE").await?;
    Ok(())
}

async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// Drops the indexes of the tables and says how to make them again; what keeps rows apart stays.
async fn without_indexes(client: &Client) -> Result<Vec<String>> {
    let mut made = Vec::new();
    for table in &TABLES {
        let text = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1 AND schemaname = 'public' \
                    AND indexdef NOT LIKE '% UNIQUE %'";
        for row in client.query(text, &[&table.name]).await? {
            let name: String = row.get(0);
            client.batch_execute(&format!("DROP INDEX {name}")).await.context(name)?;
            made.push(row.get(1));
        }
    }
    Ok(made)
}

/// Rows as `COPY` takes them.
fn lines(rows: &[Vec<Cell>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (n, cell) in row.iter().enumerate() {
            if n > 0 {
                text.push('\t');
            }
            let written = match cell {
                Cell::Int(n) => write!(text, "{n}"),
                Cell::Text(said) => {
                    let said = said.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
                    text.write_str(&said)
                }
                Cell::Bool(yes) => write!(text, "{yes}"),
                Cell::None => text.write_str("\\N"),
            };
            written.expect("a text takes everything");
        }
        text.push('\n');
    }
    text
}
