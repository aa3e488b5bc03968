//! Two tickets about one thing become one, and two again.

use bytes::Bytes;
use wissel_desk::mail::Received;
use wissel_desk::tickets::{Assign, MergeInto, NewComment, Reply};
use wissel_desk::view::{EntryBody, TicketView};
use wissel_model::{Access, Error, Result, TicketId, Who};

use crate::world::{Taken, World, each, to};

async fn merge(w: &World, who: &Who, id: TicketId, into: TicketId) -> Result<TicketView> {
    w.desk.merge_ticket(who, id, MergeInto { into }).await
}

/// What was said in a conversation, from the first to the last.
async fn said(w: &World, id: TicketId) -> Vec<String> {
    let page = w.desk.conversation(&w.admin, id, None, 100).await.unwrap();
    let texts = page.items.into_iter().filter_map(|entry| match entry.body {
        EntryBody::Message(body) => Some(body.text),
        EntryBody::Comment { text, .. } => Some(text),
        _ => None,
    });
    texts.collect()
}

fn mail(n: &str, more: &str) -> String {
    format!(
        "From: ann@x.test\r\nTo: {}\r\nSubject: Help\r\nMessage-ID: <{n}@x.test>\r\n{more}\r\nText of {n}\r\n",
        crate::world::TEAM
    )
}

#[tokio::test]
async fn a_merged_ticket_is_read_and_answered_in_the_one_where_it_goes_on() {
    each(|w| async move {
        let maud = w.agent("Maud").await;
        w.rule(to(&[&maud], &[])).await;
        let one = w.receive(&mail("one", "")).await.ticket();
        let two = w.receive(&mail("two", "")).await.ticket();
        w.desk.route_now().await.unwrap();
        let file = w.desk.upload(&maud, "a.txt", "text/plain", Bytes::from("a")).await.unwrap();
        let note =
            NewComment { text: "Note on two".into(), html: None, attachments: vec![file.id] };
        w.desk.comment(&maud, two, note).await.unwrap();
        assert_eq!(w.loads(&[&maud]).await, [2]);

        let stays = merge(&w, &maud, two, one).await.unwrap();
        assert_eq!((stays.row.number, stays.merged.as_slice()), (one, [two].as_slice()));
        let over = w.ticket(two).await;
        assert_eq!((over.row.status.as_str(), over.merged_into), ("closed", Some(one)));
        assert!(over.allowed.is_empty(), "it is worked on where it goes on");
        assert_eq!(w.loads(&[&maud]).await, [1]);
        assert_eq!(said(&w, one).await, ["Text of one", "Text of two", "Note on two"]);
        assert_eq!(
            (
                w.events(one, "ticket.merged").await.len(),
                w.events(two, "ticket.merged").await.len()
            ),
            (1, 1)
        );

        let refused = w.desk.reply(&maud, two, Reply { text: "Hello".into(), ..Reply::default() });
        assert_eq!(refused.await.unwrap_err(), Error::refused("ticket.merged"));
        let status = serde_json::from_value(serde_json::json!({ "status": "open" })).unwrap();
        let changed = w.desk.change_ticket(&maud, two, status, None).await;
        assert_eq!(changed.unwrap_err(), Error::refused("ticket.merged"));
        let status = serde_json::from_value(serde_json::json!({ "number": two, "status": "open" }));
        let many = w.desk.change_tickets(&maud, vec![status.unwrap()]).await.unwrap();
        assert!(many[0].left.is_some() && many[0].undo.is_none());
        let answer = mail("three", "In-Reply-To: <two@x.test>\r\n");
        assert_eq!(w.receive(&answer).await, Received::Taken { ticket: one, new: false });
        assert_eq!(w.ticket(two).await.row.status, "closed");
        assert_eq!(said(&w, one).await.last().unwrap(), "Text of three");
    })
    .await;
}

#[tokio::test]
async fn a_merge_that_was_a_mistake_is_undone_and_both_stand_as_before() {
    each(|w| async move {
        let maud = w.agent("Maud").await;
        w.rule(to(&[&maud], &[])).await;
        let one = w.receive(&mail("one", "")).await.ticket();
        let two = w.receive(&mail("two", "")).await.ticket();
        w.desk.route_now().await.unwrap();
        let before = w.ticket(two).await;
        merge(&w, &maud, two, one).await.unwrap();
        let after = w.desk.unmerge_ticket(&maud, two).await.unwrap();
        assert_eq!(after.row.status, before.row.status);
        assert_eq!((after.merged_into, w.ticket(one).await.merged), (None, Vec::new()));
        assert_eq!(w.owner(two).await, Some(maud.user));
        assert_eq!(w.loads(&[&maud]).await, [2]);
        assert_eq!(
            (said(&w, one).await, said(&w, two).await),
            (vec!["Text of one".to_owned()], vec!["Text of two".to_owned()])
        );
        let again = w.desk.unmerge_ticket(&maud, two).await.unwrap_err();
        assert_eq!(again, Error::refused("merge.none"));
    })
    .await;
}

#[tokio::test]
async fn what_was_merged_into_a_merged_one_goes_on_at_the_end_of_the_chain() {
    each(|w| async move {
        let mut all = Vec::new();
        for n in ["one", "two", "three"] {
            all.push(w.receive(&mail(n, "")).await.ticket());
        }
        merge(&w, &w.admin, all[2], all[1]).await.unwrap();
        merge(&w, &w.admin, all[1], all[0]).await.unwrap();
        assert_eq!(said(&w, all[0]).await, ["Text of one", "Text of two", "Text of three"]);
        let answer = mail("four", "In-Reply-To: <three@x.test>\r\n");
        assert_eq!(w.receive(&answer).await, Received::Taken { ticket: all[0], new: false });
        // In a circle nothing would ever arrive.
        let into = merge(&w, &w.admin, all[0], all[2]).await.unwrap_err();
        assert_eq!(into, Error::field("into", "invalid.merge_into"));
    })
    .await;
}

#[tokio::test]
async fn only_what_one_sees_is_merged_and_only_into_another_that_stands() {
    each(|w| async move {
        let (mut maud, ruben) = (w.agent("Maud").await, w.agent("Ruben").await);
        let one = w.mail("a@x.test", "one").await;
        let two = w.mail("b@x.test", "two").await;
        let hand = |user: &Who| Assign { user: Some(user.user), ..Assign::default() };
        w.desk.assign(&w.admin, one, hand(&maud), None).await.unwrap();
        w.desk.assign(&w.admin, two, hand(&ruben), None).await.unwrap();
        maud.access = Access::Own;
        let wrong = Error::field("into", "invalid.merge_into");
        assert_eq!(merge(&w, &maud, one, two).await.unwrap_err(), wrong, "she does not see it");
        assert_eq!(merge(&w, &maud, two, one).await.unwrap_err(), Error::NotFound("ticket"));
        assert_eq!(merge(&w, &w.admin, one, one).await.unwrap_err(), wrong);
        assert_eq!(merge(&w, &w.admin, one, TicketId(999)).await.unwrap_err(), wrong);
        merge(&w, &w.admin, two, one).await.unwrap();
        let twice = merge(&w, &w.admin, two, one).await.unwrap_err();
        assert_eq!(twice, Error::refused("merge.already"));
    })
    .await;
}
