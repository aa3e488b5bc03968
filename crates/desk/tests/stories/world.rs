//! A small desk to tell stories about.

use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::Value;
use wissel_channels::mail::MailSettings;
use wissel_channels::mail::settings::Smtp;
use wissel_desk::channels::ChannelDraft;
use wissel_desk::live::EventView;
use wissel_desk::mail::{MailSecrets, Received, Source};
use wissel_desk::people::{AvailabilityChange, UserChange, UserDraft};
use wissel_desk::random::SeededRandom;
use wissel_desk::teams::TeamDraft;
use wissel_desk::view::{Capacity, TicketView};
use wissel_desk::{Desk, Parts};
use wissel_model::{
    Access, ChannelId, ChannelKind, FixedClock, Language, Presence, Role, TeamId, TicketId, UserId,
    Who,
};
use wissel_routing::{Assign, Rule};
use wissel_store::Db;
use wissel_store::blobs::Blobs;
use wissel_store::db::Faults;
use wissel_store::events::Cursor;
use wissel_store::scratch;
use wissel_store::seal::Sealer;

use crate::sent::Sent;

pub const TEAM: &str = "support@acme.test";

/// A desk with an admin and one mail channel whose rule is *no one*.
#[derive(Clone)]
pub struct World {
    pub desk: Desk,
    pub clock: Arc<FixedClock>,
    pub admin: Who,
    pub channel: ChannelId,
    pub sent: Arc<Sent>,
    pub folder: Arc<tempfile::TempDir>,
    pub db: Db,
}

/// Tells a story once per database.
pub async fn each<F, Fut>(story: F)
where
    F: Fn(World) -> Fut,
    Fut: Future<Output = ()>,
{
    scratch::each(|db| async {
        let world = World::new(db).await;
        let desk = world.desk.clone();
        story(world).await;
        let checked = desk.verify_decisions().await.unwrap();
        assert_eq!(
            checked.wrong,
            Vec::<String>::new(),
            "every story ends with true decisions, loads and counts"
        );
    })
    .await;
}

impl World {
    pub async fn new(db: Db) -> Self {
        let clock = Arc::new(FixedClock::at("2026-03-04T09:00:00Z".parse().unwrap()));
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let desk = desk(&db, &clock, &folder, 1);
        let mut draft = draft("Ada");
        draft.role = Role::Admin;
        draft.seat = false;
        let ada = desk.add_user(draft, "correct horse battery").await.unwrap();
        let admin = who(ada.id, Role::Admin, Access::All);
        let settings = MailSettings {
            address: TEAM.into(),
            from_name: "Acme".into(),
            smtp: Smtp { host: "127.0.0.1".into(), ..Smtp::default() },
            ..MailSettings::default()
        };
        let draft = ChannelDraft {
            kind: ChannelKind::Email,
            name: "Support".into(),
            active: true,
            settings,
            secrets: MailSecrets::default(),
        };
        let channel = desk.create_channel(&admin, draft).await.unwrap().id;
        Self { desk, clock, admin, channel, sent: Arc::default(), folder, db }
    }

    /// Another process on the same database.
    pub fn other(&self, seed: u64) -> Desk {
        self.node(&self.db, seed)
    }

    /// Another process with connections of its own.
    pub fn node(&self, db: &Db, seed: u64) -> Desk {
        desk(db, &self.clock, &self.folder, seed)
    }

    /// The same desk over a database in which `faults` is asked before each statement.
    pub fn faulty(&self, faults: Arc<dyn Faults>) -> Desk {
        desk(&self.db.clone().with_faults(faults), &self.clock, &self.folder, 99)
    }

    /// An agent who is available.
    pub async fn agent(&self, name: &str) -> Who {
        let who = self.silent(name).await;
        self.available(&who).await;
        who
    }

    /// An agent who never said whether they are available.
    pub async fn silent(&self, name: &str) -> Who {
        let (view, _) = self.desk.create_user(&self.admin, draft(name)).await.unwrap();
        who(view.id, Role::Agent, Access::All)
    }

    pub async fn available(&self, who: &Who) {
        self.set(who, Presence::Available, None).await;
    }

    pub async fn away(&self, who: &Who) {
        self.set(who, Presence::Away, None).await;
    }

    pub async fn set(&self, who: &Who, state: Presence, until: Option<Timestamp>) {
        let change = AvailabilityChange { state, reason: None, until };
        self.desk.set_availability(who, who.user, change).await.unwrap();
    }

    pub async fn capacity(&self, who: &Who, all: i64) {
        let capacity = Some(Capacity { all: Some(all), ..Capacity::default() });
        self.change(who, UserChange { capacity, ..UserChange::default() }).await;
    }

    pub async fn change(&self, who: &Who, change: UserChange) {
        self.desk.change_user(&self.admin, who.user, change).await.unwrap();
    }

