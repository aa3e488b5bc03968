//! Two contacts turn out to be one person.

use serde_json::json;
use wissel_desk::contacts::{Filter, MergeWith};
use wissel_desk::view::{ContactView, Merged, Part};
use wissel_model::{ContactId, Error, MergeId, Result, TicketId};
use wissel_routing::{Assign, Pool, WhenNobody};

use crate::contact_pages::{change, make, timeline};
use crate::world::{World, each, to};

async fn merge(world: &World, kept: ContactId, gone: ContactId) -> Result<Merged> {
    world.desk.merge_contacts(&world.admin, kept, MergeWith { contact: gone }).await
}

async fn undo(world: &World, kept: ContactId, id: MergeId) -> Result<Merged> {
    world.desk.undo_merge(&world.admin, kept, id).await
}

async fn seen(world: &World, id: ContactId) -> ContactView {
    world.desk.contact(&world.admin, id).await.unwrap()
}

async fn whose(world: &World, ticket: TicketId) -> i64 {
    world.desk.ticket(&world.admin, ticket).await.unwrap().row.contact.id.0
}

fn reached(contact: &ContactView) -> Vec<&str> {
    contact.addresses.iter().map(|one| one.value.as_str()).collect()
}

async fn found(world: &World, text: &str) -> Vec<String> {
    world.desk.index_now().await.unwrap();
    let (filter, part) = (Filter::default(), Part::default());
    let page = world.desk.contacts(&world.admin, text, filter, part).await.unwrap();
    page.items.into_iter().map(|one| one.name).collect()
}

