//! Facts that move between the decision and the claim, and tickets that come back to someone who has gone.

use wissel_desk::people::UserChange;
use wissel_routing::{Rule, WhenNobody};

use crate::world::{Taken, each, to};

fn waits(rule: Rule) -> Rule {
    Rule { when_nobody: WhenNobody::WaitInLine, ..rule }
}

fn status(key: &str) -> wissel_desk::tickets::TicketChange {
    serde_json::from_value(serde_json::json!({ "status": key })).unwrap()
}

#[tokio::test]
async fn a_waiting_ticket_whose_status_does_not_count_is_served_and_holds_up_nobody() {
    each(|world| async move {
        let maud = world.silent("Maud").await;
        world.capacity(&maud, 1).await;
        world.rule(waits(to(&[&maud], &[]))).await;
        let mut ids = Vec::new();
        for n in 0..70 {
            let id = world.unrouted("a@x.test", &format!("mail {n}")).await;
            let change = status("waiting_on_contact");
            world.desk.change_ticket(&world.admin, id, change, None).await.unwrap();
            ids.push(id);
        }
        world.available(&maud).await;
        let fresh = world.mail("a@x.test", "fresh").await;
        assert_eq!(world.owner(fresh).await, Some(maud.user));
        for id in ids {
            assert_eq!(world.owner(id).await, Some(maud.user), "they fill nobody's capacity");
        }
        assert_eq!(world.loads(&[&maud]).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn a_ticket_closed_by_someone_who_has_left_since_is_routed_anew_when_it_reopens() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud], &[])).await;
        let by_mail = world.mail("ann@x.test", "by mail").await;
        let by_hand = world.mail("ann@x.test", "by hand").await;
        for id in [by_mail, by_hand] {
            world.desk.change_ticket(&maud, id, status("closed"), None).await.unwrap();
        }
        world.rule(to(&[&joris], &[])).await;
        let gone = UserChange { active: Some(false), ..UserChange::default() };
        world.change(&maud, gone).await;
        let answer = "From: ann@x.test\r\nTo: support@acme.test\r\nSubject: Re\r\nMessage-ID: <again@x.test>\r\n\
             In-Reply-To: <by.mail@elsewhere.test>\r\n\r\nStill broken.\r\n";
        assert_eq!(world.receive(answer).await.ticket(), by_mail);
        world.desk.change_ticket(&world.admin, by_hand, status("open"), None).await.unwrap();
        world.desk.route_now().await.unwrap();
        for id in [by_mail, by_hand] {
            assert_eq!(world.owner(id).await, Some(joris.user));
            assert_eq!(world.events(id, "ticket.unassigned").await[0]["reason"], "deactivated");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_is_said_only_on_loads_that_came_true() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.capacity(&maud, 1).await;
        world.rule(to(&[&maud], &[])).await;
        for n in 0..20 {
            let first = world.unrouted("a@x.test", &format!("first {n}")).await;
            let second = world.unrouted("a@x.test", &format!("second {n}")).await;
            let choice =
                wissel_desk::tickets::Assign { user: Some(joris.user), ..Default::default() };
            let (routed, by_hand) = tokio::join!(
                world.desk.route_now(),
                world.desk.assign(&world.admin, first, choice, None)
            );
            routed.unwrap();
            by_hand.unwrap();
            let assigned = world.events(first, "ticket.assigned").await;
            let had_first = assigned.iter().any(|event| event["by"] == "router");
            // Either she really held the first when the second was looked at, or she got the second.
            assert!(had_first || world.owner(second).await == Some(maud.user), "round {n}");
            for id in [first, second] {
                world.desk.change_ticket(&world.admin, id, status("closed"), None).await.unwrap();
            }
        }
    })
    .await;
}

#[tokio::test]
async fn under_no_one_a_page_loses_no_race_against_the_router() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.unrouted("a@x.test", "one").await;
        let seen = world.ticket(id).await.row.version;
        world.desk.route_now().await.unwrap();
        let choice = wissel_desk::tickets::Assign { user: Some(maud.user), ..Default::default() };
        world.desk.assign(&world.admin, id, choice, Some(seen)).await.unwrap();
    })
    .await;
}
