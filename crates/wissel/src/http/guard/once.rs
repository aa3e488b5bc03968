//! `Idempotency-Key`: a POST that is sent again because its answer was lost is not done again.
//!
//! That it was done is written by the transaction that does it, so it is known to every server and after a crash. Its
//! answer is kept as well, per user and key. Two of the same at once: the second is told to come back, or waits for
//! another server's answer. One that was lost, or holds a secret (an invitation's link) and is not kept, is not given
//! again: then the second is told that it was done, and about which ticket.
//!
//! Whoever asks may hang up, or the time may run out, when the work is done already and its answer is not kept yet. So
//! the work runs in a task of its own, which nobody's hanging up ends: it is finished, and its answer kept.

use std::collections::HashSet;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep};
use tracing::Instrument;
use wissel_desk::answered::Known;
use wissel_model::{Error, UserId, Who};
use wissel_store::db::once::ALREADY_DONE;

use crate::http::App;
use crate::http::extract::Signed;
use crate::http::files::MOST_UPLOADED;
use crate::http::problem::Problem;

/// An answer is kept within this time after the work was done, or never.
const ON_ITS_WAY: Duration = Duration::from_secs(2);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Put into a response whose body must not be kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NotKept;

/// Keys whose request is being answered right now.
#[derive(Clone, Default)]
pub(crate) struct Running(Arc<Mutex<HashSet<(UserId, String)>>>);

/// Answers again what was answered already.
pub(crate) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let who = request.extensions().get::<Signed>().map(|signed| signed.who().clone());
    let (Some(key), Some(who)) = (key(request.headers()), who) else {
        return next.run(request).await;
    };
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    if !(1..=200).contains(&key.len()) {
        return Problem::new(StatusCode::BAD_REQUEST, "request.idempotency_key").into_response();
    }
    let Some(turn) = app.running().enter(who.user, &key) else {
        return Problem::new(StatusCode::CONFLICT, "request.already_running").into_response();
    };
    // Nothing is begun before all of the request is here, so this may still be broken off.
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_UPLOADED).await else {
        return Problem::from(Error::TooLarge { limit: MOST_UPLOADED as u64 }).into_response();
    };
    let work = async move {
        let answer = answer(&app, &who, &key, parts, body, next).await;
        // Not a moment earlier: whoever sends the same again is either told to wait or given this answer.
        drop(turn);
        answer.unwrap_or_else(IntoResponse::into_response)
    };
    match tokio::spawn(work.in_current_span()).await {
        Ok(response) => response,
        Err(ended) => match ended.try_into_panic() {
            // Those around us make an answer of it, as of any handler's.
            Ok(panic) => resume_unwind(panic),
            Err(ended) => Problem::from(Error::internal(ended)).into_response(),
        },
    }
}

async fn answer(
    app: &App,
    who: &Who,
    key: &str,
    parts: Parts,
    body: Bytes,
    next: Next,
) -> Result<Response, Problem> {
    let digest = digest(parts.uri.path_and_query().map_or("/", |path| path.as_str()), &body);
    if let Some(answer) = known(app, who, key, &digest).await? {
        return Ok(answer);
    }
    let work = next.run(Request::from_parts(parts, Body::from(body)));
    let response = app.desk().once(who, key, &digest, work).await;
    if response.extensions().get::<Problem>().is_some_and(|problem| problem.is(ALREADY_DONE))
        && let Some(answer) = known(app, who, key, &digest).await?
    {
        // Another server was asked the same at the same moment, and was faster.
        return Ok(answer);
    }
    let kept = response.status().is_success() && response.extensions().get::<NotKept>().is_none();
    if !kept {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body =
        to_bytes(body, usize::MAX).await.map_err(|error| Problem::from(Error::internal(error)))?;
    let text = String::from_utf8_lossy(&body).into_owned();
    let status = i64::from(parts.status.as_u16());
    if let Err(error) = app.desk().keep_answer(who, key, &digest, status, text).await {
        // It is done all the same, and whoever asks again is told so.
        tracing::warn!(%error, "an answer cannot be kept for whoever asks again");
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// The answer, when it was done already. One that another server is about to keep is waited for.
async fn known(app: &App, who: &Who, key: &str, digest: &str) -> Result<Option<Response>, Problem> {
    let since = Instant::now();
    loop {
        match app.desk().answered(who, key, digest).await? {
            Known::Nothing => return Ok(None),
            Known::Answered { status, body } => return Ok(Some(again(status, body))),
            Known::Done(_) if since.elapsed() < ON_ITS_WAY => sleep(LOOK_AGAIN).await,
            Known::Done(ticket) => {
                let problem = Problem::new(StatusCode::CONFLICT, ALREADY_DONE);
                return Err(problem.standing(&json!({ "ticket": ticket })));
            }
        }
    }
}

fn key(headers: &HeaderMap) -> Option<String> {
    headers.get("idempotency-key").map(|value| value.to_str().unwrap_or_default().to_owned())
}

/// The same key for another request is a mistake that has to be noticed.
fn digest(path: &str, body: &Bytes) -> String {
    let hash = Sha256::new().chain_update(path).chain_update([0]).chain_update(body).finalize();
    URL_SAFE_NO_PAD.encode(hash)
}

fn again(status: i64, body: String) -> Response {
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = (status.unwrap_or(StatusCode::OK), body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}

impl Running {
    fn enter(&self, user: UserId, key: &str) -> Option<Turn> {
        let entry = (user, key.to_owned());
        let new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.clone());
        new.then(|| Turn { running: self.clone(), entry })
    }
}

/// Ends when the answer is kept, or the request broke off before it was all here.
struct Turn {
    running: Running,
    entry: (UserId, String),
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.running.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.entry);
    }
}
