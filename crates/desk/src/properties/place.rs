//! The order in which properties are shown.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Actor, AppliesTo, Error, EventKind, Permission, PropertyId, Result, Who};
use wissel_store::{events, properties};

use super::list::view;
use crate::Desk;
use crate::view::PropertyView;

/// The properties of tickets or of contacts, in their new order.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyOrder {
    /// Which of the two lists.
    pub applies_to: AppliesTo,
    /// All active ones, each once.
    #[schema(max_items = 200)]
    pub ids: Vec<PropertyId>,
}

impl Desk {
    /// Puts the active properties of tickets or of contacts in an order. Retired ones stand behind them.
    ///
    /// # Errors
    /// Field `ids` when it does not name each of them once: somebody made or retired one meanwhile.
    pub async fn place_properties(
        &self,
        who: &Who,
        order: PropertyOrder,
    ) -> Result<Vec<PropertyView>> {
        who.need(Permission::SettingsManage)?;
        let (now, actor) = (self.now(), Actor::User(who.user));
        self.db()
            .write(move |tx| {
                let there = properties::of(tx, order.applies_to)?;
                let active = there.iter().filter(|one| one.active).map(|one| one.id);
                let retired = there.iter().filter(|one| !one.active).map(|one| one.id);
                let given: HashSet<_> = order.ids.iter().copied().collect();
                if given.len() != order.ids.len() || given != active.collect() {
                    return Err(Error::field("ids", "property.order"));
                }
                let all: Vec<_> = order.ids.iter().copied().chain(retired).collect();
                properties::place(tx, &all)?;
                let data = json!({ "applies_to": order.applies_to, "ids": order.ids });
                events::append(tx, actor, EventKind::PropertyChanged, None, data, now)?;
                properties::all(tx)?.into_iter().map(view).collect()
            })
            .await
    }
}
