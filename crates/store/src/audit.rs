//! Do the books agree with themselves? Read-only, in one snapshot, and with as much memory for a million tickets as
//! for ten: the database looks, and names the first few of whatever is not as it should be.

use wissel_model::Result;

use crate::db::{Db, Dialect, Sql, Tx};
use crate::{args, standing, statements};

/// As many are named of each kind.
const NAMED: i64 = 20;

/// What looking at everything found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audited {
    /// Tickets there are.
    pub tickets: i64,
    /// Kinds of fault that were looked for.
    pub checks: usize,
    /// A sentence for everything that is not as it should be: none is right.
    pub wrong: Vec<String>,
}

statements! {
    TICKETS = "SELECT COUNT(*) FROM ticket";
    UNEXPLAINED = "SELECT t.id FROM ticket t WHERE (t.owner_user IS NOT NULL OR t.owner_team IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.ticket_id = t.id AND d.live) ORDER BY t.id LIMIT $1";
    CONTRADICTED = "SELECT t.id FROM ticket t JOIN decision d ON d.ticket_id = t.id AND d.live
        WHERE COALESCE(d.owner_user, 0) <> COALESCE(t.owner_user, 0)
        OR COALESCE(d.owner_team, 0) <> COALESCE(t.owner_team, 0) ORDER BY t.id LIMIT $1";
    WAITS_IN_VAIN = "SELECT t.id FROM waiting w JOIN ticket t ON t.id = w.ticket_id
        WHERE t.owner_user IS NOT NULL OR t.owner_team IS NOT NULL OR t.closed_at IS NOT NULL
        OR t.channel_id <> w.channel_id ORDER BY t.id LIMIT $1";
    MISPLACED = "SELECT t.id FROM ticket t JOIN status s ON s.key = t.status
        WHERE (t.closed_at IS NOT NULL) <> s.closed OR t.counts <> s.counts ORDER BY t.id LIMIT $1";
    NOT_BORN_ONCE = "SELECT t.id FROM ticket t LEFT JOIN event e ON e.ticket_id = t.id AND e.kind = 'ticket.created'
        GROUP BY t.id HAVING COUNT(e.seq) <> 1 ORDER BY t.id LIMIT $1";
    SAYS_NOTHING = "SELECT t.id FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.ticket_id = t.id)
        ORDER BY t.id LIMIT $1";
    FORGOTTEN = "SELECT m.ticket_id FROM message m WHERE m.direction = 'out' AND m.state = 'queued'
        AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'mail.send' AND j.key = CAST(m.id AS TEXT))
        ORDER BY m.ticket_id LIMIT $1";
    TAKEN_TWICE = "SELECT MIN(m.ticket_id) FROM message m JOIN intake i ON i.message_id = m.id
        WHERE i.ticket_id <> m.ticket_id GROUP BY m.id ORDER BY 1 LIMIT $1";
}

/// What is looked for, and what is said of a ticket of which it is so.
const CHECKS: [(&Sql, &str); 8] = [
    (&UNEXPLAINED, "has an owner and no live decision"),
    (&CONTRADICTED, "is not where its live decision says"),
    (&WAITS_IN_VAIN, "waits in line, though it is closed, owned or of another channel"),
    (&MISPLACED, "is not open or closed, or does not count, as its status says"),
    (&NOT_BORN_ONCE, "was not told of as made exactly once"),
    (&SAYS_NOTHING, "has no message"),
    (&FORGOTTEN, "has a reply that is queued, and no job will send it"),
    (&TAKEN_TWICE, "has a message that was taken in for another ticket"),
];

/// The file is whole, in its own words: a row with "ok" when it is.
const WHOLE: Sql = Sql::registered("audit::WHOLE", "PRAGMA quick_check(5)");

/// Looks at everything. A server may go on working beside it.
///
/// # Errors
/// As [`Db::read`].
pub async fn audit(db: &Db) -> Result<Audited> {
    db.read(|tx| {
        let mut wrong = whole(tx)?;
        for (sql, told) in CHECKS {
            for ticket in tx.all(sql, args![NAMED], |row| row.get::<i64>(0))? {
                wrong.push(format!("ticket {ticket} {told}"));
            }
        }
        wrong.extend(standing::audit(tx)?);
        let tickets = tx.one(&TICKETS, args![], |row| row.get(0))?;
        // The loads and the counts are recounted as well.
        Ok(Audited { tickets, checks: CHECKS.len() + 2, wrong })
    })
    .await
}

/// PostgreSQL sees to its own files.
fn whole(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    if tx.dialect() == Dialect::Postgres {
        return Ok(Vec::new());
    }
    let told = tx.all(&WHOLE, args![], |row| row.get::<String>(0))?;
    Ok(told
        .into_iter()
        .filter(|line| line != "ok")
        .map(|line| format!("the file: {line}"))
        .collect())
}

#[cfg(test)]
mod tests;
