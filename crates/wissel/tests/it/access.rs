//! Every address of the API, and who may use it. An address that is not in the table fails the test.

mod table;

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use table::{For, TABLE};

use crate::desk::{World, each};
use crate::person::{Answer, Person};

#[test]
fn every_address_says_whom_it_is_for() {
    let described = serde_json::to_value(wissel::http::openapi()).unwrap();
    let mut there = BTreeSet::new();
    for (path, verbs) in described["paths"].as_object().unwrap() {
        // What balancers ask is no part of the API: it needs no session, and answers no problems.
        if path == "/readyz" {
            continue;
        }
        let path = path.strip_prefix("/api/v1").expect("the API has one prefix");
        for verb in verbs.as_object().unwrap().keys() {
            there.insert((verb.to_uppercase(), path.to_owned()));
        }
    }
    let known: BTreeSet<_> =
        TABLE.iter().map(|row| (row.method.to_owned(), row.path.to_owned())).collect();
    let unknown: Vec<_> = there.difference(&known).collect();
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(unknown.is_empty() && gone.is_empty(), "new: {unknown:?}, gone: {gone:?}");
    assert_eq!(known.len(), TABLE.len(), "an address stands in the table twice");
}

#[tokio::test]
async fn who_is_not_signed_in_gets_nowhere_but_to_the_way_in() {
    each(|world| async move {
        for row in TABLE {
            let answer = try_it(&world.nobody(), row).await;
            let refused = answer.status == StatusCode::UNAUTHORIZED
                && answer.body["code"] == "sign_in.required";
            assert_eq!(
                refused,
                row.whom != For::Anybody,
                "{} {}: {}",
                row.method,
                row.path,
                answer.status
            );
        }
    })
    .await;
}

#[tokio::test]
async fn agents_cannot_do_what_is_for_admins() {
    each(|world| async move {
        for row in TABLE.iter().filter(|row| row.whom == For::Admins) {
            try_it(&world.maud, row).await.problem(403, "forbidden");
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_see_no_tickets_sees_none() {
    each(|world| async move {
        world.ticket("printer").await;
        let nora = world.user("Nora None", "nora@acme.test", json!({"access": "none"})).await;
        for row in TABLE.iter().filter(|row| row.whom == For::TicketWorkers) {
            let answer = try_it(&nora, row).await;
            let refused = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            assert!(refused, "{} {}: {} {}", row.method, row.path, answer.status, answer.body);
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_see_their_own_tickets_cannot_touch_others() {
    each(|world| async move {
        world.ticket("printer").await;
        let otto = world.user("Otto Own", "otto@acme.test", json!({"access": "own"})).await;
        for row in TABLE.iter().filter(|row| row.path.starts_with("/tickets/{number}")) {
            try_it(&otto, row).await.problem(404, "ticket.not_found");
        }
        assert_eq!(otto.get("/tickets?view=open").await.ok()["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn an_admin_is_refused_nothing_for_lack_of_permission() {
    each(|world: World| async move {
        world.ticket("printer").await;
        for row in
            TABLE.iter().filter(|row| row.whom != For::Anybody && !row.path.starts_with("/session"))
        {
            let answer = try_it(&world.ada, row).await;
            let refused = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED);
            assert!(
                !refused && !answer.status.is_server_error(),
                "{} {}: {}",
                row.method,
                row.path,
                answer.body
            );
        }
    })
    .await;
}

/// Asks with a body that is good, so that only a permission can be what is missing.
async fn try_it(person: &Person, row: &table::Row) -> Answer {
    let path = row
        .path
        .replace("{id}", "1")
        .replace("{number}", "1")
        .replace("{merge}", "1")
        .replace("{message}", "1");
    let method: Method = row.method.parse().unwrap();
    // The live stream of someone who may have it does not end.
    if path == "/events" && person.cookie.is_some() {
        return Answer { status: StatusCode::OK, headers: Default::default(), body: Value::Null };
    }
    let body = (!row.body.is_empty()).then(|| serde_json::from_str(row.body).unwrap());
    let query = row.query;
    person.ask(method, &format!("{path}{query}"), body, &[]).await
}
