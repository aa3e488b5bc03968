//! What the index is made of, and the texts that findings are shown in.

use wissel_model::{Direction, Error, Result, TicketId};

use crate::db::Tx;
use crate::{args, statements};

/// A message, as far as it is looked through.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its ticket.
    pub ticket: TicketId,
    /// In or out.
    pub direction: Direction,
    /// The sender's name.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// JSON: `{"to": […], "cc": […]}`.
    pub recipients: String,
    /// What it says.
    pub text: String,
}

/// Signs of a message that are looked through.
const MOST: i64 = 65_536;
/// Signs of a message that a finding is shown in, and how many of the newest messages it is looked for in.
const SHOWN: i64 = 8_192;
const NEWEST: i64 = 8;

statements! {
    MESSAGES = "SELECT ticket_id, direction, from_name, from_address, recipients, substr(body, 1, $2) FROM message
        WHERE ticket_id IN {list $1} ORDER BY ticket_id, id DESC";
    COMMENTS = "SELECT ticket_id, substr(body, 1, $2) FROM comment WHERE ticket_id IN {list $1} ORDER BY ticket_id, id DESC";
    FILES = "SELECT m.ticket_id, a.name FROM message m JOIN attachment a ON a.message_id = m.id
        WHERE m.ticket_id IN {list $1} AND NOT a.inline";
    COMMENT_FILES = "SELECT c.ticket_id, a.name FROM comment c JOIN attachment a ON a.comment_id = c.id
        WHERE c.ticket_id IN {list $1}";
    NEWEST_MESSAGES = "SELECT ticket_id, substr(body, 1, $2) FROM message WHERE id IN (SELECT id FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY ticket_id ORDER BY id DESC) AS n FROM message
        WHERE ticket_id IN {list $1}) AS counted WHERE n <= $3) ORDER BY ticket_id, id DESC";
    NEWEST_COMMENTS = "SELECT ticket_id, substr(body, 1, $2) FROM comment WHERE id IN (SELECT id FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY ticket_id ORDER BY id DESC) AS n FROM comment
        WHERE ticket_id IN {list $1}) AS counted WHERE n <= $3) ORDER BY ticket_id, id DESC";
    OF_CONTACTS = "SELECT id FROM ticket WHERE contact_id IN {list $1}";
}

/// The messages of these tickets, newest first.
///
/// # Errors
/// As [`Tx::all`].
pub fn messages(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<Text>> {
    tx.all(&MESSAGES, args![crate::lists::ids(tickets), MOST], |row| {
        let direction: String = row.get(1)?;
        Ok(Text {
            ticket: TicketId(row.get(0)?),
            direction: Direction::parse(&direction).ok_or_else(|| Error::internal("direction"))?,
            from_name: row.get(2)?,
            from_address: row.get(3)?,
            recipients: row.get(4)?,
            text: row.get(5)?,
        })
    })
}

/// The comments on these tickets, newest first.
///
/// # Errors
/// As [`Tx::all`].
pub fn comments(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<(TicketId, String)>> {
    tx.all(&COMMENTS, args![crate::lists::ids(tickets), MOST], |row| {
        Ok((TicketId(row.get(0)?), row.get(1)?))
    })
}

/// The names of the files of these tickets; what only decorates a mail is left out.
///
/// # Errors
/// As [`Tx::all`].
pub fn files(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<(TicketId, String)>> {
    let ids = crate::lists::ids(tickets);
    let mut names =
        tx.all(&FILES, args![ids.as_str()], |row| Ok((TicketId(row.get(0)?), row.get(1)?)))?;
    names.extend(
        tx.all(&COMMENT_FILES, args![ids], |row| Ok((TicketId(row.get(0)?), row.get(1)?)))?,
    );
    Ok(names)
}

/// The latest few messages of each of these tickets as far as findings are shown in them, newest first.
///
/// # Errors
/// As [`Tx::all`].
pub fn newest_messages(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<(TicketId, String)>> {
    let args = args![crate::lists::ids(tickets), SHOWN, NEWEST].to_vec();
    tx.all(&NEWEST_MESSAGES, &args, |row| Ok((TicketId(row.get(0)?), row.get(1)?)))
}

/// The latest few comments, in the same way.
///
/// # Errors
/// As [`Tx::all`].
pub fn newest_comments(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<(TicketId, String)>> {
    let args = args![crate::lists::ids(tickets), SHOWN, NEWEST].to_vec();
    tx.all(&NEWEST_COMMENTS, &args, |row| Ok((TicketId(row.get(0)?), row.get(1)?)))
}

/// All tickets of some contacts.
///
/// # Errors
/// As [`Tx::all`].
pub fn of_contacts(tx: &mut Tx<'_>, contacts: &[i64]) -> Result<Vec<TicketId>> {
    tx.all(&OF_CONTACTS, args![crate::lists::ids(contacts)], |row| Ok(TicketId(row.get(0)?)))
}
