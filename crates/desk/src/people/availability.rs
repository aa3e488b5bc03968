//! Available or away, by one's own hand or an admin's.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Actor, Choice, Error, EventKind, Permission, Presence, Result, UserId, Who};
use wissel_store::{events, users};

use crate::Desk;
use crate::view::UserView;

/// A choice of availability.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityChange {
    /// `available` or `away`.
    pub state: Presence,
    /// Why, for colleagues to read; up to 200 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// When it ends by itself.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

impl Desk {
    /// Sets someone's availability. The waiting line looks again at once.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for somebody else's, unless an admin; fields `reason` and `until`.
    pub async fn set_availability(
        &self,
        who: &Who,
        of: UserId,
        change: AvailabilityChange,
    ) -> Result<UserView> {
        if of != who.user {
            who.need(Permission::UsersManage)?;
        }
        let now = self.now();
        if change.until.is_some_and(|until| until <= now) {
            return Err(Error::field("until", "invalid.until_past"));
        }
        let reason = change
            .reason
            .map(|reason| reason.trim().to_owned())
            .filter(|reason| !reason.is_empty());
        if reason.as_ref().is_some_and(|reason| reason.chars().count() > 200) {
            return Err(Error::field("reason", "invalid.reason_long"));
        }
        let choice = Choice {
            presence: change.state,
            reason,
            since: now,
            until: change.until,
            set_by: Some(who.user).filter(|by| *by != of),
        };
        let actor = Actor::User(who.user);
        self.db()
            .write(move |tx| {
                users::lock(tx, of)?.ok_or(Error::NotFound("user"))?;
                users::set_choice(tx, of, &choice)?;
                let data = json!({ "user": of, "state": choice.presence, "until": choice.until });
                events::append(tx, actor, EventKind::UserAvailability, None, data, now)?;
                super::show(tx, of, now)
            })
            .await
    }
}
