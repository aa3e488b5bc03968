//! Tickets that sleep: until their time, until the contact writes, and given to nobody meanwhile.

use wissel_desk::tickets::{Assign, Reply, TicketChange};
use wissel_model::Error;

use crate::triage::{change, view};
use crate::world::{World, each, to};

/// Until an hour from now.
fn hour(world: &World) -> TicketChange {
    let until = world.desk.now().checked_add(jiff::SignedDuration::from_hours(1)).unwrap();
    TicketChange { snooze_until: Some(until), ..TicketChange::default() }
}

#[tokio::test]
async fn a_snoozed_ticket_sleeps_until_its_time_and_then_stands_at_the_top() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let (one, two) = (world.mail("a@x.test", "one").await, world.mail("b@x.test", "two").await);
        let mine = Assign { user: Some(maud.user), ..Assign::default() };
        world.desk.assign(&maud, one, mine, None).await.unwrap();
        change(&world, one, hour(&world)).await.unwrap();
        assert_eq!(view(&world, &maud, "open").await, [two]);
        assert_eq!(view(&world, &maud, "mine").await, []);
        assert_eq!(view(&world, &maud, "snoozed").await, [one]);
        assert_eq!((world.count("open").await, world.count("snoozed").await), (1, 1));
        world.clock.advance(3_599);
        // A start, or a mail server that is back, hurries what failed and not what has a time of its own.
        world.desk.try_jobs_now().await.unwrap();
        world.jobs().await;
        assert_eq!(view(&world, &maud, "snoozed").await, [one]);
        world.clock.advance(1);
        assert_eq!(world.jobs().await, 1);
        assert_eq!(view(&world, &maud, "open").await, [one, two]);
        assert_eq!(world.count("snoozed").await, 0);
    })
    .await;
}

#[tokio::test]
async fn snoozed_for_longer_meanwhile_it_sleeps_on_and_the_contacts_answer_wakes_it() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.mail("a@x.test", "one").await;
        let reply = Reply { text: "Later.".into(), ..Reply::default() };
        world.desk.reply(&maud, id, reply).await.unwrap();
        change(&world, id, hour(&world)).await.unwrap();
        world.clock.advance(60);
        change(&world, id, hour(&world)).await.unwrap();
        world.clock.advance(3_550);
        world.jobs().await;
        assert_eq!(view(&world, &maud, "snoozed").await, [id], "the first time does not wake it");
        let raw = format!(
            "From: a@x.test\r\nTo: {}\r\nSubject: Re: [#{id}] one\r\nMessage-ID: <2@x.test>\r\n\r\nNow!\r\n",
            crate::world::TEAM
        );
        world.receive(&raw).await;
        assert_eq!(view(&world, &maud, "mine").await, [id]);
        assert_eq!(view(&world, &maud, "snoozed").await, []);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_found_for_a_ticket_that_sleeps_and_somebody_when_it_wakes() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let id = world.unrouted("a@x.test", "one").await;
        change(&world, id, hour(&world)).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, None);
        change(&world, id, TicketChange { wake: true, ..TicketChange::default() }).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(maud.user));
    })
    .await;
}

#[tokio::test]
async fn what_stands_in_the_line_and_sleeps_is_given_to_nobody() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let id = world.unrouted("a@x.test", "one").await;
        change(&world, id, hour(&world)).await.unwrap();
        // Snoozing takes it out of the line; here something put it back. The claim has the last word.
        let now = world.desk.now();
        let back = move |tx: &mut wissel_store::Tx<'_>| {
            let ticket = wissel_store::tickets::lock(tx, id)?.expect("it was just made");
            wissel_store::line::enter(tx, [(&ticket, None)], now)
        };
        world.db.write(back).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, None);
        let waiting = world.db.read(wissel_store::line::count).await.unwrap();
        assert_eq!(waiting, 0, "and it waits no longer");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_is_snoozed_until_a_time_to_come_and_only_while_it_is_open() {
    each(|world| async move {
        let id = world.mail("a@x.test", "one").await;
        let past = TicketChange { snooze_until: Some(world.desk.now()), ..TicketChange::default() };
        let refused = change(&world, id, past).await.unwrap_err();
        assert_eq!(refused, Error::field("snooze_until", "invalid.until_past"));
        let far = "2100-01-01T00:00:00Z".parse().unwrap();
        let far = TicketChange { snooze_until: Some(far), ..TicketChange::default() };
        let refused = change(&world, id, far).await.unwrap_err();
        assert_eq!(refused, Error::field("snooze_until", "invalid.until_far"));
        let close = TicketChange { status: Some("closed".into()), ..TicketChange::default() };
        change(&world, id, close).await.unwrap();
        let refused = change(&world, id, hour(&world)).await.unwrap_err();
        assert_eq!(refused, Error::refused("snooze.closed"));
    })
    .await;
}
