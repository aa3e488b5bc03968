//! The live stream.

use std::sync::{Mutex, mpsc};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::Instant;
use wissel_store::Tx;
use wissel_store::db::Dialect;

use crate::desk::{World, each};
use crate::person::Person;

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open stream.
struct Stream {
    body: BodyDataStream,
    unread: String,
}

/// One thing that was told.
#[derive(Debug)]
struct Told {
    id: String,
    kind: String,
    data: Value,
}

impl Told {
    /// Whatever it tells of, it has the fields that the description promises of every event.
    fn is_described(&self) {
        for field in ["cursor", "at", "actor", "kind", "data"] {
            assert!(!self.data[field].is_null(), "{self:?} has no {field}");
        }
        assert_eq!(
            (&self.data["cursor"], &self.data["kind"]),
            (&json!(self.id), &json!(self.kind))
        );
        assert!(self.data["data"].is_object() && self.data["actor"]["kind"].is_string());
    }
}

impl Stream {
    async fn open(person: &Person, after: Option<&str>) -> Self {
        let headers: Vec<(&str, &str)> =
            after.map(|after| ("last-event-id", after)).into_iter().collect();
        let response = person.send(Method::GET, "/api/v1/events", Body::empty(), &headers).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { body: response.into_body().into_data_stream(), unread: String::new() }
    }

    /// The next thing told; `None` when the stream has ended.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let field = |name: &str| {
                    block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                };
                let told = field("event").map(|kind| Told {
                    id: field("id").unwrap_or_default().to_owned(),
                    kind: kind.to_owned(),
                    data: serde_json::from_str(field("data").unwrap_or_default()).unwrap(),
                });
                self.unread = rest.to_owned();
                match told {
                    Some(told) => {
                        told.is_described();
                        return Some(told);
                    }
                    None => continue,
                }
            }
            let more = tokio::time::timeout(PATIENCE, self.body.next())
                .await
                .expect("the stream stays silent")?;
            self.unread.push_str(&String::from_utf8_lossy(&more.unwrap()));
        }
    }

    /// The next thing of this kind, whatever came before it.
    async fn find(&mut self, kind: &str) -> Told {
        loop {
            let told = self.next().await.expect("the stream goes on");
            if told.kind == kind {
                return told;
            }
        }
    }
}

#[tokio::test]
async fn what_happens_is_told_as_it_happens() {
    each(|world| async move {
        let mut stream = Stream::open(&world.maud, None).await;
        let number = world.ticket("printer").await;
        let told = stream.find("ticket.assigned").await;
        assert_eq!(
            (&told.data["ticket"], &told.data["kind"]),
            (&json!(number), &json!("ticket.assigned"))
        );
        assert_eq!(told.data["cursor"], told.id);
        assert_eq!(told.data["actor"]["kind"], "router");
        let counts = stream.find("view.counts").await;
        assert!(
            counts.data["data"]["items"]
                .as_array()
                .unwrap()
                .iter()
                .any(|view| view["key"] == "mine")
        );
    })
    .await;
}

#[tokio::test]
async fn a_stream_that_broke_off_goes_on_where_it_was() {
    each(|world| async move {
        let mut stream = Stream::open(&world.maud, None).await;
        world.ticket("one").await;
        let seen = stream.find("ticket.assigned").await;
        drop(stream);
        let missed = world.ticket("two").await;
        let mut stream = Stream::open(&world.maud, Some(&seen.id)).await;
        let told = stream.find("ticket.created").await;
        assert_eq!(told.data["ticket"], missed);
        assert_eq!(stream.find("ticket.assigned").await.data["ticket"], missed);
    })
    .await;
}

