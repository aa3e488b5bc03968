//! Views of one's own: what they ask of properties, in which order, what their rows show, and what they cost.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Value, json};
use wissel_desk::properties::PropertyDraft;
use wissel_desk::saved_views::SavedViewDraft;
use wissel_desk::tickets::TicketChange;
use wissel_desk::view::{Part, SavedViewView};
use wissel_model::{Access, Error, Result, TicketId, Who};
use wissel_store::db::{Fault, Faults};
use wissel_store::events::Cursor;

use crate::world::{World, each};

/// Counts statements.
#[derive(Default)]
struct Counter(AtomicI64);

impl Faults for Counter {
    fn before(&self, _: &'static str) -> Option<Fault> {
        self.0.fetch_add(1, Ordering::SeqCst);
        None
    }
}

async fn property(w: &World, kind: &str, choices: Value) -> String {
    let draft = json!({ "applies_to": "ticket", "name": kind, "kind": kind, "choices": choices });
    let draft: PropertyDraft = serde_json::from_value(draft).unwrap();
    w.desk.create_property(&w.admin, draft).await.unwrap().id.to_string()
}

async fn fill(w: &World, id: TicketId, given: Value) {
    let change: TicketChange = serde_json::from_value(json!({ "properties": given })).unwrap();
    w.desk.change_ticket(&w.admin, id, change, None).await.unwrap();
    w.clock.advance(60);
}

async fn save(w: &World, more: Value) -> Result<SavedViewView> {
    let mut draft = json!({ "name": "X", "sharing": "everybody", "filter": {} });
    draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let draft: SavedViewDraft = serde_json::from_value(draft).unwrap();
    w.desk.save_view(&w.admin, draft).await
}

