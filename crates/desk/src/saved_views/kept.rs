//! A view's tickets, order and columns as they are stored together.

use serde::{Deserialize, Serialize};
use wissel_model::{Error, Result};

use super::{Filter, Order};

/// What is stored of a view beside its name and who sees it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    pub(super) filter: Filter,
    #[serde(default)]
    pub(super) order: Order,
    #[serde(default)]
    pub(super) columns: Vec<String>,
}

impl Kept {
    /// What was written down; before there were orders and columns, only the filter was.
    pub(super) fn read(stored: &str) -> Result<Self> {
        let first = |filter| Self { filter, ..Self::default() };
        serde_json::from_str(stored)
            .or_else(|_| serde_json::from_str(stored).map(first))
            .map_err(Error::internal)
    }

    pub(super) fn write(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }
}
