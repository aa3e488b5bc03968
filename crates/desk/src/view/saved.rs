//! Saved views as shown.

use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{Sharing, TeamId, ViewId};

use crate::saved_views::{Filter, Order};

/// A view of somebody's own making.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedViewView {
    /// Its id; its tickets are listed as `saved:ID`.
    pub id: ViewId,
    /// What it is called.
    pub name: String,
    /// Who sees it.
    pub sharing: Sharing,
    /// The team it is shared with.
    pub team: Option<TeamId>,
    /// Which tickets.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// What its rows show in their last line.
    pub columns: Vec<String>,
    /// Whether the reader made it.
    pub mine: bool,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// How many tickets it holds, of the latest that were looked at.
    pub count: i64,
    /// Whether there may be more.
    pub more: bool,
}
