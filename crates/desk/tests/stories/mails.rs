//! Mails in and out.

use futures_util::future::join_all;
use wissel_desk::mail::{Received, Source, Undelivered};
use wissel_desk::tickets::Reply;
use wissel_desk::view::EntryBody;
use wissel_model::{MessageState, TicketId, Who};

use crate::world::{TEAM, Taken, World, each, to};

fn mail(from: &str, id: &str, more: &str) -> String {
    format!(
        "From: {from}\r\nTo: {TEAM}\r\nSubject: Help\r\nMessage-ID: <{id}>\r\n{more}\r\nHello there.\r\n"
    )
}

async fn reply(world: &World, who: &Who, id: TicketId) -> String {
    let reply = Reply { text: "Dear you".into(), ..Reply::default() };
    world.desk.reply(who, id, reply).await.unwrap();
    world.jobs().await;
    world.sent.texts().pop().unwrap()
}

fn header(mail: &str, name: &str) -> String {
    let unfolded = mail.replace("\r\n ", " ").replace("\r\n\t", " ");
    let line = unfolded
        .lines()
        .find(|line| line.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())));
    line.unwrap_or_default()
        .split_once(':')
        .map(|(_, value)| value.trim().to_owned())
        .unwrap_or_default()
}

/// lessons.md 13: a burst of the same thing made several tickets elsewhere.
#[tokio::test]
async fn the_same_mail_delivered_eight_times_at_once_is_one_ticket_and_one_message() {
    each(|world| async move {
        let raw = mail("a@x.test", "one@x.test", "");
        let taken = join_all((0..8).map(|_| world.receive(&raw))).await;
        let new =
            taken.iter().filter(|one| matches!(one, Received::Taken { new: true, .. })).count();
        assert_eq!(new, 1, "{taken:?}");
        let id = taken[0].ticket();
        assert!(taken.iter().all(|one| one.ticket() == id));
        assert_eq!(world.events(id, "message.received").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_mail_by_imap_and_by_delivery_is_one_message() {
    each(|world| async move {
        let raw = mail("a@x.test", "one@x.test", "");
        let id = world.receive(&raw).await.ticket();
        let mailbox = "support@mx/INBOX".to_owned();
        let source = Source::Imap { mailbox, uid_validity: 1, uid: 7, size: None };
        let again = world.desk.receive_mail(world.channel, source, raw.into()).await.unwrap();
        assert_eq!(again, Received::Double(id));
    })
    .await;
}

#[tokio::test]
async fn a_reply_is_threaded_comes_from_the_team_and_its_answer_finds_the_ticket() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.receive(&mail("Ann <ann@x.test>", "first@x.test", "")).await.ticket();
        let sent = reply(&world, &maud, id).await;
        assert_eq!(header(&sent, "In-Reply-To"), "<first@x.test>");
        assert!(header(&sent, "References").contains("<first@x.test>"));
        assert!(header(&sent, "From").contains(TEAM) && header(&sent, "From").contains("Acme"));
        assert_eq!(header(&sent, "Subject"), "Re: Help");
        let reply_to = header(&sent, "Reply-To");
        let reply_to = reply_to.split(['<', '>']).nth(1).unwrap_or(&reply_to).to_owned();
        assert!(reply_to.starts_with("support+"), "{reply_to}");

        let by_id = mail(
            "ann@x.test",
            "second@x.test",
            &format!("In-Reply-To: {}\r\n", header(&sent, "Message-ID")),
        );
        assert_eq!(world.receive(&by_id).await, Received::Taken { ticket: id, new: false });
        let by_address = mail("ann@home.test", "third@x.test", "").replace(TEAM, &reply_to);
        assert_eq!(world.receive(&by_address).await, Received::Taken { ticket: id, new: false });
        let by_subject_alone = mail("ann@x.test", "fourth@x.test", "").replace("Help", "Re: Help");
        assert!(matches!(
            world.receive(&by_subject_alone).await,
            Received::Taken { new: true, .. }
        ));
        let forged =
            mail("eve@x.test", "fifth@x.test", "").replace("Help", &format!("[#{id}] Help"));
        assert!(matches!(world.receive(&forged).await, Received::Taken { new: true, .. }));
    })
    .await;
}

#[tokio::test]
async fn an_answer_reopens_within_its_time_and_becomes_a_follow_up_after() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let id = world.receive(&mail("ann@x.test", "first@x.test", "")).await.ticket();
        world.desk.route_now().await.unwrap();
        let close = || serde_json::from_value(serde_json::json!({ "status": "closed" })).unwrap();
        world.desk.change_ticket(&maud, id, close(), None).await.unwrap();
        world.clock.advance(13 * 86_400);
        let answer = |n: &str| mail("ann@x.test", n, "In-Reply-To: <first@x.test>\r\n");
        assert_eq!(
            world.receive(&answer("b@x.test")).await,
            Received::Taken { ticket: id, new: false }
        );
        assert_eq!(world.ticket(id).await.row.status, "open");
        assert_eq!(world.owner(id).await, Some(maud.user));
        world.desk.change_ticket(&maud, id, close(), None).await.unwrap();
        world.clock.advance(15 * 86_400);
        let Received::Taken { ticket, new: true } = world.receive(&answer("c@x.test")).await else {
            panic!()
        };
        assert_eq!(world.ticket(ticket).await.follows, Some(id));
        assert_eq!(world.ticket(id).await.row.status, "closed");
    })
    .await;
}

