//! A contact's page: who they are, how they are reached, and what went on with them.

use serde_json::json;
use wissel_desk::contacts::{ContactChange, Filter};
use wissel_desk::view::{ContactView, Part, TimelineBody, TimelineEntry};
use wissel_model::{Access, ContactId, Error, Role, Who};

use crate::world::{World, each, who};

pub async fn make(world: &World, name: &str, email: &str, company: &str) -> ContactView {
    let draft = json!({ "name": name, "email": email, "company": company });
    let draft = serde_json::from_value(draft).unwrap();
    world.desk.create_contact(&world.admin, draft).await.unwrap()
}

pub async fn change(
    world: &World,
    id: ContactId,
    change: serde_json::Value,
) -> Result<ContactView, Error> {
    let change: ContactChange = serde_json::from_value(change).unwrap();
    world.desk.change_contact(&world.admin, id, change, None).await
}

/// All of it, `limit` entries at a time, in words.
pub async fn timeline(world: &World, asker: &Who, id: ContactId, limit: i64) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let part = Part { cursor, limit: Some(limit) };
        let page = world.desk.contact_timeline(asker, id, part).await.unwrap();
        assert!(page.items.len() as i64 <= limit);
        all.extend(page.items.into_iter().map(told));
        cursor = page.next;
        if cursor.is_none() {
            return all;
        }
    }
}

fn told(entry: TimelineEntry) -> String {
    match entry.body {
        TimelineBody::Ticket(ticket) => {
            let words: Vec<_> = ticket.words.iter().map(|one| one.text.as_str()).collect();
            format!("#{} {}", ticket.subject, words.join(" / "))
        }
        TimelineBody::Change { author, sentences, .. } => {
            format!("{}: {}", author.name, sentences.join("; "))
        }
    }
}

#[tokio::test]
async fn a_contact_has_several_addresses_in_an_order_of_ones_own() {
    each(|world| async move {
        let jo = make(&world, "Jo Berg", "jo@x.test", "Fjord").await;
        let both = json!({ "addresses": [
            { "kind": "email", "value": "jo@x.test" },
            { "kind": "phone", "value": "+31 (0)20-123 45 67" },
            { "kind": "email", "value": "Jo@Home.Test" },
        ]});
        let now = change(&world, jo.id, both).await.unwrap();
        let values: Vec<_> = now.addresses.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, ["jo@x.test", "+31201234567", "jo@home.test"]);
        assert!(now.version > jo.version);

        // Home first, the phone gone.
        let fewer = json!({ "addresses": [
            { "kind": "email", "value": "jo@home.test" }, { "kind": "email", "value": "jo@x.test" },
        ]});
        let now = change(&world, jo.id, fewer).await.unwrap();
        let values: Vec<_> = now.addresses.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, ["jo@home.test", "jo@x.test"]);

        // What belongs to somebody else, or is none, changes nothing.
        make(&world, "Ann", "ann@x.test", "").await;
        for (kind, value, code) in [
            ("email", "ann@x.test", "invalid.contact_address_taken"),
            ("email", "no address", "invalid.email"),
            ("phone", "call me", "invalid.phone"),
            ("visitor", "cookie", "invalid.address_by_hand"),
        ] {
            let wrong = json!({ "addresses": [
                { "kind": "email", "value": "jo@home.test" }, { "kind": kind, "value": value },
            ]});
            let Err(Error::Invalid(fields)) = change(&world, jo.id, wrong).await else {
                panic!("{value} was taken")
            };
            assert_eq!((fields[0].field.as_str(), fields[0].code), ("addresses.1.value", code));
        }
        let same = world.desk.contact(&world.admin, jo.id).await.unwrap();
        assert_eq!((same.version, same.addresses.len()), (now.version, 2));
    })
    .await;
}

