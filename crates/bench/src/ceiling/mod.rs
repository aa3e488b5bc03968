//! The ceilings: what the same machine does when all that is wanted is the rows. A bare axum server takes the same
//! request as the product does and stores the same rows, in the same tables, with nothing decided and nothing checked.

mod postgres;
mod rows;
mod sqlite;

use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use tokio::net::TcpListener;

use crate::kit::{Database, Kind, Program};

/// What a ticket that comes in says: the product's own request.
#[derive(Debug, Deserialize)]
struct Said {
    subject: String,
    text: String,
    contact: Given,
}

#[derive(Debug, Deserialize)]
struct Given {
    email: String,
}

enum Store {
    Sqlite(sqlite::Writer),
    Postgres(postgres::Pool),
}

/// Starts one on `database`: a process of its own. `users` may be given tickets; `record` is the size in bytes of
/// what the product stores of a decision.
pub(crate) fn start(database: &Database, users: i64, record: usize) -> Result<Program> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(["ceiling", database.kind.name(), &database.url])
        .args([users.to_string(), record.to_string()]);
    tokio::task::block_in_place(|| Program::start(&mut command))
}

/// Seconds of each of `n` durable commits, one after another and as small as one can be.
pub(crate) async fn commits(database: &Database, n: usize) -> Result<Vec<f64>> {
    match database.kind {
        Kind::Sqlite => tokio::task::block_in_place(|| sqlite::commits(&database.url, n)),
        Kind::Postgres => postgres::commits(&database.url, n).await,
    }
}

/// The process itself.
pub(crate) async fn serve(arguments: &[String]) -> Result<()> {
    let [kind, url, users, record] = arguments else {
        anyhow::bail!("ceiling KIND URL USERS RECORD");
    };
    let shape = rows::Shape { users: users.parse()?, record: "r".repeat(record.parse()?) };
    let store = if kind == Kind::Sqlite.name() {
        Store::Sqlite(sqlite::Writer::start(url, shape)?)
    } else {
        Store::Postgres(postgres::Pool::open(url, shape)?)
    };
    let app = Router::new().route("/t", post(take)).with_state(Arc::new(store));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await.context("serving")
}

async fn take(State(store): State<Arc<Store>>, Json(said): Json<Said>) -> impl IntoResponse {
    let stored = match &*store {
        Store::Sqlite(writer) => writer.store(said).await,
        Store::Postgres(pool) => pool.store(said).await,
    };
    match stored {
        Ok(id) => (StatusCode::CREATED, Json(serde_json::json!({ "number": id }))),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(serde_json::json!({ "error": error.to_string() })),
        ),
    }
}
