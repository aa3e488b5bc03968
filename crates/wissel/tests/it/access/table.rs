//! The table itself: method, address, for whom, a good query and a good body.

use For::{Admins, Anybody, Signed, TicketWorkers};

/// Whom an address is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum For {
    /// Who is not signed in as well.
    Anybody,
    /// Everybody who is signed in.
    Signed,
    /// Who may see some tickets.
    TicketWorkers,
    /// Admins.
    Admins,
}

pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) whom: For,
    pub(super) query: &'static str,
    pub(super) body: &'static str,
}

const fn row(
    method: &'static str,
    path: &'static str,
    whom: For,
    query: &'static str,
    body: &'static str,
) -> Row {
    Row { method, path, whom, query, body }
}

const SETUP: &str = r#"{"token":"x","name":"X","password":"long enough to be one","language":"en","time_zone":"UTC"}"#;
const USER: &str = r#"{"name":"X","email":"x@acme.test"}"#;
const RULE: &str = r#"{"rule":{"assign":"no_one"}}"#;
const CHANNEL: &str = r#"{"kind":"email","name":"X","settings":{"address":"x@acme.test","smtp":{"host":"mail.test"}}}"#;
const CHECK: &str = r#"{"settings":{"address":"x@acme.test","smtp":{"host":"127.0.0.1","port":9,"security":"none"}}}"#;
const PROPERTY: &str = r#"{"applies_to":"ticket","name":"X","kind":"text"}"#;
const TICKET: &str =
    r#"{"channel":1,"subject":"X","text":"X","contact":{"email":"x@customer.test"}}"#;

const VIEW: &str = r#"{"name":"X","sharing":"private","filter":{"priority":["high"]}}"#;

