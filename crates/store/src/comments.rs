//! Internal comments: colleagues read them, contacts never do.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{CommentId, Result, TicketId, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// A comment as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Its ticket.
    pub ticket: TicketId,
    /// Who wrote it; `None` = Wissel itself.
    pub author: Option<UserId>,
    /// What it says.
    pub text: String,
    /// The same with marks, cleaned.
    pub html: Option<String>,
    /// When.
    pub created_at: Timestamp,
}

statements! {
    INSERT = "INSERT INTO comment (ticket_id, author_user, body, html, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    MANY = "SELECT id, ticket_id, author_user, body, html, created_at FROM comment WHERE id IN {list $1}";
}

/// Stores a comment.
pub fn insert(
    tx: &mut Tx<'_>,
    ticket: TicketId,
    author: Option<UserId>,
    text: &str,
    html: Option<&str>,
    at: Timestamp,
) -> Result<CommentId> {
    let id = tx.one(
        &INSERT,
        args![
            ticket.0,
            author.map(|user| user.0),
            text,
            html.map(str::to_owned),
            at.as_microsecond()
        ],
        |row| row.get(0),
    )?;
    Ok(CommentId(id))
}

/// The comments in `ids`, in no order.
pub fn many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Comment>> {
    tx.all(&MANY, args![crate::lists::ids(ids)], |row| {
        Ok(Comment {
            id: CommentId(row.get(0)?),
            ticket: TicketId(row.get(1)?),
            author: row.get::<Option<i64>>(2)?.map(UserId),
            text: row.get(3)?,
            html: row.get(4)?,
            created_at: micros(row.get(5)?),
        })
    })
}
