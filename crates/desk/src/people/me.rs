//! The signed-in person's own settings.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Actor, Error, EventKind, FieldError, Language, Result, Who};
use wissel_store::{Tx, events, settings, users};

use crate::Desk;
use crate::tickets::LONGEST_HELD;
use crate::view::Me;

/// What someone may change of themselves; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MeChange {
    /// What people call them.
    pub name: Option<String>,
    /// The language they read.
    pub language: Option<Language>,
    /// IANA name of their time zone.
    pub time_zone: Option<String>,
    /// For how many seconds their replies are held before they leave, so that they can be taken back; 0 for not at all.
    #[schema(minimum = 0, maximum = 10)]
    pub undo_send: Option<i64>,
}

/// The signed-in person at `now`.
pub(super) fn me(tx: &mut Tx<'_>, who: &Who, now: Timestamp) -> Result<Me> {
    Ok(Me {
        user: super::show(tx, who.user, now)?,
        permissions: who.permissions(),
        undo_send: users::undo_send(tx, who.user)?,
        desk_name: settings::get(tx, "desk_name")?.unwrap_or_else(|| "Wissel".into()),
    })
}

impl Desk {
    /// The signed-in person.
    pub async fn me(&self, who: &Who) -> Result<Me> {
        let (who, now) = (who.clone(), self.now());
        self.db().read(move |tx| me(tx, &who, now)).await
    }

    /// Changes what someone may change of themselves.
    ///
    /// # Errors
    /// Every wrong field at once.
    pub async fn change_me(&self, who: &Who, change: MeChange) -> Result<Me> {
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let user = users::lock(tx, who.user)?.ok_or(Error::SignInRequired)?;
                let name = change.name.clone().unwrap_or(user.name).trim().to_owned();
                let time_zone = change.time_zone.clone().unwrap_or(user.time_zone);
                let mut wrong = Vec::new();
                if name.is_empty()
                    || name.chars().count() > 100
                    || name.chars().any(char::is_control)
                {
                    wrong.push(FieldError::new("name", "invalid.name"));
                }
                if jiff::tz::TimeZone::get(&time_zone).is_err() {
                    wrong.push(
                        FieldError::new("time_zone", "invalid.time_zone").with("given", &time_zone),
                    );
                }
                if change.undo_send.is_some_and(|seconds| !(0..=LONGEST_HELD).contains(&seconds)) {
                    wrong.push(FieldError::new("undo_send", "invalid.hold"));
                }
                if !wrong.is_empty() {
                    return Err(Error::Invalid(wrong));
                }
                let profile = users::Profile {
                    name,
                    email: user.email,
                    role: user.role,
                    seat: user.seat,
                    access: user.access,
                    language: change.language.unwrap_or(user.language),
                    time_zone,
                    active: user.active,
                };
                users::update(tx, who.user, &profile)?;
                if let Some(seconds) = change.undo_send {
                    users::set_undo_send(tx, who.user, seconds)?;
                }
                let data = json!({ "user": who.user });
                events::append(tx, Actor::User(who.user), EventKind::UserChanged, None, data, now)?;
                me(tx, &who, now)
            })
            .await
    }
}
