//! Events in the words of a browser's `EventSource` (WHATWG HTML, "Server-sent events").

use axum::response::sse::Event;
use serde::Serialize;
use serde_json::json;
use wissel_desk::live::EventView;
use wissel_desk::view::ViewCount;
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
    framed(&view.cursor, &view.kind, view)
}

/// Fetch everything anew: too much was missed.
pub(super) fn reset(at: Cursor) -> Result<Event, Error> {
    framed(&at.to_string(), "reset", &json!({ "cursor": at.to_string(), "kind": "reset" }))
}

/// How much each view holds now.
pub(super) fn counts(
    at: Cursor,
    now: jiff::Timestamp,
    items: &[ViewCount],
) -> Result<Event, Error> {
    let cursor = at.to_string();
    let told = json!({
        "cursor": cursor, "at": now, "actor": { "kind": "system", "id": null, "name": "" },
        "kind": "view.counts", "ticket": null, "data": { "items": items },
    });
    framed(&cursor, "view.counts", &told)
}

/// A part of the server began or ceased to be well: look.
pub(super) fn health(at: Cursor) -> Result<Event, Error> {
    framed(&at.to_string(), "health.changed", &json!({ "kind": "health.changed" }))
}

fn framed(id: &str, kind: &str, data: &impl Serialize) -> Result<Event, Error> {
    Event::default().id(id).event(kind).json_data(data).map_err(Error::internal)
}
