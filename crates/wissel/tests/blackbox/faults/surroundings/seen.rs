//! What is seen of a desk from outside while the world around it fails.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::parts::api::client;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::swaks::{self, Protocol};

/// What is whole again is in use again within this time.
pub(super) const BACK: Duration = Duration::from_secs(30);

pub(super) fn deliver(desk: &Desk, name: &str) {
    swaks::deliver(&Mail::new(name), desk.wissel.lmtp, Protocol::Lmtp);
}

pub(super) fn try_to_deliver(desk: &Desk, name: &str) -> (bool, String) {
    let mail = Mail::new(name);
    swaks::try_to_deliver(&mail, &mail.from, desk.wissel.lmtp, Protocol::Lmtp)
}

/// The subjects of Maud's tickets in their order, once there are so many; no subject may be there twice.
pub(super) async fn mine(desk: &Desk, count: usize) -> Vec<String> {
    eventually("Maud has them all", BACK, async || {
        let (status, list) =
            desk.agent.try_to(Method::GET, "/tickets?view=mine&limit=100", None).await;
        let items = list["items"].as_array().filter(|_| status.is_success())?;
        let mut subjects: BTreeMap<String, usize> = BTreeMap::new();
        for item in items {
            let subject = item["subject"].as_str().expect("a ticket has a subject");
            *subjects.entry(subject.to_owned()).or_default() += 1;
        }
        assert!(subjects.values().all(|times| *times == 1), "{subjects:?}");
        (subjects.len() == count).then(|| subjects.into_keys().collect())
    })
    .await
}

/// What the server says of its parts, once it answers with this status.
pub(super) async fn readiness(desk: &Desk, expected: StatusCode) -> Value {
    let url = format!("{}/readyz", desk.wissel.url);
    let asked = client().get(url);
    eventually("the server says how it is", BACK, async || {
        let answer = asked.try_clone()?.send().await.ok()?;
        let status = answer.status();
        let told: Value = answer.json().await.ok()?;
        (status == expected).then_some(told["parts"].clone())
    })
    .await
}

/// One part of what the server says.
pub(super) fn part<'a>(parts: &'a Value, name: &str) -> &'a Value {
    let mut parts = parts.as_array().expect("parts is a list").iter();
    parts.find(|part| part["part"] == name).unwrap_or(&Value::Null)
}

/// Waits until a part is in this state, and returns all of them.
pub(super) async fn until_part(desk: &Desk, name: &str, state: &str) -> Value {
    let asked = client().get(format!("{}/readyz", desk.wissel.url));
    let what = format!("{name} is {state}");
    eventually(&what, BACK, async || {
        let told: Value = asked.try_clone()?.send().await.ok()?.json().await.ok()?;
        (part(&told["parts"], name)["state"] == state).then(|| told["parts"].clone())
    })
    .await
}
