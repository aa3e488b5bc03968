//! Events in the words of a browser's `EventSource` (WHATWG HTML, "Server-sent events").

use axum::response::sse::Event;
use jiff::Timestamp;
use serde_json::{Value, json};
use wissel_desk::live::EventView;
use wissel_desk::view::{Author, ViewCount};
use wissel_model::Error;
use wissel_store::events::Cursor;

/// Milliseconds until a browser tries again; the pages have the same patience.
const RETRY: std::time::Duration = std::time::Duration::from_secs(2);

/// The first line: how soon to come back after a break.
pub(super) fn hello() -> Event {
    Event::default().retry(RETRY).comment("hello")
}

/// Something that happened.
pub(super) fn event(view: &EventView) -> Result<Event, Error> {
    let framed = Event::default().id(&view.cursor).event(&view.kind);
    framed.json_data(view).map_err(Error::internal)
}

/// Fetch everything anew: too much was missed.
pub(super) fn reset(at: Cursor, now: Timestamp) -> Result<Event, Error> {
    ours(at, now, "reset", json!({}))
}

/// How much each view holds now.
pub(super) fn counts(at: Cursor, now: Timestamp, items: &[ViewCount]) -> Result<Event, Error> {
    ours(at, now, "view.counts", json!({ "items": items }))
}

/// A part of the server began or ceased to be well: look.
pub(super) fn health(at: Cursor, now: Timestamp) -> Result<Event, Error> {
    ours(at, now, "health.changed", json!({}))
}

/// What stands in no log, in the same words as what does.
fn ours(at: Cursor, now: Timestamp, kind: &'static str, data: Value) -> Result<Event, Error> {
    let actor = Author { kind: "system", id: None, name: String::new() };
    let cursor = at.to_string();
    event(&EventView { cursor, at: now, actor, kind: kind.to_owned(), ticket: None, data })
}
