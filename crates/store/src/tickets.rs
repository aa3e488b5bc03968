//! Tickets: made without an owner, and changed in everything but the owner (that is [`crate::owner`]'s alone).

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{
    ChannelId, ChannelKind, ContactId, Error, Owner, Priority, Result, TeamId, TicketId, UserId,
};

use crate::db::{Row, Tx};
use crate::standing::{self, Standing};
use crate::{args, statements};

/// A ticket as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The number people see.
    pub id: TicketId,
    /// Rises with every change.
    pub version: i64,
    /// What it is about.
    pub subject: String,
    /// Key of its status.
    pub status: String,
    /// Whether its status fills the owner's capacity.
    pub counts: bool,
    /// How urgent it is.
    pub priority: Priority,
    /// Where it came in.
    pub channel: ChannelId,
    /// The channel's kind.
    pub kind: ChannelKind,
    /// Who asks.
    pub contact: ContactId,
    /// Whose it is.
    pub owner: Option<Owner>,
    /// The team it is listed under: the owning team, or the owner's main team when it was assigned.
    pub team: Option<TeamId>,
    /// The closed ticket that this one follows up.
    pub follows: Option<TicketId>,
    /// Since when routing has found nobody for it.
    pub nobody_since: Option<Timestamp>,
    /// First words of the last message.
    pub preview: String,
    /// When it came in.
    pub created_at: Timestamp,
    /// When something last happened.
    pub updated_at: Timestamp,
    /// When it was closed, if it is.
    pub closed_at: Option<Timestamp>,
    /// Until when it sleeps, if it does.
    pub snoozed_until: Option<Timestamp>,
    /// Nobody wants it.
    pub spam: bool,
    /// When the contact last wrote, as far as anybody kept note of it.
    pub heard_at: Option<Timestamp>,
}

impl Ticket {
    /// Whether it is done, or asleep.
    #[must_use]
    pub fn at_rest(&self) -> bool {
        self.closed_at.is_some() || self.snoozed_until.is_some()
    }

    /// What counts and loads need to know of it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing {
            ticket: self.id,
            kind: self.kind,
            closed: self.closed_at.is_some(),
            counts: self.counts,
            owner: self.owner,
            team: self.team,
            nobody: self.nobody_since.is_some(),
            snoozed: self.snoozed_until.is_some(),
            spam: self.spam,
        }
    }
}

/// What a new ticket starts with.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// What it is about.
    pub subject: String,
    /// How urgent it is.
    pub priority: Priority,
    /// Where it came in.
    pub channel: ChannelId,
    /// The channel's kind.
    pub kind: ChannelKind,
    /// Who asks.
    pub contact: ContactId,
    /// The closed ticket that this one follows up.
    pub follows: Option<TicketId>,
    /// First words of the message.
    pub preview: String,
}

statements! {
    INSERT = "INSERT INTO ticket (subject, status, counts, priority, channel_id, kind, contact_id, follows, preview,
        created_at, updated_at, heard_at)
        SELECT {about}, 'new', {fills}, {urgency}, {via}, {of_kind}, {who}, {after}, {words}, {at}, {at}, {at}
        {rows about text, fills bool, urgency text, via int, of_kind text, who int, after int, words text, at int}
        {made id}";
    SAVE = "UPDATE ticket SET version = version + 1, subject = $3, status = $4, counts = $5, priority = $6,
        nobody_since = $7, preview = $8, updated_at = $9, closed_at = $10, snoozed_until = $11, spam = $12, heard_at = $13
        WHERE id = $1 AND version = $2";
    GET = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user, owner_team,
        team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket WHERE id = $1";
    MANY = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user, owner_team,
        team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket WHERE id IN {list $1}";
    LOCK = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user, owner_team,
        team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket WHERE id = $1 {lock}";
    LOCK_MANY = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user, owner_team,
        team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket WHERE id IN {list $1}
        ORDER BY id {lock}";
    OF_CONTACT = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE contact_id = $1 ORDER BY updated_at DESC, id DESC LIMIT $2";
    NOTE = "UPDATE ticket SET noted_owner = $2 WHERE id = $1";
    NOTED = "SELECT noted_owner FROM ticket WHERE id = $1";
    NOTES = "SELECT COUNT(*) FROM ticket
        WHERE contact_id = $1 AND noted_owner = $2 AND updated_at >= $3 AND created_at >= $3";
    OPEN_OF_USER = "SELECT id FROM ticket WHERE owner_user = $1 AND closed_at IS NULL ORDER BY updated_at, id";
}

/// Reads the columns in the order of the statements above; the views read them too.
pub(crate) fn read(row: &Row<'_>) -> Result<Ticket> {
    let priority: String = row.get(5)?;
    let kind: String = row.get(7)?;
    let owner = match (row.get::<Option<i64>>(9)?, row.get::<Option<i64>>(10)?) {
        (Some(user), _) => Some(Owner::User(UserId(user))),
        (None, Some(team)) => Some(Owner::Team(TeamId(team))),
        (None, None) => None,
    };
    Ok(Ticket {
        id: TicketId(row.get(0)?),
        version: row.get(1)?,
        subject: row.get(2)?,
        status: row.get(3)?,
        counts: row.get(4)?,
        priority: Priority::parse(&priority).ok_or_else(|| Error::internal("priority"))?,
        channel: ChannelId(row.get(6)?),
        kind: ChannelKind::parse(&kind).ok_or_else(|| Error::internal("channel kind"))?,
        contact: ContactId(row.get(8)?),
        owner,
        team: row.get::<Option<i64>>(11)?.map(TeamId),
        follows: row.get::<Option<i64>>(12)?.map(TicketId),
        nobody_since: row.get::<Option<i64>>(13)?.map(micros),
        preview: row.get(14)?,
        created_at: micros(row.get(15)?),
        updated_at: micros(row.get(16)?),
        closed_at: row.get::<Option<i64>>(17)?.map(micros),
        snoozed_until: row.get::<Option<i64>>(18)?.map(micros),
        spam: row.get(19)?,
        heard_at: row.get::<Option<i64>>(20)?.map(micros),
    })
}

