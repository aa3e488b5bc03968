//! What people write before they send it, and who else is at the ticket meanwhile.

use serde_json::{Value, json};
use wissel_desk::tickets::{Doing, DraftView, NewComment};
use wissel_model::{Error, Role, TicketId, Who};

use crate::world::{World, each, who};

async fn keep(w: &World, by: &Who, id: TicketId, given: Value) -> DraftView {
    w.desk.keep_draft(by, id, serde_json::from_value(given).unwrap()).await.unwrap()
}

async fn here(w: &World, by: &Who, id: TicketId, doing: &str) -> Vec<(String, Doing)> {
    let here = serde_json::from_value(json!({ "doing": doing })).unwrap();
    let there = w.desk.here(by, id, here).await.unwrap();
    there.into_iter().map(|one| (one.name, one.doing)).collect()
}

#[tokio::test]
async fn a_draft_is_its_writers_own_and_is_gone_when_it_was_sent() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        let file = json!({ "id": 7, "name": "bill.pdf", "media_type": "application/pdf", "size": 12 });
        let given = json!({ "mode": "comment", "text": "Is it\0 paid?", "files": [file], "writer": "here" });
        keep(&w, &maud, id, given).await;
        let kept = w.desk.my_draft(&maud, id).await.unwrap();
        assert_eq!((kept.text.as_str(), kept.files.len()), ("Is it paid?", 1));
        assert_eq!(w.desk.my_draft(&w.admin, id).await.unwrap().at, None, "nobody reads another's");

        let new = NewComment { text: "Is it paid?".into(), attachments: vec![], ..NewComment::default() };
        w.desk.comment(&maud, id, new).await.unwrap();
        assert_eq!(w.desk.my_draft(&maud, id).await.unwrap().text, "");
    })
    .await;
}

#[tokio::test]
async fn the_latest_of_two_pages_stands_and_it_is_told_what_the_other_had() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        let draft =
            |text: &str, writer: &str| json!({ "mode": "reply", "text": text, "writer": writer });
        assert_eq!(keep(&w, &maud, id, draft("Dear", "desk")).await.replaced, None);
        assert_eq!(keep(&w, &maud, id, draft("Dear Jo", "desk")).await.replaced, None);
        let other = keep(&w, &maud, id, draft("Hello", "phone")).await;
        assert_eq!(other.replaced.map(|other| other.text).as_deref(), Some("Dear Jo"));
        assert_eq!(w.desk.my_draft(&maud, id).await.unwrap().text, "Hello");
        keep(&w, &maud, id, draft("  ", "phone")).await;
        assert_eq!(w.desk.my_draft(&maud, id).await.unwrap().at, None, "nothing is not kept");

        let long = draft(&"x".repeat((1 << 20) + 1), "desk");
        let long = serde_json::from_value(long).unwrap();
        assert!(matches!(w.desk.keep_draft(&maud, id, long).await, Err(Error::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn who_is_at_a_ticket_is_seen_there_until_they_leave_or_say_no_more() {
    each(|w| async move {
        let (maud, joris) = (w.agent("Maud").await, w.agent("Joris").await);
        let id = w.mail("a@x.test", "one").await;
        assert_eq!(here(&w, &maud, id, "viewing").await, []);
        assert_eq!(here(&w, &joris, id, "replying").await, [("Maud".into(), Doing::Viewing)]);
        assert_eq!(here(&w, &maud, id, "viewing").await, [("Joris".into(), Doing::Replying)]);
        // Another server knows the same.
        let said = serde_json::from_value(json!({ "doing": "viewing" })).unwrap();
        assert_eq!(w.other(7).here(&w.admin, id, said).await.unwrap().len(), 2);
        here(&w, &w.admin, id, "left").await;
        here(&w, &joris, id, "left").await;
        assert_eq!(here(&w, &maud, id, "viewing").await, []);
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_one_may_not_see_has_neither_drafts_nor_company() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        w.desk
            .assign(
                &w.admin,
                id,
                serde_json::from_value(json!({ "user": w.admin.user })).unwrap(),
                None,
            )
            .await
            .unwrap();
        let own = who(maud.user, Role::Agent, wissel_model::Access::Own);
        let one = &own;
        assert!(matches!(w.desk.my_draft(one, id).await, Err(Error::NotFound(_))));
        let given = json!({ "mode": "reply", "text": "x", "writer": "x" });
        let given = serde_json::from_value(given).unwrap();
        assert!(matches!(w.desk.keep_draft(one, id, given).await, Err(Error::NotFound(_))));
        let said = serde_json::from_value(json!({ "doing": "viewing" })).unwrap();
        assert!(matches!(w.desk.here(one, id, said).await, Err(Error::NotFound(_))));
    })
    .await;
}
