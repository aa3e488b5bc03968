//! Verbs about people and what is set up.

use serde_json::{Value, json};
use wissel_desk::channels::ChannelDraft;
use wissel_desk::contacts::{ContactDraft, MergeWith};
use wissel_desk::health::{News, Way};
use wissel_desk::people::{AvailabilityChange, Device, Setup, Signed};
use wissel_desk::teams::TeamDraft;
use wissel_desk::words::Said;
use wissel_model::{Access, ContactId, Error, ImportId, MergeId, Presence, Role, Who};

use super::verb::Again::{ByKey, Sets, Steps};
use super::verb::{Verb, verb};
use crate::world::{World, draft, to, who};

const PASSWORD: &str = "correct horse battery";

/// Maud, who holds two tickets and is in a team.
async fn maud(w: World) -> Who {
    let maud = w.agent("Maud").await;
    w.team("Billing", &[&maud], &[]).await;
    w.rule(to(&[&maud], &[])).await;
    w.mail("a@x.test", "one").await;
    w.mail("b@x.test", "two").await;
    maud
}

pub fn people() -> Vec<Verb> {
    let mut verbs = Vec::new();
    for (name, change) in [
        ("deactivate one who holds tickets", json!({ "active": false })),
        ("take access from one who holds tickets", json!({ "access": "none" })),
        ("capacity", json!({ "capacity": { "all": 3, "email": 2 } })),
        ("seat, name and teams", json!({ "seat": false, "name": "Maud V.", "main_team": null })),
    ] {
        let prepare = move |w: World| {
            let change: Value = change.clone();
            async move { (maud(w).await, change) }
        };
        verbs.push(verb(name, Sets, prepare, |desk, w, (maud, change)| async move {
            let change = serde_json::from_value(change).unwrap();
            desk.change_user(&w.admin, maud.user, change).await.map(drop)
        }));
    }
    verbs.extend([
        verb("away", Sets, maud, |desk, _, maud| async move {
            let away = AvailabilityChange {
                state: Presence::Away,
                reason: Some("lunch".into()),
                until: None,
            };
            desk.set_availability(&maud, maud.user, away).await.map(drop)
        }),
        verb(
            "sign in",
            Sets,
            |_| async {},
            |desk, _, ()| async move {
                desk.sign_in("ada@acme.test", PASSWORD, Device::default()).await.map(drop)
            },
        ),
        verb(
            "sign out",
            Sets,
            signed,
            |desk, _, signed| async move { desk.sign_out(&signed).await },
        ),
        verb("password", Sets, signed, |desk, _, signed| async move {
            desk.change_password(&signed, PASSWORD, "another horse battery").await
        }),
        verb(
            "create a user",
            ByKey,
            |_| async {},
            |desk, w, ()| async move { desk.create_user(&w.admin, draft("Ruben")).await.map(drop) },
        ),
        verb("set oneself up by a link", Sets, invited, |desk, _, token| async move {
            let form = Setup {
                token,
                name: "Ruben".into(),
                email: None,
                password: PASSWORD.into(),
                language: wissel_model::Language::En,
                time_zone: "UTC".into(),
            };
            desk.setup(form, Device::default()).await.map(drop)
        }),
    ]);
    verbs
}

async fn signed(w: World) -> Signed {
    let token = w.desk.sign_in("ada@acme.test", PASSWORD, Device::default()).await.unwrap().token;
    w.desk.session(&token).await.unwrap().unwrap()
}

async fn invited(w: World) -> String {
    let (_, link) = w.desk.create_user(&w.admin, draft("Ruben")).await.unwrap();
    link.split_once("token=").unwrap().1.to_owned()
}

