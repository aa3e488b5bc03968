//! Round robin: who already had one in a channel's running cycle.

use wissel_model::{ChannelId, Result, UserId};

use crate::db::Tx;
use crate::{args, statements};

statements! {
    HAD = "SELECT channel_id, user_id FROM channel_turn ORDER BY channel_id, user_id";
    NEXT = "UPDATE channel SET turn = turn + 1 WHERE id = $1 AND turn = $2";
    NEW_CYCLE = "DELETE FROM channel_turn WHERE channel_id = $1";
    TAKE = "INSERT INTO channel_turn (channel_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    TURNS = "SELECT id, turn FROM channel ORDER BY id";
}

/// Every channel's running cycle: who already had one.
pub fn had(tx: &mut Tx<'_>) -> Result<Vec<(ChannelId, UserId)>> {
    tx.all(&HAD, args![], |row| Ok((ChannelId(row.get(0)?), UserId(row.get(1)?))))
}

/// How many round-robin picks each channel has seen.
pub fn counters(tx: &mut Tx<'_>) -> Result<Vec<(ChannelId, i64)>> {
    tx.all(&TURNS, args![], |row| Ok((ChannelId(row.get(0)?), row.get(1)?)))
}

/// Gives `user` their turn, given that `counter` picks came before it. `cycle` is who has had one in the running
/// cycle after this, when a new cycle began; otherwise `user` simply joins those who had one. False, and nothing is
/// written, when another pick came in between: decide again.
pub fn take(
    tx: &mut Tx<'_>,
    channel: ChannelId,
    counter: i64,
    user: UserId,
    cycle: Option<&[i64]>,
) -> Result<bool> {
    if tx.execute(&NEXT, args![channel.0, counter])? == 0 {
        return Ok(false);
    }
    if cycle.is_some() {
        tx.execute(&NEW_CYCLE, args![channel.0])?;
    }
    for had in cycle.unwrap_or(&[user.0]) {
        tx.execute(&TAKE, args![channel.0, *had])?;
    }
    Ok(true)
}
