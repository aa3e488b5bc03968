//! With Dovecot.

use wissel_channels::mail::settings::{Imap, Security};

use super::Running;
use crate::net::testing::certificate::Certificate;
use crate::net::testing::desk::{SmallDesk, channel};
use crate::net::testing::dovecot::{Dovecot, PASSWORD};
use crate::net::testing::eventually;

async fn has(desk: &SmallDesk, subjects: &[&str]) {
    let what = format!("the desk has {subjects:?}");
    eventually(&what, async || (desk.subjects() == subjects).then_some(())).await;
}

async fn is_fine(desk: &SmallDesk) {
    eventually("the mailbox is read", async || (desk.health().state == "ok").then_some(())).await;
}

#[tokio::test]
async fn a_mail_is_taken_in_as_soon_as_the_server_has_it_and_stays_unread_there() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let running = Running::start(&desk);
    is_fine(&desk).await;
    for subject in ["one", "two", "three"] {
        dovecot.deliver(subject);
    }
    has(&desk, &["one", "two", "three"]).await;
    is_fine(&desk).await;
    assert!(desk.health().last_in_at.is_some());
    running.end().await;
    assert!(dovecot.flags().iter().all(|flags| !flags.contains('S')), "{:?}", dovecot.flags());
}

#[tokio::test]
async fn a_mail_that_a_person_has_read_already_is_taken_in_all_the_same() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let running = Running::start(&desk);
    is_fine(&desk).await;
    running.end().await;
    dovecot.deliver("seen");
    dovecot.read_everything();
    let _running = Running::start(&desk);
    has(&desk, &["seen"]).await;
}

#[tokio::test]
async fn mail_from_before_the_channel_is_left_alone_and_mail_from_between_is_not() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    dovecot.deliver("years ago");
    let mut ours = channel(dovecot.settings(), PASSWORD);
    ours.created_at = "2999-01-01T00:00:00Z".parse().unwrap();
    let desk = SmallDesk::new(vec![ours.clone()]);
    let running = Running::start(&desk);
    is_fine(&desk).await;
    dovecot.deliver("new");
    has(&desk, &["new"]).await;
    running.end().await;

    // The same mailbox for a channel that is older than its mails: both came between.
    ours.created_at = "2020-01-01T00:00:00Z".parse().unwrap();
    let desk = SmallDesk::new(vec![ours]);
    let _running = Running::start(&desk);
    has(&desk, &["years ago", "new"]).await;
}

#[tokio::test]
async fn reading_goes_on_where_it_stopped() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let running = Running::start(&desk);
    is_fine(&desk).await;
    dovecot.deliver("one");
    has(&desk, &["one"]).await;
    running.end().await;
    dovecot.deliver("two");
    let _running = Running::start(&desk);
    has(&desk, &["one", "two"]).await;
}

