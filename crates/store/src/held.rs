//! Replies that are held for some seconds before they leave, so that their writers can take them back.

use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{MessageId, Result};

use crate::db::Tx;
use crate::{args, statements};

statements! {
    HOLD = "INSERT INTO held (message_id, until, was) VALUES ($1, $2, $3)";
    WAS = "SELECT was FROM held WHERE message_id = $1";
    UNTIL = "SELECT message_id, until FROM held WHERE message_id IN {list $1}";
    FORGET = "DELETE FROM held WHERE message_id = $1";
}

/// Writes down that a message leaves at `until`, and what its ticket was before (JSON).
pub fn hold(tx: &mut Tx<'_>, id: MessageId, until: Timestamp, was: &str) -> Result<()> {
    tx.execute(&HOLD, args![id.0, until.as_microsecond(), was])?;
    Ok(())
}

/// What the ticket of a held message was before it.
pub fn was(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<String>> {
    tx.first(&WAS, args![id.0], |row| row.get(0))
}

/// Until when those of `messages` are held that are.
pub fn until(tx: &mut Tx<'_>, messages: &[i64]) -> Result<HashMap<i64, Timestamp>> {
    let found = tx.all(&UNTIL, args![crate::lists::ids(messages)], |row| {
        Ok((row.get(0)?, micros(row.get(1)?)))
    })?;
    Ok(found.into_iter().collect())
}

/// A message is held no longer.
pub fn forget(tx: &mut Tx<'_>, id: MessageId) -> Result<()> {
    tx.execute(&FORGET, args![id.0])?;
    Ok(())
}