#[tokio::test]
async fn a_bounce_goes_to_the_message_it_is_about_and_makes_no_ticket() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.receive(&mail("ann@x.test", "first@x.test", "")).await.ticket();
        let sent = reply(&world, &maud, id).await;
        let bounce = format!(
            "From: MAILER-DAEMON@x.test\r\nTo: {TEAM}\r\nSubject: Undelivered\r\nMessage-ID: <dsn@x.test>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.x.test\r\n\r\nFinal-Recipient: rfc822; ann@x.test\r\nAction: failed\r\n\
             Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {}\r\n\r\n--b--\r\n",
            header(&sent, "Message-ID")
        );
        assert_eq!(world.receive(&bounce).await, Received::Bounce(id));
        assert_eq!(world.receive(&bounce).await, Received::Double(id));
        let page = world.desk.conversation(&maud, id, None, 50).await.unwrap();
        let out = page.items.iter().find_map(|entry| match &entry.body {
            EntryBody::Message(message) if message.state == MessageState::Bounced => message.error.clone(),
            _ => None,
        });
        assert!(out.unwrap().contains("no such user"));
        assert_eq!(world.count("open").await, 1);
    })
    .await;
}

#[tokio::test]
async fn our_own_mail_coming_back_is_refused_and_a_machine_that_floods_fills_one_ticket() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.receive(&mail("ann@x.test", "first@x.test", "")).await.ticket();
        let sent = reply(&world, &maud, id).await;
        assert_eq!(world.receive(&sent).await, Received::Refused("mail.own_loop"));
        for n in 0..40 {
            world
                .receive(&mail(
                    "robot@x.test",
                    &format!("r{n}@x.test"),
                    "Auto-Submitted: auto-replied\r\n",
                ))
                .await;
        }
        assert_eq!(world.count("open").await, 1 + 20);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_with_the_same_message_id_and_then_given_up_in_sight()
{
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.receive(&mail("ann@x.test", "first@x.test", "")).await.ticket();
        let away =
            Undelivered { permanent: false, detail: "connection refused".into(), taken: vec![] };
        *world.sent.refuse.lock().unwrap() = Some(away);
        let reply = Reply { text: "Dear you".into(), ..Reply::default() };
        world.desk.reply(&maud, id, reply).await.unwrap();
        assert_eq!(world.jobs().await, 0);
        for _ in 0..20 {
            world.clock.advance(57_600);
            world.jobs().await;
        }
        let dead = world.desk.dead_jobs(&world.admin).await.unwrap();
        assert_eq!((dead.len(), dead[0].error.as_deref()), (1, Some("connection refused")));
        assert_eq!(world.events(id, "message.failed").await.len(), 1);
        *world.sent.refuse.lock().unwrap() = None;
        world.desk.retry_job(&world.admin, dead[0].id).await.unwrap();
        assert_eq!(world.jobs().await, 1);
        assert_eq!(world.jobs().await, 0, "and only once");
        assert_eq!(world.sent.texts().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_was_worked_on_opens_again_when_the_contact_answers() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.receive(&mail("ann@x.test", "first@x.test", "")).await.ticket();
        let text = "Which printer?".to_owned();
        let status = Some("waiting_on_contact".to_owned());
        world.desk.reply(&maud, id, Reply { text, status, ..Reply::default() }).await.unwrap();
        assert_eq!(
            world.loads(&[&maud]).await,
            [0],
            "waiting on the contact does not fill one's capacity"
        );
        world
            .receive(&mail("ann@x.test", "second@x.test", "In-Reply-To: <first@x.test>\r\n"))
            .await;
        assert_eq!(world.ticket(id).await.row.status, "open");
        assert_eq!(world.loads(&[&maud]).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn a_reply_goes_to_the_person_and_not_to_the_machine_that_wrote_last() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let first = mail("ann@x.test", "first@x.test", "Cc: boss@x.test\r\n");
        let id = world.receive(&first).await.ticket();
        let close = serde_json::from_value(serde_json::json!({ "status": "closed" })).unwrap();
        world.desk.change_ticket(&maud, id, close, None).await.unwrap();
        let robot = "Auto-Submitted: auto-replied\r\nIn-Reply-To: <first@x.test>\r\n";
        world.receive(&mail("noreply@x.test", "robot@x.test", robot)).await;
        assert_eq!(world.ticket(id).await.row.status, "closed", "a machine reopens nothing");
        reply(&world, &maud, id).await;
        let sent = world.sent.mails.lock().unwrap().last().unwrap().to.clone();
        assert_eq!(sent, ["ann@x.test", "boss@x.test"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_can_draw_somebody_elses_answer_into_their_own_ticket() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.receive(&mail("ann@x.test", "first@x.test", "")).await.ticket();
        let sent = reply(&world, &maud, id).await;
        let ours = header(&sent, "Message-ID");
        let ours = ours.trim_matches(['<', '>']).to_owned();
        let forged = mail("mallory@x.test", &ours, "");
        let other = world.receive(&forged).await.ticket();
        assert_ne!(other, id);
        let answer = mail("ann@x.test", "answer@x.test", &format!("In-Reply-To: <{ours}>\r\n"));
        assert_eq!(world.receive(&answer).await.ticket(), id);
    })
    .await;
}

#[tokio::test]
async fn two_mails_that_share_an_id_by_carelessness_are_both_taken_in() {
    each(|world| async move {
        let one = world.receive(&mail("ann@x.test", "1@printer.local", "")).await;
        let two = world.receive(&mail("ben@x.test", "1@printer.local", "")).await;
        assert_ne!(one.ticket(), two.ticket());
        assert_eq!(
            world.receive(&mail("ben@x.test", "1@printer.local", "")).await,
            Received::Double(two.ticket())
        );
    })
    .await;
}

#[tokio::test]
async fn an_attachment_that_is_too_large_is_left_out_in_sight() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let large = "QUJD".repeat(19 << 17);
        let more = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
        let raw = mail("ann@x.test", "first@x.test", more).replace(
            "Hello there.\r\n",
            &format!(
                "--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\nContent-Type: application/zip\r\n\
                 Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=big.zip\r\n\r\n{large}\r\n--b--\r\n"
            ),
        );
        let mut settings = world.desk.channel(&world.admin, world.channel).await.unwrap().settings;
        settings.max_attachment_mb = 5;
        let change = wissel_desk::channels::ChannelChange { settings: Some(settings), ..Default::default() };
        world.desk.change_channel(&world.admin, world.channel, change).await.unwrap();
        let id = world.receive(&raw).await.ticket();
        let page = world.desk.conversation(&maud, id, None, 50).await.unwrap();
        let told = page.items.iter().find_map(|entry| match &entry.body {
            EntryBody::Message(message) => Some((message.attachments.len(), message.left_out.clone())),
            _ => None,
        });
        assert_eq!(told.unwrap(), (0, vec!["big.zip (8 MB) was too large and was left out.".to_owned()]));
    })
    .await;
}
