//! The desk's views: lists of tickets by latest activity, paged by key, each with an index of its own.

use jiff::Timestamp;
use wissel_model::{Access, Result, TeamId, TicketId, UserId};

use crate::db::Tx;
use crate::tickets::{self, Ticket};
use crate::{args, statements};

/// Which tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Open and nobody's.
    Unassigned,
    /// Open and this user's.
    Mine(UserId),
    /// Every open one.
    Open,
    /// Open, and routing found nobody.
    Nobody,
    /// Done.
    Closed,
    /// Open and listed under this team.
    Team(TeamId),
}

/// Whose eyes: which tickets of a view may be seen.
#[derive(Debug, Clone)]
pub struct Eyes {
    /// The reader.
    pub user: UserId,
    /// Their ticket access.
    pub access: Access,
    /// The teams whose tickets they see.
    pub teams: Vec<TeamId>,
}

statements! {
    UNASSIGNED = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at FROM ticket
        WHERE closed_at IS NULL AND owner_user IS NULL AND owner_team IS NULL AND (updated_at, id) < ($1, $2)
        AND ($4 = 'all' OR owner_user = $5 OR ($4 = 'team' AND (team_id IN {list $6} OR (owner_user IS NULL AND owner_team IS NULL))))
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    MINE = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at FROM ticket
        WHERE closed_at IS NULL AND owner_user = $4 AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    OPEN = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at FROM ticket
        WHERE closed_at IS NULL AND (updated_at, id) < ($1, $2)
        AND ($4 = 'all' OR owner_user = $5 OR ($4 = 'team' AND (team_id IN {list $6} OR (owner_user IS NULL AND owner_team IS NULL))))
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    NOBODY = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at FROM ticket
        WHERE nobody_since IS NOT NULL AND closed_at IS NULL AND (updated_at, id) < ($1, $2)
        AND ($4 = 'all' OR owner_user = $5 OR ($4 = 'team' AND (team_id IN {list $6} OR (owner_user IS NULL AND owner_team IS NULL))))
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    CLOSED = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at FROM ticket
        WHERE closed_at IS NOT NULL AND (updated_at, id) < ($1, $2)
        AND ($4 = 'all' OR owner_user = $5 OR ($4 = 'team' AND (team_id IN {list $6} OR (owner_user IS NULL AND owner_team IS NULL))))
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    TEAM = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at FROM ticket
        WHERE closed_at IS NULL AND team_id = $7 AND (updated_at, id) < ($1, $2)
        AND ($4 = 'all' OR owner_user = $5 OR ($4 = 'team' AND (team_id IN {list $6} OR (owner_user IS NULL AND owner_team IS NULL))))
        ORDER BY updated_at DESC, id DESC LIMIT $3";
}

/// Up to `limit` tickets of a view that come after (`updated_at`, `id`) in its order, latest activity first.
pub fn page(
    tx: &mut Tx<'_>,
    view: View,
    eyes: &Eyes,
    after: Option<(Timestamp, TicketId)>,
    limit: i64,
) -> Result<Vec<Ticket>> {
    let (at, id) = after.map_or((i64::MAX, i64::MAX), |(at, id)| (at.as_microsecond(), id.0));
    let teams: Vec<i64> = eyes.teams.iter().map(|team| team.0).collect();
    let teams = crate::lists::ids(&teams);
    let seen = args![at, id, limit, eyes.access.as_str(), eyes.user.0, teams.as_str()];
    match view {
        View::Unassigned => tx.all(&UNASSIGNED, seen, tickets::read),
        View::Open => tx.all(&OPEN, seen, tickets::read),
        View::Nobody => tx.all(&NOBODY, seen, tickets::read),
        View::Closed => tx.all(&CLOSED, seen, tickets::read),
        View::Mine(user) => tx.all(&MINE, args![at, id, limit, user.0], tickets::read),
        View::Team(team) => tx.all(
            &TEAM,
            args![at, id, limit, eyes.access.as_str(), eyes.user.0, teams.as_str(), team.0],
            tickets::read,
        ),
    }
}
