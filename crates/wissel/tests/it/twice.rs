//! `Idempotency-Key`: sent twice, done once.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use futures_util::future::join_all;
use serde_json::{Value, json};
use wissel_model::Error;
use wissel_store::db::{Fault, Faults, Lost};

use crate::desk::{World, each};
use crate::person::{Answer, Person};

async fn ticket(world: &World, key: &str, subject: &str) -> Answer {
    ticket_of(&world.ada, key, subject).await
}

async fn ticket_of(ada: &Person, key: &str, subject: &str) -> Answer {
    let body = json!({"channel": 1, "subject": subject, "text": "X", "contact": {"email": "jo@customer.test"}});
    ada.ask(Method::POST, "/tickets", Some(body), &[("idempotency-key", key)]).await
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
        let again = world.ada.ask(Method::POST, "/users", Some(body), &key).await;
        again.problem(409, "request.already_done");
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
        // As somebody does who is told to come back; the work goes on meanwhile.
        let mut turn = tokio::time::interval(Duration::from_millis(20));
        let again = loop {
            turn.tick().await;
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

async fn open(world: &World) -> usize {
    let all = world.ada.get("/tickets?view=open").await.ok();
    all["items"].as_array().unwrap().len()
}

/// A server whose database breaks around what is kept for a repeated request.
enum Broken {
    /// It does the work and dies before it keeps the answer.
    BeforeItIsKept,
    /// It does the work and does not hear so.
    OnTheCommit,
}

impl Faults for Broken {
    fn before(&self, statement: &'static str) -> Option<Fault> {
        let kept =
            statement == "wissel_store::answered::KEEP" && matches!(self, Self::BeforeItIsKept);
        kept.then(|| Fault::Fails(Error::Unavailable("pulled the plug".into())))
    }

    fn commit(&self) -> Option<Lost> {
        matches!(self, Self::OnTheCommit).then_some(Lost::After)
    }
}

#[tokio::test]
async fn what_was_done_by_a_server_that_died_before_it_kept_the_answer_is_not_done_again() {
    each(|world| async move {
        for (seed, broken) in [(8, Broken::BeforeItIsKept), (9, Broken::OnTheCommit)] {
            let before = open(&world).await;
            let key = format!("key {before}");
            let dying = world.beside(world.desk.db().clone().with_faults(Arc::new(broken)), seed);
            ticket_of(&world.ada.at(&dying), &key, "printer").await;
            assert_eq!(open(&world).await, before + 1);
            let again = ticket(&world, &key, "printer").await;
            let number = again.problem(409, "request.already_done")["current"]["ticket"].clone();
            world.ada.get(&format!("/tickets/{number}")).await.ok();
            assert_eq!(open(&world).await, before + 1);
        }
    })
    .await;
}

#[tokio::test]
async fn two_servers_that_are_asked_the_same_at_once_do_it_once_and_give_one_answer() {
    each(|world| async move {
        let other = world.beside(world.desk.db().clone(), 8);
        for round in 0..5 {
            let (key, before) = (format!("key {round}"), open(&world).await);
            let asked = [&world.router, &other, &world.router, &other].map(|router| {
                let (ada, key) = (world.ada.at(router), &key);
                async move { ticket_of(&ada, key, "printer").await }
            });
            let mut made = Vec::new();
            for answer in join_all(asked).await {
                match answer.status {
                    // Of one and the same server: come back in a moment.
                    StatusCode::CONFLICT => {
                        assert_eq!(answer.body["code"], "request.already_running")
                    }
                    _ => made.push(answer.made()["number"].clone()),
                }
            }
            assert_eq!(open(&world).await, before + 1);
            assert!(made.len() >= 2 && made.iter().all(|number| *number == made[0]), "{made:?}");
        }
    })
    .await;
}
