//! The waiting line.

use wissel_desk::people::UserChange;
use wissel_model::Priority;
use wissel_routing::{Rule, WhenNobody};

use crate::world::{World, each, to};

fn waits(rule: Rule) -> Rule {
    Rule { when_nobody: WhenNobody::WaitInLine, ..rule }
}

async fn set_priority(world: &World, id: wissel_model::TicketId, priority: Priority) {
    let change = serde_json::from_value(serde_json::json!({ "priority": priority })).unwrap();
    world.desk.change_ticket(&world.admin, id, change, None).await.unwrap();
}

#[tokio::test]
async fn left_unassigned_it_says_so_and_nobody_gets_it_later() {
    each(|world| async move {
        let maud = world.silent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let id = world.mail("a@x.test", "one").await;
        let ticket = world.ticket(id).await;
        assert!(ticket.row.nobody.is_some() && ticket.waiting.is_none());
        assert_eq!(world.count("nobody").await, 1);
        world.available(&maud).await;
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, None);
    })
    .await;
}

/// lessons.md 8: nobody retried when a member came online elsewhere.
#[tokio::test]
async fn someone_becoming_available_drains_the_line() {
    each(|world| async move {
        let maud = world.silent("Maud").await;
        world.rule(waits(to(&[&maud], &[]))).await;
        let id = world.mail("a@x.test", "one").await;
        assert_eq!(world.ticket(id).await.waiting.unwrap().place, 1);
        world.available(&maud).await;
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(maud.user));
        assert_eq!(world.count("nobody").await, 0);
    })
    .await;
}

/// lessons.md 7: freed room did not drain the line elsewhere, and a newer ticket jumped ahead.
#[tokio::test]
async fn freed_room_goes_to_the_most_urgent_then_to_the_oldest() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.capacity(&maud, 1).await;
        world.rule(waits(to(&[&maud], &[]))).await;
        let first = world.mail("a@x.test", "first").await;
        let mut waiting = Vec::new();
        for name in ["second", "third", "fourth"] {
            world.clock.advance(60);
            waiting.push(world.mail("a@x.test", name).await);
        }
        set_priority(&world, waiting[2], Priority::Urgent).await;
        let mut held = first;
        for next in [waiting[2], waiting[0], waiting[1]] {
            let close = serde_json::from_value(serde_json::json!({ "status": "closed" })).unwrap();
            world.desk.change_ticket(&maud, held, close, None).await.unwrap();
            world.clock.advance(60);
            let newest = world.mail("a@x.test", &format!("newer than {next}")).await;
            assert_eq!(
                (world.owner(next).await, world.owner(newest).await),
                (Some(maud.user), None)
            );
            held = next;
        }
    })
    .await;
}

/// lessons.md 21: closed tickets were handed out elsewhere.
#[tokio::test]
async fn a_closed_ticket_leaves_the_line_and_reopened_comes_back() {
    each(|world| async move {
        let maud = world.silent("Maud").await;
        world.rule(waits(to(&[&maud], &[]))).await;
        let id = world.mail("a@x.test", "one").await;
        let to_status =
            |status: &str| serde_json::from_value(serde_json::json!({ "status": status })).unwrap();
        world.desk.change_ticket(&world.admin, id, to_status("closed"), None).await.unwrap();
        world.available(&maud).await;
        world.desk.route_now().await.unwrap();
        assert_eq!((world.owner(id).await, world.count("nobody").await), (None, 0));
        world.desk.change_ticket(&world.admin, id, to_status("open"), None).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(maud.user));
    })
    .await;
}

/// lessons.md 22: the oldest hundred that nobody could take starved the rest elsewhere.
#[tokio::test]
async fn a_thousand_that_nobody_can_take_do_not_hold_up_the_next() {
    each(|world| async move {
        let (away, here) = (world.silent("Away").await, world.agent("Here").await);
        world.rule(waits(to(&[&away], &[]))).await;
        for n in 0..1000 {
            world.unrouted("a@x.test", &format!("stuck {n}")).await;
        }
        world.desk.route_now().await.unwrap();
        assert_eq!(world.count("nobody").await, 1000);
        let settings = wissel_channels::mail::MailSettings {
            address: "sales@acme.test".into(),
            smtp: wissel_channels::mail::settings::Smtp {
                host: "127.0.0.1".into(),
                ..Default::default()
            },
            ..Default::default()
        };
        let draft = wissel_desk::channels::ChannelDraft {
            kind: wissel_model::ChannelKind::Email,
            name: "Sales".into(),
            active: true,
            settings,
            secrets: Default::default(),
        };
        let sales = world.desk.create_channel(&world.admin, draft).await.unwrap().id;
        world.desk.set_rule(&world.admin, sales, waits(to(&[&here], &[])), None).await.unwrap();
        let other = World { channel: sales, ..world.clone() };
        let id = other.mail("b@x.test", "number 1001").await;
        assert_eq!(world.owner(id).await, Some(here.user));
    })
    .await;
}

