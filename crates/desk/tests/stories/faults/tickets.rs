//! Verbs about tickets: mails in, hands, the router, jobs.

use bytes::Bytes;
use serde_json::{Value, json};
use wissel_desk::contacts::ContactDraft;
use wissel_desk::mail::Source;
use wissel_desk::tickets::{Assign, NewComment, Reply, TakeBack, TicketDraft};
use wissel_desk::view::EntryBody;
use wissel_model::{MessageId, Result, TicketId, Who};
use wissel_routing::{self as routing, Distribution, Pool, Rule, WhenNobody};

use super::verb::Again::{ByKey, Itself, Looks, Sets};
use super::verb::{Verb, verb};
use crate::world::{TEAM, Taken, World, to};

fn mail(id: &str, more: &str) -> String {
    format!(
        "From: Ann <ann@x.test>\r\nTo: {TEAM}\r\nSubject: Help\r\nMessage-ID: <{id}@x.test>\r\n{more}\r\nHello there.\r\n"
    )
}

const ANSWER: &str = "In-Reply-To: <first@x.test>\r\n";

/// A mail with a file.
fn with_file(id: &str) -> String {
    mail(id, "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n").replace(
        "Hello there.\r\n",
        "--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\nContent-Type: text/csv\r\n\
         Content-Disposition: attachment; filename=a.csv\r\n\r\na;b\r\n--b--\r\n",
    )
}

async fn offer(desk: wissel_desk::Desk, world: World, raw: String) -> Result<()> {
    let source = Source::Delivered { envelope_from: "ann@x.test".into(), recipients: vec![] };
    desk.receive_mail(world.channel, source, Bytes::from(raw)).await.map(drop)
}

/// The ticket of a first mail, which is Maud's.
pub async fn owned(world: &World) -> (Who, TicketId) {
    let maud = world.agent("Maud").await;
    world.rule(to(&[&maud], &[])).await;
    let id = world.receive(&mail("first", "")).await.ticket();
    world.desk.route_now().await.unwrap();
    (maud, id)
}

async fn close(world: &World, who: &Who, id: TicketId) {
    let closed = serde_json::from_value(json!({ "status": "closed" })).unwrap();
    world.desk.change_ticket(who, id, closed, None).await.unwrap();
}

/// A report that our reply to the first mail did not arrive.
async fn report(world: World) -> String {
    let (maud, id) = owned(&world).await;
    world.desk.reply(&maud, id, answer()).await.unwrap();
    world.jobs().await;
    let sent = world.sent.texts().pop().unwrap().replace("\r\n ", " ");
    let ours = sent.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned();
    format!(
        "From: MAILER-DAEMON@x.test\r\nTo: {TEAM}\r\nSubject: Undelivered\r\nMessage-ID: <dsn@x.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.x.test\r\n\r\nFinal-Recipient: rfc822; ann@x.test\r\nAction: failed\r\n\
         Status: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{ours}\r\n\r\n--b--\r\n"
    )
}

pub fn answer() -> Reply {
    Reply { text: "Dear you".into(), status: Some("waiting_on_contact".into()), ..Reply::default() }
}

pub fn mails() -> Vec<Verb> {
    vec![
        verb("mail: new", Itself, |_| async {}, |desk, w, ()| offer(desk, w, with_file("new"))),
        verb(
            "mail: joins",
            Itself,
            |w| async move { drop(owned(&w).await) },
            |desk, w, ()| offer(desk, w, mail("second", ANSWER)),
        ),
        verb(
            "mail: reopens its owner's",
            Itself,
            |w| async move {
                let (maud, id) = owned(&w).await;
                close(&w, &maud, id).await;
            },
            |desk, w, ()| offer(desk, w, mail("second", ANSWER)),
        ),
        verb(
            "mail: reopens one whose owner is gone",
            Itself,
            |w| async move {
                let (maud, id) = owned(&w).await;
                close(&w, &maud, id).await;
                w.change(&maud, serde_json::from_value(json!({ "active": false })).unwrap()).await;
            },
            |desk, w, ()| offer(desk, w, mail("second", ANSWER)),
        ),
        verb("mail: bounce", Itself, report, offer),
    ]
}

