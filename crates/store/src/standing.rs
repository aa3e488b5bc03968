//! What a ticket's standing adds to counts and loads. Every change of a ticket passes through [`moved`],
//! so that counts are maintained and never counted. `audit` recounts them from the tickets.

use std::collections::BTreeMap;

use wissel_model::{ChannelKind, Owner, Result, TeamId, TicketId, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// Rows per tally key: enough that two busy transactions seldom meet in one.
const SHARDS: i64 = 16;

/// The kind under which a user's total load is kept.
pub const TOTAL: &str = "all";

/// What counts and loads need to know of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which ticket.
    pub ticket: TicketId,
    /// Its channel's kind.
    pub kind: ChannelKind,
    /// Whether it is done.
    pub closed: bool,
    /// Whether it fills its owner's capacity.
    pub counts: bool,
    /// Whose it is.
    pub owner: Option<Owner>,
    /// The team it is listed under.
    pub team: Option<TeamId>,
    /// Whether routing found nobody for it.
    pub nobody: bool,
    /// Whether it sleeps.
    pub snoozed: bool,
    /// Whether nobody wants it.
    pub spam: bool,
}

/// One user's load: total or for one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Whose.
    pub user: UserId,
    /// `all`, or a channel kind.
    pub kind: String,
    /// How many open tickets they hold.
    pub open: i64,
    /// How many they may hold; `None` = any number.
    pub most: Option<i64>,
}

statements! {
    TALLY = "INSERT INTO tally (key, shard, n) SELECT {of}, {part}, {step} {rows of text, part int, step int} WHERE TRUE
        ON CONFLICT (key, shard) DO UPDATE SET n = tally.n + excluded.n";
    LOAD = "UPDATE user_load SET open = open + {step} {rows who int, what text, step int}
        WHERE user_id = {who} AND kind = {what}";
    LOCK_LOADS = "SELECT user_id, kind, open, most FROM user_load WHERE user_id IN {list $1} ORDER BY user_id, kind {lock}";
    START_LOAD = "INSERT INTO user_load (user_id, kind, open) VALUES ($1, $2, 0)";
    LOADS_OF = "SELECT user_id, kind, open, most FROM user_load WHERE user_id = $1 ORDER BY kind";
    LOADS_OF_MANY = "SELECT user_id, kind, open, most FROM user_load WHERE user_id IN {list $1} ORDER BY user_id, kind";
    SET_MOST = "UPDATE user_load SET most = $3 WHERE user_id = $1 AND kind = $2";
    TALLIES = "SELECT key, CAST(SUM(n) AS BIGINT) FROM tally WHERE key IN {texts $1} GROUP BY key";
    LOADS_KEPT = "SELECT user_id, kind, open FROM user_load WHERE open <> 0 ORDER BY user_id, kind";
    LOADS_RECOUNTED = "SELECT owner_user, kind, COUNT(*) FROM ticket WHERE owner_user IS NOT NULL AND counts
        GROUP BY owner_user, kind ORDER BY owner_user, kind";
    TALLIES_KEPT = "SELECT key, CAST(SUM(n) AS BIGINT) FROM tally GROUP BY key HAVING SUM(n) <> 0 ORDER BY key";
    STANDINGS = "SELECT owner_user, owner_team, team_id, closed_at IS NOT NULL, nobody_since IS NOT NULL, COUNT(*),
        snoozed_until IS NOT NULL, spam FROM ticket GROUP BY owner_user, owner_team, team_id, closed_at IS NOT NULL,
        nobody_since IS NOT NULL, snoozed_until IS NOT NULL, spam";
}

fn keys(standing: &Standing) -> Vec<String> {
    if standing.closed || standing.spam {
        return vec![if standing.spam { "spam".into() } else { "closed".into() }];
    }
    if standing.snoozed {
        return vec!["snoozed".into()];
    }
    let mut keys = vec!["open".to_owned()];
    match standing.owner {
        None => keys.push("unassigned".into()),
        Some(Owner::User(user)) => keys.push(format!("user:{user}")),
        Some(Owner::Team(_)) => {}
    }
    if let Some(team) = standing.team {
        keys.push(format!("team:{team}"));
    }
    if standing.nobody {
        keys.push("nobody".into());
    }
    keys
}

fn load(standing: &Standing) -> Option<(i64, ChannelKind)> {
    let user = standing.owner?.user()?;
    standing.counts.then_some((user.0, standing.kind))
}

/// Moves counts and loads from `before` (`None` for a new ticket) to `after`.
pub fn moved(tx: &mut Tx<'_>, before: Option<&Standing>, after: &Standing) -> Result<()> {
    moved_all(tx, &[(before.cloned(), after.clone())])
}

