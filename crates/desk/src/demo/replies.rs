//! What the demo desk writes again and again.

use wissel_model::{Result, Who};

use crate::Desk;
use crate::saved_replies::SavedReplyDraft;

pub(super) async fn make(desk: &Desk, admin: &Who) -> Result<()> {
    for (shared, folder, name, text) in [
        (
            true,
            "Returns",
            "Return label",
            "Hello {{contact.first_name|there}},\n\nYour return label is attached. Put it over the old address and hand the parcel \
             in within 14 days.\n\nKind regards,\n{{agent.first_name}}",
        ),
        (
            true,
            "Invoices",
            "Copy of an invoice",
            "Hello {{contact.first_name|there}},\n\nHere is the invoice you asked for in ticket {{ticket.number}}.\n\nKind \
             regards,\n{{agent.first_name}}",
        ),
        (
            true,
            "",
            "More details, please",
            "Could you tell us your order number, and what you see on the screen?",
        ),
        (false, "", "My sign-off", "Kind regards,\n{{agent.name}}"),
    ] {
        let [folder, name, text] = [folder, name, text].map(Into::into);
        desk.create_saved_reply(admin, SavedReplyDraft { shared, folder, name, text }).await?;
    }
    Ok(())
}
