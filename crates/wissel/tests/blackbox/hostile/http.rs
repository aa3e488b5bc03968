//! Requests that no sane client sends: each is refused in a word or hung up on, none is answered twice or out of step,
//! and the next client is served.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::requests::{Becomes, Shape, all};
use crate::parts::api::{Api, client};
use crate::parts::client::tcp;
use crate::parts::database::{Database, Kind};
use crate::parts::wissel::{Start, Wissel};

/// Comes behind each: whether it is answered shows where the server thinks the one before ended.
const NEXT: &[u8] = b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
/// A server that waits for more than it was promised is cut off by then; none of these has it wait.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn every_mad_request_is_refused_or_hung_up_on_and_the_next_client_is_served() {
    let wissel = Wissel::start(Start::on(Database::create(Kind::Sqlite).await)).await;
    let port = wissel.url.rsplit(':').next().and_then(|port| port.parse().ok());
    let port = port.expect("an address ends in a port");
    for Shape { name, bytes, becomes } in all() {
        let answers = asked(port, &bytes).await;
        let told = statuses(&answers);
        match becomes {
            Becomes::Refused(expected) => {
                assert_eq!(told.first(), Some(&expected), "{name}: {answers}");
                assert!(told.len() == 1, "{name}: nothing behind it is believed: {answers}");
            }
            Becomes::RefusedAlone(expected) => {
                assert_eq!(told, [expected, 200], "{name}: {answers}");
            }
            Becomes::Answered(expected) => assert_eq!(told, expected, "{name}: {answers}"),
            Becomes::HungUp => assert!(told.is_empty(), "{name}: {answers}"),
        }
        // What hides in a body or behind it asks for an address that there is not.
        assert!(!answers.contains("page.not_found"), "{name}: {answers}");
        assert_eq!(statuses(&asked(port, b"").await), [200], "after {name}");
    }
    assert!(!wissel.said().contains("panicked"), "{}", wissel.said());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_bounded_on_every_kind_of_address_and_said_to_be_too_large() {
    let wissel = Wissel::start(Start::on(Database::create(Kind::Sqlite).await)).await;
    let ada = Api::set_up(&wissel.url, wissel.setup_link(), "Ada", "ada@acme.test").await;
    let long = |size: usize| json!({"name": "x".repeat(size)});
    let (status, told) =
        Api::nobody(&wissel.url).try_to(Method::POST, "/session", Some(long(17 << 10))).await;
    assert_eq!(
        (status, &told["code"]),
        (StatusCode::PAYLOAD_TOO_LARGE, &json!("request.too_large"))
    );
    for (method, path) in [
        (Method::POST, "/teams"),
        (Method::PATCH, "/me"),
        (Method::PUT, "/me/availability"),
        (Method::POST, "/channels"),
    ] {
        let (status, told) = ada.try_to(method, path, Some(long(1 << 20))).await;
        assert_eq!(
            (status, &told["code"]),
            (StatusCode::PAYLOAD_TOO_LARGE, &json!("request.too_large")),
            "{path}"
        );
    }
    for keyed in [None, Some("key-1")] {
        let mut upload = client()
            .post(format!("{}/api/v1/attachments?name=film.bin", wissel.url))
            .header("cookie", ada.cookie())
            .header("origin", &wissel.url)
            .body(vec![b'x'; (25 << 20) + 1]);
        if let Some(key) = keyed {
            upload = upload.header("idempotency-key", key);
        }
        // Whoever still sends when the answer is there may not get to read it; then it was refused all the same.
        if let Ok(answer) = upload.send().await {
            assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE, "{keyed:?}");
        }
    }
    assert_eq!(ada.get("/me").await["name"], "Ada");
}

/// Everything that comes back for these bytes and the request behind them, until the server hangs up.
async fn asked(port: u16, bytes: &[u8]) -> String {
    let mut stream = tcp([127, 0, 0, 1], port).await.expect("the server listens");
    // Whoever is refused in the middle of it may be hung up on as well.
    let _ = stream.write_all(&[bytes, NEXT].concat()).await;
    let mut answers = Vec::new();
    let read = timeout(SOON, stream.read_to_end(&mut answers)).await;
    assert!(read.is_ok(), "it hangs up: {}", String::from_utf8_lossy(&answers));
    String::from_utf8_lossy(&answers).into_owned()
}

/// The status of each answer.
fn statuses(answers: &str) -> Vec<u16> {
    let heads = answers.split("HTTP/1.").skip(1);
    heads.filter_map(|head| head.get(2..5)?.parse().ok()).collect()
}
