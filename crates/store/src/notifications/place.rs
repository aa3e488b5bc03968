//! How far the log was read for notifications.

use wissel_model::Result;

use crate::db::Tx;
use crate::events::Cursor;
use crate::{args, statements};

statements! {
    GET = "SELECT tx, seq FROM notification_place WHERE one = 1";
    KEEP = "UPDATE notification_place SET tx = $1, seq = $2
        WHERE one = 1 AND COALESCE(tx, -1) = $3 AND COALESCE(seq, -1) = $4";
}

/// How far it was read; `None` when it never was.
pub fn get(tx: &mut Tx<'_>) -> Result<Option<Cursor>> {
    tx.one(&GET, args![], |row| {
        Ok(match (row.get::<Option<i64>>(0)?, row.get::<Option<i64>>(1)?) {
            (Some(tx), Some(seq)) => Some(Cursor { tx, seq }),
            _ => None,
        })
    })
}

/// It was read from `from` to `to`. False when somebody else read on from there: then nothing may be told.
pub fn keep(tx: &mut Tx<'_>, from: Option<Cursor>, to: Cursor) -> Result<bool> {
    let (old_tx, old_seq) = from.map_or((-1, -1), |from| (from.tx, from.seq));
    Ok(tx.execute(&KEEP, args![to.tx, to.seq, old_tx, old_seq])? == 1)
}
