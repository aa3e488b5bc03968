//! Users: the people who sign in, and what decides whether routing may reach them.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Access, Choice, Error, Language, Presence, Result, Role, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A user as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// What people call them.
    pub name: String,
    /// How they sign in, in lower case.
    pub email: String,
    /// What they may change.
    pub role: Role,
    /// Whether they have a service seat.
    pub seat: bool,
    /// Which tickets they see.
    pub access: Access,
    /// The language they read.
    pub language: Language,
    /// IANA name of their time zone.
    pub time_zone: String,
    /// False once deactivated.
    pub active: bool,
    /// Their choice of availability, if they made one.
    pub choice: Option<Choice>,
    /// Sequence of the event that last gave them a ticket; 0 = never.
    pub last_assigned: i64,
}

/// What can be set of a user, by an admin or at sign-up.
#[derive(Debug, Clone)]
pub struct Profile {
    /// What people call them.
    pub name: String,
    /// In lower case.
    pub email: String,
    /// What they may change.
    pub role: Role,
    /// Whether they have a service seat.
    pub seat: bool,
    /// Which tickets they see.
    pub access: Access,
    /// The language they read.
    pub language: Language,
    /// IANA name of their time zone.
    pub time_zone: String,
    /// False to deactivate.
    pub active: bool,
}

statements! {
    INSERT = "INSERT INTO app_user (name, email, role, seat, access, language, time_zone, active, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
    UPDATE = "UPDATE app_user SET name = $2, email = $3, role = $4, seat = $5, access = $6, language = $7,
        time_zone = $8, active = $9 WHERE id = $1";
    GET = "SELECT id, name, email, role, seat, access, language, time_zone, active, presence, presence_reason,
        presence_since, presence_until, presence_set_by, last_assigned FROM app_user WHERE id = $1";
    LOCK = "SELECT id, name, email, role, seat, access, language, time_zone, active, presence, presence_reason,
        presence_since, presence_until, presence_set_by, last_assigned FROM app_user WHERE id = $1 {lock}";
    LOCK_MANY = "SELECT id, name, email, role, seat, access, language, time_zone, active, presence, presence_reason,
        presence_since, presence_until, presence_set_by, last_assigned FROM app_user WHERE id IN {list $1} ORDER BY id {lock}";
    BY_EMAIL = "SELECT id, name, email, role, seat, access, language, time_zone, active, presence, presence_reason,
        presence_since, presence_until, presence_set_by, last_assigned FROM app_user WHERE email = $1";
    MANY = "SELECT id, name, email, role, seat, access, language, time_zone, active, presence, presence_reason,
        presence_since, presence_until, presence_set_by, last_assigned FROM app_user WHERE id IN {list $1} ORDER BY id";
    PAGE = "SELECT id, name, email, role, seat, access, language, time_zone, active, presence, presence_reason,
        presence_since, presence_until, presence_set_by, last_assigned FROM app_user
        WHERE id > $1 AND ($2 = '' OR lower(name) LIKE $3 OR email LIKE $3) ORDER BY id LIMIT $4";
    NAMES = "SELECT id, name FROM app_user WHERE id IN {list $1}";
    ALL_NAMES = "SELECT id, name FROM app_user ORDER BY id";
    SET_CHOICE = "UPDATE app_user SET presence = $2, presence_reason = $3, presence_since = $4, presence_until = $5,
        presence_set_by = $6 WHERE id = $1";
    PASSWORD = "SELECT password_hash FROM app_user WHERE id = $1";
    SET_PASSWORD = "UPDATE app_user SET password_hash = $2 WHERE id = $1";
    UNDO_SEND = "SELECT undo_send FROM app_user WHERE id = $1";
    SET_UNDO_SEND = "UPDATE app_user SET undo_send = $2 WHERE id = $1";
    ACTIVE_ADMINS = "SELECT id FROM app_user WHERE role = 'admin' AND active ORDER BY id {lock}";
    ADMIN_WITH_PASSWORD = "SELECT COUNT(*) FROM app_user WHERE role = 'admin' AND active AND password_hash IS NOT NULL";
    FIRST_ADMIN = "SELECT MIN(id) FROM app_user WHERE role = 'admin' AND active";
    ANY = "SELECT COUNT(*) FROM app_user";
    NEXT_EDGE = "SELECT MIN(presence_until) FROM app_user WHERE presence_until > $1";
    LAPSED = "SELECT id FROM app_user WHERE presence_until > $1 AND presence_until <= $2 ORDER BY id";
}

