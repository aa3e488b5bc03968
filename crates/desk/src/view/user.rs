//! Users as shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Access, Language, Presence, Role, TeamId, UserId};

/// A thing by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// A user.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserView {
    /// Their id.
    pub id: UserId,
    /// What people call them.
    pub name: String,
    /// How they sign in.
    pub email: String,
    /// What they may change.
    pub role: Role,
    /// Whether they have a service seat.
    pub seat: bool,
    /// Which tickets they see.
    pub access: Access,
    /// The language they read.
    pub language: Language,
    /// IANA name of their time zone.
    pub time_zone: String,
    /// False once deactivated.
    pub active: bool,
    /// The one team whose routed tickets reach them.
    pub main_team: Option<TeamId>,
    /// The teams they help out in.
    pub extra_teams: Vec<TeamId>,
    /// Whether they take tickets now.
    pub availability: AvailabilityView,
    /// How much they hold.
    pub load: LoadView,
    /// How much they may hold.
    pub capacity: Capacity,
}

/// Whether someone takes tickets now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AvailabilityView {
    /// `available` or `away`. Someone of whom nothing is known is away.
    pub state: Presence,
    /// False when they never said, and nothing else tells.
    pub known: bool,
    /// Why, in their own words.
    pub reason: Option<String>,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// Who set it, when it was somebody else.
    pub set_by: Option<Named>,
}

/// Open tickets held.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct LoadView {
    /// Tickets that count, in total.
    pub open: i64,
    /// The most they may hold in total; `null` = any number.
    pub most: Option<i64>,
}

/// The most open tickets a user may hold; `null` = any number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Capacity {
    /// In total.
    pub all: Option<i64>,
    /// E-mail tickets.
    pub email: Option<i64>,
    /// Form tickets.
    pub form: Option<i64>,
    /// Chats.
    pub chat: Option<i64>,
    /// WhatsApp conversations.
    pub whatsapp: Option<i64>,
    /// Calls.
    pub calling: Option<i64>,
}

impl Capacity {
    /// Kind and limit, for every kind.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, Option<i64>); 6] {
        [
            ("all", self.all),
            ("email", self.email),
            ("form", self.form),
            ("chat", self.chat),
            ("whatsapp", self.whatsapp),
            ("calling", self.calling),
        ]
    }

    /// Sets the limit of one kind; unknown kinds are not ours to keep.
    pub fn set(&mut self, kind: &str, most: Option<i64>) {
        match kind {
            "all" => self.all = most,
            "email" => self.email = most,
            "form" => self.form = most,
            "chat" => self.chat = most,
            "whatsapp" => self.whatsapp = most,
            "calling" => self.calling = most,
            _ => {}
        }
    }
}
