//! What a desk wants to know of its tickets and contacts: made by an admin, filled in by whoever works on them.

use serde_json::{Value, json};
use wissel_desk::contacts::{ContactChange, ContactDraft};
use wissel_desk::properties::{PropertyChange, PropertyDraft, PropertyOrder};
use wissel_desk::tickets::TicketChange;
use wissel_desk::view::PropertyView;
use wissel_model::{AppliesTo, Error, PropertyId, Result, TicketId};

use crate::world::{World, each};

async fn property(w: &World, draft: Value) -> PropertyView {
    let draft: PropertyDraft = serde_json::from_value(draft).unwrap();
    w.desk.create_property(&w.admin, draft).await.unwrap()
}

async fn change(w: &World, id: PropertyId, change: Value) -> Result<PropertyView> {
    let change: PropertyChange = serde_json::from_value(change).unwrap();
    w.desk.change_property(&w.admin, id, change, None).await
}

/// Fills in, and says what the ticket then holds.
async fn fill(w: &World, id: TicketId, given: Value) -> Result<Value> {
    fill_and(w, id, json!({ "properties": given })).await
}

async fn fill_and(w: &World, id: TicketId, given: Value) -> Result<Value> {
    let change: TicketChange = serde_json::from_value(given).unwrap();
    let view = w.desk.change_ticket(&w.admin, id, change, None).await?;
    let held = view.row.properties.iter().map(|one| (one.property.to_string(), json!(one.value)));
    Ok(held.collect::<serde_json::Map<_, _>>().into())
}

