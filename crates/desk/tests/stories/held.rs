//! Replies that are held for a moment, and taken back or sent once.

use bytes::Bytes;
use serde_json::json;
use wissel_desk::tickets::{NewComment, Reply, TakeBack, TakenBack};
use wissel_desk::view::{Entry, EntryBody};
use wissel_model::{Error, MessageId, Result, TicketId, Who};
use wissel_routing::{Rule, WhenNobody};

use crate::sent::Mute;
use crate::world::{Taken, World, each, to};

fn held(text: &str) -> Reply {
    Reply { text: text.into(), hold_seconds: 5, ..Reply::default() }
}

fn id_of(entry: &Entry) -> MessageId {
    let EntryBody::Message(body) = &entry.body else { panic!("a message") };
    MessageId(body.message)
}

async fn send(w: &World, by: &Who, id: TicketId, reply: Reply) -> MessageId {
    id_of(&w.desk.reply(by, id, reply).await.unwrap())
}

async fn back(w: &World, by: &Who, id: TicketId, message: MessageId) -> Result<TakenBack> {
    w.desk.take_back(by, id, message, TakeBack { writer: "here".into() }).await
}

async fn outgoing(w: &World, id: TicketId) -> usize {
    let page = w.desk.conversation(&w.admin, id, None, 100).await.unwrap();
    let ours = |entry: &&Entry| matches!(&entry.body, EntryBody::Message(body) if body.direction == wissel_model::Direction::Out);
    page.items.iter().filter(ours).count()
}

#[tokio::test]
async fn a_held_reply_leaves_by_itself_once_when_its_time_has_come() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        let entry = w.desk.reply(&maud, id, held("Dear you")).await.unwrap();
        let EntryBody::Message(body) = &entry.body else { panic!("a message") };
        assert_eq!(body.held_until, Some("2026-03-04T09:00:05Z".parse().unwrap()));
        assert_eq!(w.owner(id).await, Some(maud.user), "it is hers as soon as she pressed Send");
        w.clock.advance(4);
        assert_eq!(w.jobs().await, 0);
        // A mail server that is back hurries what failed, and nothing else.
        w.desk.try_jobs_now().await.unwrap();
        assert_eq!(w.jobs().await, 0);
        w.clock.advance(1);
        // Another process, after this one died.
        assert_eq!(w.other(2).run_jobs_now(w.sent.as_ref()).await.unwrap(), 1);
        assert_eq!((w.jobs().await, w.sent.texts().len()), (0, 1));
        assert_eq!(
            back(&w, &maud, id, id_of(&entry)).await.unwrap_err(),
            Error::refused("reply.left")
        );
        let page = w.desk.conversation(&w.admin, id, None, 100).await.unwrap();
        let sent = page.items.iter().rev().find_map(|entry| match &entry.body {
            EntryBody::Message(body) => Some(body.held_until),
            _ => None,
        });
        assert_eq!(sent, Some(None));
    })
    .await;
}

#[tokio::test]
async fn a_reply_that_is_taken_back_never_leaves_and_is_a_draft_again_with_its_files() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        let before = w.ticket(id).await;
        let file = w.desk.upload(&maud, "a.txt", "text/plain", Bytes::from("a")).await.unwrap();
        let reply = Reply {
            attachments: vec![file.id],
            status: Some("closed".into()),
            cc: Some(vec!["Boss@x.test".into()]),
            ..held("Dear you")
        };
        let message = send(&w, &maud, id, reply.clone()).await;
        assert_eq!((w.ticket(id).await.row.status.as_str(), outgoing(&w, id).await), ("closed", 1));
        let taken = back(&w, &maud, id, message).await.unwrap();
        assert_eq!((taken.text.as_str(), taken.status.as_deref()), ("Dear you", Some("closed")));
        assert_eq!((taken.to, taken.cc), (vec!["a@x.test".into()], vec!["boss@x.test".into()]));
        let draft = w.desk.my_draft(&maud, id).await.unwrap();
        assert_eq!((draft.text.as_str(), draft.files.len()), ("Dear you", 1));
        let after = w.ticket(id).await;
        assert_eq!(after.row.owner, None);
        assert_eq!(
            (&after.row.status, &after.row.preview),
            (&before.row.status, &before.row.preview)
        );
        assert_eq!((w.count("open").await, outgoing(&w, id).await), (1, 0));
        assert_eq!(w.loads(&[&maud]).await, [0]);
        assert_eq!(back(&w, &maud, id, message).await.unwrap_err(), Error::NotFound("message"));
        w.clock.advance(60);
        assert_eq!((w.jobs().await, w.sent.texts().len()), (0, 0));
        // The file goes with the next try.
        send(&w, &maud, id, reply).await;
        w.clock.advance(5);
        assert_eq!(w.jobs().await, 1);
        assert!(w.sent.texts()[0].contains("a.txt"));
    })
    .await;
}

