//! Channels and the versions of their rule. Rule and settings are documents; the desk knows their meaning.

use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{ChannelId, ChannelKind, Error, Result, UserId};

use crate::db::{Db, Row, Tx};
use crate::{args, statements};

/// A channel as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// What kind of source it is.
    pub kind: ChannelKind,
    /// What people call it.
    pub name: String,
    /// The address the outside knows it by (for e-mail, in lower case).
    pub address: Option<String>,
    /// False: takes nothing in and sends nothing out.
    pub active: bool,
    /// Settings document (JSON), without secrets.
    pub settings: String,
    /// Sealed document of secrets, or empty.
    pub secrets: String,
    /// JSON list of the names of the secrets that are set.
    pub secrets_set: String,
    /// Counts changes of the settings.
    pub version: i64,
    /// The rule in force.
    pub rule_version: i64,
    /// Counts round-robin picks: what a claim compares and raises.
    pub turn: i64,
    /// Health document (JSON).
    pub health: String,
    /// Where reading the source stands (JSON), for example UIDVALIDITY and the last UID.
    pub cursor: Option<String>,
    /// When it was connected.
    pub created_at: Timestamp,
}

/// What can be set of a channel.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What people call it.
    pub name: String,
    /// The address the outside knows it by.
    pub address: Option<String>,
    /// False: takes nothing in and sends nothing out.
    pub active: bool,
    /// Settings document (JSON).
    pub settings: String,
    /// Sealed document of secrets, or empty.
    pub secrets: String,
    /// JSON list of the names of the secrets that are set.
    pub secrets_set: String,
}

statements! {
    INSERT = "INSERT INTO channel (kind, name, address, active, settings, secrets, secrets_set, health, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, '{}', $8) RETURNING id";
    UPDATE = "UPDATE channel SET name = $2, address = $3, active = $4, settings = $5, secrets = $6, secrets_set = $7,
        version = version + 1 WHERE id = $1";
    GET = "SELECT id, kind, name, address, active, settings, secrets, secrets_set, version, rule_version, turn, health,
        cursor, created_at FROM channel WHERE id = $1";
    LOCK = "SELECT id, kind, name, address, active, settings, secrets, secrets_set, version, rule_version, turn, health,
        cursor, created_at FROM channel WHERE id = $1 {lock}";
    ALL = "SELECT id, kind, name, address, active, settings, secrets, secrets_set, version, rule_version, turn, health,
        cursor, created_at FROM channel ORDER BY id LIMIT 1000";
    BY_ADDRESS = "SELECT id, kind, name, address, active, settings, secrets, secrets_set, version, rule_version, turn,
        health, cursor, created_at FROM channel WHERE kind = $1 AND address = $2";
    ADDRESSES = "SELECT address FROM channel WHERE kind = $1 AND address IS NOT NULL ORDER BY id LIMIT 1000";
    SET_HEALTH = "UPDATE channel SET health = $2 WHERE id = $1";
    SET_CURSOR = "UPDATE channel SET cursor = $2 WHERE id = $1";
    ADD_RULE = "INSERT INTO rule_version (channel_id, version, rule, created_by, created_at) VALUES ($1, $2, $3, $4, $5)";
    SET_RULE = "UPDATE channel SET rule_version = $3 WHERE id = $1 AND rule_version = $2";
    RULE_VERSIONS = "SELECT id, rule_version FROM channel WHERE id IN {list $1}";
    RULE = "SELECT rule FROM rule_version WHERE channel_id = $1 AND version = $2";
    RULES = "SELECT c.id, c.rule_version, r.rule FROM channel c
        JOIN rule_version r ON r.channel_id = c.id AND r.version = c.rule_version ORDER BY c.id";
}

fn read(row: &Row<'_>) -> Result<Channel> {
    let kind: String = row.get(1)?;
    Ok(Channel {
        id: ChannelId(row.get(0)?),
        kind: ChannelKind::parse(&kind).ok_or_else(|| Error::internal("channel kind"))?,
        name: row.get(2)?,
        address: row.get(3)?,
        active: row.get(4)?,
        settings: row.get(5)?,
        secrets: row.get(6)?,
        secrets_set: row.get(7)?,
        version: row.get(8)?,
        rule_version: row.get(9)?,
        turn: row.get(10)?,
        health: row.get(11)?,
        cursor: row.get(12)?,
        created_at: micros(row.get(13)?),
    })
}

