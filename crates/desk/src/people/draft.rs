//! What an admin says of a user, checked field by field.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::user::Teams;
use wissel_model::{Access, Error, FieldError, Language, Result, Role, TeamId};
use wissel_store::users::Profile;

use crate::view::Capacity;

/// A user to be made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserDraft {
    /// What people call them.
    pub name: String,
    /// How they sign in.
    pub email: String,
    /// What they may change.
    #[serde(default = "agent")]
    pub role: Role,
    /// Whether they have a service seat.
    #[serde(default = "yes")]
    pub seat: bool,
    /// Which tickets they see.
    #[serde(default = "all")]
    pub access: Access,
    /// The language they read.
    #[serde(default = "english")]
    pub language: Language,
    /// IANA name of their time zone.
    #[serde(default = "utc")]
    pub time_zone: String,
    /// False once deactivated.
    #[serde(default = "yes")]
    pub active: bool,
    /// The one team whose routed tickets reach them.
    #[serde(default)]
    pub main_team: Option<TeamId>,
    /// The teams they help out in.
    #[serde(default)]
    pub extra_teams: Vec<TeamId>,
    /// The most open tickets they may hold.
    #[serde(default)]
    pub capacity: Capacity,
}

fn agent() -> Role {
    Role::Agent
}
fn yes() -> bool {
    true
}
fn all() -> Access {
    Access::All
}
fn english() -> Language {
    Language::En
}
fn utc() -> String {
    "UTC".into()
}

impl UserDraft {
    /// Checks every field and puts the profile into the form it is stored in.
    ///
    /// # Errors
    /// Every wrong field at once.
    pub(super) fn check(&self) -> Result<(Profile, Teams)> {
        let mut wrong = Vec::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            wrong.push(FieldError::new("name", "invalid.name"));
        }
        let email = address::normalise(&self.email);
        if email.is_none() {
            wrong.push(FieldError::new("email", "invalid.email"));
        }
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            wrong.push(
                FieldError::new("time_zone", "invalid.time_zone").with("given", &self.time_zone),
            );
        }
        for (kind, most) in self.capacity.parts() {
            if most.is_some_and(|most| !(0..=10_000).contains(&most)) {
                wrong.push(FieldError::new(format!("capacity.{kind}"), "invalid.capacity"));
            }
        }
        if self.extra_teams.len() > 100 {
            wrong.push(FieldError::new("extra_teams", "invalid.too_many").with("most", 100));
        }
        let (Some(email), true) = (email, wrong.is_empty()) else {
            return Err(Error::Invalid(wrong));
        };
        let profile = Profile {
            name,
            email,
            role: self.role,
            seat: self.seat,
            access: self.access,
            language: self.language,
            time_zone: self.time_zone.clone(),
            active: self.active,
        };
        let mut extra = self.extra_teams.clone();
        extra.sort_unstable();
        extra.dedup();
        extra.retain(|team| Some(*team) != self.main_team);
        Ok((profile, Teams { main: self.main_team, extra }))
    }
}