#[tokio::test]
async fn the_page_tells_what_went_on_and_who_changed_what() {
    each(|world| async move {
        let jo = make(&world, "Jo Berg", "jo@x.test", "Fjord").await;
        world.mail("jo@x.test", "printer").await;
        let maud = world.agent("Maud").await;
        let owned = json!({ "owner": maud.user, "company": "Fjord Cycles", "name": "Jo van Berg" });
        change(&world, jo.id, owned).await.unwrap();
        change(&world, jo.id, json!({ "owner": null, "company": null })).await.unwrap();
        change(&world, jo.id, json!({ "name": "Jo van Berg" })).await.unwrap();
        for limit in [1, 2, 50] {
            let mut all = timeline(&world, &world.admin, jo.id, limit).await;
            all.sort();
            let mut wanted = vec![
                "Ada: Removed the company Fjord Cycles; Took the contact from its owner Maud".to_owned(),
                "Ada: Changed the name from “Jo Berg” to “Jo van Berg”; Changed the company to Fjord Cycles; Made Maud the owner".into(),
                "Ada: Added this contact".into(),
            ];
            wanted.sort();
            assert!(all[0].starts_with("#printer "), "{all:?}");
            assert_eq!(all[1..], wanted, "what was set to the same is no change");
        }
    })
    .await;
}

#[tokio::test]
async fn lists_are_kept_to_an_owner_and_a_company() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        for (name, company, hers) in
            [("A One", "Fjord", true), ("A Two", "FJORD", false), ("A Three", "Haven", true)]
        {
            let email = format!("{}@x.test", name.replace(' ', "").to_lowercase());
            let made = make(&world, name, &email, company).await;
            if hers {
                change(&world, made.id, json!({ "owner": maud.user })).await.unwrap();
            }
        }
        world.desk.index_now().await.unwrap();
        for text in ["", "a", "a a"] {
            let names = async |owner, company: Option<&str>| -> Vec<String> {
                let filter = Filter { owner, company: company.map(str::to_owned) };
                let part = Part { cursor: None, limit: Some(50) };
                let page = world.desk.contacts(&world.admin, text, filter, part).await.unwrap();
                let mut names: Vec<_> = page.items.into_iter().map(|one| one.name).collect();
                names.sort();
                names
            };
            assert_eq!(names(Some(maud.user), None).await, ["A One", "A Three"], "{text}");
            assert_eq!(names(None, Some("fjord")).await, ["A One", "A Two"], "{text}");
            assert_eq!(names(Some(maud.user), Some("Fjord")).await, ["A One"], "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_was_slower_is_told_so_and_changes_nothing() {
    each(|world| async move {
        let jo = make(&world, "Jo", "jo@x.test", "").await;
        let fast = change(&world, jo.id, json!({ "name": "Jo B." })).await.unwrap();
        let late: ContactChange = serde_json::from_value(json!({ "name": "Joe" })).unwrap();
        let answer = world.desk.change_contact(&world.admin, jo.id, late, Some(jo.version)).await;
        assert_eq!(answer.unwrap_err(), Error::Changed { what: "contact", version: fast.version });
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_of_a_contact_is_no_news_for_who_may_not_look_them_up() {
    each(|world| async move {
        let jo = make(&world, "Jo", "jo@x.test", "").await;
        change(&world, jo.id, json!({ "name": "Secret Name" })).await.unwrap();
        let news = world.log(wissel_store::events::Cursor::default()).await;
        let told: Vec<_> = news.iter().filter(|one| one.kind == "contact.changed").collect();
        assert!(!told.is_empty() && told.iter().all(|one| one.data == json!({ "contact": jo.id })));

        world.mail("jo@x.test", "printer").await;
        let otto = who(world.agent("Otto").await.user, Role::Agent, Access::Own);
        let answer = world.desk.contact_timeline(&otto, jo.id, Part::default()).await;
        assert!(matches!(answer, Err(Error::Forbidden(_))), "{answer:?}");
        let team = who(otto.user, Role::Agent, Access::Team);
        assert_eq!(
            timeline(&world, &team, jo.id, 50).await.len(),
            3,
            "and the ticket that is nobody's"
        );
    })
    .await;
}
