//! The clock is turned back while the desk is at work: nothing waits for a time that was wrong.

use wissel_desk::mail::Undelivered;
use wissel_desk::tickets::Reply;
use wissel_routing::{Rule, WhenNobody};

use crate::world::{World, each, to};

const HOUR: i64 = 3_600;

#[tokio::test]
async fn a_ticket_in_the_line_waits_its_time_and_no_hour_more() {
    each(|world| async move {
        let (maud, joris) = (world.silent("Maud").await, world.agent("Joris").await);
        let overflow =
            WhenNobody::Overflow { after_minutes: 5, users: vec![joris.user.0], teams: vec![] };
        world.rule(Rule { when_nobody: overflow, ..to(&[&maud], &[]) }).await;
        let id = world.mail("a@x.test", "one").await;
        world.clock.advance(-HOUR);
        world.desk.clock_turned().await.unwrap();
        world.clock.advance(299);
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, None);
        world.clock.advance(1);
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(joris.user));
    })
    .await;
}

/// A reply that its mail server refuses for now, `later` seconds after it was written; then takes.
async fn refused_once(world: &World, later: i64) {
    let maud = world.agent("Maud").await;
    world.rule(to(&[&maud], &[])).await;
    let id = world.mail("a@x.test", "one").await;
    *world.sent.refuse.lock().unwrap() =
        Some(Undelivered { permanent: false, detail: "not now".into(), taken: Vec::new() });
    let reply = Reply { text: "Hello.".into(), ..Reply::default() };
    world.desk.reply(&maud, id, reply).await.unwrap();
    world.clock.advance(later);
    world.jobs().await;
    *world.sent.refuse.lock().unwrap() = None;
}

#[tokio::test]
async fn a_mail_whose_next_try_lies_in_an_hour_that_never_came_is_tried_at_once() {
    each(|world| async move {
        refused_once(&world, 2 * HOUR).await;
        world.clock.advance(-HOUR);
        assert_eq!(world.jobs().await, 0);
        world.desk.clock_turned().await.unwrap();
        assert_eq!(world.jobs().await, 1);
        assert_eq!(world.sent.texts().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_was_written_in_an_hour_that_never_came_is_tried_without_being_told() {
    each(|world| async move {
        refused_once(&world, 0).await;
        world.clock.advance(-HOUR);
        assert_eq!(world.jobs().await, 1);
        assert_eq!(world.sent.texts().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_lease_taken_by_a_clock_that_was_ahead_binds_nobody() {
    each(|world| async move {
        let desk = &world.desk;
        assert!(desk.hold_lease("work", "one", 4).await.unwrap());
        assert!(!desk.hold_lease("work", "other", 4).await.unwrap());
        // Whoever lets go of it takes it from nobody.
        assert!(!desk.hold_lease("work", "other", 0).await.unwrap());
        world.clock.advance(-3);
        assert!(!desk.hold_lease("work", "other", 4).await.unwrap(), "clocks may differ a little");
        world.clock.advance(-HOUR);
        assert!(desk.hold_lease("work", "other", 4).await.unwrap());
    })
    .await;
}
