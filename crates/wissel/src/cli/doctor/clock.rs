//! This machine's clock and the database's agree.

use anyhow::{Result, bail};
use wissel_model::Clock;
use wissel_store::{Db, about};

use crate::clock::MachineClock;

/// Microseconds by which they may differ.
const MOST: i64 = 2_000_000;

/// How far they are apart. An embedded database has no clock of its own.
pub(super) async fn skew(db: &Db) -> Result<String> {
    let Some(theirs) = about::about(db).await?.clock else {
        return Ok("the database uses this machine's".to_owned());
    };
    let apart = (MachineClock.now().as_microsecond() - theirs).abs();
    if apart > MOST {
        bail!(
            "this machine and the database are {} s apart; let both follow a time server",
            apart / 1_000_000
        );
    }
    Ok(format!("{} ms from the database's", apart / 1_000))
}
