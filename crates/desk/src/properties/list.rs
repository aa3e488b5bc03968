//! Properties as the pages see them.

use wissel_model::{Error, Result, Who};
use wissel_store::properties::{self, Property};

use crate::Desk;
use crate::view::{PropertyChoice, PropertyView};

impl Desk {
    /// All properties in their order, retired ones too. Whoever is signed in may see what there is to fill in.
    ///
    /// # Errors
    /// The database's own.
    pub async fn properties(&self, who: &Who) -> Result<Vec<PropertyView>> {
        let _ = who;
        self.db().read(|tx| properties::all(tx)?.into_iter().map(view).collect()).await
    }
}

/// The choices of a property.
pub(crate) fn choices(property: &Property) -> Result<Vec<PropertyChoice>> {
    serde_json::from_str(&property.choices).map_err(Error::internal)
}

pub(super) fn view(property: Property) -> Result<PropertyView> {
    Ok(PropertyView {
        choices: choices(&property)?,
        id: property.id,
        applies_to: property.applies_to,
        name: property.name,
        kind: property.kind,
        required: property.required,
        active: property.active,
        version: property.version,
    })
}
