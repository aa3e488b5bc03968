//! Files and HTML from outside.

use axum::body::{Body, to_bytes};
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::desk::{World, each};
use crate::person::Person;

const UPLOAD: &str = "/api/v1/attachments?name=r%C3%A9port.png";

async fn upload(person: &Person, kind: &str, bytes: &'static [u8]) -> Value {
    let response =
        person.send(Method::POST, UPLOAD, Body::from(bytes), &[("content-type", kind)]).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    serde_json::from_slice(&to_bytes(response.into_body(), 10_000).await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_file_is_its_uploaders_until_it_is_attached() {
    each(|world: World| async move {
        let file = upload(&world.maud, "image/png", b"picture").await;
        insta::assert_json_snapshot!("attachment", file);
        let path = format!("/attachments/{}", file["id"]);
        world.ada.get(&path).await.problem(404, "attachment.not_found");
        let number = world.ticket("printer").await;
        let reply = json!({"text": "See this.", "attachments": [file["id"]]});
        world.maud.post(&format!("/tickets/{number}/replies"), reply).await.made();
        assert_eq!(world.ada.get(&path).await.ok(), "picture");
    })
    .await;
}

#[tokio::test]
async fn files_are_saved_rather_than_shown() {
    each(|world: World| async move {
        for (kind, query, shown, given) in [
            ("image/png", "?inline=1", "inline", "image/png"),
            ("image/png", "", "attachment", "image/png"),
            ("image/svg+xml", "?inline=1", "attachment", "application/octet-stream"),
            ("text/html", "?inline=1", "attachment", "application/octet-stream"),
        ] {
            let file = upload(&world.maud, kind, b"<script>").await;
            let answer = world.maud.get(&format!("/attachments/{}{query}", file["id"])).await;
            let how = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(
                how.starts_with(shown) && how.ends_with("filename*=UTF-8''r%C3%A9port.png"),
                "{kind}: {how}"
            );
            assert_eq!(answer.headers[header::CONTENT_TYPE], given);
            assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(
                answer.headers[header::CONTENT_SECURITY_POLICY],
                "sandbox; default-src 'none'"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_mails_html_comes_with_a_policy_under_which_nothing_runs() {
    each(|world: World| async move {
        let mail = "From: Jo <jo@customer.test>\r\nTo: support@acme.test\r\nSubject: Hi\r\nMessage-ID: <1@c.test>\r\n\
            MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n\
            <p onclick=\"x()\">Hello<script>x()</script><img src=\"https://tracker.test/p.png\">\
            <img src=\"http://old.test/o.png\"></p>\r\n";
        let from = wissel_desk::mail::Source::Delivered { envelope_from: "jo@customer.test".to_owned(), recipients: vec!["support@acme.test".to_owned()] };
        world.desk.receive_mail(wissel_model::ChannelId(1), from, mail.into()).await.unwrap();
        let shown = world.ada.get("/messages/1/html").await;
        let policy = shown.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.starts_with("sandbox") && policy.contains("default-src 'none'"), "{policy}");
        assert!(!policy.contains("allow-scripts") && !policy.contains("https:"), "{policy}");
        let html = shown.body.as_str().unwrap();
        assert!(html.contains("Hello") && !html.contains("script") && !html.contains("onclick"), "{html}");
        assert!(!html.contains(" src=\"https://tracker.test"), "{html}");
        let all = world.ada.get("/messages/1/html?images=1").await;
        let policy = all.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("img-src 'self' data: https: http:;"), "{policy}");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(all.body.as_str().unwrap().contains(" src=\"http://old.test/o.png"));
        assert!(all.body.as_str().unwrap().contains(" src=\"https://tracker.test/p.png"));
    })
    .await;
}

#[tokio::test]
async fn what_is_too_large_is_refused_with_the_limit() {
    each(|world: World| async move {
        let body = Body::from(vec![b'x'; (25 << 20) + 1]);
        let response =
            world.maud.send(Method::POST, UPLOAD, body, &[("content-type", "text/plain")]).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let long = json!({"text": "x".repeat(1 << 20)});
        let number = world.ticket("printer").await;
        let refused = world.maud.post(&format!("/tickets/{number}/comments"), long).await;
        assert!(
            refused.problem(413, "request.too_large")["detail"].as_str().unwrap().contains('1')
        );
    })
    .await;
}
