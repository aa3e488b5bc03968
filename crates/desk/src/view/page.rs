//! Lists by key.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Error, Result};

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Give it back as `cursor` for the next page; absent on the last one.
    pub next: Option<String>,
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct Part {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// How many items, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
}

impl Part {
    /// The number of items to read.
    ///
    /// # Errors
    /// `limit` outside 1 to 200.
    pub fn size(&self) -> Result<i64> {
        match self.limit.unwrap_or(50) {
            size @ 1..=200 => Ok(size),
            _ => Err(Error::field("limit", "invalid.limit")),
        }
    }

    /// The cursor read back as numbers parted by dashes.
    ///
    /// # Errors
    /// A cursor that no page ever gave out.
    pub fn after<const N: usize>(&self) -> Result<Option<[i64; N]>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let wrong = || Error::field("cursor", "invalid.cursor");
        let parts: Vec<i64> =
            cursor.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
        Ok(Some(parts.try_into().map_err(|_| wrong())?))
    }
}
