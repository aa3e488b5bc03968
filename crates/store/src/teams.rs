//! Teams and who belongs to them.

use jiff::Timestamp;
use wissel_model::user::Teams;
use wissel_model::{Error, Membership, Result, TeamId, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A team with its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Reached by routing.
    pub main: Vec<UserId>,
    /// Reached by hand only.
    pub extra: Vec<UserId>,
}

statements! {
    INSERT = "INSERT INTO team (name, active, created_at) VALUES ($1, $3, $2) RETURNING id";
    RENAME = "UPDATE team SET name = $2 WHERE id = $1";
    RETIRE = "UPDATE team SET active = $2 WHERE id = $1";
    ALL = "SELECT id, name FROM team WHERE active ORDER BY lower(name), id LIMIT 1000";
    GET = "SELECT id, name FROM team WHERE id = $1 AND active";
    LOCK = "SELECT id FROM team WHERE id = $1 AND active {lock}";
    NAMES = "SELECT id, name FROM team WHERE id IN {list $1}";
    MEMBERS = "SELECT team_id, user_id, membership FROM team_member ORDER BY team_id, user_id";
    MEMBERS_OF = "SELECT team_id, user_id, membership FROM team_member WHERE team_id = $1 ORDER BY user_id";
    TEAMS_OF = "SELECT team_id, membership FROM team_member WHERE user_id = $1 ORDER BY team_id";
    TEAMS_OF_MANY = "SELECT team_id, user_id, membership FROM team_member WHERE user_id IN {list $1}
        ORDER BY user_id, team_id";
    LEAVE_ALL = "DELETE FROM team_member WHERE user_id = $1";
    LEAVE = "DELETE FROM team_member WHERE team_id = $1";
    LEAVE_MAIN = "DELETE FROM team_member WHERE user_id = $1 AND membership = 'main' AND team_id <> $2";
    JOIN = "INSERT INTO team_member (team_id, user_id, membership) VALUES ($1, $2, $3)";
    TICKETS = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM ticket WHERE team_id = $1 AND closed_at IS NULL LIMIT 1) AS found";
}

/// Stores a new team without people.
///
/// # Errors
/// Constraint `team_name` when the name is taken.
pub fn insert(tx: &mut Tx<'_>, name: &str, at: Timestamp) -> Result<TeamId> {
    Ok(TeamId(tx.one(&INSERT, args![name, at.as_microsecond(), true], |row| row.get(0))?))
}

/// Gives a team another name.
///
/// # Errors
/// Constraint `team_name` when the name is taken.
pub fn rename(tx: &mut Tx<'_>, id: TeamId, name: &str) -> Result<()> {
    tx.execute(&RENAME, args![id.0, name])?;
    Ok(())
}

/// Retires a team: it has no people any more and is listed nowhere, but what it did stays told. The caller has made sure
/// that no rule and no open ticket names it.
pub fn retire(tx: &mut Tx<'_>, id: TeamId) -> Result<()> {
    tx.execute(&LEAVE, args![id.0])?;
    tx.execute(&RETIRE, args![id.0, false])?;
    Ok(())
}

/// Holds a team against being retired until the transaction ends. False when it is none any more.
pub fn lock(tx: &mut Tx<'_>, id: TeamId) -> Result<bool> {
    Ok(tx.first(&LOCK, args![id.0], |row| row.get::<i64>(0))?.is_some())
}

/// Whether any open ticket is listed under the team.
pub fn has_tickets(tx: &mut Tx<'_>, id: TeamId) -> Result<bool> {
    Ok(tx.one(&TICKETS, args![id.0], |row| row.get::<i64>(0))? > 0)
}

/// Every team, by name, with its people.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Team>> {
    let mut teams = tx.all(&ALL, args![], |row| {
        Ok(Team { id: TeamId(row.get(0)?), name: row.get(1)?, main: Vec::new(), extra: Vec::new() })
    })?;
    for (team, user, membership) in members(tx, None)? {
        if let Some(found) = teams.iter_mut().find(|found| found.id == team) {
            found.join(user, membership);
        }
    }
    Ok(teams)
}

