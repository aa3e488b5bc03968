//! Channels: one connected source of tickets each.

use crate::words::words;

words! {
    /// The kind of a channel.
    ChannelKind {
        /// A team e-mail address.
        Email = "email",
        /// A form on a page.
        Form = "form",
        /// A chat on the customer's site.
        Chat = "chat",
        /// A WhatsApp number.
        Whatsapp = "whatsapp",
        /// A telephone number.
        Calling = "calling",
    }
}

words! {
    /// How one of a contact's addresses reaches them.
    AddressKind {
        /// An e-mail address, stored in lower case.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// A WhatsApp business-scoped id.
        Whatsapp = "whatsapp",
        /// A browser known by a first-party cookie.
        Visitor = "visitor",
    }
}
