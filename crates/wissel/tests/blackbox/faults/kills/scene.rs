//! The desk on which it happens: an admin, five agents, a team, and the team's address.

use reqwest::Method;
use serde_json::{Value, json};

use super::letters::TEAM;
use crate::parts::api::Api;
use crate::parts::wissel::Wissel;

const AGENTS: usize = 5;

/// Who works here, by id.
#[derive(Clone)]
pub(super) struct Crew {
    pub(super) agents: Vec<i64>,
    pub(super) team: i64,
    pub(super) channel: i64,
}

/// The people, signed in.
pub(super) struct Scene {
    pub(super) crew: Crew,
    pub(super) admin: Api,
    pub(super) agents: Vec<Api>,
}

impl Crew {
    /// Two agents by name and the others by their team, waiting in line when there is nobody.
    pub(super) fn rule(&self, distribution: &str) -> Value {
        json!({
            "assign": "users_and_teams", "users": self.agents[..2], "teams": [self.team],
            "fallback": {"users": [], "teams": []}, "distribution": distribution,
            "only_available": true, "when_nobody": {"do": "wait_in_line"},
        })
    }
}

/// Sets the desk up; `sink` is where its replies go.
pub(super) async fn set_up(wissel: &Wissel, sink: u16) -> Scene {
    let admin = Api::set_up(&wissel.url, wissel.setup_link(), "Ada Admin", "ada@acme.test").await;
    let (mut ids, mut agents) = (Vec::new(), Vec::new());
    for number in 0..AGENTS {
        let (name, email) = (format!("Agent {number}"), format!("agent{number}@acme.test"));
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
        let agent = Api::set_up(&wissel.url, link, &name, &email).await;
        agent.put("/me/availability", json!({"state": "available"})).await;
        ids.push(invited["user"]["id"].as_i64().expect("a user has an id"));
        agents.push(agent);
    }
    let team = json!({"name": "Second line", "main": ids[2..], "extra": []});
    let team = id(&admin.post("/teams", team).await);
    let channel = id(&admin.post("/channels", channel(sink)).await);
    let crew = Crew { agents: ids, team, channel };
    let rule = json!({ "rule": crew.rule("balanced") });
    admin.put(&format!("/channels/{channel}/rule"), rule).await;
    Scene { crew, admin, agents }
}

fn id(made: &Value) -> i64 {
    made["id"].as_i64().unwrap_or_else(|| panic!("what was made has an id: {made}"))
}

fn channel(sink: u16) -> Value {
    json!({
        "kind": "email", "name": "Support", "active": true,
        "settings": {
            "address": TEAM, "from_name": "Acme Support", "signature": "The Acme team", "receive": "delivered",
            "smtp": {"host": "127.0.0.1", "port": sink, "security": "none", "user": "", "auth": "password"},
            "plus_addressing": true, "reopen_days": 14, "after_reopen_window": "follow_up", "max_attachment_mb": 20,
        },
    })
}

impl Scene {
    /// Everybody is there and may hold any number, so that nothing has a reason to wait.
    pub(super) async fn open_up(&self) {
        for agent in &self.crew.agents {
            let paths = [
                (Method::PATCH, format!("/users/{agent}"), json!({"capacity": {"all": null}})),
                (
                    Method::PUT,
                    format!("/users/{agent}/availability"),
                    json!({"state": "available"}),
                ),
            ];
            for (method, path, body) in paths {
                let (status, told) = self.admin.try_to(method, &path, Some(body)).await;
                assert!(status.is_success(), "{path}: {status} {told}");
            }
        }
    }
}
