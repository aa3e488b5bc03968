//! Which crate may know what.

use std::process::Command;

use serde_json::Value;

use crate::project::{Text, expect_none, places, root, texts};

/// Each crate of ours, and the crates of ours it may name: `wissel → desk → {store, channels, routing} → model`.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("wissel-routing", &[]),
    ("wissel-model", &[]),
    ("wissel-channels", &["wissel-model"]),
    ("wissel-store", &["wissel-model"]),
    ("wissel-desk", &["wissel-model", "wissel-routing", "wissel-channels", "wissel-store"]),
    (
        "wissel",
        &["wissel-model", "wissel-routing", "wissel-channels", "wissel-store", "wissel-desk"],
    ),
    // It measures from outside; what it names is for filling a desk, and for `decide` by itself.
    ("wissel-bench", &["wissel-model", "wissel-routing", "wissel-store"]),
    ("xtask", &[]),
];

#[test]
fn a_crate_knows_only_the_crates_below_it() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs this test, so it can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");

    for package in metadata["packages"].as_array().expect("packages is a list") {
        let name = package["name"].as_str().expect("a package has a name");
        let (_, allowed) = MAY_KNOW
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("{name} is new: say in MAY_KNOW which crates it may know"));
        for dependency in package["dependencies"].as_array().expect("dependencies is a list") {
            let other = dependency["name"].as_str().expect("a dependency has a name");
            let is_ours = MAY_KNOW.iter().any(|(known, _)| *known == other);
            assert!(!is_ours || allowed.contains(&other), "{name} must not depend on {other}");
        }
    }
}

/// Where the store keeps what it stores: the database's file, its copies and the folder of blobs. Their places are
/// handed in.
const KEEPS_FILES: &[&str] =
    &["crates/store/src/blobs", "crates/store/src/db/backup", "crates/store/src/db/sqlite/"];

#[test]
fn only_the_server_reads_files_and_only_it_reads_the_environment() {
    let environment = ["std::env", "env::var", "env::args"];
    let found =
        places(&below_the_server(), |line| environment.iter().any(|word| line.contains(word)));
    expect_none(
        &found,
        "Only crates/wissel reads the environment; below it, hand in what was read:",
    );

    let files = ["std::fs", "tokio::fs", "File::open", "fs::read"];
    let mut found =
        places(&below_the_server(), |line| files.iter().any(|word| line.contains(word)));
    found.retain(|place| !KEEPS_FILES.iter().any(|keeper| place.starts_with(keeper)));
    expect_none(
        &found,
        "Only crates/wissel reads files, but for the store's own data; hand in what was read:",
    );
}

#[test]
fn only_the_server_opens_sockets() {
    let words =
        ["tokio::net", "std::net::Tcp", "TcpStream", "TcpListener", "UdpSocket", "reqwest::"];
    let found = places(&below_the_server(), |line| words.iter().any(|word| line.contains(word)));
    // The store reaches PostgreSQL through its driver, which opens the socket itself.
    expect_none(&found, "Only crates/wissel opens sockets; channels are bytes in, bytes out:");
}

#[test]
fn only_the_store_knows_sql() {
    let mut sources = texts("crates", &[".rs"]);
    // A ceiling is what the database does by itself, without the store; a history of years is put in past it.
    let may = ["crates/store/", "crates/bench/src/ceiling/", "crates/bench/src/history/"];
    sources.retain(|text| {
        !may.iter().any(|folder| text.path.starts_with(folder)) && !text.path.contains("/tests/")
    });
    expect_none(
        &places(&sources, speaks_sql),
        "SQL belongs in crates/store; add a function there:",
    );
}

/// Lesson 3 of other help desks: rule, router and human overwrote each other's owner.
#[test]
fn one_place_sets_the_owner_of_a_ticket() {
    let sources = texts("crates/store/src", &[".rs"]);
    let found = places(&sources, |line| {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        line.contains("owner_user = ")
            && (line.contains("SET ") || line.trim_start().starts_with("owner_user"))
    });
    let outside: Vec<String> = found
        .iter()
        .filter(|place| !place.starts_with("crates/store/src/owner"))
        .cloned()
        .collect();
    expect_none(&outside, "Only crates/store/src/owner sets a ticket's owner:");
    assert!(
        found.len() <= 1,
        "One statement sets a ticket's owner, and there are more:\n{}",
        found.join("\n")
    );
}

/// Sources of every crate but the binary.
fn below_the_server() -> Vec<Text> {
    let mut sources = texts("crates", &[".rs"]);
    // The bench stands outside: it starts programs, and talks to them as strangers do.
    let outside = ["crates/wissel/", "crates/bench/"];
    sources.retain(|text| {
        text.path.contains("/src/") && !outside.iter().any(|folder| text.path.starts_with(folder))
    });
    sources
}

/// A string that begins like a statement: `"SELECT …`, `"INSERT INTO …`, `"UPDATE … SET`, `"DELETE FROM …`.
fn speaks_sql(line: &str) -> bool {
    let begins = |word: &str| line.contains(&format!("\"{word}"));
    begins("SELECT ")
        || begins("INSERT INTO ")
        || begins("DELETE FROM ")
        || begins("CREATE TABLE ")
        || (begins("UPDATE ") && line.contains(" SET "))
}
