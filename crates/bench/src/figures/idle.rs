//! A server with nothing to do: how soon it is ready, what it holds in memory, whether it leaves the processor alone, and
//! what a ticket takes on disk.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::kit::{Bar, Board, Database, Fill, Kind, Product, filled};

const DESK: Fill = Fill {
    users: 1000,
    teams: 50,
    named: 4,
    contacts: 5000,
    sessions: 1,
    available: true,
    waiting: 0,
    tickets: 100_000,
};
/// What may be held in memory.
const MOST: f64 = 80.0 * 1024.0 * 1024.0;
const QUIET: Duration = Duration::from_secs(20);

/// Group `idle`.
pub(crate) async fn run(board: &mut Board) -> Result<()> {
    if !board.wants("idle") {
        return Ok(());
    }
    let empty = Database::fresh(Kind::Sqlite).await?;
    let empty = size(empty.folder())?;
    let (database, _) = filled(Kind::Sqlite, DESK).await?;
    let bytes = (size(database.folder())? - empty) as f64 / DESK.tickets as f64;
    drop(Product::serve(&database).await?);
    let product = Product::serve(&database).await?;
    let ready = product.ready_after.as_secs_f64();
    board.tell("idle-ready", &[ready], Bar::AtMost(1.0), "seconds from start to ready");
    let share = product.program.at_rest(QUIET).await?;
    let memory = product.program.memory()? as f64;
    let about =
        format!("{:.1} MB of 80 with 1,000 users and 100,000 tickets", memory / 1_048_576.0);
    board.tell("idle-memory", &[memory / MOST], Bar::AtMost(1.0), &about);
    board.tell("idle-processor", &[share], Bar::AtMost(0.002), "share of a processor over 20 s");
    let indexed = (size(database.folder())? - empty) as f64 / DESK.tickets as f64;
    let about =
        format!("{bytes:.0} bytes a ticket on disk, {indexed:.0} with its full text, in KiB");
    board.tell("idle-disk", &[indexed / 1024.0], Bar::AtMost(4.0), &about);
    drop(product);
    database.drop().await
}

/// Bytes of all files in a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let found = entry?.metadata()?;
        bytes += if found.is_file() { found.len() } else { 0 };
    }
    Ok(bytes)
}
