//! How the full text is kept: behind what happens, but never for long, and never half.

use wissel_desk::view::Part;

use crate::search::{found, mail, search};
use crate::world::each;

#[tokio::test]
async fn a_contact_that_is_renamed_is_found_by_the_new_name_at_the_same_place() {
    each(|world| async move {
        let one = mail(&world, "Jo <jo@x.test>", "one", "x").await;
        let two = mail(&world, "Mia <mia@x.test>", "two", "x").await;
        assert_eq!(found(&world, &world.admin, "x").await, [two, one]);
        let contact = world.ticket(one).await.row.contact.id;
        let change = serde_json::from_value(serde_json::json!({ "name": "Johanna" })).unwrap();
        world.desk.change_contact(&world.admin, contact, change, None).await.unwrap();
        assert_eq!(found(&world, &world.admin, "johanna").await, [one]);
        assert_eq!(found(&world, &world.admin, "x").await, [two, one]);
    })
    .await;
}

#[tokio::test]
async fn what_was_there_before_the_index_is_worked_through_newest_first() {
    each(|world| async move {
        let mut all = Vec::new();
        for n in 0..70 {
            all.push(mail(&world, &format!("c{n}@x.test"), &format!("parcel {n}"), "old").await);
        }
        // The first turn begins at the log's end, so all of these are older than the index.
        assert!(
            search(&world, &world.admin, "old").await.partial,
            "it says that it is not complete"
        );
        all.reverse();
        let part = Part { cursor: None, limit: Some(100) };
        world.desk.index_now().await.unwrap();
        let page = world.desk.search(&world.admin, "old", part).await.unwrap();
        assert!(!page.partial);
        assert_eq!(page.items.into_iter().map(|hit| hit.row.number).collect::<Vec<_>>(), all);
    })
    .await;
}

#[tokio::test]
async fn two_processes_that_keep_the_index_put_everything_in_once() {
    each(|world| async move {
        let other = world.other(7);
        for n in 0..5 {
            mail(&world, &format!("c{n}@x.test"), &format!("parcel {n}"), "word").await;
        }
        // One of them may be refused a step; neither leaves half of one.
        let (_, _) = tokio::join!(world.desk.index_now(), other.index_now());
        let mut all = found(&world, &world.admin, "word").await;
        all.dedup();
        assert_eq!(all.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn nothing_that_is_typed_is_an_error() {
    each(|world| async move {
        mail(&world, "jo@x.test", "one", "word").await;
        world.desk.index_now().await.unwrap();
        for text in [
            "\"",
            "-",
            "--",
            "*",
            "a*",
            "NEAR(a b)",
            "a AND",
            "'",
            "\\",
            ":",
            "from:",
            "before:x",
            "{}",
            "^a",
            "a & b | !c",
            "\u{0}x",
            "=a",
            "(",
            "<->",
        ] {
            search(&world, &world.admin, text).await;
        }
        search(&world, &world.admin, &"x \"y".repeat(2000)).await;
    })
    .await;
}