#[tokio::test]
async fn who_missed_too_much_starts_anew() {
    each(|world| async move {
        let first = world.desk.last_cursor().await.unwrap().to_string();
        world
            .desk
            .db()
            .write(move |tx| {
                for _ in 0..1_001 {
                    append(tx)?;
                }
                Ok(())
            })
            .await
            .unwrap();
        let mut stream = Stream::open(&world.maud, Some(&first)).await;
        assert_eq!(stream.next().await.unwrap().kind, "reset");
    })
    .await;
}

#[tokio::test]
async fn who_resumes_after_something_that_is_no_cursor_starts_anew() {
    each(|world| async move {
        for unreadable in ["yesterday", "", "-1.5", "caf\u{e9}"] {
            let mut stream = Stream::open(&world.maud, Some(unreadable)).await;
            let reset = stream.next().await.unwrap();
            assert_eq!(reset.kind, "reset", "{unreadable:?}");
            assert_eq!(reset.id, world.desk.last_cursor().await.unwrap().to_string());
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_of_tickets_they_may_not_see() {
    each(|world| async move {
        let otto = world.user("Otto Own", "otto@acme.test", json!({"access": "own"})).await;
        let mut stream = Stream::open(&otto, None).await;
        let hidden = world.ticket("hidden").await;
        let theirs = world.ticket("theirs").await;
        world.ada.put(&format!("/tickets/{theirs}/owner"), json!({"user": 3})).await.ok();
        let told = stream.find("ticket.assigned").await;
        assert_eq!(told.data["ticket"], theirs, "{hidden} is Maud's");
        // Whose it was hears that it is gone.
        world.ada.put(&format!("/tickets/{theirs}/owner"), json!({"nobody": true})).await.ok();
        assert_eq!(stream.find("ticket.unassigned").await.data["ticket"], theirs);
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_with_the_server() {
    each(|world: World| async move {
        let phone = world.nobody().sign_in("maud@acme.test").await;
        let mut theirs = Stream::open(&phone, None).await;
        let mut other = Stream::open(&world.maud, None).await;
        phone.delete("/session").await.ok();
        while theirs.next().await.is_some() {}
        world.stop.send(true).unwrap();
        while other.next().await.is_some() {}
    })
    .await;
}

#[tokio::test]
async fn what_a_running_transaction_hid_is_told_as_soon_as_that_one_ends() {
    each(|world: World| async move {
        if world.desk.db().kind() == Dialect::Sqlite {
            // One writes at a time: nothing is ever hidden.
            return;
        }
        let mut stream = Stream::open(&world.maud, None).await;
        world.ticket("before").await;
        stream.find("ticket.assigned").await;
        let (begun, has_begun) = oneshot::channel();
        let (end, told_to_end) = mpsc::channel();
        let (begun, told_to_end) = (Mutex::new(Some(begun)), Mutex::new(told_to_end));
        let desk = world.desk.clone();
        let slow = tokio::spawn(async move {
            desk.db()
                .write(move |tx| {
                    append(tx)?;
                    if let Some(begun) = begun.lock().unwrap().take() {
                        begun.send(()).unwrap();
                    }
                    told_to_end.lock().unwrap().recv().unwrap();
                    // Given up, so that its end wakes nobody.
                    Err::<(), _>(wissel_model::Error::refused("given.up"))
                })
                .await
        });
        has_begun.await.unwrap();
        let number = world.ticket("printer").await;
        end.send(()).unwrap();
        slow.await.unwrap().unwrap_err();
        let ended = Instant::now();
        assert_eq!(stream.find("ticket.assigned").await.data["ticket"], number);
        assert!(ended.elapsed() < Duration::from_secs(1), "{:?}", ended.elapsed());
    })
    .await;
}

/// Something that happened.
fn append(tx: &mut Tx<'_>) -> wissel_model::Result<()> {
    let (actor, kind) = (wissel_model::Actor::System, wissel_model::EventKind::ContactChanged);
    let now = jiff::Timestamp::UNIX_EPOCH;
    wissel_store::events::append(tx, actor, kind, None, json!({}), now).map(drop)
}
