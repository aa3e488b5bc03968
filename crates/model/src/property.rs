//! Properties: what a desk wants to know of its tickets and contacts beside what every desk does.

use crate::words::words;

words! {
    /// What a property says something of.
    AppliesTo {
        /// Tickets.
        Ticket = "ticket",
        /// Contacts.
        Contact = "contact",
    }
}

words! {
    /// What a property's values are.
    PropertyKind {
        /// One line of text.
        Text = "text",
        /// A number.
        Number = "number",
        /// A day of the calendar, without a time and in no zone.
        Date = "date",
        /// Yes or no.
        YesNo = "yes_no",
        /// One of a list.
        Choice = "choice",
    }
}
