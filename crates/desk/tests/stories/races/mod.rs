//! Several processes on one database, and people in between.

mod crowd;
mod witness;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::future::join_all;
use wissel_desk::tickets::Assign;
use wissel_model::UserId;
use wissel_routing::{Distribution, Rule, WhenNobody};
use wissel_store::db::{Fault, Faults};

use crate::world::{World, each, to};

/// lessons.md 1: overlapping jobs assigned one ticket dozens of times elsewhere.
#[tokio::test]
async fn eight_routers_and_one_ticket_make_one_assignment() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud, &joris], &[])).await;
        let id = world.unrouted("a@x.test", "one").await;
        let routers: Vec<_> = (2..10).map(|seed| world.other(seed)).collect();
        join_all(routers.iter().map(|desk| desk.route_now())).await;
        assert_eq!(world.events(id, "ticket.assigned").await.len(), 1);
    })
    .await;
}

/// lessons.md 5 and 6: caps were exceeded elsewhere when servers raced.
#[tokio::test]
async fn no_cap_is_exceeded_by_four_racing_routers() {
    each(|world| async move {
        let (a, b, c) =
            (world.agent("Anna").await, world.agent("Ben").await, world.agent("Cato").await);
        for who in [&a, &b, &c] {
            world.capacity(who, 3).await;
        }
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&a, &b, &c], &[]) }).await;
        for n in 0..30 {
            world.unrouted("a@x.test", &format!("mail {n}")).await;
        }
        let routers: Vec<_> = (2..6).map(|seed| world.other(seed)).collect();
        for _ in 0..4 {
            for outcome in join_all(routers.iter().map(|desk| desk.route_now())).await {
                outcome.unwrap();
            }
        }
        assert_eq!(world.loads(&[&a, &b, &c]).await, [3, 3, 3]);
        assert_eq!(world.count("nobody").await, 21);
    })
    .await;
}

/// lessons.md 2: a stale picture routed outside the team elsewhere; the claim checks every fact again.
#[tokio::test]
async fn hands_and_routers_racing_leave_every_hands_choice_standing() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud], &[])).await;
        let mut ids = Vec::new();
        for n in 0..20 {
            ids.push(world.unrouted("a@x.test", &format!("mail {n}")).await);
        }
        let by_hand: Vec<_> = ids.iter().copied().step_by(2).collect();
        let routers: Vec<_> = (2..4).map(|seed| world.other(seed)).collect();
        let hands = by_hand.iter().map(|id| {
            let to = Assign { user: Some(joris.user), ..Assign::default() };
            world.desk.assign(&world.admin, *id, to, None)
        });
        let (_, hands) =
            tokio::join!(join_all(routers.iter().map(|desk| desk.route_now())), join_all(hands));
        for hand in hands {
            hand.unwrap();
        }
        world.desk.route_now().await.unwrap();
        for id in ids {
            let expected = if by_hand.contains(&id) { joris.user } else { maud.user };
            assert_eq!(world.owner(id).await, Some(expected), "ticket {id}");
        }
    })
    .await;
}

#[tokio::test]
async fn people_leaving_while_tickets_are_handed_out_never_get_one_after_they_left() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&maud, &joris], &[]) }).await;
        for n in 0..20 {
            world.unrouted("a@x.test", &format!("mail {n}")).await;
        }
        let router = world.other(2);
        tokio::join!(async { router.route_now().await.unwrap() }, world.away(&maud));
        let found = world.log(Default::default()).await;
        let left = found.iter().rposition(|one| one.kind == "user.availability").unwrap();
        let late = found[left..].iter().filter(|one| {
            one.kind == "ticket.assigned"
                && one.data["owner"]["id"].as_i64().map(UserId) == Some(maud.user)
        });
        assert_eq!(late.count(), 0);
    })
    .await;
}

#[tokio::test]
async fn racing_routers_keep_the_round_robin_even() {
    each(|world| async move {
        let (a, b, c) =
            (world.agent("Anna").await, world.agent("Ben").await, world.agent("Cato").await);
        world.rule(Rule { distribution: Distribution::RoundRobin, ..to(&[&a, &b, &c], &[]) }).await;
        for n in 0..12 {
            world.unrouted("a@x.test", &format!("mail {n}")).await;
        }
        let routers: Vec<_> = (2..5).map(|seed| world.other(seed)).collect();
        for _ in 0..6 {
            join_all(routers.iter().map(|desk| desk.route_now())).await;
        }
        world.desk.route_now().await.unwrap();
        assert_eq!(world.loads(&[&a, &b, &c]).await, [4, 4, 4]);
    })
    .await;
}

/// Counts how often a ticket is inserted, tries that were undone included.
#[derive(Default)]
struct Inserts(AtomicI64);

impl Faults for Inserts {
    fn before(&self, statement: &'static str) -> Option<Fault> {
        self.0.fetch_add(i64::from(statement.ends_with("tickets::INSERT")), Ordering::SeqCst);
        None
    }
}

#[tokio::test]
async fn mails_of_one_contact_that_come_at_once_do_not_wait_for_each_other_in_a_ring() {
    each(|world| async move {
        world.mail("ann@x.test", "makes the contact known").await;
        let inserts = Arc::new(Inserts::default());
        let world = World { desk: world.faulty(inserts.clone()), ..world };
        let subjects: Vec<_> = (0..16).map(|n| format!("at once {n}")).collect();
        join_all(subjects.iter().map(|subject| world.unrouted("ann@x.test", subject))).await;
        assert_eq!(inserts.0.load(Ordering::SeqCst), 16, "none had to be tried again");
    })
    .await;
}