fn read(row: &Row<'_>) -> Result<User> {
    let word = |i: usize| row.get::<String>(i);
    let presence = row.get::<Option<String>>(9)?.as_deref().and_then(Presence::parse);
    let choice = match presence {
        Some(presence) => Some(Choice {
            presence,
            reason: row.get(10)?,
            since: micros(row.get::<Option<i64>>(11)?.unwrap_or(0)),
            until: row.get::<Option<i64>>(12)?.map(micros),
            set_by: row.get::<Option<i64>>(13)?.map(UserId),
        }),
        None => None,
    };
    Ok(User {
        id: UserId(row.get(0)?),
        name: row.get(1)?,
        email: row.get(2)?,
        role: Role::parse(&word(3)?).ok_or_else(|| Error::internal("role"))?,
        seat: row.get(4)?,
        access: Access::parse(&word(5)?).ok_or_else(|| Error::internal("access"))?,
        language: Language::parse(&word(6)?).unwrap_or(Language::En),
        time_zone: row.get(7)?,
        active: row.get(8)?,
        choice,
        last_assigned: row.get(14)?,
    })
}

/// A `LIKE` pattern for "contains", with the query's own wildcards taken literally as far as they match themselves.
fn pattern(query: &str) -> String {
    format!("%{}%", query.replace(['%', '_'], ""))
}

/// Stores a new user. Their loads start at nothing, without limits.
///
/// # Errors
/// Constraint `user_email` when the address is taken.
pub fn insert(tx: &mut Tx<'_>, profile: &Profile, at: Timestamp) -> Result<UserId> {
    let id = UserId(tx.one(
        &INSERT,
        args![
            profile.name.as_str(),
            profile.email.as_str(),
            profile.role.as_str(),
            profile.seat,
            profile.access.as_str(),
            profile.language.as_str(),
            profile.time_zone.as_str(),
            profile.active,
            at.as_microsecond()
        ],
        |row| row.get(0),
    )?);
    crate::standing::start_loads(tx, id)?;
    Ok(id)
}

/// Overwrites what can be set of a user.
///
/// # Errors
/// Constraint `user_email` when the address is taken.
pub fn update(tx: &mut Tx<'_>, id: UserId, profile: &Profile) -> Result<()> {
    tx.execute(
        &UPDATE,
        args![
            id.0,
            profile.name.as_str(),
            profile.email.as_str(),
            profile.role.as_str(),
            profile.seat,
            profile.access.as_str(),
            profile.language.as_str(),
            profile.time_zone.as_str(),
            profile.active
        ],
    )?;
    Ok(())
}

/// One user.
pub fn get(tx: &mut Tx<'_>, id: UserId) -> Result<Option<User>> {
    tx.first(&GET, args![id.0], read)
}

/// One user, held against change until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, id: UserId) -> Result<Option<User>> {
    tx.first(&LOCK, args![id.0], read)
}

/// Those of `ids` that there are, by id, held against change until the transaction ends.
pub fn lock_many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<User>> {
    tx.all(&LOCK_MANY, args![crate::lists::ids(ids)], read)
}

/// The user who signs in with `email` (lower case).
pub fn by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<User>> {
    tx.first(&BY_EMAIL, args![email], read)
}