/// Stores a new channel with the first version of its rule.
///
/// # Errors
/// Constraint `channel_address` when the address is connected already.
pub fn insert(
    tx: &mut Tx<'_>,
    kind: ChannelKind,
    draft: &Draft,
    rule: &str,
    by: Option<UserId>,
    at: Timestamp,
) -> Result<ChannelId> {
    let id = ChannelId(tx.one(
        &INSERT,
        args![
            kind.as_str(),
            draft.name.as_str(),
            draft.address.clone(),
            draft.active,
            draft.settings.as_str(),
            draft.secrets.as_str(),
            draft.secrets_set.as_str(),
            at.as_microsecond()
        ],
        |row| row.get(0),
    )?);
    add_rule(tx, id, 1, rule, by, at)?;
    Ok(id)
}

/// Overwrites what can be set of a channel.
///
/// # Errors
/// Constraint `channel_address` when the address is connected already.
pub fn update(tx: &mut Tx<'_>, id: ChannelId, draft: &Draft) -> Result<()> {
    tx.execute(
        &UPDATE,
        args![
            id.0,
            draft.name.as_str(),
            draft.address.clone(),
            draft.active,
            draft.settings.as_str(),
            draft.secrets.as_str(),
            draft.secrets_set.as_str()
        ],
    )?;
    Ok(())
}

/// One channel.
pub fn get(tx: &mut Tx<'_>, id: ChannelId) -> Result<Option<Channel>> {
    tx.first(&GET, args![id.0], read)
}

/// As [`get`], outside of any transaction.
pub async fn find(db: &Db, id: ChannelId) -> Result<Option<Channel>> {
    Ok(db.ask(&GET, args![id.0], read).await?.pop())
}

/// One channel, held against change until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, id: ChannelId) -> Result<Option<Channel>> {
    tx.first(&LOCK, args![id.0], read)
}

/// Every channel, oldest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Channel>> {
    tx.all(&ALL, args![], read)
}

/// The channel of this kind that the outside knows by `address`.
pub fn by_address(tx: &mut Tx<'_>, kind: ChannelKind, address: &str) -> Result<Option<Channel>> {
    tx.first(&BY_ADDRESS, args![kind.as_str(), address], read)
}

/// The addresses by which the outside knows the channels of this kind.
pub fn addresses(tx: &mut Tx<'_>, kind: ChannelKind) -> Result<Vec<String>> {
    tx.all(&ADDRESSES, args![kind.as_str()], |row| row.get(0))
}

/// Stores how the source is doing.
pub fn set_health(tx: &mut Tx<'_>, id: ChannelId, health: &str) -> Result<()> {
    tx.execute(&SET_HEALTH, args![id.0, health])?;
    Ok(())
}

/// Stores where reading the source stands.
pub fn set_cursor(tx: &mut Tx<'_>, id: ChannelId, cursor: &str) -> Result<()> {
    tx.execute(&SET_CURSOR, args![id.0, cursor])?;
    Ok(())
}

fn add_rule(
    tx: &mut Tx<'_>,
    id: ChannelId,
    version: i64,
    rule: &str,
    by: Option<UserId>,
    at: Timestamp,
) -> Result<()> {
    tx.execute(&ADD_RULE, args![id.0, version, rule, by.map(|user| user.0), at.as_microsecond()])?;
    Ok(())
}

/// Puts a new version of the rule in force, given that `from` is the present one. Returns the new version.
///
/// # Errors
/// [`Error::Changed`] when another version came in between.
pub fn set_rule(
    tx: &mut Tx<'_>,
    id: ChannelId,
    from: i64,
    rule: &str,
    by: Option<UserId>,
    at: Timestamp,
) -> Result<i64> {
    let channel = lock(tx, id)?.ok_or(Error::NotFound("channel"))?;
    if channel.rule_version != from {
        return Err(Error::Changed { what: "rule", version: channel.rule_version });
    }
    add_rule(tx, id, from + 1, rule, by, at)?;
    tx.execute(&SET_RULE, args![id.0, from, from + 1])?;
    Ok(from + 1)
}

/// The versions of the rules in force in `ids`.
pub fn rule_versions(tx: &mut Tx<'_>, ids: &[i64]) -> Result<HashMap<ChannelId, i64>> {
    let found = tx.all(&RULE_VERSIONS, args![crate::lists::ids(ids)], |row| {
        Ok((ChannelId(row.get(0)?), row.get(1)?))
    })?;
    Ok(found.into_iter().collect())
}

/// One version of a channel's rule (JSON).
pub fn rule(tx: &mut Tx<'_>, id: ChannelId, version: i64) -> Result<Option<String>> {
    tx.first(&RULE, args![id.0, version], |row| row.get(0))
}

/// The rule in force of every channel: channel, version, document.
pub fn rules(tx: &mut Tx<'_>) -> Result<Vec<(ChannelId, i64, String)>> {
    tx.all(&RULES, args![], |row| Ok((ChannelId(row.get(0)?), row.get(1)?, row.get(2)?)))
}