pub fn hands() -> Vec<Verb> {
    vec![
        verb(
            "create by hand",
            ByKey,
            |w| async move { drop(w.agent("Maud").await) },
            |desk, w, ()| async move {
                let draft: Value = json!({
                    "channel": w.channel, "subject": "Printer", "text": "It smokes.", "contact": { "email": "jo@x.test" },
                });
                let draft: TicketDraft = serde_json::from_value(draft).unwrap();
                desk.create_ticket(&w.admin, draft).await.map(drop)
            },
        ),
        verb(
            "reply that takes the ticket",
            ByKey,
            |w| async move {
                let maud = w.agent("Maud").await;
                let id = w.receive(&mail("first", "")).await.ticket();
                let file =
                    w.desk.upload(&maud, "a.txt", "text/plain", Bytes::from("a")).await.unwrap();
                (maud, id, file.id)
            },
            |desk, _, (maud, id, file)| async move {
                desk.reply(&maud, id, Reply { attachments: vec![file], ..answer() }).await.map(drop)
            },
        ),
        verb(
            "take a reply back",
            ByKey,
            |w| async move {
                let maud = w.agent("Maud").await;
                let id = w.receive(&mail("first", "")).await.ticket();
                let reply = Reply { hold_seconds: 5, ..answer() };
                let entry = w.desk.reply(&maud, id, reply).await.unwrap();
                let EntryBody::Message(body) = entry.body else { unreachable!("it is a message") };
                (maud, id, MessageId(body.message))
            },
            |desk, _, (maud, id, message)| async move {
                desk.take_back(&maud, id, message, TakeBack::default()).await.map(drop)
            },
        ),
        verb(
            "comment",
            ByKey,
            |w| async move { owned(&w).await },
            |desk, _, (maud, id)| async move {
                let new = NewComment {
                    text: "She called.".into(),
                    attachments: vec![],
                    ..NewComment::default()
                };
                desk.comment(&maud, id, new).await.map(drop)
            },
        ),
        verb(
            "upload",
            ByKey,
            |w| async move { w.agent("Maud").await },
            |desk, _, maud| async move {
                desk.upload(&maud, "a.txt", "text/plain", Bytes::from("a")).await.map(drop)
            },
        ),
    ]
}

pub fn changes() -> Vec<Verb> {
    let mut verbs = Vec::new();
    for (name, kind) in [("user", 0), ("team", 1), ("nobody", 2)] {
        let prepare = move |w: World| async move {
            let (maud, id) = owned(&w).await;
            let team = w.team("Billing", &[], &[&maud]).await;
            let (user, team) = (w.agent("Joris").await.user, team);
            let to = match kind {
                0 => Assign { user: Some(user), ..Assign::default() },
                1 => Assign { team: Some(team), ..Assign::default() },
                _ => Assign { nobody: true, ..Assign::default() },
            };
            (id, w.ticket(id).await.row.version, to)
        };
        verbs.push(verb(name, Sets, prepare, |desk, w, (id, version, to)| async move {
            desk.assign(&w.admin, id, to, Some(version)).await.map(drop)
        }));
    }
    for (name, closed, change) in [
        ("close", false, json!({ "status": "closed" })),
        ("reopen", true, json!({ "status": "open" })),
        ("priority", false, json!({ "priority": "urgent" })),
        ("tags and subject", false, json!({ "tags": ["a", "b"], "subject": "Other" })),
    ] {
        let prepare = move |w: World| {
            let change = change.clone();
            async move {
                let id = w.unrouted("ann@x.test", "one").await;
                if closed {
                    close(&w, &w.admin, id).await;
                }
                (id, w.ticket(id).await.row.version, change)
            }
        };
        verbs.push(verb(name, Sets, prepare, |desk, w, (id, version, change)| async move {
            let change = serde_json::from_value(change).unwrap();
            desk.change_ticket(&w.admin, id, change, Some(version)).await.map(drop)
        }));
    }
    verbs
}

/// A mail that waits for a rule, which names Maud and, in some, Joris.
async fn waits(w: &World, rule: impl FnOnce(Rule, &Who) -> Rule) {
    let (maud, joris) = (w.agent("Maud").await, w.silent("Joris").await);
    w.rule(rule(to(&[&maud], &[]), &joris)).await;
    w.unrouted("ann@x.test", "one").await;
}

pub fn routing() -> Vec<Verb> {
    let route =
        |desk: wissel_desk::Desk, _: World, ()| async move { desk.route_now().await.map(drop) };
    vec![
        verb("claim", Looks, |w| async move { waits(&w, |rule, _| rule).await }, route),
        verb(
            "claim in a round",
            Looks,
            |w| async move {
                waits(&w, |rule, _| Rule { distribution: Distribution::RoundRobin, ..rule }).await;
            },
            route,
        ),
        verb(
            "nobody: left unassigned",
            Looks,
            |w| async move { waits(&w, |_, joris| to(&[joris], &[])).await },
            route,
        ),
        verb(
            "nobody: waits in line",
            Looks,
            |w| async move {
                let wait = WhenNobody::WaitInLine;
                waits(&w, |_, joris| Rule { when_nobody: wait, ..to(&[joris], &[]) }).await;
            },
            route,
        ),
        verb("no one", Looks, |w| async move { waits(&w, |_, _| Rule::default()).await }, route),
        verb("the contact's owner is away and written to", Looks, owner_away, route),
    ]
}

pub async fn owner_away(w: World) {
    let (maud, joris) = (w.agent("Maud").await, w.silent("Joris").await);
    let draft = ContactDraft {
        name: "Ann".into(),
        email: Some("ann@x.test".into()),
        company: None,
        owner: Some(joris.user),
        ..ContactDraft::default()
    };
    w.desk.create_contact(&w.admin, draft).await.unwrap();
    let fallback = Pool { users: vec![maud.user.0], teams: vec![] };
    w.rule(Rule { assign: routing::Assign::ContactOwner, fallback, ..Rule::default() }).await;
    w.unrouted("ann@x.test", "one").await;
}
