//! Desks that write to each other, and one that writes to itself: it comes to an end, and the tickets say why.

use std::time::Duration;

use serde_json::{Value, json};

use crate::parts::api::Api;
use crate::parts::client::Client;
use crate::parts::database::{Database, Kind};
use crate::parts::eventually::eventually;
use crate::parts::relay::{Onwards, Relay};
use crate::parts::wissel::{Start, Wissel};

/// Dozens of mails, each routed and sent.
const SOON: Duration = Duration::from_secs(60);
const HERE: &str = "support@acme.test";
const THERE: &str = "help@other.test";
/// Notes to one owner about one contact within an hour.
const MOST: usize = 10;

/// A server with an admin, and no channel yet.
struct Side {
    wissel: Wissel,
    admin: Api,
}

impl Side {
    async fn start(kind: Kind) -> Self {
        let database = Database::create(kind).await;
        let wissel = Wissel::start(Start { lmtp: true, ..Start::on(database) }).await;
        let admin = Api::set_up(&wissel.url, wissel.setup_link(), "Ada", "ada@acme.test").await;
        Self { wissel, admin }
    }

    /// The team `address`, whose mail leaves by the server on this port. Each of `contacts` is looked after by a user who
    /// is away and whose own address is `owner`: they are written to whatever comes from them.
    async fn connect(&self, address: &str, port: u16, owner: &str, contacts: &[&str]) {
        let channel = json!({
            "kind": "email", "name": "Team",
            "settings": { "address": address, "receive": "delivered",
                "smtp": {"host": "127.0.0.1", "port": port, "security": "none", "user": "", "auth": "password"} },
        });
        let channel = self.admin.post("/channels", channel).await["id"].clone();
        let user = json!({"name": "Away", "email": owner, "role": "agent", "seat": true, "access": "all",
            "language": "en", "time_zone": "Europe/Amsterdam"});
        let user = self.admin.post("/users", user).await["user"]["id"].clone();
        let path = format!("/users/{user}/availability");
        self.admin.put(&path, json!({"state": "away"})).await;
        for contact in contacts {
            let contact = json!({"name": "Contact", "email": contact, "owner": user});
            self.admin.post("/contacts", contact).await;
        }
        let rule = json!({"assign": "contact_owner", "users": [], "teams": [],
            "fallback": {"users": [], "teams": []}, "distribution": "balanced", "only_available": true,
            "when_nobody": {"do": "wait_in_line"}});
        self.admin.put(&format!("/channels/{channel}/rule"), json!({ "rule": rule })).await;
    }

    async fn deliver(&self, to: &str, from: &str, subject: &str) {
        let mail = format!(
            "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@x.test>\r\n\r\nHello.\r\n"
        );
        let answer = Client::connect(self.wissel.lmtp).await.deliver(to, mail.as_bytes()).await;
        assert!(answer.starts_with("250 "), "{answer}");
    }

    /// The numbers of its tickets, newest first.
    async fn tickets(&self) -> Vec<Value> {
        let list = self.admin.get("/tickets?view=open&limit=100").await;
        let items = list["items"].as_array().cloned().unwrap_or_default();
        items.into_iter().map(|row| row["number"].clone()).collect()
    }

    /// Waits until one of its tickets says this.
    async fn says(&self, words: &str) {
        eventually(&format!("a ticket says {words:?}"), SOON, async || {
            for number in self.tickets().await {
                let path = format!("/tickets/{number}/conversation");
                if self.admin.get(&path).await.to_string().contains(words) {
                    return Some(());
                }
            }
            None
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_whose_automatic_mails_reach_each_other_write_one_mail_and_are_quiet() {
    let (a, b) = (Side::start(Kind::Sqlite).await, Side::start(Kind::Postgres).await);
    a.connect(HERE, b.wissel.lmtp, THERE, &["jo@customer.test", THERE]).await;
    b.connect(THERE, a.wissel.lmtp, HERE, &[HERE]).await;
    a.deliver(HERE, "jo@customer.test", "kick-off").await;
    // The note about Jo's mail reaches the other desk, where it is a ticket and causes nothing more.
    b.says("a machine sent this").await;
    assert_eq!((a.tickets().await.len(), b.tickets().await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_between_which_every_mark_of_a_machine_is_lost_are_quiet_after_ten_mails_each() {
    let (a, b) = (Side::start(Kind::Postgres).await, Side::start(Kind::Sqlite).await);
    let there = Onwards { port: b.wissel.lmtp, to: THERE, change: without_marks };
    let here = Onwards { port: a.wissel.lmtp, to: HERE, change: without_marks };
    let (to_there, to_here) = (Relay::start(there).await, Relay::start(here).await);
    a.connect(HERE, to_there.port, THERE, &["jo@customer.test", THERE]).await;
    b.connect(THERE, to_here.port, HERE, &[HERE]).await;
    a.deliver(HERE, "jo@customer.test", "kick-off").await;
    b.says("ten times about this contact within an hour").await;
    // The note about Jo, and ten about the other desk; over there ten, and then none.
    assert_eq!((to_there.carried().len(), to_here.carried().len()), (MOST + 1, MOST));
    assert_eq!((a.tickets().await.len(), b.tickets().await.len()), (MOST + 1, MOST + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_would_write_to_itself_does_not_and_its_own_mail_that_comes_back_is_refused() {
    let a = Side::start(Kind::Sqlite).await;
    let back = Relay::start(Onwards { port: a.wissel.lmtp, to: HERE, change: str::to_owned }).await;
    a.connect(HERE, back.port, HERE, &["jo@customer.test"]).await;
    a.deliver(HERE, "jo@customer.test", "first").await;
    a.says("their address is this desk’s own").await;
    assert_eq!(back.carried(), Vec::<String>::new());

    // Whoever is answered has their mail handed on to us.
    let number = a.tickets().await.first().cloned().expect("there is one");
    a.admin.post(&format!("/tickets/{number}/replies"), json!({"text": "Dear Jo"})).await;
    let answers = eventually("it came back", SOON, async || {
        Some(back.carried()).filter(|carried| !carried.is_empty())
    })
    .await;
    assert!(answers[0].starts_with("554 "), "{answers:?}");
    assert_eq!(a.tickets().await.len(), 1);
}

/// A mail as a careless machine answers it: little is left of its head, and not the subject by which it would join the
/// ticket that it answers.
fn without_marks(mail: &str) -> String {
    let (head, body) = mail.split_once("\r\n\r\n").unwrap_or((mail, ""));
    let kept = ["from:", "to:", "message-id:", "date:", "mime-version:", "content-"];
    let mut keep = true;
    let lines = head.split("\r\n").filter(|line| {
        if !line.starts_with([' ', '\t']) {
            keep = kept.iter().any(|name| line.to_lowercase().starts_with(name));
        }
        keep
    });
    format!("Subject: Out of office\r\n{}\r\n\r\n{body}", lines.collect::<Vec<_>>().join("\r\n"))
}
