//! Signed-in browsers. Only the hash of a session's token is stored.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{
    Access, Error, Language, Membership, Result, Role, SessionId, TeamId, UserId, Who,
};

use crate::db::{Db, Row, Tx};
use crate::{args, statements};

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// What the browser calls itself.
    pub browser: String,
    /// The address it last came from.
    pub address: String,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

statements! {
    INSERT = "INSERT INTO session (token_hash, user_id, browser, address, created_at, last_seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6) RETURNING id";
    FIND = "SELECT s.id, s.user_id, s.last_seen_at, u.role, u.access, u.language, u.time_zone, m.team_id, m.membership
        FROM session s JOIN app_user u ON u.id = s.user_id LEFT JOIN team_member m ON m.user_id = u.id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.active";
    OF_USER = "SELECT id, user_id, browser, address, created_at, last_seen_at, expires_at FROM session
        WHERE user_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC, id DESC LIMIT 100";
    SEEN = "UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1";
    END = "DELETE FROM session WHERE id = $1 AND user_id = $2";
    END_ALL = "DELETE FROM session WHERE user_id = $1 AND id <> $2";
    SWEEP = "DELETE FROM session WHERE expires_at <= $1";
}

fn read(row: &Row<'_>) -> Result<Session> {
    Ok(Session {
        id: SessionId(row.get(0)?),
        user: UserId(row.get(1)?),
        browser: row.get(2)?,
        address: row.get(3)?,
        created_at: micros(row.get(4)?),
        last_seen_at: micros(row.get(5)?),
        expires_at: micros(row.get(6)?),
    })
}

/// Stores a new session under the hash of its token.
pub fn insert(
    tx: &mut Tx<'_>,
    token_hash: &str,
    user: UserId,
    browser: &str,
    address: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<SessionId> {
    let values = args![
        token_hash,
        user.0,
        browser,
        address,
        now.as_microsecond(),
        expires_at.as_microsecond()
    ];
    Ok(SessionId(tx.one(&INSERT, values, |row| row.get(0))?))
}

/// Someone signed in, as found by their token.
#[derive(Debug, Clone)]
pub struct Found {
    /// Their session.
    pub session: SessionId,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// Who they are.
    pub who: Who,
}

/// The living session with this token hash, if its user is active. Asked with every request, so it is one statement.
pub async fn find(db: &Db, token_hash: &str, now: Timestamp) -> Result<Option<Found>> {
    let rows = db
        .ask(&FIND, args![token_hash, now.as_microsecond()], |row| {
            let word = |n| row.get::<String>(n);
            let who = Who {
                user: UserId(row.get(1)?),
                role: Role::parse(&word(3)?).ok_or_else(|| Error::internal("role"))?,
                access: Access::parse(&word(4)?).ok_or_else(|| Error::internal("access"))?,
                main_team: None,
                teams: Vec::new(),
                language: Language::parse(&word(5)?).unwrap_or(Language::En),
                time_zone: word(6)?,
            };
            let team = row.get::<Option<i64>>(7)?.map(TeamId);
            let main = row.get::<Option<String>>(8)?.as_deref() == Some(Membership::Main.as_str());
            let (session, last_seen_at) = (SessionId(row.get(0)?), micros(row.get(2)?));
            Ok((Found { session, last_seen_at, who }, team, main))
        })
        .await?;
    let Some((mut found, ..)) = rows.first().cloned() else { return Ok(None) };
    let rows = rows.into_iter();
    // A row per team; the main one first.
    let mut teams: Vec<_> = rows.filter_map(|(_, team, main)| Some((!main, team?))).collect();
    teams.sort_unstable();
    found.who.main_team = teams.first().filter(|(extra, _)| !extra).map(|(_, team)| *team);
    found.who.teams = teams.into_iter().map(|(_, team)| team).collect();
    Ok(Some(found))
}

/// A user's living sessions, last used first.
pub fn of_user(tx: &mut Tx<'_>, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
    tx.all(&OF_USER, args![user.0, now.as_microsecond()], read)
}

/// Records that a session was used, and until when it lives now.
pub fn seen(tx: &mut Tx<'_>, id: SessionId, now: Timestamp, expires_at: Timestamp) -> Result<()> {
    tx.execute(&SEEN, args![id.0, now.as_microsecond(), expires_at.as_microsecond()])?;
    Ok(())
}

/// Ends one of a user's sessions. False when they have no such session.
pub fn end(tx: &mut Tx<'_>, id: SessionId, user: UserId) -> Result<bool> {
    Ok(tx.execute(&END, args![id.0, user.0])? == 1)
}

/// Ends all of a user's sessions except `but`.
pub fn end_others(tx: &mut Tx<'_>, user: UserId, but: SessionId) -> Result<()> {
    tx.execute(&END_ALL, args![user.0, but.0])?;
    Ok(())
}

/// Removes sessions that have ended by themselves.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    tx.execute(&SWEEP, args![now.as_microsecond()])?;
    Ok(())
}
