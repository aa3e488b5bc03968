//! Tickets for the person who looks after the contact.

use wissel_desk::contacts::ContactDraft;
use wissel_routing::{Assign, Pool, Rule, WhenNobody};

use crate::world::each;

fn contact_owner(fallback: Vec<i64>) -> Rule {
    Rule {
        assign: Assign::ContactOwner,
        fallback: Pool { users: fallback, teams: vec![] },
        ..Rule::default()
    }
}

#[tokio::test]
async fn the_contacts_owner_gets_it_and_when_they_are_away_they_are_mailed_and_the_fallback_takes_over()
 {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let draft = ContactDraft {
            name: "Femke".into(),
            email: Some("femke@fjord.test".into()),
            company: None,
            owner: Some(maud.user),
            ..ContactDraft::default()
        };
        world.desk.create_contact(&world.admin, draft).await.unwrap();
        world.rule(contact_owner(vec![joris.user.0])).await;
        let id = world.mail("femke@fjord.test", "one").await;
        assert_eq!(world.owner(id).await, Some(maud.user));

        world.away(&maud).await;
        let id = world.mail("femke@fjord.test", "two").await;
        assert_eq!(world.owner(id).await, Some(joris.user));
        world.jobs().await;
        let sent = world.sent.texts();
        assert_eq!(sent.len(), 1, "one note");
        assert!(
            sent[0].contains("maud@acme.test") && sent[0].contains("Auto-Submitted"),
            "{}",
            sent[0]
        );
        assert!(sent[0].contains(&format!("/desk/open/{id}")), "{}", sent[0]);

        let id = world.mail("stranger@x.test", "three").await;
        assert_eq!(
            world.owner(id).await,
            Some(joris.user),
            "a contact without an owner goes to the fallback"
        );
    })
    .await;
}

#[tokio::test]
async fn a_waiting_ticket_mails_its_contacts_owner_once_however_often_routing_looks() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.silent("Joris").await);
        let draft = ContactDraft {
            name: "Femke".into(),
            email: Some("femke@fjord.test".into()),
            company: None,
            owner: Some(maud.user),
            ..ContactDraft::default()
        };
        world.desk.create_contact(&world.admin, draft).await.unwrap();
        world.away(&maud).await;
        let rule = contact_owner(vec![joris.user.0]);
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..rule.clone() }).await;
        let id = world.mail("femke@fjord.test", "one").await;
        world.jobs().await;
        world
            .rule(Rule { when_nobody: WhenNobody::WaitInLine, only_available: true, ..rule })
            .await;
        world.desk.route_now().await.unwrap();
        world.available(&joris).await;
        world.desk.route_now().await.unwrap();
        world.jobs().await;
        assert_eq!(world.owner(id).await, Some(joris.user));
        assert_eq!(world.sent.texts().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_ticket_for_its_contacts_owner_takes_nobodys_turn() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let draft = ContactDraft {
            name: "Femke".into(),
            email: Some("femke@fjord.test".into()),
            company: None,
            owner: Some(maud.user),
            ..ContactDraft::default()
        };
        world.desk.create_contact(&world.admin, draft).await.unwrap();
        let rule = contact_owner(vec![maud.user.0, joris.user.0]);
        let distribution = wissel_routing::Distribution::RoundRobin;
        world.rule(Rule { distribution, ..rule }).await;
        let own = world.mail("femke@fjord.test", "own").await;
        assert_eq!(world.owner(own).await, Some(maud.user));
        let mut owners = Vec::new();
        for n in 0..2 {
            owners.push(
                world.owner(world.mail("x@y.test", &format!("mail {n}")).await).await.unwrap(),
            );
        }
        owners.sort();
        assert_eq!(owners, [maud.user, joris.user], "each of them gets one of the next two");
    })
    .await;
}
