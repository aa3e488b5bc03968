//! What one chose to be told of, and how.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Error, FieldError, NotificationKind, Result, Who};
use wissel_store::notifications::choices::{self, Ways};

use super::people::People;
use crate::Desk;

/// How one is told of one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceView {
    /// Of what.
    pub kind: NotificationKind,
    /// In the pages.
    pub page: bool,
    /// By the browser, while the pages are out of sight.
    pub browser: bool,
    /// By e-mail, unless one saw it in the pages.
    pub mail: bool,
}

/// How one is told; a kind that is left out stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// A line for each kind. Of two about the same kind the latter counts.
    #[schema(max_items = 20)]
    pub items: Vec<ChoiceView>,
}

impl Desk {
    /// How one is told of what.
    pub async fn notification_choices(&self, who: &Who) -> Result<Vec<ChoiceView>> {
        let user = who.user;
        self.db()
            .read(move |tx| {
                let people = People::read(tx, &[user.0])?;
                let view = |kind: &NotificationKind| {
                    let Ways { page, browser, mail } = people.ways(user, *kind);
                    ChoiceView { kind: *kind, page, browser, mail }
                };
                Ok(NotificationKind::ALL.iter().map(view).collect())
            })
            .await
    }

    /// Chooses how one is told.
    ///
    /// # Errors
    /// Field `items` for more lines than there are kinds of things, by far.
    pub async fn choose_notifications(&self, who: &Who, given: Choices) -> Result<Vec<ChoiceView>> {
        if given.items.len() > 20 {
            return Err(Error::Invalid(vec![
                FieldError::new("items", "invalid.too_many").with("most", "20"),
            ]));
        }
        let user = who.user;
        self.db()
            .write(move |tx| {
                for ChoiceView { kind, page, browser, mail } in &given.items {
                    let ways = Ways { page: *page, browser: *browser, mail: *mail };
                    choices::choose(tx, user, *kind, ways)?;
                }
                Ok(())
            })
            .await?;
        self.notification_choices(who).await
    }
}
