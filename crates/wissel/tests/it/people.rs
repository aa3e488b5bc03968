//! Getting in, staying in, getting out; users and teams.

use axum::http::header;
use serde_json::json;

use crate::desk::{PASSWORD, World, each};

#[tokio::test]
async fn the_session_is_in_a_cookie_that_scripts_cannot_read() {
    each(|world| async move {
        let answer = world
            .nobody()
            .post("/session", json!({"email": "MAUD@acme.test", "password": PASSWORD}))
            .await;
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
        for wanted in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.contains(wanted), "{cookie}");
        }
        insta::assert_json_snapshot!("me", answer.ok());
    })
    .await;
}

#[tokio::test]
async fn wrong_address_and_wrong_password_sound_the_same() {
    each(|world| async move {
        let nobody = world.nobody();
        let wrong = |email: &str| json!({"email": email, "password": "not this one"});
        let one =
            nobody.post("/session", wrong("maud@acme.test")).await.problem(401, "sign_in.failed");
        let other =
            nobody.post("/session", wrong("nobody@acme.test")).await.problem(401, "sign_in.failed");
        assert_eq!(one, other);
    })
    .await;
}

#[tokio::test]
async fn a_one_time_link_works_once() {
    each(|world| async move {
        let invited =
            world.ada.post("/users", json!({"name": "Lee", "email": "lee@acme.test"})).await.made();
        let link = invited["invite_link"].as_str().unwrap().to_owned();
        let token = link.split_once("token=").unwrap().1;
        let asked = format!("/setup?token={token}");
        let found = world.nobody().get(&asked).await.ok();
        assert_eq!(
            found,
            json!({"ok": true, "kind": "invite", "name": "Lee", "email": "lee@acme.test"})
        );
        world.nobody().follow(&link, "Lee", None).await.get("/me").await.ok();
        world.nobody().get(&asked).await.problem(410, "setup.gone");
    })
    .await;
}

#[tokio::test]
async fn a_browser_can_be_signed_out_from_another_one() {
    each(|world| async move {
        let phone = world.nobody().sign_in("maud@acme.test").await;
        let sessions = world.maud.get("/sessions").await.ok();
        let sessions = sessions["items"].as_array().unwrap();
        assert_eq!(sessions.len(), 2);
        let other = sessions.iter().find(|session| session["current"] == false).unwrap();
        assert_eq!(
            (&other["browser"], &other["address"]),
            (&json!("Test/1.0"), &json!("192.0.2.1"))
        );
        world
            .ada
            .delete(&format!("/sessions/{}", other["id"]))
            .await
            .problem(404, "session.not_found");
        world.maud.delete(&format!("/sessions/{}", other["id"])).await.ok();
        phone.get("/me").await.problem(401, "sign_in.required");
        world.maud.get("/me").await.ok();
    })
    .await;
}

#[tokio::test]
async fn signing_out_takes_the_cookie_back() {
    each(|world| async move {
        let answer = world.maud.delete("/session").await;
        assert!(answer.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
        answer.ok();
        world.maud.get("/session").await.problem(401, "sign_in.required");
    })
    .await;
}

#[tokio::test]
async fn refusals_come_in_the_readers_language() {
    each(|world: World| async move {
        world.maud.patch("/me", json!({"language": "nl"})).await.ok();
        let refused = world.maud.get("/tickets/99").await.problem(404, "ticket.not_found");
        assert!(!refused["detail"].as_str().unwrap().contains("There"), "{refused}");
        let dutch = [("accept-language", "nl-BE,en;q=0.5")];
        let refused = world.nobody().ask(axum::http::Method::GET, "/me", None, &dutch).await;
        assert_eq!(refused.headers[header::CONTENT_LANGUAGE], "nl");
    })
    .await;
}

#[tokio::test]
async fn every_wrong_field_of_a_user_is_told_at_once() {
    each(|world| async move {
        let wrong = json!({"name": " ", "email": "nowhere", "time_zone": "Mars/Base", "capacity": {"email": -1}});
        insta::assert_json_snapshot!("wrong_user", world.ada.post("/users", wrong).await.problem(422, "invalid"));
    })
    .await;
}

#[tokio::test]
async fn a_team_that_a_rule_needs_stays() {
    each(|world| async move {
        world
            .ada
            .post("/teams", json!({"name": "Billing", "main": [2], "extra": [1]}))
            .await
            .made();
        insta::assert_json_snapshot!("teams", world.maud.get("/teams").await.ok());
        world.rule(json!({"assign": "users_and_teams", "teams": [1]})).await;
        let refused = world.ada.delete("/teams/1").await.problem(409, "team.in_use");
        assert!(refused["detail"].as_str().unwrap().contains("Support"), "{refused}");
        world.rule(json!({"assign": "no_one"})).await;
        world.ada.delete("/teams/1").await.ok();
    })
    .await;
}
