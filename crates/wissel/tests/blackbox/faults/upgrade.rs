//! From the first version that was handed out to today's, with data.
//!
//! `fixtures/first.backup` was made by that version (4d61420), after its demo desk had been worked at: an admin and
//! Maud set their passwords, a channel was added whose mail server is not there, six parcels were asked after by LMTP,
//! and Maud, who may hold three, answered, commented, and put one off. It is put back in that version's own shape, and
//! then brought to today's.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::parts::api::Api;
use crate::parts::database::{Database, Kind};
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::sink::Sink;
use crate::parts::swaks::{Protocol, deliver};
use crate::parts::wissel::{Start, Wissel};

const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blackbox/fixtures/first.backup");
const PATIENCE: Duration = Duration::from_secs(20);
/// The demo's own admin, under the address that the demo gave her.
const ADMIN: &str = "maud@wissel.example";
const MAUD: i64 = 8;

#[tokio::test]
async fn a_desk_of_the_first_version_goes_on_on_sqlite() {
    upgraded(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_desk_of_the_first_version_goes_on_on_postgres() {
    upgraded(Kind::Postgres).await;
}

async fn upgraded(kind: Kind) {
    let database = Database::create(kind).await;
    let mut wissel = Wissel::restored_as(FIRST, Start { lmtp: true, ..Start::on(database) }).await;
    assert_eq!(wissel.audit(), Vec::<String>::new());

    // Everybody finds what was theirs.
    let ada = Api::sign_in(&wissel.url, ADMIN).await;
    let maud = Api::sign_in(&wissel.url, "maud@acme.test").await;
    let mine = subjects(&maud, "mine").await;
    assert_eq!(mine, ["Parcel 0", "Parcel 1", "Parcel 2", "Parcel 3"]);
    let entries = maud.get("/tickets/19/conversation").await;
    let entries = entries["items"].as_array().expect("items is a list").clone();
    let message = |direction: &str| {
        let found = entries.iter().find(|entry| entry["direction"] == direction);
        found.unwrap_or_else(|| panic!("no message {direction}: {entries:?}")).clone()
    };
    assert_eq!(message("in")["text"], "Where is parcel 2? Groeten, Jö");
    let file =
        maud.download(&format!("/attachments/{}", message("in")["attachments"][0]["id"])).await;
    assert_eq!(file, b"parcel,2");
    assert_eq!(message("out")["state"], "queued");

    // Who waited is served as soon as there is room.
    let change = json!({"capacity": {"all": 10}});
    ada.try_to(Method::PATCH, &format!("/users/{MAUD}"), Some(change)).await;
    eventually("all parcels are Maud's", PATIENCE, async || {
        let mine = subjects(&maud, "mine").await;
        (mine.len() == 6).then_some(())
    })
    .await;

    // A mail that was taken in then is known now, and a new one is a ticket.
    let mut parcel = Mail::new("parcel-0");
    (parcel.from, parcel.to) = ("jo0@customer.test".to_owned(), "post@acme.test".to_owned());
    parcel.subject = "Parcel 0".to_owned();
    deliver(&parcel, wissel.lmtp, Protocol::Lmtp);
    let mut other = Mail::new("letter");
    other.to.clone_from(&parcel.to);
    deliver(&other, wissel.lmtp, Protocol::Lmtp);
    eventually("the letter is Maud's too", PATIENCE, async || {
        let mine = subjects(&maud, "mine").await;
        assert!(mine.len() <= 7, "the parcel is two tickets: {mine:?}");
        mine.contains(&"About letter".to_owned()).then_some(())
    })
    .await;

    // With a mail server that is there, she answers.
    let sink = Sink::start().await;
    let smtp = json!({"host": "127.0.0.1", "port": sink.port, "security": "none", "user": ""});
    let channels = ada.get("/channels").await;
    let channels = channels["items"].as_array().expect("items is a list").iter();
    let post =
        channels.clone().find(|channel| channel["name"] == "Post room").expect("it was there");
    let mut settings = post["settings"].clone();
    settings["smtp"] = smtp;
    let path = format!("/channels/{}", post["id"]);
    let (status, told) =
        ada.try_to(Method::PATCH, &path, Some(json!({ "settings": settings }))).await;
    assert!(status.is_success(), "{status} {told}");
    maud.post("/tickets/18/replies", json!({"text": "It has arrived."})).await;
    let reply = sink.mail("jo1@customer.test", "It has arrived").await;
    assert_eq!(reply.in_reply_to, ["parcel-1@customer.test"]);

    wissel.restart().await;
    assert_eq!(wissel.audit(), Vec::<String>::new());
}

/// What a view holds, in order of its names.
async fn subjects(who: &Api, view: &str) -> Vec<String> {
    let list = who.get(&format!("/tickets?view={view}&limit=100")).await;
    let rows = list["items"].as_array().expect("items is a list").iter();
    let subject = |row: &Value| row["subject"].as_str().unwrap_or_default().to_owned();
    let mut subjects: Vec<String> = rows.map(subject).collect();
    subjects.sort();
    subjects
}
