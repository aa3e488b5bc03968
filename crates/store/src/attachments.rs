//! Files that come and go with messages and comments. The bytes lie in the blob store under their digest;
//! the row is written after them.

use jiff::Timestamp;
use wissel_model::{AttachmentId, CommentId, MessageId, Result, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// An attachment as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// The message it belongs to.
    pub message: Option<MessageId>,
    /// The comment it belongs to.
    pub comment: Option<CommentId>,
    /// Who uploaded it; only they may attach it.
    pub uploaded_by: Option<UserId>,
    /// File name, safe to show.
    pub name: String,
    /// Media type as claimed.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hex: its key in the blob store.
    pub digest: String,
    /// Content-ID by which HTML refers to it.
    pub content_id: Option<String>,
    /// Whether it is part of the text rather than a file beside it.
    pub inline: bool,
}

statements! {
    INSERT = "INSERT INTO attachment (message_id, comment_id, uploaded_by, name, media_type, size, digest, content_id,
        inline, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
    GET = "SELECT id, message_id, comment_id, uploaded_by, name, media_type, size, digest, content_id, inline
        FROM attachment WHERE id = $1";
    OF_MESSAGES = "SELECT id, message_id, comment_id, uploaded_by, name, media_type, size, digest, content_id, inline
        FROM attachment WHERE message_id IN {list $1} ORDER BY id";
    OF_COMMENTS = "SELECT id, message_id, comment_id, uploaded_by, name, media_type, size, digest, content_id, inline
        FROM attachment WHERE comment_id IN {list $1} ORDER BY id";
    TO_MESSAGE = "UPDATE attachment SET message_id = $2 WHERE id = $1 AND uploaded_by = $3 AND message_id IS NULL
        AND comment_id IS NULL";
    TO_COMMENT = "UPDATE attachment SET comment_id = $2 WHERE id = $1 AND uploaded_by = $3 AND message_id IS NULL
        AND comment_id IS NULL";
    DETACH = "UPDATE attachment SET message_id = NULL, content_id = NULL, inline = $2 WHERE message_id = $1";
    SHOW = "UPDATE attachment SET content_id = $2, inline = $3 WHERE id = $1";
    TICKET = "SELECT COALESCE(m.ticket_id, c.ticket_id) FROM attachment a LEFT JOIN message m ON m.id = a.message_id
        LEFT JOIN comment c ON c.id = a.comment_id WHERE a.id = $1";
}

fn read(row: &Row<'_>) -> Result<Attachment> {
    Ok(Attachment {
        id: AttachmentId(row.get(0)?),
        message: row.get::<Option<i64>>(1)?.map(MessageId),
        comment: row.get::<Option<i64>>(2)?.map(CommentId),
        uploaded_by: row.get::<Option<i64>>(3)?.map(UserId),
        name: row.get(4)?,
        media_type: row.get(5)?,
        size: row.get(6)?,
        digest: row.get(7)?,
        content_id: row.get(8)?,
        inline: row.get(9)?,
    })
}

/// Stores an attachment's row; its `id` is not looked at. Returns the id it got.
pub fn insert(tx: &mut Tx<'_>, new: &Attachment, at: Timestamp) -> Result<AttachmentId> {
    Ok(AttachmentId(tx.one(
        &INSERT,
        args![
            new.message.map(|id| id.0),
            new.comment.map(|id| id.0),
            new.uploaded_by.map(|id| id.0),
            new.name.as_str(),
            new.media_type.as_str(),
            new.size,
            new.digest.as_str(),
            new.content_id.clone(),
            new.inline,
            at.as_microsecond()
        ],
        |row| row.get(0),
    )?))
}

/// One attachment.
pub fn get(tx: &mut Tx<'_>, id: AttachmentId) -> Result<Option<Attachment>> {
    tx.first(&GET, args![id.0], read)
}

/// The ticket through which an attachment may be seen, once it belongs to a message or comment.
pub fn ticket(tx: &mut Tx<'_>, id: AttachmentId) -> Result<Option<i64>> {
    Ok(tx.first(&TICKET, args![id.0], |row| row.get::<Option<i64>>(0))?.flatten())
}

/// The attachments of several messages.
pub fn of_messages(tx: &mut Tx<'_>, messages: &[i64]) -> Result<Vec<Attachment>> {
    tx.all(&OF_MESSAGES, args![crate::lists::ids(messages)], read)
}

/// The attachments of several comments.
pub fn of_comments(tx: &mut Tx<'_>, comments: &[i64]) -> Result<Vec<Attachment>> {
    tx.all(&OF_COMMENTS, args![crate::lists::ids(comments)], read)
}

/// Attaches what `by` uploaded to a message. False when it is not theirs, or attached already.
pub fn attach_to_message(
    tx: &mut Tx<'_>,
    id: AttachmentId,
    message: MessageId,
    by: UserId,
) -> Result<bool> {
    Ok(tx.execute(&TO_MESSAGE, args![id.0, message.0, by.0])? == 1)
}

/// The files of a message are their uploader's again.
pub fn detach(tx: &mut Tx<'_>, message: MessageId) -> Result<()> {
    tx.execute(&DETACH, args![message.0, false])?;
    Ok(())
}

/// Attaches what `by` uploaded to a comment. False when it is not theirs, or attached already.
pub fn attach_to_comment(
    tx: &mut Tx<'_>,
    id: AttachmentId,
    comment: CommentId,
    by: UserId,
) -> Result<bool> {
    Ok(tx.execute(&TO_COMMENT, args![id.0, comment.0, by.0])? == 1)
}

/// The text of its message or comment shows it, by this content id.
pub fn show(tx: &mut Tx<'_>, id: AttachmentId, content_id: &str) -> Result<()> {
    tx.execute(&SHOW, args![id.0, content_id, true])?;
    Ok(())
}
