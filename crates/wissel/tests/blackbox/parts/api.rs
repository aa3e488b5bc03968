//! One person's way to the server: its API with that person's cookie.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use super::live::Live;

/// The password of everybody in the stories.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// Whoever waits longer than this for an answer counts as not answered.
const ANSWER_LIMIT: Duration = Duration::from_secs(20);

/// A signed-in person, or nobody yet.
#[derive(Clone)]
pub(crate) struct Api {
    base: String,
    cookie: String,
}

impl Api {
    /// Nobody is signed in.
    pub(crate) fn nobody(base: &str) -> Self {
        Self { base: base.to_owned(), cookie: String::new() }
    }

    /// Follows a link that sets a password, and is signed in as whoever it was for.
    pub(crate) async fn set_up(base: &str, link: &str, name: &str, email: &str) -> Self {
        let (_, token) = link.split_once("token=").expect("the link holds a token");
        let asked = Self::nobody(base).get(&format!("/setup?token={token}")).await;
        assert_eq!(asked["ok"], true, "the link is not good: {asked}");
        let body = json!({
            "token": token, "name": name, "email": email, "password": PASSWORD,
            "language": "en", "time_zone": "Europe/Amsterdam",
        });
        Self::signed_in(base, "/setup", body).await
    }

    /// Signs in with the password that everybody has.
    pub(crate) async fn sign_in(base: &str, email: &str) -> Self {
        Self::signed_in(base, "/session", json!({"email": email, "password": PASSWORD})).await
    }

    async fn signed_in(base: &str, path: &str, body: Value) -> Self {
        let mut api = Self::nobody(base);
        let response = api.send(Method::POST, path, Some(body)).await;
        let cookie = response.headers().get("set-cookie").and_then(|value| value.to_str().ok());
        let cookie =
            cookie.and_then(|value| value.split(';').next()).unwrap_or_default().to_owned();
        let (status, answer) = read(response).await;
        assert!(
            status.is_success() && !cookie.is_empty(),
            "POST {path} did not sign in: {status} {answer}"
        );
        api.cookie = cookie;
        api
    }

    /// What its browser would send along.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.must(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        self.must(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Value {
        self.must(Method::PUT, path, Some(body)).await
    }

    /// The status and the answer, whatever they are.
    pub(crate) async fn try_to(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        read(self.send(method, path, body).await).await
    }

    /// Asks once, with an `Idempotency-Key` if there is one. Nothing when nobody answered, or not to the end.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Option<(StatusCode, Value)> {
        let mut request = self.request(method, path).timeout(ANSWER_LIMIT);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.ok()?;
        let status = response.status();
        let text = response.text().await.ok()?;
        Some((status, serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }

    /// The open stream after this cursor, unread. Nothing when nobody answers.
    pub(crate) async fn stream_after(&self, cursor: &str) -> Option<Response> {
        let request = self.request(Method::GET, "/events").header("last-event-id", cursor);
        request.send().await.ok().filter(|response| response.status().is_success())
    }

    /// What happens from now on, as a browser would be told.
    pub(crate) async fn live(&self) -> Live {
        Live::new(self.request(Method::GET, "/events")).await
    }

    /// What happened after the cursor, and what happens from now on, as for a browser that was cut off.
    pub(crate) async fn live_after(&self, cursor: &str) -> Live {
        Live::new(self.request(Method::GET, "/events").header("last-event-id", cursor)).await
    }

    /// Hands over a file, and returns its id.
    pub(crate) async fn attach(&self, name: &str, media_type: &str, bytes: &[u8]) -> i64 {
        let request = self.request(Method::POST, &format!("/attachments?name={name}"));
        let request = request.header("content-type", media_type).body(bytes.to_vec());
        let (status, answer) = read(sent(request).await).await;
        assert!(status.is_success(), "the attachment was not taken: {status} {answer}");
        answer["id"].as_i64().expect("an attachment has an id")
    }

    /// The bytes behind a path.
    pub(crate) async fn download(&self, path: &str) -> Vec<u8> {
        let response = sent(self.request(Method::GET, path)).await;
        assert!(response.status().is_success(), "GET {path}: {}", response.status());
        response.bytes().await.expect("it comes to its end").to_vec()
    }

    async fn must(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (status, answer) = self.try_to(method.clone(), path, body).await;
        assert!(status.is_success(), "{method} {path}: {status} {answer}");
        answer
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let request = self.request(method, path);
        sent(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = client().request(method.clone(), format!("{}/api/v1{path}", self.base));
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        if method != Method::GET {
            request = request.header("origin", &self.base);
        }
        request
    }
}

async fn sent(request: RequestBuilder) -> Response {
    request.send().await.unwrap_or_else(|reason| panic!("the server does not answer: {reason}"))
}

async fn read(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    let answer = serde_json::from_str(&text).unwrap_or(Value::String(text));
    (status, answer)
}

/// One client for all people: cookies are the people's own.
pub(crate) fn client() -> reqwest::Client {
    static CLIENT: OnceLock<()> = OnceLock::new();
    CLIENT.get_or_init(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .expect("nobody else in this process chose one");
    });
    new_client()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test is a stranger to the server, with a client of its own"
)]
fn new_client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .build()
        .expect("nothing is asked of it that can fail")
}
