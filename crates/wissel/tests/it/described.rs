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

#[test]
fn everything_the_description_refers_to_is_described() {
    let text = wissel::http::openapi().to_json().unwrap();
    let described: serde_json::Value = serde_json::from_str(&text).unwrap();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(
            described["components"]["schemas"].get(name).is_some(),
            "{name} is described nowhere"
        );
    }
}