#[tokio::test]
async fn a_mailbox_that_was_numbered_anew_is_read_anew() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    dovecot.deliver("one");
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let running = Running::start(&desk);
    has(&desk, &["one"]).await;
    running.end().await;
    dovecot.renumber();
    dovecot.deliver("two");
    let stored = desk.state().channels[0].cursor.clone().unwrap();
    // Dovecot takes the time in seconds as the new number; a test is faster than that.
    let older = stored.replace("\"uid_validity\":", "\"uid_validity\":9");
    desk.state().channels[0].cursor = Some(older);
    let _running = Running::start(&desk);
    // The new numbers are in any order.
    eventually("both mails are read", async || {
        let mut subjects = desk.subjects();
        subjects.sort();
        (subjects == ["one", "one", "two"]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_channel_pointed_at_another_mailbox_leaves_alone_what_came_there_before() {
    let (Some(before), Some(after)) = (Dovecot::start("").await, Dovecot::start("").await) else {
        return;
    };
    let desk = SmallDesk::new(vec![channel(before.settings(), PASSWORD)]);
    let running = Running::start(&desk);
    before.deliver("one");
    has(&desk, &["one"]).await;
    running.end().await;
    after.deliver("theirs");
    desk.change(|state| state.channels[0].settings.imap = elsewhere(&after));
    let running = Running::start(&desk);
    let stands = async |words: &str| {
        eventually("the other mailbox is read", async || {
            desk.state().channels[0].cursor.clone().filter(|cursor| cursor.starts_with(words))
        })
        .await
    };
    let stored = stands(r#"{"mailbox":"support@acme.test@localhost/INBOX","uid_validity":"#).await;
    after.deliver("two");
    has(&desk, &["one", "two"]).await;
    running.end().await;
    // Numbered anew, that mailbox still begins when the channel was pointed at it.
    let (numbers, _) = stored.split_once(",\"uid\"").unwrap();
    let (name, number) = numbers.rsplit_once(':').unwrap();
    let older = stored.replace(&format!(":{number},"), ":1,");
    assert!(older.starts_with(&format!("{name}:1,")), "{older}");
    desk.state().channels[0].cursor = Some(older);
    let _running = Running::start(&desk);
    stands(numbers).await;
    after.deliver("three");
    has(&desk, &["one", "two", "three"]).await;
}

/// The same machine by another name, which makes it another mailbox.
fn elsewhere(dovecot: &Dovecot) -> Imap {
    Imap { host: "localhost".to_owned(), ..dovecot.settings() }
}

#[tokio::test]
async fn one_mail_that_cannot_be_taken_holds_up_no_other() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    for subject in ["one", "a loop", "this breaks the desk", "bad", "two"] {
        dovecot.deliver(subject);
    }
    dovecot.hand_over("\0\u{1}garbage that is no mail\r\n\r\n\r\n");
    let _running = Running::start(&desk);
    has(&desk, &["one", "two", "(none)"]).await;
    is_fine(&desk).await;
    assert!(desk.health().last_error.unwrap().contains("every hour"));
}

#[tokio::test]
async fn while_the_database_is_away_nothing_is_passed_over() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let _running = Running::start(&desk);
    is_fine(&desk).await;
    desk.state().away = true;
    dovecot.deliver("one");
    dovecot.deliver("two");
    eventually("a mail was brought in vain", async || (desk.state().brought > 0).then_some(()))
        .await;
    eventually("the mailbox tells", async || {
        desk.health().detail.filter(|detail| detail.contains("attachments are away"))
    })
    .await;
    desk.state().away = false;
    has(&desk, &["one", "two"]).await;
    is_fine(&desk).await;
}

#[tokio::test]
async fn a_large_mail_with_every_byte_arrives_as_it_was_sent() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let line = "0123456789 {12} äöü * 7 FETCH )\r\n";
    let mail =
        format!("Message-ID: <large@x.test>\r\nSubject: large\r\n\r\n{}", line.repeat(300_000));
    dovecot.hand_over(&mail);
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let _running = Running::start(&desk);
    has(&desk, &["large"]).await;
    let state = desk.state();
    let raw = &state.mails[0].2;
    let sent = format!("{mail}\r\n");
    assert!(raw.ends_with(sent.split_once("Subject").unwrap().1.as_bytes()), "{} bytes", raw.len());
}

#[tokio::test]
async fn a_wrong_password_and_a_missing_folder_are_told_in_words() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), "wrong")]);
    let _running = Running::start(&desk);
    let told = async |words: &str| {
        eventually(words, async || {
            let health = desk.health();
            (health.state == "error")
                .then_some(health.detail?)
                .filter(|detail| detail.contains(words))
        })
        .await;
    };
    told("refused the sign-in of support@acme.test").await;
    desk.change(|state| {
        let channel = &mut state.channels[0];
        (channel.version, channel.secrets.imap_password) = (2, Some(PASSWORD.to_owned()));
        channel.settings.imap.folder = "Réclamations".to_owned();
    });
    told("The folder Réclamations cannot be opened").await;
    desk.change(|state| {
        let channel = &mut state.channels[0];
        (channel.version, channel.settings.imap.folder) = (3, "INBOX".to_owned());
    });
    is_fine(&desk).await;
}

#[tokio::test]
async fn tls_and_starttls_protect_the_connection_and_a_strangers_certificate_is_refused() {
    let Some(certificate) = Certificate::new() else { return };
    let Some(dovecot) = Dovecot::with_tls(&certificate, "").await else { return };
    for (security, port) in [(Security::Tls, dovecot.imaps), (Security::Starttls, dovecot.imap)] {
        let mut settings = dovecot.settings();
        (settings.security, settings.port) = (security, port);
        let desk = SmallDesk::new(vec![channel(settings.clone(), PASSWORD)]);
        let running = Running::start_as(&desk, "node-1", Some(&certificate));
        is_fine(&desk).await;
        running.end().await;

        let desk = SmallDesk::new(vec![channel(settings, PASSWORD)]);
        let running = Running::start(&desk);
        let detail = eventually("an error is told", async || desk.health().detail).await;
        assert!(detail.contains("certificate of 127.0.0.1 cannot be trusted"), "{detail}");
        running.end().await;
    }
}

#[tokio::test]
async fn a_channel_that_is_switched_off_reads_nothing_more() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let _running = Running::start(&desk);
    is_fine(&desk).await;
    assert_eq!(desk.state().leases.len(), 1);
    let mut off = Vec::new();
    desk.change(|state| off = std::mem::take(&mut state.channels));
    eventually("the lease is let go", async || desk.state().leases.is_empty().then_some(())).await;
    dovecot.deliver("one");
    desk.change(|state| state.channels = off);
    has(&desk, &["one"]).await;
}
