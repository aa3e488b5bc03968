//! Making, changing and removing teams.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Actor, Error, EventKind, Permission, Result, TeamId, UserId, Who};
use wissel_routing::Rule;
use wissel_store::{Tx, channels, events, teams};

use crate::Desk;
use crate::view::TeamView;

/// A team to be made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamDraft {
    /// Its name.
    pub name: String,
    /// Reached by routing. Someone named here leaves their earlier main team.
    #[serde(default)]
    pub main: Vec<UserId>,
    /// Reached by hand only.
    #[serde(default)]
    pub extra: Vec<UserId>,
}

/// What is to change of a team; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TeamChange {
    /// Its name.
    pub name: Option<String>,
    /// All its main members.
    pub main: Option<Vec<UserId>>,
    /// All its extra members.
    pub extra: Option<Vec<UserId>>,
}

fn checked_name(given: &str) -> Result<String> {
    let name = given.trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(Error::field("name", "invalid.name"));
    }
    Ok(name)
}

fn in_words(error: Error) -> Error {
    match &error {
        Error::Constraint(name) if name == "team_name" => {
            Error::field("name", "invalid.team_taken")
        }
        Error::Constraint(name) if name == "foreign_key" => Error::field("main", "invalid.user"),
        _ => error,
    }
}

fn members(main: &[UserId], extra: &[UserId]) -> Result<()> {
    let mut seen = HashSet::new();
    if main.iter().chain(extra).all(|user| seen.insert(*user)) {
        Ok(())
    } else {
        Err(Error::field("extra", "invalid.members"))
    }
}

impl Desk {
    /// Makes a team.
    ///
    /// # Errors
    /// Field `name`, `main` or `extra`.
    pub async fn create_team(&self, who: &Who, draft: TeamDraft) -> Result<TeamView> {
        who.need(Permission::TeamsManage)?;
        let name = checked_name(&draft.name)?;
        members(&draft.main, &draft.extra)?;
        let (now, actor) = (self.now(), Actor::User(who.user));
        self.db()
            .write(move |tx| {
                let id = teams::insert(tx, &name, now).map_err(in_words)?;
                teams::set_members(tx, id, &draft.main, &draft.extra).map_err(in_words)?;
                events::append(
                    tx,
                    actor,
                    EventKind::TeamChanged,
                    None,
                    json!({ "team": id, "made": true }),
                    now,
                )?;
                super::list::one(tx, id)
            })
            .await
    }

    /// Changes a team.
    ///
    /// # Errors
    /// Field `name`, `main` or `extra`; [`Error::NotFound`].
    pub async fn change_team(&self, who: &Who, id: TeamId, change: TeamChange) -> Result<TeamView> {
        who.need(Permission::TeamsManage)?;
        let name = change.name.as_deref().map(checked_name).transpose()?;
        let (now, actor) = (self.now(), Actor::User(who.user));
        self.db()
            .write(move |tx| {
                let team = teams::get(tx, id)?.ok_or(Error::NotFound("team"))?;
                if let Some(name) = &name {
                    teams::rename(tx, id, name).map_err(in_words)?;
                }
                let main = change.main.clone().unwrap_or(team.main);
                let extra = change.extra.clone().unwrap_or(team.extra);
                members(&main, &extra)?;
                teams::set_members(tx, id, &main, &extra).map_err(in_words)?;
                events::append(
                    tx,
                    actor,
                    EventKind::TeamChanged,
                    None,
                    json!({ "team": id }),
                    now,
                )?;
                super::list::one(tx, id)
            })
            .await
    }

    /// Removes a team that no rule names and no open ticket stands under. What it did before stays told.
    ///
    /// # Errors
    /// Refusals `team.in_use` (with the channels whose rule names it) and `team.has_tickets`.
    pub async fn delete_team(&self, who: &Who, id: TeamId) -> Result<()> {
        who.need(Permission::TeamsManage)?;
        let (now, actor) = (self.now(), Actor::User(who.user));
        self.db()
            .write(move |tx| {
                if !teams::lock(tx, id)? {
                    return Err(Error::NotFound("team"));
                }
                let named = naming(tx, id)?;
                if !named.is_empty() {
                    return Err(Error::Refused {
                        code: "team.in_use",
                        args: vec![("channels", named.join(", "))],
                    });
                }
                if teams::has_tickets(tx, id)? {
                    return Err(Error::refused("team.has_tickets"));
                }
                teams::retire(tx, id)?;
                events::append(
                    tx,
                    actor,
                    EventKind::TeamChanged,
                    None,
                    json!({ "team": id, "gone": true }),
                    now,
                )?;
                Ok(())
            })
            .await
    }
}

/// Names of the channels whose rule names the team.
fn naming(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<String>> {
    let mut named = Vec::new();
    for (channel, _, rule) in channels::rules(tx)? {
        let rule: Rule = serde_json::from_str(&rule).map_err(Error::internal)?;
        let overflow = match &rule.when_nobody {
            wissel_routing::WhenNobody::Overflow { teams, .. } => teams.as_slice(),
            _ => &[],
        };
        if rule
            .teams
            .iter()
            .chain(&rule.fallback.teams)
            .chain(overflow)
            .any(|named| *named == team.0)
        {
            named.extend(channels::get(tx, channel)?.map(|channel| channel.name));
        }
    }
    Ok(named)
}
