//! Two contacts who are one person: everything of the one moves to the other, and can be moved back.

use jiff::Timestamp;
use wissel_model::{ContactId, MergeId, Result, TicketId, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A merge as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Its id.
    pub id: MergeId,
    /// Who is still there.
    pub kept: ContactId,
    /// Who went into them.
    pub gone: ContactId,
    /// What the kept one took over (JSON).
    pub filled: String,
    /// Whether it was undone.
    pub undone: bool,
}

/// Addresses of the one who goes stand behind all of the other's.
const BEHIND: i64 = 1000;

statements! {
    INSERT = "INSERT INTO contact_merge (kept, gone, filled, merged_by, merged_at) VALUES ($1, $2, $3, $4, $5) {made id}";
    LOCK = "SELECT id, kept, gone, filled, undone_at FROM contact_merge WHERE id = $1 {lock}";
    MANY = "SELECT id, kept, gone, filled, undone_at FROM contact_merge WHERE id IN {list $1}";
    UNDONE = "UPDATE contact_merge SET undone_at = $2 WHERE id = $1";
    GONE = "UPDATE contact SET gone = $2, version = version + 1, updated_at = $3 WHERE id = $1";
    NOTE_TICKETS = "INSERT INTO contact_merge_moved (merge_id, what, moved)
        SELECT CAST($1 AS BIGINT), 'ticket', id FROM ticket WHERE contact_id = $2";
    NOTE_ADDRESSES = "INSERT INTO contact_merge_moved (merge_id, what, moved)
        SELECT CAST($1 AS BIGINT), 'address', id FROM contact_address WHERE contact_id = $2";
    NOTE_EVENTS = "INSERT INTO contact_merge_moved (merge_id, what, moved)
        SELECT CAST($1 AS BIGINT), 'event', seq FROM contact_event WHERE contact_id = $2
        AND seq NOT IN (SELECT seq FROM contact_event WHERE contact_id = $3)";
    // Moved by what was noted, so that both say the same.
    MOVE_TICKETS = "UPDATE ticket SET contact_id = $3 WHERE contact_id = $2
        AND id IN (SELECT moved FROM contact_merge_moved WHERE merge_id = $1 AND what = 'ticket')";
    MOVE_ADDRESSES = "UPDATE contact_address SET contact_id = $3, place = place + $4 WHERE contact_id = $2
        AND id IN (SELECT moved FROM contact_merge_moved WHERE merge_id = $1 AND what = 'address')";
    MOVE_EVENTS = "UPDATE contact_event SET contact_id = $3 WHERE contact_id = $2
        AND seq IN (SELECT moved FROM contact_merge_moved WHERE merge_id = $1 AND what = 'event')";
    OPEN_MOVED = "SELECT t.id FROM contact_merge_moved m JOIN ticket t ON t.id = m.moved
        WHERE m.merge_id = $1 AND m.what = 'ticket' AND t.closed_at IS NULL ORDER BY t.id LIMIT $2";
    TICKETS = "SELECT COUNT(*) FROM ticket WHERE contact_id = $1";
    NOW = "WITH RECURSIVE way (id) AS (SELECT CAST($1 AS BIGINT) UNION
        SELECT m.kept FROM way JOIN contact_merge m ON m.gone = way.id AND m.undone_at IS NULL)
        SELECT c.id FROM way JOIN contact c ON c.id = way.id WHERE NOT c.gone LIMIT 1";
}

fn read(row: &Row<'_>) -> Result<Merge> {
    Ok(Merge {
        id: MergeId(row.get(0)?),
        kept: ContactId(row.get(1)?),
        gone: ContactId(row.get(2)?),
        filled: row.get(3)?,
        undone: row.get::<Option<i64>>(4)?.is_some(),
    })
}

/// Moves all that is `gone`'s to `kept`, both of which the caller holds. `filled` is what the kept one takes over.
///
/// # Errors
/// Constraint `contact_merge_gone` when they went already.
pub fn merge(
    tx: &mut Tx<'_>,
    kept: ContactId,
    gone: ContactId,
    filled: &serde_json::Value,
    by: UserId,
    at: Timestamp,
) -> Result<MergeId> {
    let (now, filled) = (at.as_microsecond(), filled.to_string());
    let id = tx.make(&INSERT, args![kept.0, gone.0, filled, by.0, now])?;
    tx.batch(&[
        (&NOTE_TICKETS, args![id, gone.0]),
        (&NOTE_ADDRESSES, args![id, gone.0]),
        (&NOTE_EVENTS, args![id, gone.0, kept.0]),
        (&MOVE_TICKETS, args![id, gone.0, kept.0]),
        (&MOVE_ADDRESSES, args![id, gone.0, kept.0, BEHIND]),
        (&MOVE_EVENTS, args![id, gone.0, kept.0]),
        (&GONE, args![gone.0, true, now]),
    ])?;
    Ok(MergeId(id))
}

/// Moves back what is still there of what a merge moved; both contacts are held by the caller.
///
/// # Errors
/// As any statement.
pub fn undo(tx: &mut Tx<'_>, merge: &Merge, at: Timestamp) -> Result<()> {
    let (id, kept, gone, now) = (merge.id.0, merge.kept.0, merge.gone.0, at.as_microsecond());
    tx.batch(&[
        (&MOVE_TICKETS, args![id, kept, gone]),
        (&MOVE_ADDRESSES, args![id, kept, gone, -BEHIND]),
        (&MOVE_EVENTS, args![id, kept, gone]),
        (&GONE, args![gone, false, now]),
        (&UNDONE, args![id, now]),
    ])?;
    Ok(())
}

/// One merge, held against change until the transaction ends.
///
/// # Errors
/// As any statement.
pub fn lock(tx: &mut Tx<'_>, id: MergeId) -> Result<Option<Merge>> {
    tx.first(&LOCK, args![id.0], read)
}

/// The merges in `ids`, in no order.
///
/// # Errors
/// As any statement.
pub fn many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Merge>> {
    tx.all(&MANY, args![crate::lists::ids(ids)], read)
}

/// Up to `limit` open tickets among those that a merge moved.
///
/// # Errors
/// As any statement.
pub fn open_moved(tx: &mut Tx<'_>, id: MergeId, limit: i64) -> Result<Vec<TicketId>> {
    tx.all(&OPEN_MOVED, args![id.0, limit], |row| row.get(0).map(TicketId))
}

/// How many tickets a contact has.
///
/// # Errors
/// As any statement.
pub fn tickets(tx: &mut Tx<'_>, id: ContactId) -> Result<i64> {
    tx.one(&TICKETS, args![id.0], |row| row.get(0))
}

/// Who this contact is now, however often they were merged; `None` when there never was one.
///
/// # Errors
/// As any statement.
pub fn now(tx: &mut Tx<'_>, id: ContactId) -> Result<Option<ContactId>> {
    tx.first(&NOW, args![id.0], |row| row.get(0).map(ContactId))
}
