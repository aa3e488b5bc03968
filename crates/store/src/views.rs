//! The desk's views: lists of tickets by latest activity, paged by key.
//!
//! What somebody with restricted access sees of a view is put together from lanes: their own tickets, those of each of
//! their teams, those of nobody. Each lane is a walk down an index of its own, so no page passes by tickets that are not
//! for these eyes.

use std::cmp::Reverse;

use jiff::Timestamp;
use wissel_model::{Access, Result, TeamId, TicketId, UserId};

use crate::db::{Sql, Tx};
use crate::tickets::{self, Ticket};
use crate::{args, statements};

/// Which tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// Asleep until a time.
    Snoozed,
    /// Nobody wants them.
    Spam,
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
    OPEN = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE closed_at IS NULL AND snoozed_until IS NULL AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    OPEN_OF_NOBODY = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket {walks ticket_unassigned}
        WHERE closed_at IS NULL AND owner_user IS NULL AND owner_team IS NULL AND snoozed_until IS NULL AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    OPEN_OF_USER = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE closed_at IS NULL AND owner_user = $4 AND snoozed_until IS NULL AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    OPEN_OF_TEAM = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE closed_at IS NULL AND team_id = $4 AND snoozed_until IS NULL AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    OPEN_OF_BOTH = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE closed_at IS NULL AND owner_user = $4 AND team_id = $5 AND snoozed_until IS NULL AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    NOBODY = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE nobody_since IS NOT NULL AND closed_at IS NULL AND snoozed_until IS NULL AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    CLOSED = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE closed_at IS NOT NULL AND NOT spam AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    CLOSED_OF_NOBODY = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket {walks ticket_closed_nobody}
        WHERE closed_at IS NOT NULL AND owner_user IS NULL AND owner_team IS NULL AND NOT spam AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    CLOSED_OF_USER = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE closed_at IS NOT NULL AND owner_user = $4 AND NOT spam AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    CLOSED_OF_TEAM = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket
        WHERE closed_at IS NOT NULL AND team_id = $4 AND NOT spam AND (updated_at, id) < ($1, $2)
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    SNOOZED = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket {walks ticket_snoozed}
        WHERE snoozed_until IS NOT NULL AND (updated_at, id) < ($1, $2) AND ($4 OR owner_user = $5
            OR ($6 AND owner_user IS NULL AND owner_team IS NULL) OR team_id IN {list $7})
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    SPAM = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until, spam, heard_at FROM ticket {walks ticket_spam}
        WHERE spam AND (updated_at, id) < ($1, $2) AND ($4 OR owner_user = $5
            OR ($6 AND owner_user IS NULL AND owner_team IS NULL) OR team_id IN {list $7})
        ORDER BY updated_at DESC, id DESC LIMIT $3";
    ELSEWHERE = "SELECT COUNT(*) FROM (SELECT team_id FROM ticket WHERE closed_at IS NULL AND owner_user = $1 AND snoozed_until IS NULL
        ORDER BY updated_at DESC, id DESC LIMIT $3) AS mine WHERE team_id IS NULL OR team_id NOT IN {list $2}";
    THERE = "SELECT COUNT(*) FROM (SELECT team_id FROM ticket WHERE closed_at IS NULL AND owner_user = $1 AND snoozed_until IS NULL
        ORDER BY updated_at DESC, id DESC LIMIT $3) AS mine WHERE team_id = $2";
}

