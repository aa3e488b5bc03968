//! A desk that is set up and at work: a server, its mail server, an admin, an agent, and the team's address.

use serde_json::{Value, json};

use super::api::Api;
use super::database::{Database, Kind};
use super::dovecot::{Dovecot, MAILBOX, PASSWORD};
use super::mail::Mail;
use super::sink::Sink;
use super::swaks::{self, Protocol};
use super::tokens::REFRESH_TOKEN;
use super::wissel::Wissel;

/// How mail for the team gets in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Door {
    /// The server fetches it from the mailbox.
    Imap,
    /// The server is handed it.
    Lmtp,
}

/// How the server signs in to the mail server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Proof {
    Password,
    Token,
}

/// The name that customers see.
pub(crate) const FROM_NAME: &str = "Acme Support";

/// Everything that a story about mail needs.
pub(crate) struct Desk {
    pub(crate) wissel: Wissel,
    pub(crate) dovecot: Dovecot,
    pub(crate) sink: Sink,
    pub(crate) admin: Api,
    /// Maud, available, with a seat, and the only candidate of the rule.
    pub(crate) agent: Api,
    pub(crate) agent_id: i64,
    pub(crate) channel: i64,
    door: Door,
}

impl Desk {
    pub(crate) async fn start(kind: Kind, door: Door) -> Self {
        Self::start_with(kind, door, Proof::Password).await
    }

    pub(crate) async fn start_with(kind: Kind, door: Door, proof: Proof) -> Self {
        Self::start_before(Sink::start().await, kind, door, proof).await
    }

    /// With a world outside that is as the options of smtp-sink say.
    pub(crate) async fn start_before_sink(kind: Kind, options: &[&str]) -> Self {
        Self::start_before(Sink::start_with(options).await, kind, Door::Lmtp, Proof::Password).await
    }

    async fn start_before(sink: Sink, kind: Kind, door: Door, proof: Proof) -> Self {
        let dovecot = Dovecot::start(sink.port).await;
        let wissel = Wissel::start(Database::create(kind).await).await;
        let admin =
            Api::set_up(&wissel.url, wissel.setup_link(), "Ada Admin", "ada@acme.test").await;
        let (agent_id, agent) = add_agent(&wissel, &admin, "Maud Visser", "maud@acme.test").await;
        let settings = settings(&dovecot, door, proof);
        let channel =
            admin.post("/channels", settings).await["id"].as_i64().expect("a channel has an id");
        let desk = Self { wissel, dovecot, sink, admin, agent, agent_id, channel, door };
        desk.set_rule(json!({"users": [agent_id]})).await;
        desk
    }

    /// Another agent, available and with a seat. The rule does not name them yet.
    pub(crate) async fn add_agent(&self, name: &str, email: &str) -> (i64, Api) {
        add_agent(&self.wissel, &self.admin, name, email).await
    }

    /// "Specific users and teams", waiting in line when there is nobody, but for what `changes` says.
    pub(crate) async fn set_rule(&self, changes: Value) {
        let path = format!("/channels/{}/rule", self.channel);
        let mut rule = json!({
            "assign": "users_and_teams", "users": [], "teams": [], "fallback": {"users": [], "teams": []},
            "distribution": "balanced", "only_available": true, "when_nobody": {"do": "wait_in_line"},
        });
        let changes = changes.as_object().expect("changes are named").clone();
        rule.as_object_mut().expect("it is one").extend(changes);
        self.admin.put(&path, json!({ "rule": rule })).await;
    }

    /// Hands a mail to the door that this desk uses.
    pub(crate) fn deliver(&self, mail: &Mail) {
        swaks::deliver(mail, self.port(), Protocol::Lmtp);
    }

    /// Hands over a mail with an empty sender in its envelope.
    pub(crate) fn deliver_without_sender(&self, mail: &Mail) {
        swaks::deliver_without_sender(mail, self.port(), Protocol::Lmtp);
    }

    fn port(&self) -> u16 {
        match self.door {
            Door::Imap => self.dovecot.lmtp,
            Door::Lmtp => self.wissel.lmtp,
        }
    }
}

async fn add_agent(wissel: &Wissel, admin: &Api, name: &str, email: &str) -> (i64, Api) {
    let invited = admin
        .post(
            "/users",
            json!({
                "name": name, "email": email, "role": "agent", "seat": true, "access": "all",
                "language": "en", "time_zone": "Europe/Amsterdam",
            }),
        )
        .await;
    let link = invited["invite_link"].as_str().expect("an invitation has a link");
    let agent = Api::set_up(&wissel.url, link, name, email).await;
    agent.put("/me/availability", json!({"state": "available"})).await;
    (invited["user"]["id"].as_i64().expect("a user has an id"), agent)
}

/// The team's address, fetched from or delivered by Dovecot, and sent through its submission service.
fn settings(dovecot: &Dovecot, door: Door, proof: Proof) -> Value {
    let (auth, oauth2, secrets) = match proof {
        Proof::Password => {
            ("password", Value::Null, json!({"imap_password": PASSWORD, "smtp_password": PASSWORD}))
        }
        Proof::Token => (
            "oauth2",
            json!({"token_url": dovecot.tokens.token_url(), "client_id": "wissel"}),
            json!({"oauth2_client_secret": "client-secret", "oauth2_refresh_token": REFRESH_TOKEN}),
        ),
    };
    let receive = match door {
        Door::Imap => "imap",
        Door::Lmtp => "delivered",
    };
    json!({
        "kind": "email", "name": "Support", "active": true, "secrets": secrets,
        "settings": {
            "address": MAILBOX, "from_name": FROM_NAME, "signature": "The Acme team", "receive": receive,
            "imap": {"host": "127.0.0.1", "port": dovecot.imap, "security": "none", "user": MAILBOX, "auth": auth,
                     "folder": "INBOX", "poll_seconds": 60},
            "smtp": {"host": "127.0.0.1", "port": dovecot.submission, "security": "none", "user": MAILBOX, "auth": auth},
            "oauth2": oauth2, "plus_addressing": true, "reopen_days": 14, "after_reopen_window": "follow_up",
            "max_attachment_mb": 20,
        },
    })
}