/// Users after `after` whose name or address contains `query` (lower case; empty = all).
pub fn page(tx: &mut Tx<'_>, after: UserId, query: &str, limit: i64) -> Result<Vec<User>> {
    tx.all(&PAGE, args![after.0, query, pattern(query), limit], read)
}

/// The users in `ids`, by id.
pub fn many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<User>> {
    tx.all(&MANY, args![crate::lists::ids(ids)], read)
}

/// The names of all users, also of those who have left.
pub fn all_names(tx: &mut Tx<'_>) -> Result<Vec<(UserId, String)>> {
    tx.all(&ALL_NAMES, args![], |row| Ok((UserId(row.get(0)?), row.get(1)?)))
}

/// Names of the users in `ids`.
pub fn names(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<(UserId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    tx.all(&NAMES, args![crate::lists::ids(ids)], |row| Ok((UserId(row.get(0)?), row.get(1)?)))
}

/// Stores what someone chose about their availability.
pub fn set_choice(tx: &mut Tx<'_>, id: UserId, choice: &Choice) -> Result<()> {
    tx.execute(
        &SET_CHOICE,
        args![
            id.0,
            choice.presence.as_str(),
            choice.reason.clone(),
            choice.since.as_microsecond(),
            choice.until.map(Timestamp::as_microsecond),
            choice.set_by.map(|user| user.0)
        ],
    )?;
    Ok(())
}

/// The stored password hash, if a password was ever set.
pub fn password(tx: &mut Tx<'_>, id: UserId) -> Result<Option<String>> {
    Ok(tx.first(&PASSWORD, args![id.0], |row| row.get::<Option<String>>(0))?.flatten())
}

/// Stores a new password hash.
pub fn set_password(tx: &mut Tx<'_>, id: UserId, hash: &str) -> Result<()> {
    tx.execute(&SET_PASSWORD, args![id.0, hash])?;
    Ok(())
}

/// For how many seconds this user's replies are held before they leave; 0 for not at all.
pub fn undo_send(tx: &mut Tx<'_>, id: UserId) -> Result<i64> {
    Ok(tx.first(&UNDO_SEND, args![id.0], |row| row.get(0))?.unwrap_or_default())
}

/// Stores for how many seconds this user's replies are held.
pub fn set_undo_send(tx: &mut Tx<'_>, id: UserId, seconds: i64) -> Result<()> {
    tx.execute(&SET_UNDO_SEND, args![id.0, seconds])?;
    Ok(())
}

/// How many active admins there are; none of them can be made less by another until the transaction ends.
pub fn active_admins(tx: &mut Tx<'_>) -> Result<usize> {
    Ok(tx.all(&ACTIVE_ADMINS, args![], |row| row.get::<i64>(0))?.len())
}

/// Whether some active admin can sign in.
pub fn admin_with_password(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.one(&ADMIN_WITH_PASSWORD, args![], |row| row.get::<i64>(0))? > 0)
}

/// The active admin who was made first.
pub fn first_admin(tx: &mut Tx<'_>) -> Result<Option<UserId>> {
    Ok(tx.one(&FIRST_ADMIN, args![], |row| row.get::<Option<i64>>(0))?.map(UserId))
}

/// Whether anybody exists yet.
pub fn any(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.one(&ANY, args![], |row| row.get::<i64>(0))? > 0)
}

/// The next moment after `now` at which somebody's choice runs out.
pub fn next_edge(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<Timestamp>> {
    let edge = tx.first(&NEXT_EDGE, args![now.as_microsecond()], |row| row.get(0))?;
    Ok(edge.flatten().map(micros))
}

/// Users whose choice ran out in the time after `from` up to and including `to`.
pub fn lapsed(tx: &mut Tx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<UserId>> {
    tx.all(&LAPSED, args![from.as_microsecond(), to.as_microsecond()], |row| {
        Ok(UserId(row.get(0)?))
    })
}