pub(super) const TABLE: &[Row] = &[
    row("GET", "/setup", Anybody, "?token=x", ""),
    row("POST", "/setup", Anybody, "", SETUP),
    row("GET", "/session", Signed, "", ""),
    row("POST", "/session", Anybody, "", r#"{"email":"x@acme.test","password":"x"}"#),
    row("DELETE", "/session", Signed, "", ""),
    row("GET", "/sessions", Signed, "", ""),
    row("DELETE", "/sessions/{id}", Signed, "", ""),
    row("GET", "/me", Signed, "", ""),
    row("PATCH", "/me", Signed, "", "{}"),
    row("POST", "/me/password", Signed, "", r#"{"current":"x","new":"x"}"#),
    row("PUT", "/me/availability", Signed, "", r#"{"state":"away"}"#),
    row("GET", "/me/notifications", Signed, "", ""),
    row("PUT", "/me/notifications", Signed, "", r#"{"items":[]}"#),
    row("GET", "/notifications", TicketWorkers, "", ""),
    row("PUT", "/notifications/read", TicketWorkers, "", r#"{"read":true}"#),
    row("PUT", "/notifications/seen", TicketWorkers, "", r#"{"until":1}"#),
    row("GET", "/users", Signed, "", ""),
    row("POST", "/users", Admins, "", USER),
    row("GET", "/users/{id}", Signed, "", ""),
    row("PATCH", "/users/{id}", Admins, "", "{}"),
    row("POST", "/users/{id}/invite", Admins, "", ""),
    row("PUT", "/users/{id}/availability", Admins, "", r#"{"state":"away"}"#),
    row("GET", "/teams", Signed, "", ""),
    row("POST", "/teams", Admins, "", r#"{"name":"X","main":[],"extra":[]}"#),
    row("PATCH", "/teams/{id}", Admins, "", "{}"),
    row("DELETE", "/teams/{id}", Admins, "", ""),
    row("GET", "/contacts", TicketWorkers, "", ""),
    row("POST", "/contacts", TicketWorkers, "", r#"{"name":"X"}"#),
    row("GET", "/contacts/{id}", TicketWorkers, "", ""),
    row("PATCH", "/contacts/{id}", TicketWorkers, "", "{}"),
    row("GET", "/contacts/{id}/timeline", TicketWorkers, "", ""),
    row("GET", "/contacts/export", Admins, "", ""),
    row("POST", "/contacts/imports", Admins, "?name=x.csv", r#"{"name":1}"#),
    row("GET", "/contacts/imports/{id}", Admins, "", ""),
    row("POST", "/contacts/imports/{id}/try", Admins, "", r#"{"columns":["name"],"known":"fill"}"#),
    row("POST", "/contacts/imports/{id}/run", Admins, "", ""),
    row("GET", "/contacts/imports/{id}/rows", Admins, "", ""),
    row("GET", "/contacts/imports/{id}/errors", Admins, "", ""),
    row("GET", "/contacts/{id}/merge", TicketWorkers, "?with=2", ""),
    row("POST", "/contacts/{id}/merge", TicketWorkers, "", r#"{"contact":2}"#),
    row("POST", "/contacts/{id}/merges/{merge}/undo", TicketWorkers, "", ""),
    row("GET", "/statuses", Signed, "", ""),
    row("GET", "/tags", TicketWorkers, "", ""),
    row("GET", "/saved-replies", TicketWorkers, "", ""),
    row("POST", "/saved-replies", TicketWorkers, "", r#"{"name":"X","text":"X"}"#),
    row("GET", "/saved-replies/{id}", TicketWorkers, "", ""),
    row("PATCH", "/saved-replies/{id}", TicketWorkers, "", "{}"),
    row("DELETE", "/saved-replies/{id}", TicketWorkers, "", ""),
    row("GET", "/saved-replies/{id}/filled", TicketWorkers, "?ticket=1", ""),
    row("GET", "/properties", Signed, "", ""),
    row("POST", "/properties", Admins, "", PROPERTY),
    row("PUT", "/properties/order", Admins, "", r#"{"applies_to":"ticket","ids":[]}"#),
    row("PATCH", "/properties/{id}", Admins, "", "{}"),
    row("GET", "/views", TicketWorkers, "", ""),
    row("GET", "/channels", Signed, "", ""),
    row("POST", "/channels", Admins, "", CHANNEL),
    row("POST", "/channels/check", Admins, "", CHECK),
    row("GET", "/channels/{id}", Signed, "", ""),
    row("PATCH", "/channels/{id}", Admins, "", "{}"),
    row("GET", "/channels/{id}/rule", Signed, "", ""),
    row("PUT", "/channels/{id}/rule", Admins, "", RULE),
    row("POST", "/channels/{id}/try", Admins, "", "{}"),
    row("GET", "/search", TicketWorkers, "?q=printer", ""),
    row("GET", "/tickets", TicketWorkers, "?view=open", ""),
    row("POST", "/tickets", TicketWorkers, "", TICKET),
    row(
        "POST",
        "/tickets/changes",
        TicketWorkers,
        "",
        r#"{"items":[{"number":1,"priority":"high"}]}"#,
    ),
    row("GET", "/tickets/{number}", TicketWorkers, "", ""),
    row("PATCH", "/tickets/{number}", TicketWorkers, "", r#"{"priority":"high"}"#),
    row("PUT", "/tickets/{number}/owner", TicketWorkers, "", r#"{"nobody":true}"#),
    row("GET", "/tickets/{number}/conversation", TicketWorkers, "", ""),
    row("POST", "/tickets/{number}/replies", TicketWorkers, "", r#"{"text":"X"}"#),
    row("POST", "/tickets/{number}/comments", TicketWorkers, "", r#"{"text":"X"}"#),
    row("GET", "/tickets/{number}/decisions", TicketWorkers, "", ""),
    row("GET", "/tickets/{number}/recipients", TicketWorkers, "", ""),
    row(
        "POST",
        "/tickets/{number}/replies/{message}/undo",
        TicketWorkers,
        "",
        r#"{"writer":"here"}"#,
    ),
    row("PUT", "/tickets/{number}/merge", TicketWorkers, "", r#"{"into":2}"#),
    row("DELETE", "/tickets/{number}/merge", TicketWorkers, "", ""),
    row("PUT", "/tickets/{number}/reading", TicketWorkers, "", r#"{"read":true}"#),
    row("GET", "/saved-views", TicketWorkers, "", ""),
    row("POST", "/saved-views", TicketWorkers, "", VIEW),
    row("PUT", "/saved-views/{id}", TicketWorkers, "", VIEW),
    row("DELETE", "/saved-views/{id}", TicketWorkers, "", ""),
    row("GET", "/blocked-senders", TicketWorkers, "", ""),
    row("POST", "/blocked-senders", TicketWorkers, "", r#"{"address":"x@spam.test"}"#),
    row("DELETE", "/blocked-senders/{id}", TicketWorkers, "", ""),
    row("GET", "/tickets/{number}/draft", TicketWorkers, "", ""),
    row(
        "PUT",
        "/tickets/{number}/draft",
        TicketWorkers,
        "",
        r#"{"mode":"reply","text":"X","writer":"x"}"#,
    ),
    row("PUT", "/tickets/{number}/presence", TicketWorkers, "", r#"{"doing":"viewing"}"#),
    row("POST", "/attachments", TicketWorkers, "?name=a.txt", "{}"),
    row("GET", "/attachments/{id}", TicketWorkers, "", ""),
    row("GET", "/messages/{id}/html", TicketWorkers, "", ""),
    row("GET", "/events", Signed, "", ""),
    row("GET", "/health", TicketWorkers, "", ""),
    row("GET", "/router", Admins, "", ""),
    row("GET", "/jobs", Admins, "?state=dead", ""),
    row("POST", "/jobs/{id}/retry", Admins, "", ""),
];
