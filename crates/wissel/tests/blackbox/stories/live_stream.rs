//! What a browser is told while it looks, and after it was cut off.

use std::time::Duration;

use super::main_job::connected;
use crate::parts::api::Api;
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::mail::Mail;
use crate::parts::plan::Door;

const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_browser_that_was_cut_off_is_told_what_it_missed_on_sqlite() {
    cut_off(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_browser_that_was_cut_off_is_told_what_it_missed_on_postgres() {
    cut_off(Kind::Postgres).await;
}

async fn cut_off(kind: Kind) {
    let mut desk = Desk::start(kind, Door::Lmtp).await;
    connected(&desk).await;
    let mut live = desk.agent.live().await;
    desk.deliver(&Mail::new("seen"));
    let seen = live.next("ticket.assigned", PATIENCE).await;
    drop(live);

    desk.deliver(&Mail::new("missed"));
    // The server that takes the browser back need not be the process that it was cut off from.
    desk.wissel.restart().await;
    let back = Api::sign_in(&desk.wissel.url, "maud@acme.test").await;
    let mut live = back.live_after(&seen.cursor).await;
    let created = live.next("ticket.created", PATIENCE).await;
    let assigned = live.next("ticket.assigned", PATIENCE).await;
    assert_ne!(created.data["ticket"], seen.data["ticket"], "what was seen is not told again");
    assert_eq!(created.data["ticket"], assigned.data["ticket"]);
    assert_ne!(created.cursor, assigned.cursor);
}