/// A walk down one index.
#[derive(Debug, Clone, Copy)]
enum Lane {
    Every(&'static Sql),
    Of(&'static Sql, i64),
    OfBoth(&'static Sql, i64, i64),
    /// A few tickets, of which those for these eyes are picked.
    Picked(&'static Sql),
}

/// The lanes that make up what `eyes` see of a view. Tickets of nobody are listed under no team.
fn lanes(view: View, eyes: &Eyes) -> Vec<Lane> {
    let me = eyes.user.0;
    let theirs = |mine: &'static Sql, of_team: &'static Sql, of_nobody: &'static Sql| {
        let teams = eyes.teams.iter().map(|team| Lane::Of(of_team, team.0));
        [Lane::Of(mine, me), Lane::Every(of_nobody)].into_iter().chain(teams).collect()
    };
    match (eyes.access, view) {
        (Access::None, _) | (Access::Own, View::Unassigned | View::Nobody) => Vec::new(),
        (_, View::Snoozed) => vec![Lane::Picked(&SNOOZED)],
        (_, View::Spam) => vec![Lane::Picked(&SPAM)],
        (_, View::Mine(user)) => vec![Lane::Of(&OPEN_OF_USER, user.0)],
        (_, View::Unassigned) => vec![Lane::Every(&OPEN_OF_NOBODY)],
        (_, View::Nobody) => vec![Lane::Every(&NOBODY)],
        (Access::All, View::Open) => vec![Lane::Every(&OPEN)],
        (Access::All, View::Closed) => vec![Lane::Every(&CLOSED)],
        (Access::Own, View::Open) => vec![Lane::Of(&OPEN_OF_USER, me)],
        (Access::Own, View::Closed) => vec![Lane::Of(&CLOSED_OF_USER, me)],
        (Access::Team, View::Open) => theirs(&OPEN_OF_USER, &OPEN_OF_TEAM, &OPEN_OF_NOBODY),
        (Access::Team, View::Closed) => theirs(&CLOSED_OF_USER, &CLOSED_OF_TEAM, &CLOSED_OF_NOBODY),
        (access, View::Team(team)) => {
            if access == Access::All || (access == Access::Team && eyes.teams.contains(&team)) {
                vec![Lane::Of(&OPEN_OF_TEAM, team.0)]
            } else {
                vec![Lane::OfBoth(&OPEN_OF_BOTH, me, team.0)]
            }
        }
    }
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
    let mut found = Vec::new();
    let lanes = lanes(view, eyes);
    for lane in &lanes {
        found.extend(match lane {
            Lane::Every(sql) => tx.all(sql, args![at, id, limit], tickets::read)?,
            Lane::Of(sql, whose) => tx.all(sql, args![at, id, limit, *whose], tickets::read)?,
            Lane::OfBoth(sql, user, team) => {
                tx.all(sql, args![at, id, limit, *user, *team], tickets::read)?
            }
            Lane::Picked(sql) => {
                let (all, nobodys) = (eyes.access == Access::All, eyes.access == Access::Team);
                let teams: Vec<i64> =
                    eyes.teams.iter().filter(|_| nobodys).map(|team| team.0).collect();
                let teams = crate::lists::ids(&teams);
                let args = args![at, id, limit, all, eyes.user.0, nobodys, teams];
                tx.all(sql, args, tickets::read)?
            }
        });
    }
    if lanes.len() > 1 {
        found.sort_unstable_by_key(|ticket| Reverse((ticket.updated_at, ticket.id)));
        // A ticket of the reader's that is listed under a team of theirs came by two lanes.
        found.dedup_by_key(|ticket| ticket.id);
        found.truncate(usize::try_from(limit).unwrap_or(0));
    }
    Ok(found)
}

/// How many open tickets of `user` are listed under none of these teams, among their latest `most`.
pub fn mine_elsewhere(tx: &mut Tx<'_>, user: UserId, teams: &[TeamId], most: i64) -> Result<i64> {
    let teams: Vec<i64> = teams.iter().map(|team| team.0).collect();
    tx.one(&ELSEWHERE, args![user.0, crate::lists::ids(&teams), most], |row| row.get(0))
}

/// How many open tickets of `user` are listed under this team, among their latest `most`.
pub fn mine_there(tx: &mut Tx<'_>, user: UserId, team: TeamId, most: i64) -> Result<i64> {
    tx.one(&THERE, args![user.0, team.0, most], |row| row.get(0))
}
