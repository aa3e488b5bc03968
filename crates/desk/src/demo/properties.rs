//! What the demo desk wants to know beside what every desk does.

use wissel_model::{AppliesTo, PropertyKind, Result, Who};

use crate::Desk;
use crate::properties::PropertyDraft;

pub(super) async fn make(desk: &Desk, admin: &Who) -> Result<()> {
    for (applies_to, name, kind, choices) in [
        (AppliesTo::Ticket, "Order number", PropertyKind::Text, &[][..]),
        (AppliesTo::Ticket, "Part", PropertyKind::Choice, &["Web shop", "App", "Invoices"][..]),
        (AppliesTo::Ticket, "Promised by", PropertyKind::Date, &[][..]),
        (AppliesTo::Contact, "Customer number", PropertyKind::Number, &[][..]),
        (AppliesTo::Contact, "Newsletter", PropertyKind::YesNo, &[][..]),
    ] {
        let choices = choices.iter().map(ToString::to_string).collect();
        let draft = PropertyDraft { applies_to, name: name.into(), kind, required: false, choices };
        desk.create_property(admin, draft).await?;
    }
    Ok(())
}