#[tokio::test]
async fn what_somebody_changed_meanwhile_stands_when_a_reply_is_taken_back() {
    each(|w| async move {
        let (maud, joris) = (w.agent("Maud").await, w.agent("Joris").await);
        let id = w.mail("a@x.test", "one").await;
        let message = send(&w, &maud, id, held("Dear you")).await;
        let his = serde_json::from_value(json!({ "user": joris.user })).unwrap();
        w.desk.assign(&w.admin, id, his, None).await.unwrap();
        let wait = serde_json::from_value(json!({ "status": "waiting_on_us" })).unwrap();
        w.desk.change_ticket(&joris, id, wait, None).await.unwrap();
        // Written since: it is not written over.
        let draft = json!({ "mode": "comment", "text": "Wait", "writer": "here" });
        let draft = serde_json::from_value(draft).unwrap();
        w.desk.keep_draft(&maud, id, draft).await.unwrap();
        back(&w, &maud, id, message).await.unwrap();
        assert_eq!(w.owner(id).await, Some(joris.user));
        assert_eq!(w.ticket(id).await.row.status, "waiting_on_us");
        assert_eq!(w.desk.my_draft(&maud, id).await.unwrap().text, "Wait");

        // A colleague's note changes neither status nor owner, and is no reason to leave a ticket closed.
        let id = w.mail("b@x.test", "two").await;
        let reply = Reply { status: Some("closed".into()), ..held("Dear you") };
        let message = send(&w, &maud, id, reply).await;
        let note = NewComment { text: "So soon?".into(), ..NewComment::default() };
        w.desk.comment(&joris, id, note).await.unwrap();
        back(&w, &maud, id, message).await.unwrap();
        let after = w.ticket(id).await;
        assert_eq!((after.row.status.as_str(), after.row.owner), ("new", None));
    })
    .await;
}

