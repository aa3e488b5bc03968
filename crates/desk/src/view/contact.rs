//! Contacts as shown.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{AddressKind, ContactId, TicketId};

use super::Named;

/// A contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactView {
    /// Their id.
    pub id: ContactId,
    /// What they call themselves.
    pub name: String,
    /// Where they work.
    pub company: Option<String>,
    /// The user who looks after them.
    pub owner: Option<Named>,
    /// Every way to reach them.
    pub addresses: Vec<AddressView>,
    /// Since when we know them.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Their latest tickets (up to twenty), when one contact is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tickets: Option<Vec<TicketLine>>,
}

/// One way to reach a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AddressView {
    /// What it is.
    pub kind: AddressKind,
    /// The address.
    pub value: String,
    /// Whether we know that it is theirs.
    pub verified: bool,
}

/// A ticket in one line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TicketLine {
    /// Its number.
    pub number: TicketId,
    /// What it is about.
    pub subject: String,
    /// Key of its status.
    pub status: String,
    /// When something last happened.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}
