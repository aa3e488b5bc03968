//! Messages of a conversation, in and out.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Direction, Error, MessageId, MessageState, Result, TicketId, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A message as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its ticket.
    pub ticket: TicketId,
    /// In or out.
    pub direction: Direction,
    /// How far it has come.
    pub state: MessageState,
    /// Who of us wrote it.
    pub author: Option<UserId>,
    /// The sender's name.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// JSON: `{"to": […], "cc": […]}`; `taken` lists who has it, after a server refused it for others.
    pub recipients: String,
    /// Its own subject.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// Cleaned HTML, if it came with any.
    pub html: Option<String>,
    /// Its Message-ID, without angle brackets.
    pub mail_id: Option<String>,
    /// JSON list: the Message-IDs it refers to, oldest first.
    pub thread_ids: String,
    /// Whether a machine wrote it.
    pub automatic: bool,
    /// Why it could not be delivered.
    pub error: Option<String>,
    /// Digest of the mail as it came.
    pub raw: Option<String>,
    /// When it came or was written.
    pub created_at: Timestamp,
    /// When it was handed over.
    pub sent_at: Option<Timestamp>,
}

statements! {
    INSERT = "INSERT INTO message (ticket_id, direction, state, author_user, from_name, from_address, recipients, subject,
        body, html, mail_id, thread_ids, automatic, raw, created_at) SELECT {of}, {way}, {now_is}, {by}, {name}, {address},
        {to_all}, {about}, {words}, {marked_up}, {known_as}, {thread}, {by_machine}, {original}, {at}
        {rows of int, way text, now_is text, by int, name text, address text, to_all text, about text, words text,
        marked_up text, known_as text, thread text, by_machine bool, original text, at int} {made id}";
    SET_MAIL_ID = "UPDATE message SET mail_id = $2 WHERE id = $1";
    SET_RECIPIENTS = "UPDATE message SET recipients = $2 WHERE id = $1";
    SET_STATE = "UPDATE message SET state = $2, error = $3, sent_at = $4 WHERE id = $1";
    SENT = "UPDATE message SET state = 'sent', error = NULL, sent_at = $2
        WHERE id = $1 AND state IN ('queued', 'failed')";
    REMOVE = "DELETE FROM message WHERE id = $1";
    GET = "SELECT id, ticket_id, direction, state, author_user, from_name, from_address, recipients, subject, body, html,
        mail_id, thread_ids, automatic, error, raw, created_at, sent_at FROM message WHERE id = $1";
    MANY = "SELECT id, ticket_id, direction, state, author_user, from_name, from_address, recipients, subject, body,
        NULL, mail_id, thread_ids, automatic, error, raw, created_at, sent_at FROM message WHERE id IN {list $1}";
    WITH_HTML = "SELECT id FROM message WHERE id IN {list $1} AND html IS NOT NULL";
    WRITTEN = "SELECT id, html FROM message WHERE id IN {list $1} AND direction = 'out' AND html IS NOT NULL";
    BY_MAIL_ID = "SELECT m.ticket_id FROM message m JOIN ticket t ON t.id = m.ticket_id
        WHERE m.mail_id = $1 AND t.channel_id = $2 ORDER BY CASE m.direction WHEN 'out' THEN 0 ELSE 1 END, m.id LIMIT 1";
    OUT_BY_MAIL_ID = "SELECT id, ticket_id, direction, state, author_user, from_name, from_address, recipients, subject,
        body, html, mail_id, thread_ids, automatic, error, raw, created_at, sent_at FROM message
        WHERE mail_id = $1 AND direction = 'out' ORDER BY id DESC LIMIT 1";
    LAST_IN = "SELECT id, ticket_id, direction, state, author_user, from_name, from_address, recipients, subject, body,
        html, mail_id, thread_ids, automatic, error, raw, created_at, sent_at FROM message
        WHERE ticket_id = $1 AND direction = 'in' AND NOT automatic ORDER BY id DESC LIMIT 1";
    MAIL_IDS = "SELECT mail_id FROM message WHERE ticket_id = $1 AND mail_id IS NOT NULL ORDER BY id DESC LIMIT 30";
}

fn read(row: &Row<'_>) -> Result<Message> {
    let direction: String = row.get(2)?;
    let state: String = row.get(3)?;
    Ok(Message {
        id: MessageId(row.get(0)?),
        ticket: TicketId(row.get(1)?),
        direction: Direction::parse(&direction).ok_or_else(|| Error::internal("direction"))?,
        state: MessageState::parse(&state).ok_or_else(|| Error::internal("message state"))?,
        author: row.get::<Option<i64>>(4)?.map(UserId),
        from_name: row.get(5)?,
        from_address: row.get(6)?,
        recipients: row.get(7)?,
        subject: row.get(8)?,
        text: row.get(9)?,
        html: row.get(10)?,
        mail_id: row.get(11)?,
        thread_ids: row.get(12)?,
        automatic: row.get(13)?,
        error: row.get(14)?,
        raw: row.get(15)?,
        created_at: micros(row.get(16)?),
        sent_at: row.get::<Option<i64>>(17)?.map(micros),
    })
}