    pub async fn team(&self, name: &str, main: &[&Who], extra: &[&Who]) -> TeamId {
        let ids = |people: &[&Who]| people.iter().map(|who| who.user).collect();
        let draft = TeamDraft { name: name.into(), main: ids(main), extra: ids(extra) };
        self.desk.create_team(&self.admin, draft).await.unwrap().id
    }

    pub async fn rule(&self, rule: Rule) {
        self.desk.set_rule(&self.admin, self.channel, rule, None).await.unwrap();
    }

    /// A mail from `from`, routed. Returns its ticket.
    pub async fn mail(&self, from: &str, subject: &str) -> TicketId {
        let id = self.unrouted(from, subject).await;
        self.desk.route_now().await.unwrap();
        id
    }

    /// A mail from `from` that the router has not seen yet.
    pub async fn unrouted(&self, from: &str, subject: &str) -> TicketId {
        let raw = format!(
            "From: {from}\r\nTo: {TEAM}\r\nSubject: {subject}\r\nMessage-ID: <{}@elsewhere.test>\r\n\r\nHello.\r\n",
            subject.replace(' ', ".")
        );
        self.receive(&raw).await.ticket()
    }

    pub async fn receive(&self, raw: &str) -> Received {
        let source = Source::Delivered {
            envelope_from: "someone@elsewhere.test".into(),
            recipients: vec![],
        };
        self.desk.receive_mail(self.channel, source, Bytes::from(raw.to_owned())).await.unwrap()
    }

    pub async fn ticket(&self, id: TicketId) -> TicketView {
        self.desk.ticket(&self.admin, id).await.unwrap()
    }

    /// The user who owns a ticket.
    pub async fn owner(&self, id: TicketId) -> Option<UserId> {
        let owner = self.ticket(id).await.row.owner?;
        assert_eq!(owner.kind, "user");
        Some(UserId(owner.id))
    }

    /// Tickets each of `people` holds.
    pub async fn loads(&self, people: &[&Who]) -> Vec<i64> {
        let mut loads = Vec::new();
        for who in people {
            loads.push(self.desk.user(&self.admin, who.user).await.unwrap().load.open);
        }
        loads
    }

    /// Data of every event of this kind about a ticket.
    pub async fn events(&self, id: TicketId, kind: &str) -> Vec<Value> {
        let found = self.log(Cursor::default()).await;
        found
            .into_iter()
            .filter(|one| one.ticket == Some(id) && one.kind == kind)
            .map(|one| one.data)
            .collect()
    }

    /// The whole log after `cursor`. PostgreSQL shows an event once every transaction that ran beside it has ended,
    /// those of other tests as well, so this looks until nothing is hidden any more.
    pub async fn log(&self, mut cursor: Cursor) -> Vec<EventView> {
        let mut log = Vec::new();
        loop {
            let (found, next) = self.desk.events_after(&self.admin, cursor, 1000).await.unwrap();
            log.extend(found);
            cursor = next;
            if self.desk.events_ahead(cursor, 1).await.unwrap() == 0 {
                return log;
            }
        }
    }

    pub async fn count(&self, view: &str) -> i64 {
        let counts = self.desk.view_counts(&self.admin).await.unwrap();
        counts.into_iter().find(|one| one.key == view).unwrap().count
    }

    /// Does every job that is due, into [`World::sent`].
    pub async fn jobs(&self) -> usize {
        self.desk.run_jobs_now(self.sent.as_ref()).await.unwrap()
    }
}

fn desk(db: &Db, clock: &Arc<FixedClock>, folder: &tempfile::TempDir, seed: u64) -> Desk {
    Desk::new(Parts {
        db: db.clone(),
        clock: clock.clone(),
        random: Arc::new(SeededRandom::new(seed)),
        blobs: Blobs::open(folder.path().to_str().unwrap()).unwrap(),
        sealer: Sealer::new([7; 32]),
        base_url: "http://desk.test".into(),
    })
}

pub fn draft(name: &str) -> UserDraft {
    let email = format!("{}@acme.test", name.to_lowercase());
    serde_json::from_value(serde_json::json!({ "name": name, "email": email })).unwrap()
}

pub fn who(user: UserId, role: Role, access: Access) -> Who {
    Who {
        user,
        role,
        access,
        teams: Vec::new(),
        main_team: None,
        language: Language::En,
        time_zone: "Europe/Amsterdam".into(),
    }
}

/// A rule that assigns to these users and teams.
pub fn to(users: &[&Who], teams: &[TeamId]) -> Rule {
    Rule {
        assign: Assign::UsersAndTeams,
        users: users.iter().map(|who| who.user.0).collect(),
        teams: teams.iter().map(|team| team.0).collect(),
        ..Rule::default()
    }
}

pub trait Taken {
    fn ticket(self) -> TicketId;
}

impl Taken for Received {
    fn ticket(self) -> TicketId {
        match self {
            Received::Taken { ticket, .. }
            | Received::Double(ticket)
            | Received::Bounce(ticket) => ticket,
            Received::Refused(why) => panic!("refused: {why}"),
        }
    }
}
