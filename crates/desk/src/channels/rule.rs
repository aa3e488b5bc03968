//! A channel's rule: shown with whom it names in vain, changed as a new version.

use serde_json::json;
use wissel_model::{
    Actor, ChannelId, Error, EventKind, FieldError, Language, Permission, Result, Who,
};
use wissel_routing::{NamedKind, Roster, Rule, broken};
use wissel_store::{Tx, channels, events, line, teams, users};

use crate::Desk;
use crate::router::roster;
use crate::view::{Broken, RuleView};
use crate::words::tr;

impl Desk {
    /// A channel's rule in force.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn rule(&self, who: &Who, id: ChannelId) -> Result<RuleView> {
        let (language, now) = (who.language, self.now());
        self.db()
            .read(move |tx| {
                let roster = roster(tx, now)?;
                view(tx, &roster, id, language)
            })
            .await
    }

    /// Puts a new version of a channel's rule in force. Tickets waiting in its line are decided anew.
    ///
    /// # Errors
    /// Every wrong field; [`Error::Changed`] when `if_match` is not the version in force.
    pub async fn set_rule(
        &self,
        who: &Who,
        id: ChannelId,
        rule: Rule,
        if_match: Option<i64>,
    ) -> Result<RuleView> {
        who.need(Permission::ChannelsManage)?;
        check(&rule)?;
        let text = serde_json::to_string(&rule).map_err(Error::internal)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let channel = channels::lock(tx, id)?.ok_or(Error::NotFound("channel"))?;
                let from = if_match.unwrap_or(channel.rule_version);
                let roster = roster(tx, now)?;
                exists(&roster, &rule)?;
                let version = channels::set_rule(tx, id, from, &text, Some(who.user), now)?;
                line::decide_anew(tx, id)?;
                let data = json!({ "channel": id, "version": version });
                events::append(tx, Actor::User(who.user), EventKind::RuleChanged, None, data, now)?;
                view(tx, &roster, id, who.language)
            })
            .await
    }
}

/// Refuses a rule that makes no sense in itself.
pub(super) fn check(rule: &Rule) -> Result<()> {
    rule.check().map_err(|problems| {
        Error::Invalid(
            problems
                .into_iter()
                .map(|problem| FieldError::new(format!("rule.{}", problem.field), problem.code))
                .collect(),
        )
    })
}

/// Refuses a rule that names somebody who does not exist. One who was lost later stays, marked.
fn exists(roster: &Roster, rule: &Rule) -> Result<()> {
    let unknown =
        |found: &wissel_routing::Broken| matches!(found.code, "unknown_user" | "unknown_team");
    match broken(roster, rule).into_iter().find(unknown) {
        Some(found) if found.kind == NamedKind::Team => {
            Err(Error::field("rule.teams", "rule.unknown"))
        }
        Some(_) => Err(Error::field("rule.users", "rule.unknown")),
        None => Ok(()),
    }
}

fn view(tx: &mut Tx<'_>, roster: &Roster, id: ChannelId, language: Language) -> Result<RuleView> {
    let channel = channels::get(tx, id)?.ok_or(Error::NotFound("channel"))?;
    let text =
        channels::rule(tx, id, channel.rule_version)?.ok_or_else(|| Error::internal("no rule"))?;
    let rule: Rule = serde_json::from_str(&text).map_err(Error::internal)?;
    let mut listed = Vec::new();
    for found in broken(roster, &rule) {
        let (kind, name) = match found.kind {
            NamedKind::User => ("user", users::names(tx, &[found.id])?.pop().map(|(_, name)| name)),
            NamedKind::Team => ("team", teams::names(tx, &[found.id])?.pop().map(|(_, name)| name)),
        };
        let key = match found.kind {
            NamedKind::User => format!("broken-{}", found.code.replace('_', "-")),
            NamedKind::Team => format!("reason-{}", found.code.replace('_', "-")),
        };
        listed.push(Broken {
            kind,
            id: found.id,
            name: name.unwrap_or_else(|| format!("#{}", found.id)),
            reason: found.code,
            sentence: tr(language, &key, &[]),
        });
    }
    Ok(RuleView { version: channel.rule_version, rule, broken: listed })
}
