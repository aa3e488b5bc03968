//! The signed-in person and their browsers.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{Permission, SessionId};

use super::UserView;

/// The signed-in user.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    /// Who they are.
    #[serde(flatten)]
    pub user: UserView,
    /// What they may do.
    pub permissions: Vec<Permission>,
    /// For how many seconds their replies are held before they leave.
    pub undo_send: i64,
    /// What this desk is called.
    pub desk_name: String,
}

/// One signed-in browser.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionView {
    /// Its id.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// What the browser calls itself.
    pub browser: String,
    /// The address it came from.
    pub address: String,
    /// When they signed in.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last used.
    #[schema(value_type = String, format = DateTime)]
    pub last_seen_at: Timestamp,
}

/// A one-time link that still works.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SetupView {
    /// `first_admin` or `invite`.
    pub kind: &'static str,
    /// The invited user's name.
    pub name: String,
    /// The invited user's address.
    pub email: String,
}
