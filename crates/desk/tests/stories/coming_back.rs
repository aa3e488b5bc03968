//! Lists, pages and the log, read by those who come back.

use wissel_desk::view::Part;

use crate::world::{each, to};

#[tokio::test]
async fn a_view_is_paged_by_key_and_shows_every_ticket_once() {
    each(|world| async move {
        let mut ids = Vec::new();
        for n in 0..25 {
            ids.push(world.unrouted("a@x.test", &format!("mail {n}")).await);
            world.clock.advance(i64::from(n % 3));
        }
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = world
                .desk
                .tickets(&world.admin, "open", Part { cursor, limit: Some(10) })
                .await
                .unwrap();
            seen.extend(page.items.iter().map(|row| row.number));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        ids.reverse();
        assert_eq!(seen, ids);
    })
    .await;
}

#[tokio::test]
async fn a_reader_of_the_log_resumes_where_it_stopped_and_misses_nothing() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let start = world.desk.last_cursor().await.unwrap();
        let id = world.mail("a@x.test", "one").await;
        let (mut kinds, mut cursor) = (Vec::new(), start);
        loop {
            let (found, next) = world.desk.events_after(&maud, cursor, 1).await.unwrap();
            if next == cursor && world.desk.events_ahead(cursor, 1).await.unwrap() == 0 {
                break;
            }
            cursor = next;
            kinds
                .extend(found.into_iter().filter(|one| one.ticket == Some(id)).map(|one| one.kind));
        }
        assert_eq!(kinds, ["ticket.created", "message.received", "ticket.assigned"]);
    })
    .await;
}
