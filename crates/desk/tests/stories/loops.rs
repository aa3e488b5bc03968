//! Machines that write to each other: none of ours goes on for ever.

use serde_json::json;
use wissel_desk::contacts::ContactDraft;
use wissel_desk::mail::{Received, Source};
use wissel_desk::tickets::Reply;
use wissel_model::{Access, Error, Role, TicketId, Who};
use wissel_routing::{Assign, Rule, WhenNobody};

use crate::world::{TEAM, Taken, World, each, who};

/// An agent with this address, who is away and looks after the contact with that one. Tickets of such contacts wait.
async fn away_owner(world: &World, address: &str, contact: &str) -> Who {
    let draft = serde_json::from_value(json!({ "name": "Maud", "email": address })).unwrap();
    let (view, _) = world.desk.create_user(&world.admin, draft).await.unwrap();
    let maud = who(view.id, Role::Agent, Access::All);
    world.away(&maud).await;
    let draft = ContactDraft {
        name: "Other".into(),
        email: Some(contact.into()),
        company: None,
        owner: Some(maud.user),
        ..ContactDraft::default()
    };
    world.desk.create_contact(&world.admin, draft).await.unwrap();
    world.rule(contact_owner()).await;
    maud
}

fn contact_owner() -> Rule {
    let assign = Assign::ContactOwner;
    Rule { assign, when_nobody: WhenNobody::WaitInLine, ..Rule::default() }
}

fn mail(from: &str, id: &str, more: &str) -> String {
    format!(
        "From: {from}\r\nTo: {TEAM}\r\nSubject: Help\r\nMessage-ID: <{id}>\r\n{more}\r\nHello there.\r\n"
    )
}

/// Takes a mail in, routes it, and sends what is to be sent.
async fn arrives(world: &World, raw: &str) -> TicketId {
    let id = world.receive(raw).await.ticket();
    world.desk.route_now().await.unwrap();
    world.jobs().await;
    id
}

async fn withheld(world: &World, id: TicketId) -> Vec<String> {
    let told = world.events(id, "note.withheld").await;
    told.iter().map(|data| data["why"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_a_machine_wrote_causes_no_mail_of_ours_and_the_ticket_says_so_once() {
    each(|world| async move {
        away_owner(&world, "maud@acme.test", "robot@x.test").await;
        for (n, header) in [
            "Auto-Submitted: auto-generated",
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "List-Id: <l.x.test>",
            "X-Auto-Response-Suppress: All",
            "Return-Path: <>",
        ]
        .iter()
        .enumerate()
        {
            let raw = mail("robot@x.test", &format!("{n}@x.test"), &format!("{header}\r\n"));
            let source = Source::Imap {
                mailbox: "m".into(),
                uid_validity: 1,
                uid: u32::try_from(n).unwrap(),
                size: None,
            };
            let taken = world.desk.receive_mail(world.channel, source, raw.into()).await.unwrap();
            world.desk.route_now().await.unwrap();
            world.jobs().await;
            assert_eq!(withheld(&world, taken.ticket()).await, ["machine"], "{header}");
            // A new rule has the line decided anew, which says nothing new.
            world.rule(contact_owner()).await;
            world.desk.route_now().await.unwrap();
            assert_eq!(withheld(&world, taken.ticket()).await.len(), 1, "{header}");
        }
        assert!(world.sent.texts().is_empty());
        let id = arrives(&world, &mail("robot@x.test", "person@x.test", "")).await;
        assert_eq!(withheld(&world, id).await, Vec::<String>::new());
        let sent = world.sent.texts();
        assert_eq!(sent.len(), 1, "a person is told of");
        assert!(sent[0].contains("Auto-Submitted: auto-generated\r\n"), "{}", sent[0]);
    })
    .await;
}

#[tokio::test]
async fn a_machine_that_does_not_say_that_it_is_one_is_answered_ten_times_and_then_it_is_quiet() {
    each(|world| async move {
        away_owner(&world, "robot@x.test", "robot@x.test").await;
        let mut last = arrives(&world, &mail("robot@x.test", "first@x.test", "")).await;
        let mut answered = 0;
        // The robot answers everything that it is sent.
        while world.sent.texts().len() > answered && answered < 50 {
            answered += 1;
            last = arrives(&world, &mail("robot@x.test", &format!("{answered}@x.test"), "")).await;
        }
        assert_eq!(answered, 10);
        assert_eq!(withheld(&world, last).await, ["too_many"]);
        let page = world.desk.conversation(&world.admin, last, None, 50).await.unwrap();
        let told = serde_json::to_string(&page.items).unwrap();
        assert!(told.contains("ten times about this contact within an hour"), "{told}");
        world.clock.advance(3_601);
        arrives(&world, &mail("robot@x.test", "later@x.test", "")).await;
        assert_eq!(world.sent.texts().len(), 11, "an hour later they are told again");
    })
    .await;
}

#[tokio::test]
async fn a_user_whose_address_is_our_own_is_not_written_to() {
    each(|world| async move {
        away_owner(&world, "support+maud@acme.test", "ann@x.test").await;
        let id = arrives(&world, &mail("ann@x.test", "first@x.test", "")).await;
        assert_eq!(withheld(&world, id).await, ["our_address"]);
        assert!(world.sent.texts().is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_writes_in_our_own_name_is_a_machine_unless_they_say_where_they_are_reached() {
    each(|world| async move {
        away_owner(&world, "maud@acme.test", TEAM).await;
        let id = arrives(&world, &mail(TEAM, "own@x.test", "")).await;
        assert_eq!(withheld(&world, id).await, ["machine"]);
        let text = "Dear us".to_owned();
        let reply = Reply { text, ..Reply::default() };
        let refused = world.desk.reply(&world.admin, id, reply.clone()).await.unwrap_err();
        assert_eq!(refused, Error::refused("reply.no_address"));

        let form = format!("Reply-To: {TEAM}, ann@x.test\r\n");
        let id = arrives(&world, &mail("support+form@acme.test", "form@x.test", &form)).await;
        assert_eq!(withheld(&world, id).await, Vec::<String>::new());
        world.desk.reply(&world.admin, id, reply).await.unwrap();
        world.jobs().await;
        assert_eq!(world.sent.mails.lock().unwrap().last().unwrap().to, ["ann@x.test"]);
    })
    .await;
}

#[tokio::test]
async fn a_reply_is_not_copied_to_the_tickets_own_address_that_the_contact_copied_in() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let more = "Cc: support+t1.aaaaaaaaaaaaaaaa@acme.test, boss@x.test\r\n";
        let id = arrives(&world, &mail("ann@x.test", "first@x.test", more)).await;
        let reply = Reply { text: "Dear you".into(), ..Reply::default() };
        world.desk.reply(&maud, id, reply).await.unwrap();
        world.jobs().await;
        let sent = world.sent.mails.lock().unwrap().last().unwrap().clone();
        assert_eq!(sent.to, ["ann@x.test", "boss@x.test"]);
        let back = String::from_utf8(sent.bytes.to_vec()).unwrap();
        assert_eq!(world.receive(&back).await, Received::Refused("mail.own_loop"));
    })
    .await;
}
