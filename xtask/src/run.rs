//! `cargo xtask run`: the pages, the server and a desk to try it on, with one address to open.

use std::net::TcpListener;
use std::process::Command;

use crate::parts::{Outcome, pages, process, project, say};

/// Where the demo desk is found unless the caller says otherwise.
const USUAL_ADDRESS: &str = "127.0.0.1:8080";

/// Builds what changed, then becomes the server, which prints its address. `rest` goes to `wissel serve`.
pub(crate) fn run(rest: &[String]) -> Outcome {
    let root = project::root();
    build_pages();
    process::prepare(project::cargo().args(["build", "--package", "wissel", "--bin", "wissel"]))?;

    let mut server = Command::new(project::target().join("debug/wissel"));
    server.current_dir(&root).args(["serve", "--demo"]);
    if !names(rest, "--data") {
        server.arg("--data").arg(project::target().join("demo"));
    }
    if !names(rest, "--listen") {
        server.args(["--listen", &free_address()]);
    }
    process::become_program(server.args(rest))
}

/// A machine without Node still gets the server and its API.
fn build_pages() {
    if !pages::node_is_installed() {
        say::note(&format!("{} The server starts without its pages.", pages::NODE_IS_MISSING));
        return;
    }
    if let Err(sentence) = pages::build_when_changed() {
        say::note(&format!(
            "{sentence}\nThe server starts with the pages as they were built last, if ever."
        ));
    }
}

/// The usual address, or any free port when somebody else has it.
fn free_address() -> String {
    match TcpListener::bind(USUAL_ADDRESS) {
        Ok(_) => USUAL_ADDRESS.to_owned(),
        Err(reason) => {
            say::note(&format!(
                "{USUAL_ADDRESS} cannot be used ({reason}), so a free port is chosen. \
                 To choose one yourself: cargo xtask run --listen 127.0.0.1:PORT"
            ));
            "127.0.0.1:0".to_owned()
        }
    }
}

fn names(arguments: &[String], option: &str) -> bool {
    arguments.iter().any(|given| given == option || given.starts_with(&format!("{option}=")))
}
