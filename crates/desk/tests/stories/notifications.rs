//! Who is told of what, in the pages.

use jiff::SignedDuration;
use wissel_desk::notifications::{ChoiceView, Choices, NotificationView, NotificationsRead};
use wissel_desk::tickets::{Assign, NewComment, Reading};
use wissel_desk::view::Part;
use wissel_model::{Access, NotificationKind, TicketId, UserId, Who};
use wissel_routing::{Rule, WhenNobody};
use wissel_store::events::Cursor;

use crate::world::{TEAM, World, each, to};

async fn told(world: &World, who: &Who) -> Vec<NotificationView> {
    world.desk.notifications(who, false, Part::default()).await.unwrap().items
}

async fn unread(world: &World, who: &Who) -> i64 {
    world.desk.notifications(who, true, Part::default()).await.unwrap().unread
}

fn kinds(told: &[NotificationView]) -> Vec<(NotificationKind, i64, TicketId)> {
    told.iter().map(|one| (one.kind, one.times, one.ticket.number)).collect()
}

pub async fn give(world: &World, by: &Who, ticket: TicketId, user: UserId) {
    let to = Assign { user: Some(user), ..Assign::default() };
    world.desk.assign(by, ticket, to, None).await.unwrap();
}

/// The contact answers on a ticket.
async fn answer(world: &World, ticket: TicketId, subject: &str, number: usize, machine: bool) {
    let machine = if machine { "Auto-Submitted: auto-replied\r\n" } else { "" };
    let id = subject.replace(' ', ".");
    let raw = format!(
        "From: jo@customer.test\r\nTo: {TEAM}\r\nSubject: Re: {subject}\r\n{machine}In-Reply-To: <{id}@elsewhere.test>\r\n\
         Message-ID: <{id}.{number}@elsewhere.test>\r\n\r\nMore.\r\n"
    );
    let taken = world.receive(&raw).await;
    assert_eq!(crate::world::Taken::ticket(taken), ticket);
}

async fn read(world: &World, who: &Who, tickets: Option<Vec<TicketId>>, read: bool) -> i64 {
    let given = NotificationsRead { tickets, until: None, read };
    world.desk.read_notifications(who, given).await.unwrap().unread
}

#[tokio::test]
async fn who_is_given_a_ticket_is_told_and_who_takes_one_is_not() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        world.desk.notify_now().await.unwrap();
        let first = world.mail("jo@customer.test", "one").await;
        let second = world.mail("jo@customer.test", "two").await;
        give(&world, &piet, first, maud.user).await;
        give(&world, &maud, second, maud.user).await;
        world.desk.notify_now().await.unwrap();

        let hers = told(&world, &maud).await;
        assert_eq!(kinds(&hers), [(NotificationKind::Assigned, 1, first)]);
        assert_eq!((hers[0].actor.name.as_str(), hers[0].ticket.subject.as_str()), ("Piet", "one"));
        assert_eq!((unread(&world, &maud).await, unread(&world, &piet).await), (1, 0));
        assert!(told(&world, &piet).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_the_router_gives_is_told_and_what_is_taken_away_again_is_not() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        world.rule(to(&[&maud], &[])).await;
        world.desk.notify_now().await.unwrap();
        let first = world.mail("jo@customer.test", "one").await;
        let second = world.mail("jo@customer.test", "two").await;
        give(&world, &piet, second, piet.user).await;
        world.desk.notify_now().await.unwrap();
        assert_eq!(kinds(&told(&world, &maud).await), [(NotificationKind::Assigned, 1, first)]);
        assert_eq!(told(&world, &maud).await[0].actor.kind, "router");
    })
    .await;
}

#[tokio::test]
async fn answers_are_told_to_the_owner_and_the_followers_as_one_line_until_it_is_read() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        world.desk.notify_now().await.unwrap();
        let id = world.mail("jo@customer.test", "one").await;
        give(&world, &maud, id, maud.user).await;
        let follow = Reading { follow: Some(true), ..Reading::default() };
        world.desk.read_ticket(&piet, id, follow).await.unwrap();
        answer(&world, id, "one", 1, false).await;
        answer(&world, id, "one", 2, false).await;
        world.desk.notify_now().await.unwrap();
        answer(&world, id, "one", 3, false).await;
        // A machine's answer is nobody's news.
        answer(&world, id, "one", 4, true).await;
        world.desk.notify_now().await.unwrap();
        for who in [&maud, &piet] {
            assert_eq!(kinds(&told(&world, who).await), [(NotificationKind::Reply, 3, id)]);
            assert_eq!(unread(&world, who).await, 1);
        }
        // Who opens the ticket has read it; the other has not.
        let reading = Reading { read: Some(true), ..Reading::default() };
        world.desk.read_ticket(&maud, id, reading).await.unwrap();
        assert_eq!((unread(&world, &maud).await, unread(&world, &piet).await), (0, 1));
        answer(&world, id, "one", 5, false).await;
        world.desk.notify_now().await.unwrap();
        assert_eq!(kinds(&told(&world, &maud).await), [(NotificationKind::Reply, 1, id)]);
        assert_eq!(kinds(&told(&world, &piet).await), [(NotificationKind::Reply, 4, id)]);
    })
    .await;
}

#[tokio::test]
async fn who_is_mentioned_in_a_note_is_told_and_written_to_and_nobody_else_is() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        world.desk.notify_now().await.unwrap();
        let id = world.mail("jo@customer.test", "one").await;
        let note = |user: UserId| format!("<p><span data-mention=\"{user}\">@you</span> Well?</p>");
        for who in [&maud, &piet] {
            let comment = NewComment { html: Some(note(who.user)), ..NewComment::default() };
            world.desk.comment(&piet, id, comment).await.unwrap();
        }
        world.desk.notify_now().await.unwrap();
        assert_eq!(kinds(&told(&world, &maud).await), [(NotificationKind::Mention, 1, id)]);
        assert!(told(&world, &piet).await.is_empty());
        world.clock.advance(61);
        assert_eq!(world.jobs().await, 1);
        let mail = world.sent.texts().pop().unwrap();
        assert!(mail.contains("Piet mentioned you"), "{mail}");
    })
    .await;
}

