//! Someone at a browser.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::desk::{BASE, PASSWORD};

/// A person, signed in or not.
#[derive(Clone)]
pub(crate) struct Person {
    router: Router,
    pub(crate) cookie: Option<String>,
}

/// What the server answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Person {
    pub(crate) fn nobody(router: &Router) -> Self {
        Self { router: router.clone(), cookie: None }
    }

    /// The same person's browser, led to another server.
    pub(crate) fn at(&self, router: &Router) -> Self {
        Self { router: router.clone(), ..self.clone() }
    }

    pub(crate) fn without_cookie(&self) -> Self {
        Self { cookie: None, ..self.clone() }
    }

    /// Follows a one-time link and sets a password.
    pub(crate) async fn follow(&self, link: &str, name: &str, email: Option<&str>) -> Self {
        let token = link.split_once("token=").unwrap().1;
        let mut body = json!({
            "token": token, "name": name, "password": PASSWORD, "language": "en", "time_zone": "Europe/Amsterdam",
        });
        if let Some(email) = email {
            body["email"] = email.into();
        }
        let answer = self.post("/setup", body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        self.with_cookie_of(&answer)
    }

    pub(crate) async fn sign_in(&self, email: &str) -> Self {
        let answer = self.post("/session", json!({"email": email, "password": PASSWORD})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        self.with_cookie_of(&answer)
    }

    fn with_cookie_of(&self, answer: &Answer) -> Self {
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        Self { cookie: Some(cookie.split(';').next().unwrap().to_owned()), ..self.clone() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None, &[]).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, Some(body), &[]).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::PUT, path, Some(body), &[]).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::PATCH, path, Some(body), &[]).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, None, &[]).await
    }

    /// Asks the API anything.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        more: &[(&str, &str)],
    ) -> Answer {
        let mut headers = more.to_vec();
        if body.is_some() && !more.iter().any(|(name, _)| *name == "content-type") {
            headers.push(("content-type", "application/json"));
        }
        let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
        Answer::read(self.send(method, &format!("/api/v1{path}"), body, &headers).await).await
    }

    /// The answer with its body still to be read.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Body,
        headers: &[(&str, &str)],
    ) -> Response {
        let mut request =
            Request::builder().method(method).uri(path).header("user-agent", "Test/1.0");
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "desk.test");
        }
        if !headers.iter().any(|(name, _)| *name == "origin") {
            request = request.header("origin", BASE);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let from = ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4711)));
        let request = request.extension(from).body(body).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }
}

impl Answer {
    async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// The body of a 200 or 204.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!(
            matches!(self.status, StatusCode::OK | StatusCode::NO_CONTENT),
            "{} {}",
            self.status,
            self.body
        );
        self.body
    }

    /// The body of a 201.
    #[track_caller]
    pub(crate) fn made(self) -> Value {
        assert_eq!(self.status, StatusCode::CREATED, "{}", self.body);
        self.body
    }

    /// A problem with this status and key; its document.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, code: &str) -> Value {
        assert_eq!(
            (self.status.as_u16(), self.body["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.body
        );
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        let detail = self.body["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(' '), "no sentence for {code}: {detail:?}");
        self.body
    }
}