/// One team with its people.
pub fn get(tx: &mut Tx<'_>, id: TeamId) -> Result<Option<Team>> {
    let found = tx.first(&GET, args![id.0], |row| {
        Ok(Team { id: TeamId(row.get(0)?), name: row.get(1)?, main: Vec::new(), extra: Vec::new() })
    })?;
    let Some(mut team) = found else { return Ok(None) };
    for (_, user, membership) in members(tx, Some(id))? {
        team.join(user, membership);
    }
    Ok(Some(team))
}

/// Names of the teams in `ids`.
pub fn names(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<(TeamId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    tx.all(&NAMES, args![crate::lists::ids(ids)], |row| Ok((TeamId(row.get(0)?), row.get(1)?)))
}

fn read(row: &Row<'_>) -> Result<(TeamId, UserId, Membership)> {
    let word: String = row.get(2)?;
    let membership = Membership::parse(&word).ok_or_else(|| Error::internal("membership"))?;
    Ok((TeamId(row.get(0)?), UserId(row.get(1)?), membership))
}

/// The memberships of several users, by user.
pub fn of_users(tx: &mut Tx<'_>, users: &[i64]) -> Result<Vec<(TeamId, UserId, Membership)>> {
    tx.all(&TEAMS_OF_MANY, args![crate::lists::ids(users)], read)
}

/// Who belongs to which team: all of it, or one team's.
pub fn members(tx: &mut Tx<'_>, of: Option<TeamId>) -> Result<Vec<(TeamId, UserId, Membership)>> {
    match of {
        Some(team) => tx.all(&MEMBERS_OF, args![team.0], read),
        None => tx.all(&MEMBERS, args![], read),
    }
}

/// The teams of one user.
pub fn of_user(tx: &mut Tx<'_>, user: UserId) -> Result<Teams> {
    let rows =
        tx.all(&TEAMS_OF, args![user.0], |row| Ok((TeamId(row.get(0)?), row.get::<String>(1)?)))?;
    let mut teams = Teams::default();
    for (team, membership) in rows {
        if membership == Membership::Main.as_str() {
            teams.main = Some(team);
        } else {
            teams.extra.push(team);
        }
    }
    Ok(teams)
}

/// Sets all teams of one user.
///
/// # Errors
/// Constraint `foreign_key` when a team does not exist.
pub fn set_of_user(tx: &mut Tx<'_>, user: UserId, teams: &Teams) -> Result<()> {
    tx.execute(&LEAVE_ALL, args![user.0])?;
    if let Some(main) = teams.main {
        tx.execute(&JOIN, args![main.0, user.0, Membership::Main.as_str()])?;
    }
    for extra in teams.extra.iter().filter(|extra| Some(**extra) != teams.main) {
        tx.execute(&JOIN, args![extra.0, user.0, Membership::Extra.as_str()])?;
    }
    Ok(())
}

/// Sets all people of one team. Someone made a main member here leaves their earlier main team.
///
/// # Errors
/// Constraint `foreign_key` when a user does not exist.
pub fn set_members(tx: &mut Tx<'_>, id: TeamId, main: &[UserId], extra: &[UserId]) -> Result<()> {
    tx.execute(&LEAVE, args![id.0])?;
    for user in main {
        tx.execute(&LEAVE_MAIN, args![user.0, id.0])?;
        tx.execute(&JOIN, args![id.0, user.0, Membership::Main.as_str()])?;
    }
    for user in extra.iter().filter(|user| !main.contains(user)) {
        tx.execute(&JOIN, args![id.0, user.0, Membership::Extra.as_str()])?;
    }
    Ok(())
}

impl Team {
    fn join(&mut self, user: UserId, membership: Membership) {
        match membership {
            Membership::Main => self.main.push(user),
            Membership::Extra => self.extra.push(user),
        }
    }
}