/// lessons.md 20: one comes online before many waiting, and gets exactly what they may hold.
#[tokio::test]
async fn whoever_comes_online_gets_exactly_their_capacity_oldest_first() {
    each(|world| async move {
        let maud = world.silent("Maud").await;
        world.capacity(&maud, 9).await;
        world.rule(waits(to(&[&maud], &[]))).await;
        let mut ids = Vec::new();
        for n in 0..200 {
            ids.push(world.unrouted("a@x.test", &format!("mail {n}")).await);
        }
        world.desk.route_now().await.unwrap();
        world.available(&maud).await;
        assert_eq!(world.desk.route_now().await.unwrap(), 9);
        assert_eq!(world.desk.route_now().await.unwrap(), 0, "and then there is nothing to do");
        for (n, id) in ids.iter().enumerate().take(12) {
            assert_eq!(world.owner(*id).await.is_some(), n < 9, "mail {n}");
        }
        world.capacity(&maud, 10).await;
        assert_eq!(world.desk.route_now().await.unwrap(), 1, "room gained is used at once");
    })
    .await;
}

#[tokio::test]
async fn overflow_asks_others_after_its_time_and_the_first_ones_still_come_first() {
    each(|world| async move {
        let (maud, joris) = (world.silent("Maud").await, world.agent("Joris").await);
        let overflow =
            WhenNobody::Overflow { after_minutes: 5, users: vec![joris.user.0], teams: vec![] };
        world.rule(Rule { when_nobody: overflow, ..to(&[&maud], &[]) }).await;
        let id = world.mail("a@x.test", "one").await;
        world.clock.advance(299);
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, None);
        world.clock.advance(1);
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(joris.user));
        let second = world.mail("a@x.test", "two").await;
        world.clock.advance(300);
        world.available(&maud).await;
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(second).await, Some(maud.user));
    })
    .await;
}

#[tokio::test]
async fn a_changed_rule_is_applied_to_those_who_wait() {
    each(|world| async move {
        let (maud, joris) = (world.silent("Maud").await, world.agent("Joris").await);
        world.rule(waits(to(&[&maud], &[]))).await;
        let id = world.mail("a@x.test", "one").await;
        world.rule(waits(to(&[&maud, &joris], &[]))).await;
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(joris.user));
    })
    .await;
}

#[tokio::test]
async fn joining_the_team_or_getting_a_seat_wakes_the_line() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let team = world.team("Billing", &[], &[&maud]).await;
        world.rule(waits(to(&[&joris], &[team]))).await;
        world.change(&joris, UserChange { seat: Some(false), ..UserChange::default() }).await;
        let id = world.mail("a@x.test", "one").await;
        assert_eq!(world.owner(id).await, None);
        world
            .change(&maud, UserChange { main_team: Some(Some(team)), ..UserChange::default() })
            .await;
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(maud.user));
    })
    .await;
}

#[tokio::test]
async fn a_contact_who_gets_an_owner_while_their_ticket_waits_goes_to_that_owner() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.silent("Joris").await);
        let rule = Rule {
            assign: wissel_routing::Assign::ContactOwner,
            fallback: wissel_routing::Pool { users: vec![joris.user.0], teams: vec![] },
            ..Rule::default()
        };
        world.rule(waits(rule)).await;
        let id = world.mail("ann@x.test", "one").await;
        assert_eq!(world.owner(id).await, None);
        let contact = world.ticket(id).await.row.contact.id;
        let change = wissel_desk::contacts::ContactChange {
            owner: Some(Some(maud.user)),
            ..Default::default()
        };
        world.desk.change_contact(&world.admin, contact, change, None).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(maud.user));
    })
    .await;
}