#[tokio::test]
async fn only_its_writer_takes_a_reply_back_and_not_while_it_is_being_sent() {
    each(|w| async move {
        let (maud, joris) = (w.agent("Maud").await, w.agent("Joris").await);
        let id = w.mail("a@x.test", "one").await;
        let message = send(&w, &maud, id, held("Dear you")).await;
        assert_eq!(back(&w, &joris, id, message).await.unwrap_err(), Error::NotFound("message"));
        let other = w.mail("b@x.test", "two").await;
        assert_eq!(back(&w, &maud, other, message).await.unwrap_err(), Error::NotFound("message"));
        w.clock.advance(5);
        let mute = Mute::default();
        tokio::select! {
            _ = w.desk.run_jobs_now(&mute) => unreachable!("it is never answered"),
            () = mute.taken.notified() => {}
        }
        assert_eq!(back(&w, &maud, id, message).await.unwrap_err(), Error::refused("reply.left"));
        // One that was not held is none to take back, however long it lies here.
        let now = send(&w, &maud, other, Reply { hold_seconds: 0, ..held("At once") }).await;
        assert_eq!(back(&w, &maud, other, now).await.unwrap_err(), Error::refused("reply.left"));
        let long = Reply { hold_seconds: 11, ..held("x") };
        assert!(matches!(w.desk.reply(&maud, id, long).await, Err(Error::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_waited_in_the_line_waits_there_again() {
    each(|w| async move {
        let (maud, joris) = (w.agent("Maud").await, w.agent("Joris").await);
        w.away(&joris).await;
        w.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&joris], &[]) }).await;
        let id = w.mail("a@x.test", "one").await;
        assert_eq!(w.count("nobody").await, 1);
        let message = send(&w, &maud, id, held("Dear you")).await;
        assert_eq!(w.count("nobody").await, 0);
        back(&w, &maud, id, message).await.unwrap();
        assert_eq!(w.count("nobody").await, 1);
        w.available(&joris).await;
        w.desk.route_now().await.unwrap();
        assert_eq!(w.owner(id).await, Some(joris.user));
    })
    .await;
}

fn copied(cc: &str) -> String {
    format!(
        "From: ann@x.test\r\nTo: {}, else@x.test\r\nCc: {cc}\r\nSubject: Help\r\nMessage-ID: <1@x.test>\r\n\r\nHello.\r\n",
        crate::world::TEAM
    )
}

#[tokio::test]
async fn who_gets_a_reply_is_suggested_and_its_writers_to_say() {
    each(|w| async move {
        let maud = w.agent("Maud").await;
        let cc = "Boss <boss@x.test>, support+t1.aaaaaaaaaaaaaaaa@acme.test, ann@x.test";
        let id = w.receive(&copied(cc)).await.ticket();
        let usual = w.desk.recipients(&maud, id).await.unwrap();
        assert_eq!((usual.to, usual.cc), (vec!["ann@x.test".into()], vec!["boss@x.test".into()]));
        let reply = Reply {
            text: "Dear you".into(),
            to: Some(vec!["Ann@X.test".into(), "ann@x.test".into(), "jo@x.test".into()]),
            cc: Some(vec!["jo@x.test".into()]),
            ..Reply::default()
        };
        w.desk.reply(&maud, id, reply.clone()).await.unwrap();
        w.jobs().await;
        let to = w.sent.mails.lock().unwrap().last().unwrap().to.clone();
        assert_eq!(to, ["ann@x.test", "jo@x.test"], "each once, and not those who were left out");

        let many: Vec<String> = (0..20).map(|n| format!("p{n}@x.test")).collect();
        let none = Some(vec![]);
        for (to, cc, wrong) in [
            (Some(vec!["nobody".to_owned()]), none.clone(), ("to", "invalid.addressee")),
            (none.clone(), none.clone(), ("to", "invalid.nobody_addressed")),
            (None, Some(many), ("cc", "invalid.addressees")),
            (None, Some(vec!["Support@acme.test".into()]), ("cc", "invalid.addressee_ours")),
        ] {
            let bad = Reply { to, cc, ..reply.clone() };
            let Err(Error::Invalid(faults)) = w.desk.reply(&maud, id, bad).await else { panic!() };
            assert_eq!((faults[0].field.as_str(), faults[0].code), wrong);
        }
        assert_eq!(outgoing(&w, id).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_mail_to_a_whole_list_is_answered_to_its_writer_alone() {
    each(|w| async move {
        let maud = w.agent("Maud").await;
        let many: Vec<String> = (0..30).map(|n| format!("p{n}@x.test")).collect();
        let id = w.receive(&copied(&many.join(", "))).await.ticket();
        let usual = w.desk.recipients(&maud, id).await.unwrap();
        assert_eq!((usual.cc.len(), usual.left_out), (0, 30));
        w.desk.reply(&maud, id, Reply { text: "Hello".into(), ..Reply::default() }).await.unwrap();
        w.jobs().await;
        assert_eq!(w.sent.mails.lock().unwrap().last().unwrap().to, ["ann@x.test"]);
    })
    .await;
}
