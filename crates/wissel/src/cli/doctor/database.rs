//! The database answers.

use anyhow::Result;
use wissel_store::{Db, about, migrate};

/// Its product, and the version of its shape.
pub(super) async fn version(db: &Db) -> Result<String> {
    let about = about::about(db).await?;
    let product: Vec<&str> = about.version.split_whitespace().take(2).collect();
    Ok(format!("{}, shape {}", product.join(" "), migrate::version(db).await?))
}
