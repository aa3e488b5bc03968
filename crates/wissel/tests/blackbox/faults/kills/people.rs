//! Agents and an admin at work. Who gets no answer asks again, with the same key and the same words.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::dice::Dice;
use super::ledger::{Ledger, Post, Posted};
use super::moments::Moment;
use super::scene::Crew;
use crate::parts::api::Api;
use crate::parts::eventually::pass;

/// Between two tries of somebody who was not answered.
const AGAIN: Duration = Duration::from_millis(40);

/// Whoever works here, with what they need to know.
pub(super) struct Person {
    pub(super) ledger: Arc<Ledger>,
    pub(super) crew: Crew,
    pub(super) api: Api,
    pub(super) number: u64,
}

impl Person {
    /// Works as an agent while the storm lasts, and brings to its end what was begun.
    pub(super) async fn work(self) {
        let mut dice = Dice::of(self.ledger.seed, "agent", self.number);
        let mut done = 0;
        while self.ledger.is_storm() {
            pass(dice.millis(5, 80)).await;
            let (what, ticket) = (dice.below(100), self.ledger.write().ticket(&mut dice));
            let words = format!("words-{}-{done}-end", self.number);
            done += 1;
            match (what, ticket) {
                (0..30, Some(ticket)) => {
                    let status = if dice.percent(40) { Some("waiting_on_contact") } else { None };
                    let body = json!({"text": format!("Dear you, {words}."), "status": status});
                    let path = format!("/tickets/{ticket}/replies");
                    self.post(Post::Reply, Some(ticket), &path, body, words).await;
                }
                (30..48, Some(ticket)) => {
                    let body = json!({"text": format!("By the way, {words}.")});
                    let path = format!("/tickets/{ticket}/comments");
                    self.post(Post::Comment, Some(ticket), &path, body, words).await;
                }
                (48..52, _) => {
                    let contact = json!({"email": format!("caller{}@phone.test", dice.below(20))});
                    let body = json!({"channel": self.crew.channel, "subject": words,
                        "text": "They called.", "contact": contact});
                    self.post(Post::Ticket, None, "/tickets", body, words).await;
                }
                (52..66, Some(ticket)) => {
                    let to = match dice.below(10) {
                        0..7 => json!({"user": dice.pick(&self.crew.agents)}),
                        7 => json!({"team": self.crew.team}),
                        _ => json!({"nobody": true}),
                    };
                    self.put(Method::PUT, &format!("/tickets/{ticket}/owner"), to).await;
                }
                (66..88, Some(ticket)) => {
                    let status = match dice.below(10) {
                        0..6 => "closed",
                        6 => "waiting_on_us",
                        7 => "waiting_on_contact",
                        _ => "open",
                    };
                    let change = json!({"status": status});
                    self.put(Method::PATCH, &format!("/tickets/{ticket}"), change).await;
                }
                (88..92, Some(ticket)) => {
                    let priority = dice.pick(&["low", "normal", "high", "urgent"]);
                    let change = json!({"priority": priority, "tags": [words]});
                    self.put(Method::PATCH, &format!("/tickets/{ticket}"), change).await;
                }
                (92.., _) => {
                    let state = if dice.percent(35) { "away" } else { "available" };
                    self.put(Method::PUT, "/me/availability", json!({"state": state})).await;
                }
                _ => {}
            }
        }
    }

    /// Works as the admin: who may hold how much, whether they are there, and how tickets are handed out.
    pub(super) async fn administer(self) {
        let mut dice = Dice::of(self.ledger.seed, "admin", self.number);
        while self.ledger.is_storm() {
            pass(dice.millis(50, 400)).await;
            let Some(agent) = dice.pick(&self.crew.agents).copied() else { return };
            match dice.below(10) {
                0..6 => {
                    let most = if dice.percent(10) { None } else { Some(dice.between(0, 60)) };
                    let change = json!({"capacity": {"all": most}});
                    self.put(Method::PATCH, &format!("/users/{agent}"), change).await;
                }
                6..8 => {
                    let state = json!({"state": "available"});
                    self.put(Method::PUT, &format!("/users/{agent}/availability"), state).await;
                }
                _ => {
                    let how = *dice.pick(&["balanced", "round_robin", "random"]).expect("three");
                    let rule = json!({ "rule": self.crew.rule(how) });
                    let path = format!("/channels/{}/rule", self.crew.channel);
                    self.put(Method::PUT, &path, rule).await;
                }
            }
        }
    }

    async fn post(&self, what: Post, ticket: Option<i64>, path: &str, body: Value, words: String) {
        let posted = Posted { what, words: words.clone(), ticket, asked: 0, answered: None };
        self.ledger.write().posts.insert(words.clone(), posted);
        loop {
            self.note(&words, |posted| posted.asked += 1);
            if what == Post::Reply {
                self.ledger.moments.happened(Moment::ReplyAsked);
            }
            let answer = self.api.ask(Method::POST, path, Some(&body), Some(&words)).await;
            if let Some(status) = self.settled("POST", path, answer) {
                if what == Post::Reply {
                    self.ledger.moments.happened(Moment::ReplyAnswered);
                }
                self.note(&words, |posted| posted.answered = Some(status.as_u16()));
                return;
            }
            pass(AGAIN).await;
        }
    }

    /// What may be done twice without harm.
    pub(super) async fn put(&self, method: Method, path: &str, body: Value) {
        loop {
            let answer = self.api.ask(method.clone(), path, Some(&body), None).await;
            if self.settled(method.as_str(), path, answer).is_some() {
                return;
            }
            pass(AGAIN).await;
        }
    }

    /// The answer that ends the asking, if it is one.
    fn settled(
        &self,
        method: &str,
        path: &str,
        answer: Option<(StatusCode, Value)>,
    ) -> Option<StatusCode> {
        let (status, told) = answer?;
        let running = told["code"] == "request.already_running";
        if status == StatusCode::INTERNAL_SERVER_ERROR || status == StatusCode::UNAUTHORIZED {
            self.ledger.wrong(format!("{method} {path} was answered {status}: {told}"));
        }
        // Done by a life that did not come to answering.
        let done = told["code"] == "request.already_done";
        let status = if done { StatusCode::ALREADY_REPORTED } else { status };
        let later = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS || running;
        (!later).then(|| {
            let name = if status.is_success() { "answered" } else { "refused" };
            self.ledger.count(name);
            status
        })
    }

    fn note(&self, key: &str, what: impl FnOnce(&mut Posted)) {
        what(self.ledger.write().posts.get_mut(key).expect("it was written down before"));
    }
}
