//! Teams as shown.

use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{TeamId, UserId};

/// A team.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TeamView {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Reached by routing.
    pub main: Vec<UserId>,
    /// Reached by hand only.
    pub extra: Vec<UserId>,
    /// Open tickets listed under it.
    pub open: i64,
}
