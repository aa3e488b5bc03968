//! Both databases find the same, newest first, and page by page what they find at once.

use jiff::Timestamp;
use wissel_model::TicketId;
use wissel_model::clock::micros;

use super::*;
use crate::db::{Db, Dialect, Tx};
use crate::scratch;

const DESK: &str = "
    INSERT INTO contact (id, name, created_at, updated_at) VALUES (1, 'Jo', 1, 1);
    INSERT INTO channel (id, kind, name, active, settings, secrets, secrets_set, health, created_at)
        VALUES (1, 'email', 'Support', true, '{}', '{}', '[]', '{}', 1);";

/// A desk with `tickets` tickets.
async fn desk(db: &Db, tickets: i64) {
    db.write(move |tx| {
        tx.script(DESK)?;
        let rows: Vec<String> =
            (1..=tickets).map(|id| format!("({id}, 's', 'new', true, 'low', 1, 'email', 1, '', 1, {id})")).collect();
        tx.script(&format!(
            "INSERT INTO ticket (id, subject, status, counts, priority, channel_id, kind, contact_id, preview, created_at,
                updated_at) VALUES {}",
            rows.join(",")
        ))
    })
    .await
    .unwrap();
}

fn doc(ticket: i64, at: i64, words: &str) -> Doc {
    let words = words.split_whitespace().map(str::to_owned).chain(["=a".to_owned()]).collect();
    Doc { ticket: TicketId(ticket), at: micros(at), words }
}

fn store(tx: &mut Tx<'_>, docs: &[Doc], old: bool) -> wissel_model::Result<()> {
    let before = state(tx)?;
    let after = put(tx, before, docs, old)?;
    keep(tx, before, after)
}

async fn add(db: &Db, docs: Vec<Doc>, old: bool) {
    db.write(move |tx| store(tx, &docs, old)).await.unwrap();
}

async fn page(db: &Db, what: Expr, before: Option<i64>, limit: i64) -> Found {
    db.read(move |tx| {
        let state = state(tx)?;
        find(tx, state, &Asked { what: what.clone(), before, limit })
    })
    .await
    .unwrap()
}

async fn found(db: &Db, what: Expr) -> Vec<i64> {
    page(db, what, None, 100).await.hits.into_iter().map(|hit| hit.ticket.0).collect()
}

fn word(word: &str) -> Expr {
    Expr::word(word)
}

