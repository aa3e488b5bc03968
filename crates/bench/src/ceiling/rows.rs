//! The rows of a ticket that came in and was routed, as the product leaves them.

use super::Said;

/// What is the same for all.
pub(super) struct Shape {
    /// Users 2 to `users` + 1 take turns; 1 is the admin.
    pub(super) users: i64,
    /// What is stored of a decision.
    pub(super) record: String,
}

/// Events of such a ticket: kind and data.
pub(super) const EVENTS: [(&str, &str); 3] = [
    ("ticket.created", r#"{"channel":1,"contact":77,"follows":null}"#),
    ("message.received", r#"{"channel":1,"left_out":[],"message":123456}"#),
    (
        "ticket.assigned",
        r#"{"by":"router","decision":123456,"from":null,"owner":{"id":17,"kind":"user"},"reason":null,"team":1}"#,
    ),
];

/// When everything happens, in microseconds.
pub(super) const AT: i64 = 1_790_000_100_000_000;

/// Whose ticket the `n`-th is.
pub(super) fn owner(shape: &Shape, n: i64) -> i64 {
    2 + n % shape.users
}

/// The contact of `c77@…` is the 78th.
pub(super) fn contact(said: &Said) -> i64 {
    let digits: String = said.contact.email.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<i64>().unwrap_or(0) + 1
}

/// What a list shows of it.
pub(super) fn preview(said: &Said) -> String {
    said.text.chars().take(160).collect()
}
