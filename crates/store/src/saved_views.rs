//! Views of people's own making.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Error, Result, Sharing, TeamId, UserId, ViewId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A view as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// Who made it.
    pub user: UserId,
    /// Who else sees it.
    pub sharing: Sharing,
    /// The team it is shared with.
    pub team: Option<TeamId>,
    /// What it is called.
    pub name: String,
    /// Which tickets, as the desk wrote it down (JSON).
    pub filter: String,
    /// When it was made.
    pub created_at: Timestamp,
}

statements! {
    INSERT = "INSERT INTO saved_view (user_id, sharing, team_id, name, filter, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    SAVE = "UPDATE saved_view SET sharing = $2, team_id = $3, name = $4, filter = $5 WHERE id = $1";
    DELETE = "DELETE FROM saved_view WHERE id = $1";
    GET = "SELECT id, user_id, sharing, team_id, name, filter, created_at FROM saved_view WHERE id = $1";
    OF_USER = "SELECT id, user_id, sharing, team_id, name, filter, created_at FROM saved_view
        WHERE user_id = $1 ORDER BY id DESC LIMIT $2";
    EVERYBODYS = "SELECT id, user_id, sharing, team_id, name, filter, created_at FROM saved_view
        WHERE sharing = 'everybody' AND user_id <> $1 ORDER BY id DESC LIMIT $2";
    TEAMS = "SELECT id, user_id, sharing, team_id, name, filter, created_at FROM saved_view
        WHERE sharing = 'team' AND user_id <> $1 AND ($3 OR team_id IN {list $4}) ORDER BY id DESC LIMIT $2";
}

fn read(row: &Row<'_>) -> Result<SavedView> {
    let sharing: String = row.get(2)?;
    Ok(SavedView {
        id: ViewId(row.get(0)?),
        user: UserId(row.get(1)?),
        sharing: Sharing::parse(&sharing).ok_or_else(|| Error::internal("sharing"))?,
        team: row.get::<Option<i64>>(3)?.map(TeamId),
        name: row.get(4)?,
        filter: row.get(5)?,
        created_at: micros(row.get(6)?),
    })
}

/// Stores a new one; its id is filled in.
pub fn insert(tx: &mut Tx<'_>, view: &SavedView) -> Result<ViewId> {
    let team = view.team.map(|team| team.0);
    let at = view.created_at.as_microsecond();
    let (name, filter) = (view.name.as_str(), view.filter.as_str());
    let args = args![view.user.0, view.sharing.as_str(), team, name, filter, at];
    tx.one(&INSERT, args, |row| Ok(ViewId(row.get(0)?)))
}

/// Stores everything but who made it.
pub fn save(tx: &mut Tx<'_>, view: &SavedView) -> Result<()> {
    let team = view.team.map(|team| team.0);
    let (name, filter) = (view.name.as_str(), view.filter.as_str());
    tx.execute(&SAVE, args![view.id.0, view.sharing.as_str(), team, name, filter])?;
    Ok(())
}

/// Forgets one.
pub fn delete(tx: &mut Tx<'_>, id: ViewId) -> Result<()> {
    tx.execute(&DELETE, args![id.0])?;
    Ok(())
}

/// One of them.
pub fn get(tx: &mut Tx<'_>, id: ViewId) -> Result<Option<SavedView>> {
    tx.first(&GET, args![id.0], read)
}

/// Those a user made, the latest of them.
pub fn of_user(tx: &mut Tx<'_>, user: UserId, most: i64) -> Result<Vec<SavedView>> {
    tx.all(&OF_USER, args![user.0, most], read)
}

/// Those that others share with everybody and with these teams (`None`: with any), the latest of each.
pub fn shared(
    tx: &mut Tx<'_>,
    user: UserId,
    teams: Option<&[TeamId]>,
    most: i64,
) -> Result<Vec<SavedView>> {
    let mut found = tx.all(&EVERYBODYS, args![user.0, most], read)?;
    let ids: Vec<i64> = teams.unwrap_or_default().iter().map(|team| team.0).collect();
    let args = args![user.0, most, teams.is_none(), crate::lists::ids(&ids)];
    found.extend(tx.all(&TEAMS, args, read)?);
    Ok(found)
}