fn phrase(words: &[&str]) -> Expr {
    Expr::Phrase(words.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn words_phrases_and_their_absence_are_found_newest_first() {
    scratch::each(|db| async move {
        desk(&db, 4).await;
        let docs = vec![
            doc(2, 2, "late delivery = of parcel =s=late"),
            doc(1, 3, "delivery late =t1"),
            doc(3, 4, "parcel 42 it's =t1"),
        ];
        add(&db, docs, false).await;
        assert_eq!(found(&db, word("late")).await, [1, 2]);
        assert_eq!(found(&db, phrase(&["late", "delivery"])).await, [2]);
        assert_eq!(found(&db, phrase(&["delivery", "of"])).await, Vec::<i64>::new(), "texts end");
        assert_eq!(found(&db, word("=s=late")).await, [2]);
        let without = Expr::All(vec![word("late"), Expr::Not(Box::new(word("parcel")))]);
        assert_eq!(found(&db, without).await, [1]);
        assert_eq!(found(&db, Expr::Not(Box::new(word("late")))).await, [3]);
        assert_eq!(found(&db, Expr::Any(vec![word("42"), word("=s=late")])).await, [3, 2]);
        assert_eq!(found(&db, Expr::Any(vec![])).await, Vec::<i64>::new());
        assert_eq!(found(&db, Expr::All(vec![])).await, [3, 1, 2]);
        // Never an error, whatever it finds: that it holds letters and digits only is the desk's promise.
        for word in ["\"", "'", "\\", "a\" OR \"late", "' | 'late", "NEAR(", "=", "*", ""] {
            found(&db, Expr::word(word)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_ticket_with_new_activity_comes_to_the_top_and_any_other_change_keeps_its_place() {
    scratch::each(|db| async move {
        desk(&db, 3).await;
        add(&db, vec![doc(1, 1, "a"), doc(2, 2, "a"), doc(3, 3, "a")], false).await;
        add(&db, vec![doc(1, 4, "a")], false).await;
        assert_eq!(found(&db, word("a")).await, [1, 3, 2]);
        add(&db, vec![doc(2, 2, "a renamed")], false).await;
        assert_eq!(found(&db, word("a")).await, [1, 3, 2]);
        assert_eq!(found(&db, word("renamed")).await, [2]);
        add(&db, vec![doc(2, 2, "b")], false).await;
        assert_eq!(found(&db, word("a")).await, [1, 3], "what is gone is not found");
    })
    .await;
}

#[tokio::test]
async fn what_was_there_before_lies_below_everything_new() {
    scratch::each(|db| async move {
        desk(&db, 4).await;
        add(&db, vec![doc(4, 9, "a")], false).await;
        add(&db, vec![doc(3, 3, "a"), doc(2, 2, "a")], true).await;
        add(&db, vec![doc(1, 1, "a")], true).await;
        assert_eq!(found(&db, word("a")).await, [4, 3, 2, 1]);
    })
    .await;
}

#[tokio::test]
async fn page_by_page_is_the_same_as_all_at_once() {
    scratch::each(|db| async move {
        desk(&db, 3000).await;
        let docs = |from: i64, to: i64| {
            let words = |n: i64| {
                format!(
                    "often {}{}{}",
                    if n % 7 == 0 { "seventh " } else { "" },
                    // Common, but not where one looks first.
                    if n <= 500 { "early " } else { "" },
                    if n == 5 { "once" } else { "" }
                )
            };
            (from..=to).map(|n| doc(n, n, &words(n))).collect::<Vec<_>>()
        };
        // Old ones from the newest down, new ones upwards: blocks on both sides of zero.
        add(&db, docs(1, 1500).into_iter().rev().collect(), true).await;
        add(&db, docs(1501, 3000), false).await;
        for (what, step, count) in [
            (word("often"), 100, 3000),
            (word("seventh"), 20, 428),
            (word("early"), 50, 500),
            (word("once"), 5, 1),
            (phrase(&["often", "seventh"]), 50, 428),
        ] {
            let (mut all, mut before) = (Vec::new(), None);
            loop {
                let page = page(&db, what.clone(), before, step).await;
                assert!(page.hits.len() as i64 <= step && !page.ended);
                all.extend(page.hits.iter().map(|hit| hit.ticket.0));
                before = page.next;
                if before.is_none() {
                    break;
                }
            }
            assert!(all.is_sorted_by(|a, b| a > b), "newest first");
            assert_eq!(all.len(), count, "{what:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn beginnings_go_on_in_the_ways_that_are_used_most() {
    scratch::each(|db| async move {
        desk(&db, 3).await;
        let docs = vec![
            doc(1, 1, "invoice invite x1234567890"),
            doc(2, 2, "invoice =invisible"),
            doc(3, 3, "invoices inv"),
        ];
        add(&db, docs, false).await;
        let near = |beginning: &'static str, limit| db.read(move |tx| near(tx, beginning, limit));
        assert_eq!(near("inv", 10).await.unwrap(), ["invoice", "inv", "invite", "invoices"]);
        assert_eq!(near("inv", 1).await.unwrap(), ["invoice"]);
        assert_eq!(
            near("x123", 10).await.unwrap(),
            Vec::<String>::new(),
            "order numbers are not counted"
        );
    })
    .await;
}

#[tokio::test]
async fn a_day_is_found_among_the_numbers() {
    scratch::each(|db| async move {
        desk(&db, 3).await;
        add(&db, vec![doc(1, 10, "a"), doc(2, 20, "a"), doc(3, 30, "a")], false).await;
        for (at, wanted) in
            [(5, vec![]), (10, vec![]), (11, vec![1]), (30, vec![2, 1]), (99, vec![3, 2, 1])]
        {
            let before = db.read(move |tx| number_before(tx, micros(at))).await.unwrap();
            let hits: Vec<i64> = page(&db, word("a"), Some(before), 10)
                .await
                .hits
                .iter()
                .map(|hit| hit.ticket.0)
                .collect();
            assert_eq!(hits, wanted, "{at}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_step_from_where_the_index_no_longer_is_leaves_nothing() {
    scratch::each(|db| async move {
        desk(&db, 2).await;
        let begun = db.read(state).await.unwrap();
        assert_eq!((begun.cursor, begun.back), (None, Some(Back::BEGIN)));
        add(&db, vec![doc(1, 1, "a")], false).await;
        let late = db
            .write(move |tx| {
                let after = put(tx, begun, &[doc(2, 2, "late")], false)?;
                keep(tx, begun, after)
            })
            .await;
        assert!(late.is_err());
        assert_eq!(found(&db, word("late")).await, Vec::<i64>::new());
        let before = db.read(state).await.unwrap();
        let cursor = crate::events::Cursor { tx: 3, seq: 4 };
        let back = Back { at: Timestamp::UNIX_EPOCH, ticket: TicketId(7) };
        let after = State { cursor: Some(cursor), back: Some(back), ..before };
        db.write(move |tx| keep(tx, before, after)).await.unwrap();
        assert_eq!(db.read(state).await.unwrap(), after);
    })
    .await;
}

#[tokio::test]
async fn a_very_long_text_fits() {
    scratch::each(|db| async move {
        desk(&db, 1).await;
        let words: String = (0..60_000).map(|n| format!("{:032} ", n % 15_000)).collect();
        add(&db, vec![doc(1, 1, &words)], false).await;
        assert_eq!(found(&db, word(&format!("{:032}", 14_999))).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn two_letters_go_on_in_the_ways_that_are_used_most_wherever_they_stand_in_the_order() {
    scratch::each(|db| async move {
        desk(&db, 120).await;
        // Each also has a word of its own, and all of those come before "pay" in the order.
        let own = |n: i64| [n / 26, n % 26].map(|n| char::from(b'a' + u8::try_from(n).unwrap()));
        let docs = (1..=120).map(|n| {
            let often = if n <= 100 { "payment" } else { "pay" };
            doc(n, n, &format!("pa{} {often}", String::from_iter(own(n))))
        });
        let docs: Vec<Doc> = docs.collect();
        add(&db, docs, false).await;
        let found = db.read(|tx| near(tx, "pa", 3)).await.unwrap();
        assert_eq!(found, ["payment", "pay", "paab"]);
    })
    .await;
}

#[tokio::test]
async fn pieces_are_brought_together_step_by_step_until_nothing_is_left_to_do() {
    scratch::each(|db| async move {
        desk(&db, 40).await;
        for n in 1..=40 {
            add(&db, vec![doc(n, n, &format!("apple pear{n}"))], false).await;
        }
        let mut steps = 0;
        while db.write(merge).await.unwrap() {
            steps += 1;
            assert!(steps < 100, "it comes to an end");
        }
        assert_eq!(steps > 0, db.kind() == Dialect::Sqlite, "{steps} steps");
        assert!(!db.write(merge).await.unwrap());
        assert_eq!(found(&db, word("apple")).await.len(), 40);
    })
    .await;
}
