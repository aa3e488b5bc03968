//! Servers that behave badly, and networks that do.

use super::Running;
use crate::net::desk::Source;
use crate::net::testing::desk::{SmallDesk, channel};
use crate::net::testing::eventually;
use crate::net::testing::script::{Script, Talk};

const MAIL: &str = "Subject: one\r\n\r\nHello\r\n";

fn desk(script: &Script) -> SmallDesk {
    let mut channel = channel(script.settings(), "secret");
    channel.settings.imap.poll_seconds = 1;
    channel.cursor =
        Some(r#"{"mailbox":"support@127.0.0.1/INBOX","uid_validity":7,"uid":4}"#.to_owned());
    SmallDesk::new(vec![channel])
}

async fn tells(desk: &SmallDesk, words: &str) {
    let what = format!("the mailbox tells {words:?}");
    eventually(&what, async || desk.health().detail.filter(|detail| detail.contains(words))).await;
}

#[tokio::test]
async fn a_server_without_idle_is_asked_again_and_again() {
    let script = Script::start(async |mut talk: Talk| {
        talk.let_in("").await?;
        talk.open(5).await?;
        talk.hear("UID FETCH 5:*").await?;
        talk.say("* 1 FETCH (UID 4 RFC822.SIZE 9)\r\nTAG OK\r\n").await?;
        talk.hear("NOOP").await?;
        talk.say("* 2 EXISTS\r\nTAG OK\r\n").await?;
        talk.hear("UID FETCH 5:*").await?;
        talk.say("* 2 FETCH (UID 5 RFC822.SIZE 30)\r\nTAG OK\r\n").await?;
        talk.give(5, MAIL).await?;
        talk.end().await;
        Some(())
    })
    .await;
    let desk = desk(&script);
    let _running = Running::start(&desk);
    eventually("the mail is taken", async || (desk.subjects() == ["one"]).then_some(())).await;
}

#[tokio::test]
async fn garbage_goodbyes_and_floods_are_survived_and_told_and_the_next_connection_works() {
    let script = Script::start(async |mut talk: Talk| {
        match talk.nth {
            1 => talk.say("\u{0}\u{1}HTTP/1.1 400 Bad Request\r\n\r\n").await?,
            2 => talk.say("* BYE too many connections\r\n").await?,
            3 => {
                talk.let_in("").await?;
                talk.open(6).await?;
                talk.hear("UID FETCH 5:*").await?;
                talk.say("* 1 FETCH (UID 5 RFC822.SIZE 30)\r\nTAG OK\r\n").await?;
                talk.hear("UID FETCH 5").await?;
                talk.say("* 1 FETCH (UID 5 BODY[] {500000000}\r\n").await?;
            }
            _ => {
                talk.let_in("").await?;
                talk.open(6).await?;
                talk.hear("UID FETCH 5:*").await?;
                talk.say("* 1 FETCH (UID 5 RFC822.SIZE 30)\r\nTAG OK\r\n").await?;
                talk.give(5, MAIL).await?;
            }
        }
        talk.end().await;
        Some(())
    })
    .await;
    let desk = desk(&script);
    let _running = Running::start(&desk);
    tells(&desk, "not a mail server's answer (no IMAP response)").await;
    tells(&desk, "ended the connection (too many connections)").await;
    tells(&desk, "not a mail server's answer (more than was asked for)").await;
    eventually("the mail is taken", async || (desk.subjects() == ["one"]).then_some(())).await;
}

#[tokio::test]
async fn a_list_that_is_cut_off_or_refused_half_way_passes_over_no_mail() {
    let script = Script::start(async |mut talk: Talk| {
        talk.let_in("").await?;
        talk.open(8).await?;
        talk.hear("UID FETCH 5:*").await?;
        match talk.nth {
            // The list comes in no order, and 5 and 6 are still to come.
            1 => return talk.say("* 3 FETCH (UID 7 RFC822.SIZE 30)\r\n").await,
            2 => talk.say("* 3 FETCH (UID 7 RFC822.SIZE 30)\r\nTAG NO internal error\r\n").await?,
            _ => {
                talk.say("* 3 FETCH (UID 7 RFC822.SIZE 30)\r\n* 1 FETCH (UID 5 RFC822.SIZE 30)\r\nTAG OK\r\n").await?;
                talk.give(5, MAIL).await?;
                talk.give(7, "Subject: two\r\n\r\n").await?;
            }
        }
        talk.end().await;
        Some(())
    })
    .await;
    let desk = desk(&script);
    let _running = Running::start(&desk);
    tells(&desk, "ended the connection").await;
    tells(&desk, "refused a command (internal error)").await;
    eventually("both mails are taken", async || (desk.subjects() == ["one", "two"]).then_some(()))
        .await;
}

#[tokio::test]
async fn a_mail_that_is_too_large_or_refused_or_deadly_holds_up_no_other() {
    let script = Script::start(async |mut talk: Talk| {
        talk.let_in("").await?;
        talk.open(9).await?;
        let list = "* 1 FETCH (UID 5 RFC822.SIZE 80000000)\r\n* 2 FETCH (UID 6 RFC822.SIZE 30)\r\n\
                    * 3 FETCH (UID 7 RFC822.SIZE 30)\r\n* 4 FETCH (UID 8 RFC822.SIZE 30)\r\nTAG OK\r\n";
        talk.hear("UID FETCH").await?;
        talk.say(list).await?;
        if talk.nth == 1 {
            talk.hear("UID FETCH 5 (UID BODY.PEEK[]<0.").await?;
            let begins = "Subject: large\r\n\r\nHello";
            talk.say(&format!("* 1 FETCH (UID 5 BODY[]<0> {{{}}}\r\n{begins})\r\nTAG OK\r\n", begins.len())).await?;
            talk.hear("UID FETCH 6").await?;
            talk.say("TAG NO [SERVERBUG] it is damaged\r\n").await?;
        }
        if talk.nth <= 3 {
            talk.hear("UID FETCH 7").await?;
            return Some(());
        }
        talk.give(8, MAIL).await?;
        talk.end().await;
        Some(())
    })
    .await;
    let desk = desk(&script);
    let _running = Running::start(&desk);
    eventually("the mail behind them is taken", async || {
        (desk.subjects() == ["large", "one"]).then_some(())
    })
    .await;
    assert!(matches!(desk.state().mails[0].1, Source::Imap { size: Some(80_000_000), .. }));
    assert!(matches!(desk.state().mails[1].1, Source::Imap { size: None, .. }));
    let cursor = eventually("the cursor is stored", async || {
        desk.state().channels[0].cursor.clone().filter(|cursor| cursor.contains("\"uid\":8"))
    })
    .await;
    assert!(cursor.contains("\"left\":[6,7]"), "{cursor}");
    assert_eq!(script.connections(), 4);
}

#[tokio::test]
async fn nobody_listening_and_no_such_host_are_told_in_words() {
    let mut settings = Script::start(async |_| Some(())).await.settings();
    settings.port = crate::net::testing::free_port();
    let desk = SmallDesk::new(vec![channel(settings.clone(), "secret")]);
    let running = Running::start(&desk);
    tells(&desk, "cannot be reached at port").await;
    running.end().await;
    settings.host = "no-such-host.invalid".to_owned();
    let desk = SmallDesk::new(vec![channel(settings, "secret")]);
    let _running = Running::start(&desk);
    tells(&desk, "There is no server called no-such-host.invalid").await;
}