pub fn set_up() -> Vec<Verb> {
    vec![
        verb(
            "connect a channel",
            ByKey,
            |_| async {},
            |desk, w, ()| async move {
                let mut settings = desk.channel(&w.admin, w.channel).await?.settings;
                settings.address = "sales@acme.test".into();
                let draft = json!({ "kind": "email", "name": "Sales", "settings": settings,
                "secrets": { "smtp_password": "secret" } });
                let draft: ChannelDraft = serde_json::from_value(draft).unwrap();
                desk.create_channel(&w.admin, draft).await.map(drop)
            },
        ),
        verb(
            "change a channel",
            Sets,
            |_| async {},
            |desk, w, ()| async move {
                let change = json!({ "name": "Help", "secrets": { "smtp_password": "other" } });
                let change = serde_json::from_value(change).unwrap();
                desk.change_channel(&w.admin, w.channel, change).await.map(drop)
            },
        ),
        verb(
            "a channel's health",
            Sets,
            |_| async {},
            |desk, w, ()| async move {
                let news = News::Trouble(Way::Sending, Said::new("trouble-away"));
                desk.channel_news(w.channel, news).await
            },
        ),
        verb(
            "where a mailbox stands",
            Sets,
            |_| async {},
            |desk, w, ()| async move { desk.set_cursor(w.channel, "1:7").await },
        ),
        verb("put a rule in force", Sets, waiting, |desk, w, maud| async move {
            desk.set_rule(&w.admin, w.channel, to(&[&maud], &[]), Some(1)).await.map(drop)
        }),
        verb(
            "make a property",
            ByKey,
            |_| async {},
            |desk, w, ()| async move {
                let draft = json!({ "applies_to": "ticket", "name": "Order", "kind": "text" });
                let draft = serde_json::from_value(draft).unwrap();
                desk.create_property(&w.admin, draft).await.map(drop)
            },
        ),
        verb(
            "save a reply",
            ByKey,
            |_| async {},
            |desk, w, ()| async move {
                let draft = json!({ "name": "Hello", "text": "Hello", "shared": true });
                let draft = serde_json::from_value(draft).unwrap();
                desk.create_saved_reply(&w.admin, draft).await.map(drop)
            },
        ),
        verb("make a team", ByKey, maud, |desk, w, maud| async move {
            let draft = TeamDraft { name: "Sales".into(), main: vec![maud.user], extra: vec![] };
            desk.create_team(&w.admin, draft).await.map(drop)
        }),
        verb("change a contact's addresses", Sets, two, |desk, w, (jo, _)| async move {
            let change = json!({ "name": "Jo B.", "addresses": [
                { "kind": "email", "value": "jo@work.test" }, { "kind": "phone", "value": "0201234567" },
            ]});
            let change = serde_json::from_value(change).unwrap();
            desk.change_contact(&w.admin, jo, change, None).await.map(drop)
        }),
        verb("merge two contacts", ByKey, two, |desk, w, (jo, home)| async move {
            desk.merge_contacts(&w.admin, jo, MergeWith { contact: home }).await.map(drop)
        }),
        verb(
            "bring a file of contacts",
            ByKey,
            |_| async {},
            |desk, w, ()| async move { desk.bring_contacts(&w.admin, "x.csv", TABLE).await.map(drop) },
        ),
        verb("import contacts", Steps, brought, |desk, w, id| async move {
            match desk.run_import(&w.admin, id).await {
                Ok(_) | Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
            desk.run_jobs_now(&*w.sent).await.map(drop)
        }),
        verb("undo a merge", ByKey, merged, |desk, w, (jo, merge)| async move {
            desk.undo_merge(&w.admin, jo, merge).await.map(drop)
        }),
        verb("make a contact", ByKey, maud, |desk, w, maud| async move {
            let draft = ContactDraft {
                name: "Femke".into(),
                email: Some("femke@fjord.test".into()),
                company: Some("Fjord".into()),
                owner: Some(maud.user),
                ..ContactDraft::default()
            };
            desk.create_contact(&w.admin, draft).await.map(drop)
        }),
    ]
}

/// A mail waits for nobody yet; Maud is there.
async fn waiting(w: World) -> Who {
    let maud = w.agent("Maud").await;
    w.unrouted("a@x.test", "one").await;
    who(maud.user, Role::Agent, Access::All)
}

const TABLE: &[u8] = b"name,email,company\nJo,jo@x.test,Fjord\nAnn,ann@x.test,\n,,nobody\n";

/// A file that was tried.
async fn brought(w: World) -> ImportId {
    two(w.clone()).await;
    let plan = json!({ "columns": ["name", "email", "company"], "known": "fill" });
    let plan = serde_json::from_value(plan).unwrap();
    let id = w.desk.bring_contacts(&w.admin, "x.csv", TABLE).await.unwrap().id;
    w.desk.try_import(&w.admin, id, plan).await.unwrap();
    w.desk.run_jobs_now(&*w.sent).await.unwrap();
    id
}

/// Two contacts who are one person, each with a ticket.
async fn two(w: World) -> (ContactId, ContactId) {
    let mut ids = Vec::new();
    for (name, email) in [("Jo", "jo@x.test"), ("J.", "jo@home.test")] {
        let draft = json!({ "name": name, "email": email });
        let draft = serde_json::from_value(draft).unwrap();
        ids.push(w.desk.create_contact(&w.admin, draft).await.unwrap().id);
        w.unrouted(email, name).await;
    }
    (ids[0], ids[1])
}

async fn merged(w: World) -> (ContactId, MergeId) {
    let (jo, home) = two(w.clone()).await;
    let with = MergeWith { contact: home };
    (jo, w.desk.merge_contacts(&w.admin, jo, with).await.unwrap().merge)
}
