//! Channels and their rules.

use axum::http::Method;
use serde_json::json;

use crate::desk::{channel, each};

#[tokio::test]
async fn a_channels_secrets_are_never_shown() {
    each(|world| async move {
        let shown = world.ada.get("/channels/1").await.ok();
        assert!(!shown.to_string().contains("\"secret\""), "{shown}");
        insta::assert_json_snapshot!("channel", shown);
        world.ada.patch("/channels/1", json!({"name": "Help"})).await.ok();
        let changed = world.ada.get("/channels/1").await.ok();
        assert_eq!(changed["secrets_set"], json!(["smtp_password"]), "what is left out stays");
        world.ada.post("/channels", channel("support@acme.test")).await.problem(422, "invalid");
    })
    .await;
}

/// What is tried must be what could be stored: otherwise trying it reaches what storing it never would.
#[tokio::test]
async fn settings_are_tried_only_if_a_channel_could_have_them() {
    each(|world| async move {
        let mut asked = channel("other@acme.test");
        asked["settings"]["smtp"]["port"] = json!(0);
        asked["settings"]["smtp"]["auth"] = json!("oauth2");
        asked["settings"]["smtp"]["user"] = json!("other");
        asked["settings"]["oauth2"] =
            json!({"token_url": "http://169.254.169.254/latest", "client_id": "x"});
        let asked = json!({"settings": asked["settings"], "secrets": {}});
        let refused = world.ada.post("/channels/check", asked).await.problem(422, "invalid");
        let fields = refused["errors"].as_array().unwrap().iter();
        let fields: Vec<_> = fields.map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["settings.smtp.port", "settings.oauth2.token_url"]);
    })
    .await;
}

#[tokio::test]
async fn a_rule_has_versions_and_says_whom_it_names_in_vain() {
    each(|world| async move {
        world.ada.patch("/users/2", json!({"seat": false})).await.ok();
        insta::assert_json_snapshot!("broken_rule", world.maud.get("/channels/1/rule").await.ok());
        let body = Some(json!({"rule": {"assign": "no_one"}}));
        let refused =
            world.ada.ask(Method::PUT, "/channels/1/rule", body, &[("if-match", "\"1\"")]).await;
        assert_eq!(refused.problem(412, "rule.changed")["current"]["version"], 2);
        let wrong = json!({"rule": {"assign": "users_and_teams", "users": [99]}});
        world.ada.put("/channels/1/rule", wrong).await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn trying_a_rule_writes_nothing() {
    each(|world| async move {
        let asked = json!({
            "rule": {"assign": "users_and_teams", "users": [2], "only_available": true},
            "made_up": {"subject": "Invoice", "priority": "high", "contact_email": "jo@customer.test"},
        });
        let decision = world.ada.post("/channels/1/try", asked).await.ok();
        assert_eq!(decision["outcome"]["owner"]["id"], 2);
        assert_eq!(decision["id"], 0);
        assert_eq!(world.ada.get("/channels/1/rule").await.ok()["version"], 2);
        assert_eq!(world.ada.get("/contacts?q=jo").await.ok()["items"], json!([]));
    })
    .await;
}