/// All of a view, two a page.
async fn holds(w: &World, who: &Who, view: &SavedViewView) -> Vec<TicketId> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let part = Part { cursor, limit: Some(2) };
        let page = w.desk.tickets(who, &format!("saved:{}", view.id), part).await.unwrap();
        all.extend(page.items.into_iter().map(|row| row.number));
        cursor = page.next;
        if cursor.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn a_view_asks_what_properties_hold_and_counts_the_same() {
    each(|w| async move {
        let plan = property(&w, "choice", json!(["Free", "Gold"])).await;
        let (pieces, day) =
            (property(&w, "number", json!([])).await, property(&w, "date", json!([])).await);
        let (paid, order) =
            (property(&w, "yes_no", json!([])).await, property(&w, "text", json!([])).await);
        let mut ids = Vec::new();
        for n in 0..4 {
            ids.push(w.mail(&format!("c{n}@x.test"), "hello").await);
            w.clock.advance(60);
        }
        fill(&w, ids[0], json!({ &plan: 1, &pieces: 9, &day: "2026-03-31" })).await;
        fill(&w, ids[1], json!({ &plan: 2, &pieces: 10.5, &paid: true })).await;
        fill(&w, ids[2], json!({ &plan: 2, &pieces: -3, &order: "AB-12" })).await;
        let cases = [
            (json!({ &plan: { "any": ["2"] } }), vec![ids[2], ids[1]]),
            (json!({ &plan: { "any": ["1", "none"] } }), vec![ids[0], ids[3]]),
            (json!({ &pieces: { "from": "9" } }), vec![ids[1], ids[0]]),
            (json!({ &pieces: { "to": "9.5", "any": ["none"] } }), vec![ids[2], ids[0], ids[3]]),
            (json!({ &day: { "from": "2026-03-01", "to": "2026-03-31" } }), vec![ids[0]]),
            (json!({ &paid: { "any": ["yes"] } }), vec![ids[1]]),
            (json!({ &order: { "contains": " b-1" } }), vec![ids[2]]),
            (json!({ &plan: { "any": ["2"] }, &pieces: { "from": "0" } }), vec![ids[1]]),
            (json!({ &order: { "contains": " " } }), vec![ids[2], ids[1], ids[0], ids[3]]),
        ];
        for (properties, wanted) in cases {
            let told = properties.to_string();
            let view = save(&w, json!({ "filter": { "properties": properties } })).await.unwrap();
            assert_eq!(holds(&w, &w.admin, &view).await, wanted, "{told}");
            let listed = w.desk.saved_views(&w.admin).await.unwrap();
            let count = listed.iter().find(|one| one.id == view.id).unwrap().count;
            assert_eq!(count, wanted.len() as i64, "{told}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_view_has_an_order_and_columns_of_its_own_page_by_page() {
    each(|w| async move {
        let plan = property(&w, "choice", json!(["Low", "Mid", "Top"])).await;
        let pieces = property(&w, "number", json!([])).await;
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(w.mail(&format!("c{n}@x.test"), "hello").await);
            w.clock.advance(60);
        }
        fill(&w, ids[3], json!({ &plan: 3, &pieces: -2.5 })).await;
        fill(&w, ids[0], json!({ &plan: 1, &pieces: 100 })).await;
        fill(&w, ids[2], json!({ &plan: 2, &pieces: -20 })).await;
        let urgent: TicketChange = serde_json::from_value(json!({ "priority": "urgent" })).unwrap();
        w.desk.change_ticket(&w.admin, ids[1], urgent, None).await.unwrap();
        let (plan, pieces) = (format!("property:{plan}"), format!("property:{pieces}"));
        let cases = [
            ("activity", false, [1, 2, 0, 3, 4]),
            ("activity", true, [4, 3, 0, 2, 1]),
            ("created", true, [0, 1, 2, 3, 4]),
            ("created", false, [4, 3, 2, 1, 0]),
            ("priority", false, [1, 0, 2, 3, 4]),
            (&plan, true, [0, 2, 3, 1, 4]),
            (&pieces, true, [2, 3, 0, 1, 4]),
            (&pieces, false, [0, 3, 2, 4, 1]),
        ];
        for (by, ascending, wanted) in cases {
            let order = json!({ "by": by, "ascending": ascending });
            let view =
                save(&w, json!({ "order": order, "columns": ["tags", &plan] })).await.unwrap();
            assert_eq!(view.columns, ["tags".to_owned(), plan.clone()]);
            let wanted: Vec<_> = wanted.into_iter().map(|n| ids[n]).collect();
            assert_eq!(holds(&w, &w.admin, &view).await, wanted, "{by} {ascending}");
        }
        let rows = w.desk.tickets(&w.admin, "open", Part::default()).await.unwrap().items;
        let row = rows.iter().find(|row| row.number == ids[3]).unwrap();
        assert_eq!(json!(row.properties).as_array().unwrap().len(), 2, "a row can show them");
    })
    .await;
}

#[tokio::test]
async fn what_a_view_cannot_ask_order_by_or_show_is_refused_by_name() {
    each(|w| async move {
        let (number, text) =
            (property(&w, "number", json!([])).await, property(&w, "text", json!([])).await);
        let field = format!("filter.properties.{number}");
        let cases = [
            (json!({ "filter": { "properties": { &number: { "from": "many" } } } }), &*field),
            (json!({ "filter": { "properties": { &number: { "any": ["9"] } } } }), &field),
            (
                json!({ "filter": { "properties": { "99": { "from": "9" } } } }),
                "filter.properties.99",
            ),
            (json!({ "order": { "by": format!("property:{text}") } }), "order"),
            (json!({ "order": { "by": "mood" } }), "order"),
            (json!({ "columns": ["tags", "tags"] }), "columns"),
            (json!({ "columns": ["property:99"] }), "columns"),
        ];
        for (draft, field) in cases {
            let refused = save(&w, draft.clone()).await.unwrap_err();
            let named = matches!(&refused, Error::Invalid(fields) if fields[0].field == field);
            assert!(named, "{draft}: {refused}");
        }
        assert_eq!(w.desk.saved_views(&w.admin).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn many_views_cost_what_one_does_and_a_colleagues_look_is_remembered_for_seconds() {
    each(|w| async move {
        let maud = w.agent("Maud").await;
        let id = w.mail("a@x.test", "one").await;
        let cost = async |desk: &wissel_desk::Desk, counter: &Counter, who: &Who| {
            let before = counter.0.load(Ordering::SeqCst);
            let count = desk.saved_views(who).await.unwrap()[0].count;
            (counter.0.load(Ordering::SeqCst) - before, count)
        };
        let counter = Arc::new(Counter::default());
        let desk = w.faulty(counter.clone());
        save(&w, json!({ "filter": { "tags": ["vat"] } })).await.unwrap();
        let (one, _) = cost(&desk, &counter, &w.admin).await;
        for _ in 0..40 {
            save(&w, json!({ "filter": { "tags": ["vat"] } })).await.unwrap();
        }
        w.clock.advance(10);
        assert_eq!(cost(&desk, &counter, &w.admin).await, (one, 0));
        let change: TicketChange = serde_json::from_value(json!({ "tags": ["vat"] })).unwrap();
        w.desk.change_ticket(&w.admin, id, change, None).await.unwrap();
        let (again, count) = cost(&desk, &counter, &maud).await;
        assert!(again < one && count == 0, "{again} {one} {count}");
        let own = Who { access: Access::Own, ..maud.clone() };
        assert_eq!(cost(&desk, &counter, &own).await.1, 0, "who sees less looks for themselves");
        w.clock.advance(5);
        assert_eq!(cost(&desk, &counter, &maud).await.1, 1, "what pages wait for is counted then");
    })
    .await;
}

#[tokio::test]
async fn nobody_else_is_told_of_a_private_view() {
    each(|w| async move {
        let maud = w.agent("Maud").await;
        let told = async |who: &Who| {
            // Until nothing is hidden any more.
            w.log(Cursor::default()).await;
            let (heard, _) = w.desk.events_after(who, Cursor::default(), 1000).await.unwrap();
            heard.into_iter().filter(|event| event.kind == "view.changed").count()
        };
        save(&w, json!({ "sharing": "private" })).await.unwrap();
        assert_eq!((told(&w.admin).await, told(&maud).await), (1, 0));
        save(&w, json!({})).await.unwrap();
        assert_eq!((told(&w.admin).await, told(&maud).await), (2, 1));
    })
    .await;
}