#[tokio::test]
async fn all_of_the_one_becomes_the_others_and_back_again() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let jo = make(&world, "Jo Berg", "jo@x.test", "").await.id;
        let home = make(&world, "J. Berg", "jo@home.test", "Fjord").await.id;
        change(&world, home, json!({ "owner": maud.user })).await.unwrap();
        let (one, two) =
            (world.mail("jo@x.test", "one").await, world.mail("jo@home.test", "two").await);

        let preview = world.desk.preview_merge(&world.admin, jo, home).await.unwrap();
        assert_eq!(preview.tickets, 1);
        assert_eq!(preview.result.company.as_deref(), Some("Fjord"));
        assert_eq!(seen(&world, home).await.name, "J. Berg", "a look changes nothing");

        let merged = merge(&world, jo, home).await.unwrap();
        let now = seen(&world, jo).await;
        assert_eq!((now.name.as_str(), now.company.as_deref()), ("Jo Berg", Some("Fjord")));
        assert_eq!(now.owner.as_ref().map(|owner| owner.id), Some(maud.user.0));
        assert_eq!(reached(&now), ["jo@x.test", "jo@home.test"]);
        assert_eq!(
            serde_json::to_value(&preview.result.addresses).unwrap(),
            serde_json::to_value(&now.addresses).unwrap()
        );
        assert_eq!(seen(&world, home).await.id, jo, "the old page leads to who they are now");
        assert_eq!((whose(&world, one).await, whose(&world, two).await), (jo.0, jo.0));
        assert_eq!(found(&world, "berg").await, ["Jo Berg"]);
        assert_eq!(found(&world, "home").await, ["Jo Berg"], "by every address");
        assert_eq!(found(&world, "").await, ["Jo Berg"]);
        // Who writes from either address is known, and makes no third contact.
        let three = world.mail("jo@home.test", "three").await;
        assert_eq!(whose(&world, three).await, jo.0);
        let told = timeline(&world, &world.admin, jo, 50).await;
        assert!(told.contains(&"Ada: Merged J. Berg into this contact".to_owned()), "{told:?}");
        assert!(told.contains(&"Ada: Made Maud the owner".to_owned()), "{told:?}");

        undo(&world, jo, merged.merge).await.unwrap();
        let (now, back) = (seen(&world, jo).await, seen(&world, home).await);
        assert_eq!((now.company.clone(), now.owner.is_none()), (None, true), "what it took over");
        assert_eq!((reached(&now), reached(&back)), (vec!["jo@x.test"], vec!["jo@home.test"]));
        assert_eq!(
            (back.id, back.name.as_str(), back.company.as_deref()),
            (home, "J. Berg", Some("Fjord"))
        );
        assert_eq!((whose(&world, one).await, whose(&world, two).await), (jo.0, home.0));
        assert_eq!(whose(&world, three).await, jo.0, "what came in since stays");
        assert_eq!(found(&world, "home").await, ["J. Berg"]);
        assert_eq!(found(&world, "berg").await.len(), 2);
        let told = timeline(&world, &world.admin, home, 50).await;
        assert!(told.iter().any(|one| one == "Ada: Made Maud the owner"), "{told:?}");
        assert_eq!(
            undo(&world, jo, merged.merge).await.unwrap_err(),
            Error::refused("merge.undone")
        );
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_merges_is_undone_from_its_end() {
    each(|world| async move {
        let mut ids = Vec::new();
        for name in ["a", "b", "c"] {
            ids.push(make(&world, name, &format!("{name}@x.test"), "").await.id);
            world.mail(&format!("{name}@x.test"), name).await;
        }
        let [a, b, c] = ids[..] else { unreachable!("three") };
        let first = merge(&world, b, a).await.unwrap().merge;
        let second = merge(&world, c, b).await.unwrap().merge;
        assert_eq!(seen(&world, a).await.id, c);
        assert_eq!(reached(&seen(&world, c).await), ["c@x.test", "b@x.test", "a@x.test"]);
        assert_eq!(undo(&world, b, first).await.unwrap_err(), Error::refused("merge.later"));
        undo(&world, c, second).await.unwrap();
        assert_eq!(reached(&seen(&world, a).await), ["b@x.test", "a@x.test"]);
        undo(&world, b, first).await.unwrap();
        for (id, address) in [(a, "a@x.test"), (b, "b@x.test"), (c, "c@x.test")] {
            assert_eq!(
                (seen(&world, id).await.id, reached(&seen(&world, id).await)),
                (id, vec![address])
            );
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_is_merged_with_themselves_or_with_who_went_already() {
    each(|world| async move {
        let a = make(&world, "a", "a@x.test", "").await.id;
        let b = make(&world, "b", "b@x.test", "").await.id;
        assert_eq!(
            merge(&world, a, a).await.unwrap_err(),
            Error::field("contact", "invalid.merge_self")
        );
        let merged = merge(&world, a, b).await.unwrap();
        assert_eq!(
            merge(&world, a, b).await.unwrap_err(),
            Error::field("contact", "invalid.contact")
        );
        assert_eq!(merge(&world, b, a).await.unwrap_err(), Error::NotFound("contact"));
        assert_eq!(undo(&world, b, merged.merge).await.unwrap_err(), Error::NotFound("merge"));
        let gone = change(&world, b, json!({ "name": "B" })).await;
        assert_eq!(gone.unwrap_err(), Error::NotFound("contact"));
    })
    .await;
}

#[tokio::test]
async fn a_waiting_ticket_goes_to_the_owner_of_who_its_contact_turned_out_to_be() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let ruben = world.silent("Ruben").await;
        let mut rule = to(&[&ruben], &[]);
        rule.fallback = Pool { users: vec![ruben.user.0], teams: vec![] };
        rule.assign = Assign::ContactOwner;
        rule.when_nobody = WhenNobody::WaitInLine;
        world.rule(rule).await;
        let home = make(&world, "J. Berg", "jo@home.test", "").await.id;
        let ticket = world.mail("jo@home.test", "two").await;
        let jo = make(&world, "Jo Berg", "jo@x.test", "").await.id;
        change(&world, jo, json!({ "owner": maud.user })).await.unwrap();
        merge(&world, jo, home).await.unwrap();
        world.desk.route_now().await.unwrap();
        let owner = world.desk.ticket(&world.admin, ticket).await.unwrap().row.owner;
        assert_eq!(owner.map(|owner| owner.id), Some(maud.user.0));
    })
    .await;
}

#[tokio::test]
async fn properties_that_the_kept_one_lacks_are_taken_over_and_given_back() {
    each(|world| async move {
        let mut ids = Vec::new();
        for name in ["Plan", "Floor"] {
            let draft = json!({ "applies_to": "contact", "name": name, "kind": "text" });
            let draft = serde_json::from_value(draft).unwrap();
            ids.push(world.desk.create_property(&world.admin, draft).await.unwrap().id.0);
        }
        let jo = make(&world, "Jo", "jo@x.test", "").await.id;
        let home = make(&world, "J.", "jo@home.test", "").await.id;
        let [plan, floor] = ids[..] else { unreachable!("two") };
        let held = |of: i64, value: &str| json!({ "properties": { of.to_string(): value } });
        change(&world, jo, held(plan, "Gold")).await.unwrap();
        change(&world, home, held(plan, "Silver")).await.unwrap();
        change(&world, home, held(floor, "3")).await.unwrap();
        let shown = async |id| json!(seen(&world, id).await.properties);

        let preview = world.desk.preview_merge(&world.admin, jo, home).await.unwrap();
        let merged = merge(&world, jo, home).await.unwrap();
        let both =
            json!([{ "property": plan, "value": "Gold" }, { "property": floor, "value": "3" }]);
        assert_eq!((shown(jo).await, json!(preview.result.properties)), (both.clone(), both));
        undo(&world, jo, merged.merge).await.unwrap();
        assert_eq!(shown(jo).await, json!([{ "property": plan, "value": "Gold" }]));
        let theirs =
            json!([{ "property": plan, "value": "Silver" }, { "property": floor, "value": "3" }]);
        assert_eq!(shown(home).await, theirs);
    })
    .await;
}
