//! `Idempotency-Key`: sent twice, done once.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::desk::{World, each};
use crate::person::Answer;

async fn ticket(world: &World, key: &str, subject: &str) -> Answer {
    let body = json!({"channel": 1, "subject": subject, "text": "X", "contact": {"email": "jo@customer.test"}});
    world.ada.ask(Method::POST, "/tickets", Some(body), &[("idempotency-key", key)]).await
}

#[tokio::test]
async fn a_post_that_is_sent_again_is_not_done_again() {
    each(|world| async move {
        let first = ticket(&world, "one", "printer").await.made();
        let again = ticket(&world, "one", "printer").await;
        assert_eq!(again.headers["idempotent-replayed"], "true");
        assert_eq!(again.made(), first);
        assert_ne!(ticket(&world, "two", "printer").await.made()["number"], first["number"]);
        ticket(&world, "one", "another").await.problem(409, "key.reused");
    })
    .await;
}

#[tokio::test]
async fn what_failed_may_be_tried_again_with_the_same_key() {
    each(|world| async move {
        ticket(&world, "one", "").await.problem(422, "invalid");
        ticket(&world, "one", "printer").await.made();
        ticket(&world, "", "printer").await.problem(400, "request.idempotency_key");
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_a_secret_is_not_kept_for_a_second_answer() {
    each(|world| async move {
        let body: Value = json!({"name": "Lee", "email": "lee@acme.test"});
        let key = [("idempotency-key", "one")];
        world.ada.ask(Method::POST, "/users", Some(body.clone()), &key).await.made();
        world.ada.ask(Method::POST, "/users", Some(body), &key).await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_was_begun_is_finished_and_kept_though_the_asker_hangs_up() {
    each(|world| async move {
        let mut log = world.desk.changed();
        log.mark_unchanged();
        tokio::select! {
            biased;
            // It is written, and nobody is there any more to hear so.
            _ = log.changed() => {}
            _ = ticket(&world, "one", "printer") => {}
        }
        let again = loop {
            let again = ticket(&world, "one", "printer").await;
            if again.status != StatusCode::CONFLICT {
                break again;
            }
            assert_eq!(again.body["code"], "request.already_running");
        };
        assert_eq!(again.headers["idempotent-replayed"], "true");
        again.made();
        let all = world.ada.get("/tickets?view=open").await.ok();
        assert_eq!(all["items"].as_array().unwrap().len(), 1, "{all}");
    })
    .await;
}
