//! Pages, health and metrics: what lies outside the API.

use axum::body::{Body, to_bytes};
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::desk::each;

#[tokio::test]
async fn any_address_outside_the_api_is_the_applications_page() {
    each(|world| async move {
        let nobody = world.nobody();
        let one = nobody.send(Method::GET, "/", Body::empty(), &[]).await;
        let other = nobody.send(Method::GET, "/tickets/17", Body::empty(), &[]).await;
        assert_eq!(one.status(), other.status());
        let one = to_bytes(one.into_body(), 1 << 20).await.unwrap();
        assert_eq!(one, to_bytes(other.into_body(), 1 << 20).await.unwrap());
        let gone = nobody.send(Method::GET, "/assets/old-1234.js", Body::empty(), &[]).await;
        assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_balancer_learns_when_the_server_is_about_to_stop() {
    each(|world| async move {
        let ask = async |path: &str| {
            world.nobody().send(Method::GET, path, Body::empty(), &[]).await.status()
        };
        assert_eq!(ask("/healthz").await, StatusCode::OK);
        assert_eq!(ask("/readyz").await, StatusCode::OK);
        world.stop.send(true).unwrap();
        assert_eq!(ask("/readyz").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ask("/healthz").await, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_loop_that_broke_off_is_told_and_keeps_nobody_from_the_pages() {
    each(|world| async move {
        world.app.tell_loop("router", true);
        world.app.tell_loop("jobs", false);
        let answer = world.nobody().send(Method::GET, "/readyz", Body::empty(), &[]).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let told: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(told["state"], "degraded", "{told}");
        let parts = told["parts"].as_array().unwrap();
        let state = |name: &str| {
            let part = parts.iter().find(|part| part["part"] == name).unwrap();
            (part["state"].clone(), part["sentence"].is_string(), part["detail"].is_string())
        };
        assert_eq!(state("router"), (json!("ok"), false, false));
        // A stranger is told that, but not what to do about it.
        assert_eq!(state("jobs"), (json!("degraded"), true, false));
    })
    .await;
}

#[tokio::test]
async fn metrics_are_not_for_strangers() {
    each(|world| async move {
        let answer = world.nobody().send(Method::GET, "/metrics", Body::empty(), &[]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(!answer.headers().contains_key(header::SET_COOKIE));
    })
    .await;
}
