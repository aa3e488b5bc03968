//! Who is written to about what they were told of.

use wissel_desk::notifications::{ChoiceView, Choices, NotificationsSeen};
use wissel_desk::people::MeChange;
use wissel_desk::tickets::Reading;
use wissel_desk::view::Part;
use wissel_model::{Language, NotificationKind, TicketId, Who};

use crate::notifications::give;
use crate::world::{World, each};

/// Maud, who wants a mail when she is given a ticket, and Piet.
async fn people(world: &World) -> (Who, Who) {
    let (maud, piet) = (world.agent("Maud").await, world.agent("Piet").await);
    let kind = NotificationKind::Assigned;
    let line = ChoiceView { kind, page: true, browser: true, mail: true };
    world.desk.choose_notifications(&maud, Choices { items: vec![line] }).await.unwrap();
    world.desk.notify_now().await.unwrap();
    (maud, piet)
}

async fn given(world: &World, by: &Who, to: &Who, subject: &str) -> TicketId {
    let id = world.mail("jo@customer.test", subject).await;
    give(world, by, id, to.user).await;
    world.desk.notify_now().await.unwrap();
    id
}

/// What was sent, with its lines unfolded and without soft breaks.
fn sent(world: &World) -> Vec<String> {
    world.sent.texts().iter().map(|mail| mail.replace("\r\n ", " ").replace("=\r\n", "")).collect()
}

#[tokio::test]
async fn a_mail_says_in_the_persons_language_what_it_is_about_and_that_a_machine_wrote_it() {
    each(|world| async move {
        let (maud, piet) = people(&world).await;
        let language = Some(Language::Nl);
        world.desk.change_me(&maud, MeChange { language, ..MeChange::default() }).await.unwrap();
        let id = given(&world, &piet, &maud, "Printer").await;
        assert_eq!(world.jobs().await, 0, "who looks at the pages has a minute");
        world.clock.advance(61);
        assert_eq!(world.jobs().await, 1);
        let mail = sent(&world).pop().unwrap();
        for part in [
            "To: \"Maud\" <maud@acme.test>",
            "Auto-Submitted: auto-",
            "Piet heeft je een ticket gegeven.",
            "Printer",
            &format!("http://desk.test/desk/open/{id}"),
            "http://desk.test/settings/me/notifications",
        ] {
            assert!(mail.contains(part) || mail.contains(&part.replace('"', "")), "{part}: {mail}");
        }
        world.clock.advance(600);
        assert_eq!((world.jobs().await, sent(&world).len()), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn on_one_ticket_there_is_one_mail_in_five_minutes() {
    each(|world| async move {
        let (maud, piet) = people(&world).await;
        let id = given(&world, &piet, &maud, "Printer").await;
        world.clock.advance(61);
        world.jobs().await;
        assert_eq!(sent(&world).len(), 1);
        for _ in 0..4 {
            give(&world, &piet, id, piet.user).await;
            give(&world, &piet, id, maud.user).await;
            world.desk.notify_now().await.unwrap();
            world.clock.advance(50);
            world.jobs().await;
        }
        assert_eq!(sent(&world).len(), 1);
        world.clock.advance(101);
        world.jobs().await;
        assert_eq!(sent(&world).len(), 2);
        // Another ticket has its own.
        given(&world, &piet, &maud, "Scanner").await;
        world.clock.advance(61);
        world.jobs().await;
        assert_eq!(sent(&world).len(), 3);
    })
    .await;
}

#[tokio::test]
async fn who_read_it_or_saw_it_come_or_did_not_ask_for_it_is_not_written_to() {
    each(|world| async move {
        let (maud, piet) = people(&world).await;
        let id = given(&world, &piet, &maud, "Printer").await;
        let reading = Reading { read: Some(true), ..Reading::default() };
        world.desk.read_ticket(&maud, id, reading).await.unwrap();
        given(&world, &piet, &maud, "Scanner").await;
        let listed = world.desk.notifications(&maud, false, Part::default()).await.unwrap();
        let seen = NotificationsSeen { until: listed.latest };
        world.desk.see_notifications(&maud, seen).await.unwrap();
        given(&world, &maud, &piet, "Copier").await;
        world.clock.advance(3600);
        world.jobs().await;
        assert_eq!(sent(&world), Vec::<String>::new());
        // Seen is not read.
        assert_eq!(listed.unread, 1);
    })
    .await;
}

#[tokio::test]
async fn where_there_is_a_machine_behind_it_the_mails_come_to_an_end() {
    each(|world| async move {
        let (maud, piet) = people(&world).await;
        for number in 0..45 {
            given(&world, &piet, &maud, &format!("Printer {number}")).await;
        }
        world.clock.advance(61);
        while world.jobs().await > 0 {}
        let sent = sent(&world).len();
        // Those that go at the same moment do not see each other.
        assert!((20..20 + 16).contains(&sent), "{sent}");
    })
    .await;
}
