//! The kinds of channel a ticket can come through.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The kind of channel a ticket came through. Capacity can be set for each.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A team e-mail address.
    Email,
    /// A form on a site.
    Form,
    /// A chatflow.
    Chat,
    /// A WhatsApp number.
    Whatsapp,
    /// A telephone number.
    Calling,
}

impl Kind {
    /// Every kind, in the order of their indexes.
    pub const ALL: [Kind; 5] = [Kind::Email, Kind::Form, Kind::Chat, Kind::Whatsapp, Kind::Calling];

    /// Where this kind stands in [`crate::Counts`] and [`crate::Limits`]: 1 to 5, as 0 is the total.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize + 1
    }
}
