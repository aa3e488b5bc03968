//! A desk for tests, and the people in it.

use std::sync::Arc;

use axum::Router;
use serde_json::{Value, json};
use tokio::sync::watch;
use wissel::http::{self, App, Metrics};
use wissel_desk::Desk;
use wissel_desk::random::SeededRandom;
use wissel_model::FixedClock;
use wissel_store::Db;
use wissel_store::blobs::Blobs;
use wissel_store::scratch;
use wissel_store::seal::Sealer;

use crate::person::Person;

/// Where the server says it is.
pub(crate) const BASE: &str = "https://desk.test";
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// A desk that is set up: Ada is its admin, Maud an available agent, Support a channel that routes to Maud.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) desk: Desk,
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) ada: Person,
    pub(crate) maud: Person,
    /// Dropped with the world: then the live streams end.
    pub(crate) stop: Arc<watch::Sender<bool>>,
}

/// Tells a story on each database.
pub(crate) async fn each<F, Fut>(story: F)
where
    F: Fn(World) -> Fut,
    Fut: Future<Output = ()>,
{
    let story = &story;
    scratch::each(|db| async move {
        let blobs = tempfile::tempdir().unwrap();
        story(World::set_up(db, Blobs::open(blobs.path().to_str().unwrap()).unwrap()).await).await;
    })
    .await;
}

impl World {
    async fn set_up(db: Db, blobs: Blobs) -> Self {
        let clock = Arc::new(FixedClock::at("2026-03-02T09:00:00Z".parse().unwrap()));
        let (stop, stopping) = watch::channel(false);
        let (desk, app) = server(db, blobs, &clock, stopping, 7);
        let router = http::router(&app);
        let nobody = Person::nobody(&router);
        let link = desk.first_start_link().await.unwrap().unwrap();
        let ada = nobody.follow(&link, "Ada Admin", Some("ada@acme.test")).await;
        let (maud, ada) = (invite(&ada, "Maud Visser", "maud@acme.test", json!({})).await, ada);
        let world = Self { desk, app, router, clock, ada, maud, stop: Arc::new(stop) };
        world.maud.put("/me/availability", json!({"state": "available"})).await.ok();
        world.ada.post("/channels", channel("support@acme.test")).await.made();
        world.rule(json!({"assign": "users_and_teams", "users": [2], "when_nobody": {"do": "wait_in_line"}})).await;
        world
    }

    /// Another server beside the first; `db` is the same database, and its dice fall as `seed` says.
    pub(crate) fn beside(&self, db: Db, seed: u64) -> Router {
        let blobs = self.desk.blobs().clone();
        http::router(&server(db, blobs, &self.clock, self.stop.subscribe(), seed).1)
    }

    pub(crate) fn nobody(&self) -> Person {
        Person::nobody(&self.router)
    }

    /// Another user, who has set their password.
    pub(crate) async fn user(&self, name: &str, email: &str, more: Value) -> Person {
        invite(&self.ada, name, email, more).await
    }

    /// Gives the channel another rule.
    pub(crate) async fn rule(&self, rule: Value) {
        self.ada.put("/channels/1/rule", json!({ "rule": rule })).await.ok();
    }

    /// A ticket made by hand, and routed.
    pub(crate) async fn ticket(&self, subject: &str) -> i64 {
        let body = json!({
            "channel": 1, "subject": subject, "text": format!("About {subject}."),
            "contact": {"email": "jo@customer.test", "name": "Jo Customer"},
        });
        let number = self.ada.post("/tickets", body).await.made()["number"].as_i64().unwrap();
        self.desk.route_now().await.unwrap();
        number
    }
}

fn server(
    db: Db,
    blobs: Blobs,
    clock: &Arc<FixedClock>,
    stop: watch::Receiver<bool>,
    seed: u64,
) -> (Desk, App) {
    let random = Arc::new(SeededRandom::new(seed));
    let desk = Desk::new(wissel_desk::Parts {
        db,
        clock: clock.clone(),
        random: random.clone(),
        blobs,
        sealer: Sealer::new([7; 32]),
        base_url: BASE.to_owned(),
    });
    let app = App::new(http::Parts {
        reach: wissel::net::Reach::default(),
        desk: desk.clone(),
        random,
        base_url: BASE.to_owned(),
        proxies: Vec::new(),
        metrics: Metrics::Loopback,
        gathered: None,
        stop,
    });
    (desk, app)
}

/// An e-mail channel that mail is delivered to.
pub(crate) fn channel(address: &str) -> Value {
    json!({
        "kind": "email", "name": "Support", "active": true, "secrets": {"smtp_password": "secret"},
        "settings": {
            "address": address, "from_name": "Acme Support", "receive": "delivered",
            "smtp": {"host": "mail.acme.test", "port": 587, "security": "starttls", "user": "support", "auth": "password"},
        },
    })
}

async fn invite(admin: &Person, name: &str, email: &str, more: Value) -> Person {
    let mut body =
        json!({"name": name, "email": email, "role": "agent", "seat": true, "access": "all"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let invited = admin.post("/users", body).await.made();
    let link = invited["invite_link"].as_str().unwrap().to_owned();
    admin.without_cookie().follow(&link, name, None).await
}
