//! Leases: who does a piece of work that only one should be doing. For speed, never for safety.

use jiff::{SignedDuration, Timestamp};
use wissel_model::Result;
use wissel_model::clock::micros;

use crate::db::Tx;
use crate::{args, statements};

statements! {
    HOLD = "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $4)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE lease.holder = excluded.holder OR lease.until <= $3";
    UNTIL = "SELECT until FROM lease WHERE name = $1";
    DROP = "DELETE FROM lease WHERE name = $1 AND holder = $2";
}

/// Takes or renews the lease called `name` until `now + term`. False while somebody else holds it.
pub fn hold(
    tx: &mut Tx<'_>,
    name: &str,
    holder: &str,
    now: Timestamp,
    term: SignedDuration,
) -> Result<bool> {
    let until = now.checked_add(term).unwrap_or(Timestamp::MAX);
    Ok(tx.execute(&HOLD, args![name, holder, now.as_microsecond(), until.as_microsecond()])? == 1)
}

/// When a lease ends unless its holder renews it.
pub fn ends(tx: &mut Tx<'_>, name: &str) -> Result<Option<Timestamp>> {
    tx.first(&UNTIL, args![name], |row| Ok(micros(row.get(0)?)))
}

/// Lets go of a lease, so that another need not wait for it to end.
pub fn drop(tx: &mut Tx<'_>, name: &str, holder: &str) -> Result<()> {
    tx.execute(&DROP, args![name, holder])?;
    Ok(())
}