/// Stores a message; its `id`, `error` and `sent_at` are not looked at. Returns the id it got.
pub fn insert(tx: &mut Tx<'_>, new: &Message) -> Result<MessageId> {
    let made = insert_all(tx, std::slice::from_ref(new))?;
    made.first().copied().ok_or_else(|| Error::internal("an id per message"))
}

/// As [`insert`] for several, in their order.
pub fn insert_all(tx: &mut Tx<'_>, all: &[Message]) -> Result<Vec<MessageId>> {
    let rows: Vec<_> = all
        .iter()
        .map(|new| {
            args![
                new.ticket.0,
                new.direction.as_str(),
                new.state.as_str(),
                new.author.map(|user| user.0),
                new.from_name.as_str(),
                new.from_address.as_str(),
                new.recipients.as_str(),
                new.subject.as_str(),
                new.text.as_str(),
                new.html.clone(),
                new.mail_id.clone(),
                new.thread_ids.as_str(),
                new.automatic,
                new.raw.clone(),
                new.created_at.as_microsecond()
            ]
            .to_vec()
        })
        .collect();
    Ok(tx.make_each(&INSERT, &rows)?.into_iter().map(MessageId).collect())
}

/// Gives an outgoing message the Message-ID it will carry on every try.
pub fn set_mail_id(tx: &mut Tx<'_>, id: MessageId, mail_id: &str) -> Result<()> {
    tx.execute(&SET_MAIL_ID, args![id.0, mail_id])?;
    Ok(())
}

/// Stores whom a message goes to, and who of them has it.
pub fn set_recipients(tx: &mut Tx<'_>, id: MessageId, recipients: &str) -> Result<()> {
    tx.execute(&SET_RECIPIENTS, args![id.0, recipients])?;
    Ok(())
}

/// Stores how far a message has come.
pub fn set_state(
    tx: &mut Tx<'_>,
    id: MessageId,
    state: MessageState,
    error: Option<&str>,
    sent_at: Option<Timestamp>,
) -> Result<()> {
    tx.execute(
        &SET_STATE,
        args![
            id.0,
            state.as_str(),
            error.map(str::to_owned),
            sent_at.map(Timestamp::as_microsecond)
        ],
    )?;
    Ok(())
}

/// A message was handed over. False when a report on it was faster, which then stands.
pub fn sent(tx: &mut Tx<'_>, id: MessageId, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(&SENT, args![id.0, at.as_microsecond()])? == 1)
}

/// Removes a message that never left, and to which nothing belongs any more.
pub fn remove(tx: &mut Tx<'_>, id: MessageId) -> Result<()> {
    tx.execute(&REMOVE, args![id.0])?;
    Ok(())
}

/// One message, with its HTML.
pub fn get(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Message>> {
    tx.first(&GET, args![id.0], read)
}

/// The messages in `ids` without their HTML, in no order.
pub fn many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Message>> {
    tx.all(&MANY, args![crate::lists::ids(ids)], read)
}

/// Which of `ids` have HTML.
pub fn with_html(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<MessageId>> {
    tx.all(&WITH_HTML, args![crate::lists::ids(ids)], |row| Ok(MessageId(row.get(0)?)))
}

/// What those of `ids` that are ours say with marks.
pub fn written(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<(MessageId, String)>> {
    tx.all(&WRITTEN, args![crate::lists::ids(ids)], |row| Ok((MessageId(row.get(0)?), row.get(1)?)))
}

/// The ticket of this channel that holds a message with this Message-ID.
pub fn ticket_of(
    tx: &mut Tx<'_>,
    mail_id: &str,
    channel: wissel_model::ChannelId,
) -> Result<Option<TicketId>> {
    tx.first(&BY_MAIL_ID, args![mail_id, channel.0], |row| Ok(TicketId(row.get(0)?)))
}

/// Our own message with this Message-ID.
pub fn sent_as(tx: &mut Tx<'_>, mail_id: &str) -> Result<Option<Message>> {
    tx.first(&OUT_BY_MAIL_ID, args![mail_id], read)
}

/// The latest message of a person to us in a ticket; what machines sent is not to be answered.
pub fn last_in(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Option<Message>> {
    tx.first(&LAST_IN, args![ticket.0], read)
}

/// The latest thirty Message-IDs of a ticket, newest first.
pub fn mail_ids(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<String>> {
    tx.all(&MAIL_IDS, args![ticket.0], |row| row.get(0))
}
