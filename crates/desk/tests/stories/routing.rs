//! Who gets a ticket.

use wissel_desk::people::UserChange;
use wissel_model::{Access, Presence};
use wissel_routing::{Distribution, Rule, WhenNobody};

use crate::world::{each, to};

#[tokio::test]
async fn by_default_a_ticket_is_nobodys_and_stands_in_unassigned() {
    each(|world| async move {
        world.agent("Maud").await;
        let id = world.mail("a@x.test", "one").await;
        let ticket = world.ticket(id).await;
        assert_eq!((ticket.row.owner, ticket.row.nobody.is_some()), (None, false));
        assert_eq!((world.count("unassigned").await, world.count("nobody").await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn balanced_gives_to_whoever_holds_the_fewest_open_tickets() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud, &joris], &[])).await;
        for n in 0..6 {
            world.mail("a@x.test", &format!("mail {n}")).await;
        }
        assert_eq!(world.loads(&[&maud, &joris]).await, [3, 3]);
    })
    .await;
}

/// lessons.md 12: load is the count of open owned tickets, not of all that were ever given.
#[tokio::test]
async fn closed_tickets_no_longer_weigh() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud], &[])).await;
        let mut ids = Vec::new();
        for n in 0..4 {
            ids.push(world.mail("a@x.test", &format!("mail {n}")).await);
        }
        for id in ids {
            let change = serde_json::from_value(serde_json::json!({ "status": "closed" })).unwrap();
            world.desk.change_ticket(&maud, id, change, None).await.unwrap();
        }
        world.rule(to(&[&joris], &[])).await;
        world.mail("a@x.test", "for joris").await;
        world.rule(to(&[&maud, &joris], &[])).await;
        let id = world.mail("a@x.test", "next").await;
        assert_eq!(world.owner(id).await, Some(maud.user));
    })
    .await;
}

#[tokio::test]
async fn round_robin_gives_each_one_before_anyone_a_second_and_a_newcomer_joins_the_running_round()
{
    each(|world| async move {
        let (a, b) = (world.agent("Anna").await, world.agent("Ben").await);
        let team = world.team("Billing", &[&a, &b], &[]).await;
        let rule = |teams| Rule { distribution: Distribution::RoundRobin, ..to(&[], teams) };
        world.rule(rule(&[team])).await;
        let mut owners = Vec::new();
        for n in 0..3 {
            owners.push(
                world.owner(world.mail("a@x.test", &format!("mail {n}")).await).await.unwrap(),
            );
        }
        assert_eq!(owners, [a.user, b.user, a.user]);
        let c = world.agent("Cato").await;
        world.change(&c, UserChange { main_team: Some(Some(team)), ..UserChange::default() }).await;
        let mut owners = Vec::new();
        for n in 3..7 {
            owners.push(
                world.owner(world.mail("a@x.test", &format!("mail {n}")).await).await.unwrap(),
            );
        }
        assert_eq!(owners[..2].iter().filter(|user| **user == c.user).count(), 1, "{owners:?}");
        assert_eq!(owners[..2].iter().filter(|user| **user == a.user).count(), 0, "{owners:?}");
    })
    .await;
}

/// lessons.md 10: offline and idle people got tickets elsewhere; unknown is not available.
#[tokio::test]
async fn only_people_who_said_they_are_available_get_tickets() {
    each(|world| async move {
        let (here, gone, silent) =
            (world.agent("Here").await, world.agent("Gone").await, world.silent("Silent").await);
        world.away(&gone).await;
        world.rule(to(&[&silent, &gone, &here], &[])).await;
        for n in 0..3 {
            let id = world.mail("a@x.test", &format!("mail {n}")).await;
            assert_eq!(world.owner(id).await, Some(here.user));
        }
    })
    .await;
}

#[tokio::test]
async fn with_only_available_off_availability_is_ignored() {
    each(|world| async move {
        let silent = world.silent("Silent").await;
        world.rule(Rule { only_available: false, ..to(&[&silent], &[]) }).await;
        let id = world.mail("a@x.test", "one").await;
        assert_eq!(world.owner(id).await, Some(silent.user));
    })
    .await;
}

#[tokio::test]
async fn a_team_is_reached_through_its_main_members_only() {
    each(|world| async move {
        let (main, extra) = (world.agent("Main").await, world.agent("Extra").await);
        let team = world.team("Billing", &[&main], &[&extra]).await;
        world.rule(to(&[], &[team])).await;
        for n in 0..3 {
            let id = world.mail("a@x.test", &format!("mail {n}")).await;
            assert_eq!(world.owner(id).await, Some(main.user));
        }
        assert_eq!(world.count(&format!("team:{team}")).await, 3);
    })
    .await;
}

