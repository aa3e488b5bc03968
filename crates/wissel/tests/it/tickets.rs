//! A ticket's life through the API.

use axum::http::{Method, header};
use serde_json::json;

use crate::desk::{World, each};

#[tokio::test]
async fn a_ticket_is_routed_and_says_why() {
    each(|world| async move {
        let number = world.ticket("printer").await;
        insta::assert_json_snapshot!(
            "ticket",
            world.maud.get(&format!("/tickets/{number}")).await.ok()
        );
        let decisions = world.maud.get(&format!("/tickets/{number}/decisions")).await.ok();
        insta::assert_json_snapshot!("decisions", decisions, { ".items[].data" => "[record]" });
        let told = conversation(&world, number).await;
        insta::assert_json_snapshot!("conversation", told, { ".items[].id" => "[place in the log]" });
    })
    .await;
}

#[tokio::test]
async fn who_answers_a_ticket_of_nobody_owns_it_from_then_on() {
    each(|world| async move {
        world.rule(json!({"assign": "no_one"})).await;
        let number = world.ticket("printer").await;
        let path = format!("/tickets/{number}");
        world.ada.post(&format!("{path}/comments"), json!({"text": "Anyone?"})).await.made();
        assert_eq!(world.ada.get(&path).await.ok()["owner"], json!(null));
        world
            .ada
            .post(&format!("{path}/replies"), json!({"text": "Turn it off.", "status": "closed"}))
            .await
            .made();
        let ticket = world.ada.get(&path).await.ok();
        assert_eq!(ticket["owner"]["name"], "Ada Admin");
        assert_eq!(ticket["status"], "closed");
        let told = conversation(&world, number).await;
        insta::assert_json_snapshot!("answered", told, { ".items[].id" => "[place in the log]" });
    })
    .await;
}

#[tokio::test]
async fn a_change_against_another_version_is_refused_with_how_it_stands() {
    each(|world| async move {
        let number = world.ticket("printer").await;
        let path = format!("/tickets/{number}");
        let seen = world.ada.get(&path).await;
        let tag = seen.headers[header::ETAG].to_str().unwrap().to_owned();
        world.maud.put(&format!("{path}/owner"), json!({"user": 1})).await.ok();
        let with = [("if-match", tag.as_str())];
        let body = Some(json!({"priority": "urgent"}));
        let refused =
            world.ada.ask(Method::PATCH, &path, body, &with).await.problem(412, "ticket.changed");
        assert_eq!(refused["current"]["owner"]["name"], "Ada Admin");
        let current = format!("\"{}\"", refused["current"]["version"]);
        let body = Some(json!({"priority": "urgent"}));
        world.ada.ask(Method::PATCH, &path, body, &[("if-match", current.as_str())]).await.ok();
        let body = Some(json!({"nobody": true}));
        let answer = world.ada.ask(Method::PUT, &format!("{path}/owner"), body, &with).await;
        answer.problem(412, "ticket.changed");
    })
    .await;
}

#[tokio::test]
async fn lists_go_by_cursor_and_miss_and_repeat_nothing() {
    each(|world: World| async move {
        for n in 0..5 {
            world.clock.advance(60);
            world.ticket(&format!("thing {n}")).await;
        }
        let (mut cursor, mut seen) = (String::new(), Vec::new());
        loop {
            let page = world.maud.get(&format!("/tickets?view=mine&limit=2{cursor}")).await.ok();
            let items = page["items"].as_array().unwrap().clone();
            seen.extend(items.iter().map(|item| item["number"].as_i64().unwrap()));
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, [5, 4, 3, 2, 1]);
        let refused = world.maud.get("/tickets?limit=0").await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "limit");
        world.maud.get("/tickets?cursor=x").await.problem(422, "invalid");
        world.maud.get("/tickets?view=nothing").await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn each_view_counts_what_it_lists() {
    each(|world| async move {
        let first = world.ticket("one").await;
        world.ticket("two").await;
        world.ada.put(&format!("/tickets/{first}/owner"), json!({"nobody": true})).await.ok();
        let counts = world.maud.get("/views").await.ok();
        for view in counts["items"].as_array().unwrap() {
            let key = view["key"].as_str().unwrap();
            let listed = world.maud.get(&format!("/tickets?view={key}")).await.ok();
            assert_eq!(view["count"], listed["items"].as_array().unwrap().len(), "{key}");
        }
    })
    .await;
}

async fn conversation(world: &World, number: i64) -> serde_json::Value {
    world.ada.get(&format!("/tickets/{number}/conversation")).await.ok()
}
