//! The main job as the agent sees it, in a real browser.

use std::time::Duration;

use tokio::time::Instant;

use super::main_job::connected;
use crate::parts::api::Api;
use crate::parts::browser::Browser;
use crate::parts::database::{Database, Kind};
use crate::parts::desk::Desk;
use crate::parts::mail::Mail;
use crate::parts::plan::{Door, FROM_NAME};
use crate::parts::wissel::{Start, Wissel};

const PATIENCE: Duration = Duration::from_secs(40);

#[tokio::test]
async fn a_mail_is_on_the_agents_screen_within_two_seconds_and_is_answered_there_by_imap() {
    on_screen(Desk::start(Kind::Sqlite, Door::Imap).await).await;
}

#[tokio::test]
async fn a_mail_is_on_the_agents_screen_within_two_seconds_and_is_answered_there_by_lmtp() {
    on_screen(Desk::start(Kind::Postgres, Door::Lmtp).await).await;
}

#[tokio::test]
async fn a_mail_that_just_came_is_found_by_a_word_in_it() {
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    connected(&desk).await;
    let mut browser = Browser::start("search", &desk.wissel.url, "maud@acme.test");
    browser.says("ready", PATIENCE).await;
    let mut mail = Mail::new("search");
    "About the search".clone_into(&mut mail.subject);
    "I am flabbergasted by <b>this</b>.".clone_into(&mut mail.text);
    desk.deliver(&mail);
    browser.says("found", Duration::from_secs(3)).await;
    browser.ends_well(PATIENCE).await;
}

#[tokio::test]
async fn who_follows_a_link_signs_in_and_is_where_it_led() {
    let wissel = Wissel::start(Start::on(Database::Sqlite)).await;
    Api::set_up(&wissel.url, wissel.setup_link(), "Ada Admin", "ada@acme.test").await;
    Browser::start("sign_in", &wissel.url, "ada@acme.test").ends_well(PATIENCE).await;
}

#[tokio::test]
async fn two_people_at_one_ticket_see_each_other_and_nothing_typed_is_lost_or_sent_twice() {
    on_a_demo("writing", Duration::from_secs(120)).await;
}

#[tokio::test]
async fn who_is_given_a_ticket_is_told_on_every_page_and_by_the_browser_once() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let database = Database::create(kind).await;
        let wissel = Wissel::start(Start { demo: true, ..Start::on(database) }).await;
        let admin = Api::set_up(&wissel.url, wissel.setup_link(), "Ada", "ada@acme.test").await;
        let email = admin.get("/me").await["email"].clone();
        let email = email.as_str().expect("a user has an e-mail");
        Browser::start("notifications", &wissel.url, email)
            .ends_well(Duration::from_secs(120))
            .await;
    }
}

#[tokio::test]
async fn every_page_can_be_used_by_everybody_at_a_desk() {
    everybody("desk").await;
}

#[tokio::test]
async fn every_page_can_be_used_by_everybody_on_a_phone() {
    everybody("phone").await;
}

#[tokio::test]
async fn every_page_can_be_used_by_everybody_on_a_tablet_and_at_twice_the_size() {
    tokio::join!(everybody("tablet"), everybody("zoomed"));
}

#[tokio::test]
async fn what_is_written_has_marks_pictures_saved_replies_and_mentions() {
    on_a_demo("editor", Duration::from_secs(120)).await;
}

#[tokio::test]
async fn a_reply_is_taken_back_addressed_and_kept_from_a_race_and_from_a_dead_line() {
    on_a_demo("sending", Duration::from_secs(180)).await;
}

#[tokio::test]
async fn what_is_written_outlives_server_and_browser_and_what_was_sent_leaves_once() {
    let mut desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    connected(&desk).await;
    let mut mail = Mail::new("killed");
    "Killed".clone_into(&mut mail.subject);
    desk.deliver(&mail);
    let mut browser = Browser::start("killed", &desk.wissel.url, "maud@acme.test");
    browser.says("kept", PATIENCE).await;
    desk.wissel.kill();
    browser.says("typed", PATIENCE).await;
    desk.wissel.start_again().await;
    browser.says("sent", Duration::from_secs(90)).await;
    desk.wissel.kill();
    browser.ends_well(PATIENCE).await;
    desk.wissel.start_again().await;
    let sent = desk.sink.mail("jo@customer.test", "Before the end, and after it.").await;
    let again = desk.sink.mails().into_iter().filter(|one| one.message_id == sent.message_id);
    assert_eq!(again.count(), 1, "it left once");
}

#[tokio::test]
async fn two_tickets_about_one_thing_are_merged_and_taken_apart_again() {
    on_a_demo("merging", Duration::from_secs(60)).await;
}

#[tokio::test]
async fn a_working_day_goes_without_a_mouse() {
    on_a_demo("keyboard", Duration::from_secs(90)).await;
}

#[tokio::test]
async fn a_mornings_mail_is_cleared_in_the_list_and_everything_is_taken_back() {
    on_a_demo("triage", Duration::from_secs(90)).await;
}

#[tokio::test]
async fn contacts_are_found_changed_merged_imported_and_exported_by_hand() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let database = Database::create(kind).await;
        let wissel = Wissel::start(Start { demo: true, ..Start::on(database) }).await;
        let admin = Api::set_up(&wissel.url, wissel.setup_link(), "Ada", "ada@acme.test").await;
        let email = admin.get("/me").await["email"].clone();
        let email = email.as_str().expect("a user has an e-mail");
        Browser::start("contacts", &wissel.url, email).ends_well(Duration::from_secs(120)).await;
    }
}

async fn everybody(size: &str) {
    on_a_demo(&format!("axe {size}"), Duration::from_secs(340)).await;
}

/// Runs a script as the admin of a desk with tickets, contacts and people.
async fn on_a_demo(script: &str, limit: Duration) {
    let wissel = Wissel::start(Start { demo: true, ..Start::on(Database::Sqlite) }).await;
    let admin = Api::set_up(&wissel.url, wissel.setup_link(), "Ada Admin", "ada@acme.test").await;
    // The demo desk has an admin already, whose password the link sets.
    let email = admin.get("/me").await["email"].clone();
    let email = email.as_str().expect("a user has an e-mail");
    Browser::start(script, &wissel.url, email).ends_well(limit).await;
}

async fn on_screen(desk: Desk) {
    connected(&desk).await;
    let mut browser = Browser::start("main_job", &desk.wissel.url, "maud@acme.test");
    browser.says("ready", PATIENCE).await;

    let mut mail = Mail::new("browser");
    "About the browser".clone_into(&mut mail.subject);
    "Hello, this is about the browser.".clone_into(&mut mail.text);
    desk.deliver(&mail);
    let delivered = Instant::now();
    browser.says("seen", Duration::from_secs(2)).await;
    println!("from delivery to the agent's screen: {:?}", delivered.elapsed());

    browser.says("replied", PATIENCE).await;
    let reply = desk.sink.mail("jo@customer.test", "We are looking into it").await;
    assert_eq!(reply.from.0, FROM_NAME);
    assert_eq!(reply.in_reply_to, ["browser@customer.test"]);

    let mut answer = Mail::answer_to(&reply, "answer");
    "Thank you, this is about the answer.".clone_into(&mut answer.text);
    desk.deliver(&answer);
    browser.says("answered", PATIENCE).await;
    browser.ends_well(PATIENCE).await;
}
