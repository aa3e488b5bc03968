//! Contacts are found by the words of their names, companies and addresses.

use serde_json::json;
use wissel_desk::contacts::Filter;
use wissel_desk::view::Part;
use wissel_model::{AddressKind, Error};

use crate::search::mail;
use crate::world::{World, each};

async fn make(world: &World, name: &str, email: &str, company: &str) {
    let draft = json!({ "name": name, "email": email, "company": company });
    let draft = serde_json::from_value(draft).unwrap();
    world.desk.create_contact(&world.admin, draft).await.unwrap();
}

/// Page by page, `limit` at a time.
async fn pages(world: &World, text: &str, limit: i64) -> Vec<String> {
    world.desk.index_now().await.unwrap();
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let part = Part { cursor, limit: Some(limit) };
        let page = world.desk.contacts(&world.admin, text, Filter::default(), part).await.unwrap();
        assert!(page.items.len() as i64 <= limit);
        names.extend(page.items.into_iter().map(|contact| contact.name));
        cursor = page.next;
        if cursor.is_none() {
            return names;
        }
    }
}

async fn found(world: &World, text: &str) -> Vec<String> {
    pages(world, text, 50).await
}

#[tokio::test]
async fn the_beginning_of_a_name_a_company_or_an_address_finds_a_contact_once() {
    each(|world| async move {
        make(&world, "Jan Jansen", "jan.jansen@x.test", "Bakery de Vries").await;
        make(&world, "Ægir Łódzki", "al@y.test", "").await;
        mail(&world, "Janneke Visser <j.v@mail.x.test>", "one", "hello").await;
        assert_eq!(found(&world, "jan").await, ["Jan Jansen", "Janneke Visser"]);
        assert_eq!(found(&world, " JANS ").await, ["Jan Jansen"]);
        assert_eq!(found(&world, "vri").await, ["Jan Jansen"]);
        assert_eq!(found(&world, "lodz").await, ["Ægir Łódzki"]);
        assert_eq!(found(&world, "j.v@mail.x.test").await, ["Janneke Visser"]);
        assert_eq!(found(&world, "jan vr").await, ["Jan Jansen"], "all of the words");
        assert_eq!(found(&world, "jan visser").await, Vec::<String>::new(), "whole but the last");
        for nothing in ["ansen", "...", "%", "_", "'"] {
            assert_eq!(found(&world, nothing).await, Vec::<String>::new(), "{nothing}");
        }
        assert_eq!(found(&world, "").await, ["Janneke Visser", "Ægir Łódzki", "Jan Jansen"]);
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_phone_number_will_do() {
    each(|world| async move {
        make(&world, "Jo", "jo@x.test", "").await;
        let id = world
            .desk
            .contacts(&world.admin, "", Filter::default(), Part::default())
            .await
            .unwrap()
            .items[0]
            .id;
        let now = world.desk.now();
        let add = move |tx: &mut wissel_store::Tx<'_>| {
            wissel_store::contacts::add_address(
                tx,
                id,
                AddressKind::Phone,
                "+31612345678",
                true,
                now,
            )
        };
        world.desk.db().write(add).await.unwrap();
        for number in ["+31612345678", "612345678", "345678"] {
            assert_eq!(found(&world, number).await, ["Jo"], "{number}");
        }
        assert_eq!(found(&world, "5678").await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_contact_is_found_by_what_they_are_called_now() {
    each(|world| async move {
        make(&world, "Mia Berg", "mia@x.test", "").await;
        assert_eq!(found(&world, "berg").await, ["Mia Berg"]);
        let id = world
            .desk
            .contacts(&world.admin, "", Filter::default(), Part::default())
            .await
            .unwrap()
            .items[0]
            .id;
        let change = serde_json::from_value(json!({ "name": "Mia Dal" })).unwrap();
        world.desk.change_contact(&world.admin, id, change, None).await.unwrap();
        assert_eq!(found(&world, "berg").await, Vec::<String>::new());
        assert_eq!(found(&world, "mia berg").await, Vec::<String>::new());
        assert_eq!(found(&world, "dal").await, ["Mia Dal"]);
        // Known by an address first, by a name with a later mail.
        mail(&world, "nameless@x.test", "one", "hello").await;
        mail(&world, "Named <nameless@x.test>", "two", "hello").await;
        assert_eq!(found(&world, "name").await, ["Named"]);
    })
    .await;
}

#[tokio::test]
async fn page_by_page_everybody_is_shown_once() {
    each(|world| async move {
        let mut names = Vec::new();
        for n in 0..13 {
            let name = format!("Ann{} Berg", ["a", "e", "ik"][n % 3]);
            make(&world, &name, &format!("ann.b{n}@x.test"), "Berg en zonen").await;
            names.push(name);
        }
        for text in ["", "ann", "b", "berg", "berg an", "ann x te"] {
            for limit in [1, 2, 5, 13, 50] {
                let mut all = pages(&world, text, limit).await;
                if text.is_empty() {
                    all.reverse();
                    assert_eq!(all, names, "the newest first");
                }
                all.sort();
                let mut wanted = names.clone();
                wanted.sort();
                assert_eq!(all, wanted, "{text:?}, {limit} at a time");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_is_found_among_many_of_the_same_first_name_and_the_same_surname() {
    each(|world| async move {
        for n in 0..90 {
            let name = if n == 83 { "Ann Zwart".to_owned() } else { format!("Ann Berg {n}") };
            make(&world, &name, &format!("c{n}@x.test"), "").await;
        }
        for text in ["ann zwart", "zwart ann", "ann zw", "c83 x test", "ann c83@x"] {
            assert_eq!(found(&world, text).await, ["Ann Zwart"], "{text}");
        }
        assert_eq!(pages(&world, "ann be", 40).await.len(), 89);
        assert_eq!(pages(&world, "be ann", 40).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn contacts_from_before_the_index_are_put_in_as_well() {
    each(|world| async move {
        for n in 0..300 {
            make(&world, &format!("Old {n}"), &format!("c{n}@x.test"), "").await;
        }
        // The first turn begins at the log's end, so all of these are older than the index.
        assert_eq!(found(&world, "old").await.len(), 300);
        assert_eq!(found(&world, "c17@x.test").await, ["Old 17"]);
    })
    .await;
}

#[tokio::test]
async fn a_cursor_that_no_page_gave_out_is_refused() {
    each(|world| async move {
        for (text, cursor) in
            [("jo", "7"), ("jo", "x.jo"), ("jo", "7.al"), ("jo al", "7.al"), ("", "x")]
        {
            let part = Part { cursor: Some(cursor.into()), limit: None };
            let answer = world.desk.contacts(&world.admin, text, Filter::default(), part).await;
            assert!(matches!(answer, Err(Error::Invalid(_))), "{text} {cursor}: {answer:?}");
        }
    })
    .await;
}
