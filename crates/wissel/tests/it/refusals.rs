//! What is refused before the desk is asked.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::json;

use crate::desk::{World, each};

#[tokio::test]
async fn a_body_is_refused_by_the_field_that_is_wrong() {
    each(|world| async move {
        let number = world.ticket("printer").await;
        let path = format!("/tickets/{number}");
        for (body, field, code) in [
            (json!({"pirority": "high"}), "pirority", "request.unknown_field"),
            (json!({"priority": "higher"}), "priority", "request.unknown_word"),
            (json!({"priority": 5}), "priority", "request.needs_text"),
            (json!({"tags": "vip"}), "tags", "request.needs_list"),
            (json!({"tags": [7]}), "tags[0]", "request.needs_text"),
        ] {
            let refused = world.ada.patch(&path, body).await.problem(422, "invalid");
            assert_eq!(
                (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
                (&json!(field), &json!(code))
            );
        }
        let refused = world.ada.post("/teams", json!({"main": []})).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "name");
        let refused = world.ada.get("/tickets?veiw=open").await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "veiw");
        let refused = world.ada.get("/tickets?limit=many").await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "limit");
    })
    .await;
}

#[tokio::test]
async fn the_words_of_a_refusal_are_ours_in_the_readers_language() {
    each(|world| async move {
        let detail = |problem: &serde_json::Value| {
            problem["errors"][0]["detail"].as_str().unwrap().to_owned()
        };
        let number = world.ticket("printer").await;
        let path = format!("/tickets/{number}");
        let ask = |body| world.ada.patch(&path, body);
        let told = ask(json!({"priority": "higher"})).await.problem(422, "invalid");
        assert_eq!(
            detail(&told),
            "This is none of the words that are possible here: low, normal, high, urgent."
        );
        let capacity = json!({"capacity": {"all": -5}});
        let told = world.ada.patch("/users/2", capacity).await.problem(422, "invalid");
        assert_eq!(told["errors"][0]["field"], "capacity.all");
        for refused in [
            world.ada.get("/tickets?limit=many").await.problem(422, "invalid"),
            world.ada.get("/users?limit=").await.problem(422, "invalid"),
            world.ada.post("/users", json!([])).await.problem(422, "invalid"),
            world.ada.patch("/users/2", json!({"seat": "yes"})).await.problem(422, "invalid"),
        ] {
            let told = detail(&refused);
            for word in ["expected", "invalid", "struct", "u32", "digit", "string", "integer"] {
                assert!(!told.contains(word), "{told}");
            }
        }
        world.ada.patch("/me", json!({"language": "nl"})).await.ok();
        let told =
            world.ada.patch("/users/2", json!({"seat": "yes"})).await.problem(422, "invalid");
        assert_eq!(detail(&told), "Hier is ja of nee nodig: true of false.");
    })
    .await;
}

