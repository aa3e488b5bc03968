//! Changing a user: seat, access, teams, capacity, or everything at an end.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{
    Access, Actor, Error, EventKind, Language, Permission, Result, Role, TeamId, UserId, Who,
};
use wissel_store::{events, standing, users};

use super::UserDraft;
use crate::Desk;
use crate::view::{Capacity, UserView};

/// What is to change of a user; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UserChange {
    /// What people call them.
    pub name: Option<String>,
    /// How they sign in.
    pub email: Option<String>,
    /// What they may change.
    pub role: Option<Role>,
    /// Whether they have a service seat.
    pub seat: Option<bool>,
    /// Which tickets they see.
    pub access: Option<Access>,
    /// The language they read.
    pub language: Option<Language>,
    /// IANA name of their time zone.
    pub time_zone: Option<String>,
    /// False deactivates: they cannot sign in, and are never routed to.
    pub active: Option<bool>,
    /// The one team whose routed tickets reach them; `null` = none.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<TeamId>)]
    pub main_team: Option<Option<TeamId>>,
    /// The teams they help out in.
    pub extra_teams: Option<Vec<TeamId>>,
    /// The most open tickets they may hold, all kinds at once.
    pub capacity: Option<Capacity>,
}

/// Tells `null` from left out.
pub(crate) fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl Desk {
    /// Changes a user. Losing access or being deactivated releases their open tickets into the line, with an event.
    ///
    /// # Errors
    /// Every wrong field at once; refusal `user.last_admin` when nobody would be left to manage the desk.
    pub async fn change_user(&self, who: &Who, id: UserId, change: UserChange) -> Result<UserView> {
        who.need(Permission::UsersManage)?;
        let (now, actor) = (self.now(), Actor::User(who.user));
        self.db()
            .write(move |tx| {
                let before = users::lock(tx, id)?.ok_or(Error::NotFound("user"))?;
                let view = super::show(tx, id, now)?;
                let (profile, of) = merged(view, &change).check()?;
                users::update(tx, id, &profile).map_err(super::create::in_words)?;
                super::create::set_teams(tx, id, &of)?;
                for (kind, most) in change.capacity.iter().flat_map(Capacity::parts) {
                    standing::set_most(tx, id, kind, most)?;
                }
                if before.role == Role::Admin && before.active && users::active_admins(tx)? == 0 {
                    return Err(Error::refused("user.last_admin"));
                }
                let lost =
                    (before.active && !profile.active).then_some("deactivated").or_else(|| {
                        (before.access != Access::None && profile.access == Access::None)
                            .then_some("access_lost")
                    });
                if let Some(reason) = lost {
                    super::release::release(tx, id, actor, reason, now)?;
                }
                events::append(
                    tx,
                    actor,
                    EventKind::UserChanged,
                    None,
                    json!({ "user": id }),
                    now,
                )?;
                super::show(tx, id, now)
            })
            .await
    }
}

fn merged(view: UserView, change: &UserChange) -> UserDraft {
    let change = change.clone();
    UserDraft {
        name: change.name.unwrap_or(view.name),
        email: change.email.unwrap_or(view.email),
        role: change.role.unwrap_or(view.role),
        seat: change.seat.unwrap_or(view.seat),
        access: change.access.unwrap_or(view.access),
        language: change.language.unwrap_or(view.language),
        time_zone: change.time_zone.unwrap_or(view.time_zone),
        active: change.active.unwrap_or(view.active),
        main_team: change.main_team.unwrap_or(view.main_team),
        extra_teams: change.extra_teams.unwrap_or(view.extra_teams),
        capacity: change.capacity.unwrap_or(view.capacity),
    }
}
