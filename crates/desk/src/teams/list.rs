//! Teams as the pages see them.

use wissel_model::{Error, Result, TeamId, Who};
use wissel_store::{Tx, standing, teams};

use crate::Desk;
use crate::view::TeamView;

impl Desk {
    /// Every team, by name. Colleagues may see who is in which.
    pub async fn teams(&self, who: &Who) -> Result<Vec<TeamView>> {
        let _ = who;
        self.db()
            .read(|tx| {
                let all = teams::all(tx)?;
                let keys: Vec<String> =
                    all.iter().map(|team| format!("team:{}", team.id)).collect();
                let counts = standing::tallies(tx, &keys)?;
                let open = |id: TeamId| {
                    let key = format!("team:{id}");
                    counts.iter().find(|(counted, _)| *counted == key).map_or(0, |(_, n)| *n)
                };
                Ok(all.into_iter().map(|team| view(team, &open)).collect())
            })
            .await
    }
}

fn view(team: teams::Team, open: &dyn Fn(TeamId) -> i64) -> TeamView {
    TeamView {
        open: open(team.id),
        id: team.id,
        name: team.name,
        main: team.main,
        extra: team.extra,
    }
}

/// One team.
pub(super) fn one(tx: &mut Tx<'_>, id: TeamId) -> Result<TeamView> {
    let team = teams::get(tx, id)?.ok_or(Error::NotFound("team"))?;
    let counts = standing::tallies(tx, &[format!("team:{id}")])?;
    Ok(view(team, &|_| counts.first().map_or(0, |(_, n)| *n)))
}