/// Stores a new ticket, unassigned and new, and counts it.
pub fn insert(tx: &mut Tx<'_>, new: NewTicket, at: Timestamp) -> Result<Ticket> {
    insert_all(tx, vec![new], at)?.pop().ok_or_else(|| Error::internal("a ticket per new one"))
}

/// As [`insert`] for several, in their order.
pub fn insert_all(tx: &mut Tx<'_>, all: Vec<NewTicket>, at: Timestamp) -> Result<Vec<Ticket>> {
    let status = wissel_model::ticket::status::NEW;
    let counts = crate::statuses::get(tx, status)?.is_some_and(|status| status.counts);
    let rows: Vec<_> = all
        .iter()
        .map(|new| {
            args![
                new.subject.as_str(),
                counts,
                new.priority.as_str(),
                new.channel.0,
                new.kind.as_str(),
                new.contact.0,
                new.follows.map(|ticket| ticket.0),
                new.preview.as_str(),
                at.as_microsecond()
            ]
            .to_vec()
        })
        .collect();
    let ids = tx.make_each(&INSERT, &rows)?;
    let made = |(id, new): (i64, NewTicket)| Ticket {
        id: TicketId(id),
        version: 1,
        subject: new.subject,
        status: status.into(),
        counts,
        priority: new.priority,
        channel: new.channel,
        kind: new.kind,
        contact: new.contact,
        owner: None,
        team: None,
        follows: new.follows,
        nobody_since: None,
        preview: new.preview,
        created_at: at,
        updated_at: at,
        closed_at: None,
        snoozed_until: None,
        spam: false,
        heard_at: Some(at),
    };
    let tickets: Vec<Ticket> = ids.into_iter().zip(all).map(made).collect();
    let standings: Vec<_> = tickets.iter().map(|ticket| (None, ticket.standing())).collect();
    standing::moved_all(tx, &standings)?;
    Ok(tickets)
}

/// One ticket.
pub fn get(tx: &mut Tx<'_>, id: TicketId) -> Result<Option<Ticket>> {
    tx.first(&GET, args![id.0], read)
}

/// The tickets in `ids`, in no order.
pub fn many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Ticket>> {
    tx.all(&MANY, args![crate::lists::ids(ids)], read)
}

/// One ticket, held against change until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, id: TicketId) -> Result<Option<Ticket>> {
    tx.first(&LOCK, args![id.0], read)
}

/// Those of `ids` that there are, in order of id, held against change until the transaction ends.
pub fn lock_many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Ticket>> {
    tx.all(&LOCK_MANY, args![crate::lists::ids(ids)], read)
}

/// Stores everything but the owner, which must be the same in both. Returns the ticket at its new version.
///
/// # Errors
/// [`Error::Changed`] when `before` is not how it stands.
pub fn save(tx: &mut Tx<'_>, before: &Ticket, mut after: Ticket) -> Result<Ticket> {
    if before.owner != after.owner || before.team != after.team {
        return Err(Error::internal("an owner is set by store::owner alone"));
    }
    let rows = tx.execute(
        &SAVE,
        args![
            before.id.0,
            before.version,
            after.subject.as_str(),
            after.status.as_str(),
            after.counts,
            after.priority.as_str(),
            after.nobody_since.map(Timestamp::as_microsecond),
            after.preview.as_str(),
            after.updated_at.as_microsecond(),
            after.closed_at.map(Timestamp::as_microsecond),
            after.snoozed_until.map(Timestamp::as_microsecond),
            after.spam,
            after.heard_at.map(Timestamp::as_microsecond)
        ],
    )?;
    if rows == 0 {
        return Err(Error::Changed { what: "ticket", version: before.version });
    }
    standing::moved(tx, Some(&before.standing()), &after.standing())?;
    after.version = before.version + 1;
    Ok(after)
}

/// A contact's tickets, latest activity first.
pub fn of_contact(tx: &mut Tx<'_>, contact: ContactId, limit: i64) -> Result<Vec<Ticket>> {
    tx.all(&OF_CONTACT, args![contact.0, limit], read)
}

/// The open tickets a user owns.
pub fn open_of_user(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<TicketId>> {
    tx.all(&OPEN_OF_USER, args![user.0], |row| Ok(TicketId(row.get(0)?)))
}

/// Records that the contact's owner is being told of this ticket by mail.
pub fn note(tx: &mut Tx<'_>, id: TicketId, owner: UserId) -> Result<()> {
    tx.execute(&NOTE, args![id.0, owner.0])?;
    Ok(())
}

/// Whether the contact's owner was told of this ticket by mail.
pub fn noted(tx: &mut Tx<'_>, id: TicketId, owner: UserId) -> Result<bool> {
    let noted: Option<Option<i64>> = tx.first(&NOTED, args![id.0], |row| row.get(0))?;
    Ok(noted.flatten() == Some(owner.0))
}

/// Of how many of a contact's tickets, made since then, this owner was told by mail.
pub fn notes(tx: &mut Tx<'_>, contact: ContactId, owner: UserId, since: Timestamp) -> Result<i64> {
    tx.one(&NOTES, args![contact.0, owner.0, since.as_microsecond()], |row| row.get(0))
}