#[tokio::test]
async fn nobody_available_is_told_once_to_those_who_chose_it() {
    each(|world| async move {
        let (maud, piet) = (world.silent("Maud").await, world.silent("Piet").await);
        let kind = NotificationKind::NobodyAvailable;
        let line = ChoiceView { kind, page: true, browser: false, mail: false };
        world.desk.choose_notifications(&piet, Choices { items: vec![line] }).await.unwrap();
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&maud], &[]) }).await;
        world.desk.notify_now().await.unwrap();
        let id = world.mail("jo@customer.test", "one").await;
        world.desk.notify_now().await.unwrap();
        assert_eq!(kinds(&told(&world, &piet).await), [(kind, 1, id)]);
        assert!(told(&world, &maud).await.is_empty());
        // Asked again, and still nobody: that is no news.
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&maud, &piet], &[]) }).await;
        world.desk.route_now().await.unwrap();
        world.desk.notify_now().await.unwrap();
        assert_eq!(kinds(&told(&world, &piet).await), [(kind, 1, id)]);
    })
    .await;
}

#[tokio::test]
async fn read_unread_and_all_read_are_ones_own_and_only_who_is_concerned_hears_of_it() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        world.desk.notify_now().await.unwrap();
        let mut ids = Vec::new();
        for subject in ["one", "two", "three"] {
            let id = world.mail("jo@customer.test", subject).await;
            give(&world, &piet, id, maud.user).await;
            ids.push(id);
        }
        let before = world.desk.last_cursor().await.unwrap();
        world.desk.notify_now().await.unwrap();
        let heard = |who: Who| {
            let world = world.clone();
            async move {
                world.log(before).await;
                let (found, _) = world.desk.events_after(&who, before, 1000).await.unwrap();
                found.into_iter().filter(|event| event.kind == "notification.changed").count()
            }
        };
        assert_eq!((heard(maud.clone()).await, heard(piet.clone()).await), (1, 0));

        assert_eq!(read(&world, &maud, Some(vec![ids[0]]), true).await, 2);
        assert_eq!(read(&world, &maud, Some(vec![ids[0]]), false).await, 3);
        // What came after one looked stays unread.
        let listed = world.desk.notifications(&maud, false, Part::default()).await.unwrap();
        let until = Some(listed.items[1].seq);
        let given = NotificationsRead { tickets: None, until, read: true };
        assert_eq!(world.desk.read_notifications(&maud, given).await.unwrap().unread, 1);
        assert_eq!(read(&world, &maud, None, true).await, 0);
        assert_eq!(heard(piet).await, 0);
        // A page at a time.
        let part = Part { limit: Some(2), ..Part::default() };
        let page = world.desk.notifications(&maud, false, part).await.unwrap();
        assert_eq!(page.items.len(), 2);
        let part = Part { limit: Some(2), cursor: page.next };
        let page = world.desk.notifications(&maud, false, part).await.unwrap();
        assert_eq!((page.items.len(), page.next), (1, None));
    })
    .await;
}

#[tokio::test]
async fn what_one_may_not_see_any_more_is_not_shown_and_not_counted() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        world.desk.notify_now().await.unwrap();
        let id = world.mail("jo@customer.test", "one").await;
        give(&world, &piet, id, maud.user).await;
        world.desk.notify_now().await.unwrap();
        give(&world, &piet, id, piet.user).await;
        let own = Who { access: Access::Own, ..maud.clone() };
        assert!(told(&world, &own).await.is_empty());
        assert_eq!((unread(&world, &own).await, unread(&world, &maud).await), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn two_processes_that_stop_anywhere_tell_of_everything_once() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        world.desk.notify_now().await.unwrap();
        let other = world.other(2);
        let id = world.mail("jo@customer.test", "one").await;
        give(&world, &maud, id, maud.user).await;
        for number in 0..6 {
            answer(&world, id, "one", number, false).await;
            let (one, two) = tokio::join!(world.desk.notify_now(), other.notify_now());
            one.unwrap();
            two.unwrap();
        }
        // A new process begins where the last one was.
        world.other(3).notify_now().await.unwrap();
        assert_eq!(kinds(&told(&world, &maud).await), [(NotificationKind::Reply, 6, id)]);
        assert!(told(&world, &piet).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_happened_before_the_first_start_is_nobodys_news_and_old_news_is_forgotten() {
    each(|world| async move {
        let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
        let old = world.mail("jo@customer.test", "one").await;
        give(&world, &piet, old, maud.user).await;
        world.log(Cursor::default()).await;
        world.desk.notify_now().await.unwrap();
        assert!(told(&world, &maud).await.is_empty());
        let id = world.mail("jo@customer.test", "two").await;
        give(&world, &piet, id, maud.user).await;
        world.desk.notify_now().await.unwrap();
        assert_eq!(read(&world, &maud, None, true).await, 0);
        world.clock.advance(SignedDuration::from_hours(24 * 31).as_secs());
        world.desk.tidy().await.unwrap();
        assert!(told(&world, &maud).await.is_empty());
        // A comment that names nobody is nobody's news.
        let comment = NewComment { text: "Well".into(), ..NewComment::default() };
        world.desk.comment(&piet, id, comment).await.unwrap();
        world.desk.notify_now().await.unwrap();
        assert!(told(&world, &maud).await.is_empty());
    })
    .await;
}
