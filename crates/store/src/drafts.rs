//! What somebody is writing on a ticket: one draft for each of them.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Result, TicketId, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// A draft as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// `reply` or `comment`.
    pub mode: String,
    /// What is written so far.
    pub text: String,
    /// The same with marks, as its page wrote it.
    pub html: Option<String>,
    /// The files that are to go with it (JSON).
    pub files: String,
    /// Which open page wrote it, by a name the page gave itself.
    pub writer: String,
    /// When it was kept.
    pub at: Timestamp,
}

statements! {
    GET = "SELECT mode, body, files, writer, at, html FROM draft WHERE user_id = $1 AND ticket_id = $2";
    KEEP = "INSERT INTO draft (user_id, ticket_id, mode, body, files, writer, at, html) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (user_id, ticket_id) DO UPDATE SET mode = excluded.mode, body = excluded.body, files = excluded.files,
        writer = excluded.writer, at = excluded.at, html = excluded.html";
    FORGET = "DELETE FROM draft WHERE user_id = $1 AND ticket_id = $2";
}

/// The draft of `user` on `ticket`.
pub fn get(tx: &mut Tx<'_>, user: UserId, ticket: TicketId) -> Result<Option<Draft>> {
    tx.first(&GET, args![user.0, ticket.0], |row| {
        Ok(Draft {
            mode: row.get(0)?,
            text: row.get(1)?,
            files: row.get(2)?,
            writer: row.get(3)?,
            at: micros(row.get(4)?),
            html: row.get(5)?,
        })
    })
}

/// Keeps a draft in place of the one before.
pub fn keep(tx: &mut Tx<'_>, user: UserId, ticket: TicketId, draft: &Draft) -> Result<()> {
    let (mode, text, files) = (draft.mode.as_str(), draft.text.as_str(), draft.files.as_str());
    let (writer, at, html) = (draft.writer.as_str(), draft.at.as_microsecond(), draft.html.clone());
    tx.execute(&KEEP, args![user.0, ticket.0, mode, text, files, writer, at, html])?;
    Ok(())
}

/// Forgets a draft, for example because it was sent.
pub fn forget(tx: &mut Tx<'_>, user: UserId, ticket: TicketId) -> Result<()> {
    tx.execute(&FORGET, args![user.0, ticket.0])?;
    Ok(())
}
