//! What people do by hand, and that the router leaves it alone.

use wissel_desk::tickets::{Assign, NewComment, Reply};
use wissel_model::{Error, TeamId, UserId};

use crate::world::{each, to};

fn user(id: UserId) -> Assign {
    Assign { user: Some(id), ..Assign::default() }
}

fn team(id: TeamId) -> Assign {
    Assign { team: Some(id), ..Assign::default() }
}

fn nobody() -> Assign {
    Assign { nobody: true, ..Assign::default() }
}

fn reply(text: &str) -> Reply {
    Reply { text: text.into(), ..Reply::default() }
}

/// lessons.md 3: a hand's choice stands, whatever the rule would have done.
#[tokio::test]
async fn a_hands_choice_is_never_overwritten_by_the_router() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud], &[])).await;
        let id = world.unrouted("a@x.test", "one").await;
        world.desk.assign(&world.admin, id, user(joris.user), None).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, Some(joris.user));
        world.desk.assign(&world.admin, id, nobody(), None).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(id).await, None, "“Nobody” is a choice too");
        let left = world.unrouted("a@x.test", "two").await;
        world.desk.assign(&world.admin, left, nobody(), None).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(left).await, None, "also when the router had not come by yet");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_can_be_given_to_a_team_and_to_an_extra_member_and_over_the_limit() {
    each(|world| async move {
        let (maud, extra) = (world.agent("Maud").await, world.agent("Extra").await);
        world.capacity(&extra, 0).await;
        let billing = world.team("Billing", &[&maud], &[&extra]).await;
        let id = world.mail("a@x.test", "one").await;
        let given = world.desk.assign(&world.admin, id, team(billing), None).await.unwrap();
        assert_eq!(given.row.owner.unwrap().kind, "team");
        assert_eq!(world.count("unassigned").await, 0);
        assert_eq!(world.count(&format!("team:{billing}")).await, 1);
        world.desk.assign(&world.admin, id, user(extra.user), None).await.unwrap();
        assert_eq!(world.loads(&[&extra]).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn replying_to_an_unassigned_ticket_makes_the_sender_its_owner() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let id = world.mail("a@x.test", "one").await;
        let comment =
            NewComment { text: "who knows?".into(), attachments: vec![], ..NewComment::default() };
        world.desk.comment(&joris, id, comment).await.unwrap();
        assert_eq!(world.owner(id).await, None, "a comment does not");
        world.desk.reply(&maud, id, reply("I do")).await.unwrap();
        assert_eq!(world.owner(id).await, Some(maud.user));
        world.desk.reply(&joris, id, reply("me too")).await.unwrap();
        assert_eq!(
            world.owner(id).await,
            Some(maud.user),
            "a reply on somebody else's ticket does not"
        );
        assert_eq!(world.events(id, "ticket.assigned").await.len(), 1);
        assert_eq!(world.events(id, "ticket.assigned").await[0]["by"], "reply");
    })
    .await;
}

/// lessons.md 17: opening a ticket stole it from a colleague elsewhere.
#[tokio::test]
async fn reading_never_changes_the_owner() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud], &[])).await;
        let id = world.mail("a@x.test", "one").await;
        let version = world.ticket(id).await.row.version;
        world.desk.ticket(&joris, id).await.unwrap();
        world.desk.conversation(&joris, id, None, 50).await.unwrap();
        world.desk.decisions(&joris, id).await.unwrap();
        assert_eq!(
            (world.owner(id).await, world.ticket(id).await.row.version),
            (Some(maud.user), version)
        );
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_is_refused_with_the_version_that_won() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let id = world.mail("a@x.test", "one").await;
        let seen = world.ticket(id).await.row.version;
        world.desk.assign(&world.admin, id, user(maud.user), Some(seen)).await.unwrap();
        let lost = world.desk.assign(&world.admin, id, user(joris.user), Some(seen)).await;
        assert!(
            matches!(lost, Err(Error::Changed { what: "ticket", version }) if version > seen),
            "{lost:?}"
        );
        assert_eq!(world.owner(id).await, Some(maud.user));
    })
    .await;
}

#[tokio::test]
async fn bad_choices_name_the_field_and_change_nothing() {
    each(|world| async move {
        let id = world.mail("a@x.test", "one").await;
        let both = Assign { user: Some(UserId(1)), team: Some(TeamId(1)), nobody: false };
        for (to, field) in
            [(both, "user"), (user(UserId(999)), "user"), (team(TeamId(999)), "team")]
        {
            let refused = world.desk.assign(&world.admin, id, to, None).await;
            assert!(
                matches!(&refused, Err(Error::Invalid(fields)) if fields[0].field == field),
                "{refused:?}"
            );
        }
        let status =
            serde_json::from_value(serde_json::json!({ "status": "lost", "priority": "high" }))
                .unwrap();
        let refused = world.desk.change_ticket(&world.admin, id, status, None).await;
        assert!(
            matches!(&refused, Err(Error::Invalid(fields)) if fields[0].field == "status"),
            "{refused:?}"
        );
        let ticket = world.ticket(id).await.row;
        assert_eq!((ticket.status.as_str(), ticket.priority.as_str()), ("new", "normal"));
    })
    .await;
}