/// As [`moved`] for several tickets: what they add up to is written once.
/// Rows are touched in one fixed order, so that two transactions never wait for each other in a ring.
pub fn moved_all(tx: &mut Tx<'_>, all: &[(Option<Standing>, Standing)]) -> Result<()> {
    let mut loads: BTreeMap<(i64, &str), i64> = BTreeMap::new();
    let mut tallies: BTreeMap<String, i64> = BTreeMap::new();
    for (before, after) in all {
        for (standing, step) in before.iter().map(|before| (before, -1)).chain([(after, 1)]) {
            for key in keys(standing) {
                *tallies.entry(key).or_default() += step;
            }
            if let Some((user, kind)) = load(standing) {
                *loads.entry((user, TOTAL)).or_default() += step;
                *loads.entry((user, kind.as_str())).or_default() += step;
            }
        }
    }
    let Some((_, first)) = all.first() else { return Ok(()) };
    let shard = first.ticket.0 % SHARDS;
    let loads = loads.into_iter().filter(|(_, step)| *step != 0);
    let loads = loads.map(|((user, kind), step)| args![user, kind, step].to_vec()).collect();
    let tallies = tallies.into_iter().filter(|(_, step)| *step != 0);
    let tallies = tallies.map(|(key, step)| args![key, shard, step].to_vec()).collect();
    tx.send_each(&LOAD, loads)?;
    tx.send_each(&TALLY, tallies)
}

/// Begins a new user's loads: nothing held, no limits.
pub fn start_loads(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    for kind in [TOTAL].into_iter().chain(ChannelKind::ALL.iter().map(|kind| kind.as_str())) {
        tx.execute(&START_LOAD, args![user.0, kind])?;
    }
    Ok(())
}

fn read(row: &crate::db::Row<'_>) -> Result<Load> {
    Ok(Load { user: UserId(row.get(0)?), kind: row.get(1)?, open: row.get(2)?, most: row.get(3)? })
}

/// One user's loads.
pub fn loads(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<Load>> {
    tx.all(&LOADS_OF, args![user.0], read)
}

/// The loads of several users, in their order.
pub fn loads_of(tx: &mut Tx<'_>, users: &[i64]) -> Result<Vec<Load>> {
    tx.all(&LOADS_OF_MANY, args![crate::lists::ids(users)], read)
}

/// The loads of several users, held against change until the transaction ends.
pub fn lock_loads(tx: &mut Tx<'_>, users: &[i64]) -> Result<Vec<Load>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    tx.all(&LOCK_LOADS, args![crate::lists::ids(users)], read)
}

/// Sets how many open tickets a user may hold: in total (`all`) or for one kind.
pub fn set_most(tx: &mut Tx<'_>, user: UserId, kind: &str, most: Option<i64>) -> Result<()> {
    tx.execute(&SET_MOST, args![user.0, kind, most])?;
    Ok(())
}

/// The counts kept under `keys`; a key that was never counted is missing.
pub fn tallies(tx: &mut Tx<'_>, keys: &[String]) -> Result<Vec<(String, i64)>> {
    let keys = serde_json::to_string(keys).expect("texts always serialise");
    tx.all(&TALLIES, args![keys], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Recounts loads and tallies from the tickets. Returns a line for everything that differs: none is right.
pub fn audit(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut differences = Vec::new();
    let mut loads: BTreeMap<(i64, String), i64> = BTreeMap::new();
    for (user, kind, n) in tx.all(&LOADS_RECOUNTED, args![], |row| {
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?))
    })? {
        *loads.entry((user, TOTAL.into())).or_default() += n;
        *loads.entry((user, kind)).or_default() += n;
    }
    let kept = tx.all(&LOADS_KEPT, args![], |row| {
        Ok(((row.get::<i64>(0)?, row.get::<String>(1)?), row.get(2)?))
    })?;
    differ("load of user", &loads, &kept.into_iter().collect(), &mut differences);

    let mut tallies: BTreeMap<String, i64> = BTreeMap::new();
    for (standing, n) in tx.all(&STANDINGS, args![], |row| {
        let user = row.get::<Option<i64>>(0)?.map(|id| Owner::User(UserId(id)));
        let team = row.get::<Option<i64>>(1)?.map(|id| Owner::Team(TeamId(id)));
        let standing = Standing {
            ticket: TicketId(0),
            kind: ChannelKind::Email,
            closed: row.get(3)?,
            counts: false,
            owner: user.or(team),
            team: row.get::<Option<i64>>(2)?.map(TeamId),
            nobody: row.get(4)?,
            snoozed: row.get(6)?,
            spam: row.get(7)?,
        };
        Ok((standing, row.get::<i64>(5)?))
    })? {
        for key in keys(&standing) {
            *tallies.entry(key).or_default() += n;
        }
    }
    let kept = tx.all(&TALLIES_KEPT, args![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    differ("count of", &tallies, &kept.into_iter().collect(), &mut differences);
    Ok(differences)
}

fn differ<K: Ord + std::fmt::Debug>(
    what: &str,
    truth: &BTreeMap<K, i64>,
    kept: &BTreeMap<K, i64>,
    into: &mut Vec<String>,
) {
    for key in truth.keys().chain(kept.keys().filter(|key| !truth.contains_key(key))) {
        let (truth, kept) =
            (truth.get(key).copied().unwrap_or(0), kept.get(key).copied().unwrap_or(0));
        if truth != kept {
            into.push(format!("{what} {key:?} is kept as {kept} but is {truth}"));
        }
    }
}