fn fault(error: &Error) -> (&str, &str) {
    match error {
        Error::Invalid(fields) => (fields[0].field.as_str(), fields[0].code),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn what_is_filled_in_is_kept_shown_and_told_and_what_does_not_fit_changes_nothing() {
    each(|w| async move {
        let id = w.mail("a@x.test", "one").await;
        let mut ids = Vec::new();
        for (name, kind) in
            [("Order", "text"), ("Pieces", "number"), ("Day", "date"), ("Paid", "yes_no")]
        {
            let made = property(&w, json!({ "applies_to": "ticket", "name": name, "kind": kind })).await;
            ids.push(made.id.to_string());
        }
        let choice = json!({ "applies_to": "ticket", "name": "Plan", "kind": "choice", "choices": ["Free", "Gold"] });
        ids.push(property(&w, choice).await.id.to_string());
        let [order, pieces, day, paid, plan] = &ids[..] else { panic!("{ids:?}") };

        let good = json!({ order: " A-12 ", pieces: 3.5, day: "2026-03-31", paid: false, plan: 2 });
        let held = fill(&w, id, good).await.unwrap();
        let kept = json!({ order: "A-12", pieces: 3.5, day: "2026-03-31", paid: false, plan: 2 });
        assert_eq!(held, kept);

        let bad = [
            (order, json!(12), "property.not_text"),
            (order, json!("x".repeat(501)), "property.not_text"),
            (pieces, json!("3"), "property.not_number"),
            (day, json!("31-03-2026"), "property.not_date"),
            (paid, json!("yes"), "property.not_yes_no"),
            (plan, json!(3), "property.not_choice"),
            (&"99".to_owned(), json!("x"), "property.unknown"),
        ];
        for (which, value, code) in bad {
            let error = fill(&w, id, json!({ order: "lost?", which: value })).await.unwrap_err();
            assert_eq!(fault(&error), (format!("properties.{which}").as_str(), code), "{value}");
        }
        assert_eq!(fill(&w, id, json!({})).await.unwrap(), kept);

        let held = fill(&w, id, json!({ order: null, paid: true, pieces: 3.5 })).await.unwrap();
        assert_eq!(held, json!({ pieces: 3.5, day: "2026-03-31", paid: true, plan: 2 }));
        let told = w.events(id, "ticket.changed").await;
        // What stays the same is not told of.
        let told: Vec<_> = told.iter().map(|data| data["properties"].as_array().unwrap().len()).collect();
        assert_eq!(told, [5, 2]);
        let talk = w.desk.conversation(&w.admin, id, None, 50).await.unwrap();
        let said = serde_json::to_string(&talk).unwrap();
        assert!(said.contains("Order: A-12 · Pieces: 3.5 · Day: 2026-03-31 · Paid: no · Plan: Gold"), "{said}");
        assert!(said.contains("Order emptied · Paid: yes"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_is_closed_by_hand_only_when_what_is_required_is_filled_in() {
    each(|w| async move {
        let id = w.mail("a@x.test", "one").await;
        let draft =
            json!({ "applies_to": "ticket", "name": "Cause", "kind": "text", "required": true });
        let cause = property(&w, draft).await.id.to_string();
        let error = fill_and(&w, id, json!({ "status": "closed" })).await.unwrap_err();
        assert_eq!(
            fault(&error),
            (format!("properties.{cause}").as_str(), "property.needed_ticket")
        );
        assert_eq!(w.ticket(id).await.row.status, "new");
        // Of many at once, only those are left alone that lack it.
        let full = w.mail("b@x.test", "two").await;
        fill(&w, full, json!({ &cause: "a fuse" })).await.unwrap();
        let close = |number: TicketId| json!({ "number": number, "status": "closed" });
        let both = serde_json::from_value(json!([close(id), close(full)])).unwrap();
        let done = w.desk.change_tickets(&w.admin, both).await.unwrap();
        let told = "“Cause” has to be filled in before the ticket can be closed.";
        assert_eq!(done[0].left.as_deref(), Some(told));
        assert_eq!(done[1].ticket.as_ref().unwrap().status, "closed");
        // Together is soon enough; and emptied again it may be, for the ticket is closed once.
        fill_and(&w, id, json!({ "status": "closed", "properties": { &cause: "a fuse" } }))
            .await
            .unwrap();
        fill_and(&w, id, json!({ "status": "open", "properties": { &cause: null } }))
            .await
            .unwrap();
        change(&w, cause.parse().map(PropertyId).unwrap(), json!({ "active": false }))
            .await
            .unwrap();
        fill_and(&w, id, json!({ "status": "closed" })).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_retired_property_is_offered_no_more_and_keeps_what_was_filled_in() {
    each(|w| async move {
        let id = w.mail("a@x.test", "one").await;
        let draft = json!({ "applies_to": "ticket", "name": "Order", "kind": "text" });
        let order = property(&w, draft.clone()).await.id;
        let key = order.to_string();
        fill(&w, id, json!({ &key: "A-12" })).await.unwrap();
        change(&w, order, json!({ "active": false })).await.unwrap();
        assert_eq!(fill(&w, id, json!({})).await.unwrap(), json!({}));
        let error = fill(&w, id, json!({ &key: "A-13" })).await.unwrap_err();
        assert_eq!(fault(&error).1, "property.unknown");
        // Its name is free; with a namesake in use it cannot come back.
        let other = property(&w, draft).await.id;
        let error = change(&w, order, json!({ "active": true })).await.unwrap_err();
        assert_eq!(fault(&error), ("name", "property.name_taken"));
        change(&w, other, json!({ "active": false })).await.unwrap();
        change(&w, order, json!({ "active": true })).await.unwrap();
        assert_eq!(fill(&w, id, json!({})).await.unwrap(), json!({ key: "A-12" }));
    })
    .await;
}

#[tokio::test]
async fn a_choice_can_be_renamed_and_one_that_was_chosen_stays_when_it_is_retired() {
    each(|w| async move {
        let id = w.mail("a@x.test", "one").await;
        let draft = json!({ "applies_to": "ticket", "name": "Plan", "kind": "choice", "choices": ["Free", "Gold"] });
        let plan = property(&w, draft).await.id;
        let key = plan.to_string();
        fill(&w, id, json!({ &key: 2 })).await.unwrap();
        let choices = json!([{ "name": "Trial" }, { "id": 1, "name": "Basic" }]);
        let after = change(&w, plan, json!({ "choices": choices })).await.unwrap();
        let shown: Vec<_> =
            after.choices.iter().map(|one| (one.id, one.name.as_str(), one.active)).collect();
        assert_eq!(shown, [(3, "Trial", true), (1, "Basic", true), (2, "Gold", false)]);
        assert_eq!(fill(&w, id, json!({})).await.unwrap(), json!({ &key: 2 }));
        let error = fill(&w, id, json!({ &key: 2 })).await.unwrap_err();
        assert_eq!(fault(&error).1, "property.not_choice");
        for (wrong, told) in [
            (json!([]), ("choices", "property.needs_choices")),
            (json!([{ "name": "A" }, { "name": "a" }]), ("choices.1", "property.choice_twice")),
            (json!([{ "id": 9, "name": "A" }]), ("choices.0.id", "property.choice_unknown")),
        ] {
            let error = change(&w, plan, json!({ "choices": wrong })).await.unwrap_err();
            assert_eq!(fault(&error), told);
        }
    })
    .await;
}

#[tokio::test]
async fn properties_stand_in_the_order_they_were_put_in_and_of_two_admins_the_later_is_told() {
    each(|w| async move {
        let mut ids = Vec::new();
        for name in ["One", "Two", "Three"] {
            let draft = json!({ "applies_to": "ticket", "name": name, "kind": "text" });
            ids.push(property(&w, draft).await.id);
        }
        ids.rotate_left(1);
        let order = PropertyOrder { applies_to: AppliesTo::Ticket, ids: ids.clone() };
        let placed = w.desk.place_properties(&w.admin, order).await.unwrap();
        assert_eq!(placed.iter().map(|one| one.id).collect::<Vec<_>>(), ids);
        let short = PropertyOrder { applies_to: AppliesTo::Ticket, ids: ids[1..].to_vec() };
        let error = w.desk.place_properties(&w.admin, short).await.unwrap_err();
        assert_eq!(fault(&error), ("ids", "property.order"));
        let rename: PropertyChange = serde_json::from_value(json!({ "name": "Uno" })).unwrap();
        let late = w.desk.change_property(&w.admin, ids[0], rename, Some(1)).await;
        assert!(matches!(late, Err(Error::Changed { what: "property", .. })), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn a_contact_is_made_by_hand_with_what_is_required_and_agents_define_nothing() {
    each(|w| async move {
        let draft = json!({ "applies_to": "contact", "name": "Customer number", "kind": "number", "required": true });
        let number = property(&w, draft.clone()).await.id.to_string();
        let femke = |given: Value| -> ContactDraft {
            serde_json::from_value(json!({ "name": "Femke", "properties": given })).unwrap()
        };
        let error = w.desk.create_contact(&w.admin, femke(json!({}))).await.unwrap_err();
        assert_eq!(fault(&error).1, "property.needed_contact");
        let made = w.desk.create_contact(&w.admin, femke(json!({ &number: 7 }))).await.unwrap();
        assert_eq!(json!(made.properties)[0]["value"], 7);
        let empty: ContactChange =
            serde_json::from_value(json!({ "properties": { &number: null } })).unwrap();
        let error = w.desk.change_contact(&w.admin, made.id, empty, None).await.unwrap_err();
        assert_eq!(fault(&error).1, "property.needed_contact");
        // Who writes in is taken in with what they bring.
        w.mail("a@x.test", "one").await;

        let maud = w.agent("Maud").await;
        let draft: PropertyDraft = serde_json::from_value(draft).unwrap();
        assert!(matches!(w.desk.create_property(&maud, draft).await, Err(Error::Forbidden(_))));
    })
    .await;
}
