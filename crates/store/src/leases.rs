//! Leases: who does a piece of work that only one should be doing. For speed, never for safety.

use jiff::{SignedDuration, Timestamp};
use wissel_model::Result;
use wissel_model::clock::micros;

use crate::db::Tx;
use crate::{args, statements};

statements! {
    HOLD = "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $4)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE lease.holder = excluded.holder OR lease.until <= $3 OR lease.until > $5";
    UNTIL = "SELECT until FROM lease WHERE name = $1";
    DROP = "DELETE FROM lease WHERE name = $1 AND holder = $2";
}

/// Clocks of two machines may differ by this much beside a lease's own term.
const CLOCKS: SignedDuration = SignedDuration::from_secs(5);

/// Takes or renews the lease called `name` until `now + term`; no term at all lets go of it. False while somebody else
/// holds it. A lease that ends later than any that could be taken now was taken by a clock that went wrong, and binds
/// nobody: its holder may be gone, and nobody would do the work for as long as the clock was wrong.
pub fn hold(
    tx: &mut Tx<'_>,
    name: &str,
    holder: &str,
    now: Timestamp,
    term: SignedDuration,
) -> Result<bool> {
    let until = now.checked_add(term).unwrap_or(Timestamp::MAX);
    let far = match term.is_zero() {
        true => Timestamp::MAX,
        false => until.checked_add(term + CLOCKS).unwrap_or(Timestamp::MAX),
    };
    let [now, until, far] = [now, until, far].map(Timestamp::as_microsecond);
    Ok(tx.execute(&HOLD, args![name, holder, now, until, far])? == 1)
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