/// The reader of our JSON takes the elements of a list for the fields of an object, in whatever order they stand in.
#[tokio::test]
async fn a_list_is_no_object_for_any_address() {
    each(|world| async move {
        let number = world.ticket("printer").await;
        let ticket = format!("/tickets/{number}");
        for (method, path, body) in [
            (Method::PATCH, "/me", json!(["Ada"])),
            (Method::PUT, "/me/availability", json!(["away"])),
            (Method::POST, "/teams", json!(["Team", [], []])),
            (Method::POST, "/contacts", json!(["Jo"])),
            (Method::PATCH, ticket.as_str(), json!(["closed"])),
            (Method::PUT, "/channels/1/rule", json!([{}])),
            (Method::PUT, "/channels/1/rule", json!({"rule": ["no_one"]})),
            (Method::PUT, "/channels/1/rule", json!({"rule": {"fallback": [[], []]}})),
            (Method::PUT, "/channels/1/rule", json!({"rule": {"when_nobody": ["wait_in_line"]}})),
            (Method::PATCH, "/users/2", json!({"capacity": [5]})),
        ] {
            let refused = world.ada.ask(method, path, Some(body.clone()), &[]).await;
            let refused = refused.problem(422, "invalid");
            assert_eq!(refused["errors"][0]["code"], "request.needs_object", "{path} {body}");
        }
        let nobody = world.nobody();
        let entry = json!(["ada@acme.test", "correct horse battery staple"]);
        nobody.post("/session", entry).await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_packed_is_not_unpacked() {
    each(|world| async move {
        for coding in ["gzip", "br", "identity, gzip", ""] {
            let packed = [("content-encoding", coding)];
            let body = Some(json!({"name": "Team", "main": [], "extra": []}));
            let refused = world.ada.ask(Method::POST, "/teams", body, &packed).await;
            assert_eq!(refused.headers[header::ACCEPT_ENCODING], "identity");
            refused.problem(415, "request.encoded");
            let file = ("/api/v1/attachments?name=x.txt", Body::from("packed"));
            let refused = world.ada.send(Method::POST, file.0, file.1, &packed).await;
            assert_eq!(refused.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{coding}");
        }
        let plain = [("content-encoding", "identity")];
        let body = Some(json!({"name": "Team", "main": [], "extra": []}));
        world.ada.ask(Method::POST, "/teams", body, &plain).await.made();
    })
    .await;
}

#[tokio::test]
async fn a_form_of_a_foreign_page_is_no_json() {
    each(|world| async move {
        let plain = [("content-type", "text/plain")];
        let body = Some(json!({"name": "X", "main": [], "extra": []}));
        world.ada.ask(Method::POST, "/teams", body, &plain).await.problem(415, "request.not_json");
    })
    .await;
}

#[tokio::test]
async fn pages_of_others_can_change_nothing() {
    each(|world| async move {
        let body = || Some(json!({"state": "away"}));
        for foreign in [[("origin", "https://evil.example")], [("sec-fetch-site", "cross-site")]] {
            let answer = world.maud.ask(Method::PUT, "/me/availability", body(), &foreign).await;
            answer.problem(403, "request.foreign_origin");
        }
        assert_eq!(world.maud.get("/me").await.ok()["availability"]["state"], "available");
    })
    .await;
}

#[tokio::test]
async fn guessing_from_one_address_is_slowed_down() {
    each(|world| async move {
        for _ in 0..40 {
            let answer = world.nobody().get("/setup?token=guess").await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(answer.headers.contains_key(header::RETRY_AFTER));
                answer.problem(429, "request.too_many");
                return;
            }
            answer.problem(410, "setup.gone");
        }
        panic!("nobody was slowed down");
    })
    .await;
}

#[tokio::test]
async fn guessing_one_persons_password_is_slowed_down() {
    each(|world| async move {
        let wrong = json!({"email": "maud@acme.test", "password": "guess"});
        for _ in 0..20 {
            if world.nobody().post("/session", wrong.clone()).await.status
                == StatusCode::TOO_MANY_REQUESTS
            {
                return;
            }
        }
        panic!("nobody was slowed down");
    })
    .await;
}

#[tokio::test]
async fn addresses_that_lead_nowhere_say_so() {
    each(|world: World| async move {
        world.ada.get("/nothing").await.problem(404, "page.not_found");
        world.ada.get("/tickets/one").await.problem(404, "page.not_found");
        world.ada.delete("/tickets").await.problem(405, "request.method");
        let header = [("if-match", "7")];
        let body = Some(json!({}));
        world
            .ada
            .ask(Method::PATCH, "/tickets/1", body, &header)
            .await
            .problem(400, "request.if_match");
    })
    .await;
}

#[tokio::test]
async fn every_answer_is_guarded_by_its_headers() {
    each(|world: World| async move {
        for path in ["/", "/api/v1/me", "/healthz", "/api/v1/nothing"] {
            let headers =
                world.nobody().send(Method::GET, path, Body::empty(), &[]).await.headers().clone();
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(
                policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
                "{path}"
            );
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
            assert_eq!(headers[header::REFERRER_POLICY], "same-origin", "{path}");
            assert!(headers.contains_key("x-request-id"), "{path}");
        }
    })
    .await;
}
