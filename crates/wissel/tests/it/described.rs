//! The API's description in `docs/` is the API's.

use std::fs;
use std::path::Path;

#[test]
fn the_description_that_is_checked_in_is_the_one_the_server_has() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let now = wissel::http::openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var("UPDATE_OPENAPI").is_ok_and(|value| value == "1") {
        fs::write(&path, &now).unwrap();
    }
    let then = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        then == now,
        "docs/openapi.json is old: UPDATE_OPENAPI=1 cargo test -p wissel --test it described"
    );
}
