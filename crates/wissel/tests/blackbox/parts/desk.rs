//! A desk that is set up and at work: a server, its mail server, an admin, an agent, and the team's address.

use serde_json::{Value, json};

use super::api::Api;
use super::database::Kind;
use super::dovecot::Dovecot;
use super::mail::Mail;
use super::plan::{Door, Plan};
use super::sink::Sink;
use super::swaks::{self, Protocol};
use super::wissel::{Start, Wissel};

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
    /// The usual desk on this database, with this door for mail.
    pub(crate) async fn start(kind: Kind, door: Door) -> Self {
        Self::start_as(Plan::new(kind, door).await).await
    }

    /// A desk as planned, with its channel at work on nothing yet.
    pub(crate) async fn start_as(plan: Plan) -> Self {
        let sink = Sink::start_with(plan.outside).await;
        let dovecot = Dovecot::start(sink.port).await;
        let channel = plan.channel(&dovecot);
        let trusted = plan.trusts.then(|| dovecot.certificate.authority.clone());
        let start = Start {
            database: plan.database,
            lmtp: true,
            demo: false,
            trusted,
            ground: plan.ground,
        };
        let wissel = Wissel::start(start).await;
        let admin =
            Api::set_up(&wissel.url, wissel.setup_link(), "Ada Admin", "ada@acme.test").await;
        let (agent_id, agent) = add_agent(&wissel, &admin, "Maud Visser", "maud@acme.test").await;
        let channel =
            admin.post("/channels", channel).await["id"].as_i64().expect("a channel has an id");
        let desk = Self { wissel, dovecot, sink, admin, agent, agent_id, channel, door: plan.door };
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