/// lessons.md 4: a full team leaked its tickets to others elsewhere.
#[tokio::test]
async fn a_full_team_keeps_its_tickets_to_itself() {
    each(|world| async move {
        let (inside, outside) = (world.agent("Inside").await, world.agent("Outside").await);
        world.capacity(&inside, 1).await;
        let team = world.team("Billing", &[&inside], &[&outside]).await;
        world.rule(to(&[], &[team])).await;
        world.mail("a@x.test", "one").await;
        let second = world.mail("a@x.test", "two").await;
        assert_eq!(world.owner(second).await, None);
        assert_eq!(world.loads(&[&inside, &outside]).await, [1, 0]);
    })
    .await;
}

/// lessons.md 11: who may not see tickets, or has no seat, is skipped; losing access releases what one holds.
#[tokio::test]
async fn losing_access_releases_open_tickets_and_says_so() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.away(&joris).await;
        world.rule(to(&[&maud, &joris], &[])).await;
        let id = world.mail("a@x.test", "one").await;
        assert_eq!(world.owner(id).await, Some(maud.user));
        world.available(&joris).await;
        world
            .change(&maud, UserChange { access: Some(Access::None), ..UserChange::default() })
            .await;
        let told = world.events(id, "ticket.unassigned").await;
        assert_eq!((told.len(), told[0]["reason"].as_str()), (1, Some("access_lost")));
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(joris.user));
        let next = world.mail("a@x.test", "two").await;
        assert_eq!(world.owner(next).await, Some(joris.user));
    })
    .await;
}

/// lessons.md 24: the event names who really did it.
#[tokio::test]
async fn deactivating_someone_names_the_true_actor_and_reason() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let id = world.mail("a@x.test", "one").await;
        world.change(&maud, UserChange { active: Some(false), ..UserChange::default() }).await;
        let found = world.log(Default::default()).await;
        let event = found
            .iter()
            .find(|one| one.kind == "ticket.unassigned" && one.ticket == Some(id))
            .unwrap();
        assert_eq!((event.actor.kind, event.actor.id), ("user", Some(world.admin.user.0)));
        assert_eq!(event.data["reason"], "deactivated");
    })
    .await;
}

#[tokio::test]
async fn someone_without_a_seat_stays_in_the_rule_marked_broken_and_is_skipped() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud, &joris], &[])).await;
        world.change(&maud, UserChange { seat: Some(false), ..UserChange::default() }).await;
        let rule = world.desk.rule(&world.admin, world.channel).await.unwrap();
        assert_eq!(rule.rule.users.len(), 2);
        assert_eq!((rule.broken[0].id, rule.broken[0].reason), (maud.user.0, "no_seat"));
        let id = world.mail("a@x.test", "one").await;
        assert_eq!(world.owner(id).await, Some(joris.user));
    })
    .await;
}

#[tokio::test]
async fn away_until_a_moment_ends_by_itself() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let until = "2026-03-04T10:00:00Z".parse().unwrap();
        world.set(&maud, Presence::Away, Some(until)).await;
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&maud], &[]) }).await;
        let id = world.mail("a@x.test", "one").await;
        assert_eq!(world.owner(id).await, None);
        world.clock.advance(3599);
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, None);
        world.clock.advance(1);
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(maud.user));
    })
    .await;
}

/// lessons.md 23: ties are never broken by the order of a list.
#[tokio::test]
async fn ties_go_to_whoever_waited_longest_for_a_ticket_then_to_the_lowest_id() {
    each(|world| async move {
        let (a, b, c) =
            (world.agent("Anna").await, world.agent("Ben").await, world.agent("Cato").await);
        world.rule(to(&[&c, &b, &a], &[])).await;
        let mut owners = Vec::new();
        for n in 0..4 {
            let id = world.mail("a@x.test", &format!("mail {n}")).await;
            owners.push(world.owner(id).await.unwrap());
            let change = serde_json::from_value(serde_json::json!({ "status": "closed" })).unwrap();
            world.desk.change_ticket(&world.admin, id, change, None).await.unwrap();
        }
        assert_eq!(owners, [a.user, b.user, c.user, a.user]);
    })
    .await;
}
