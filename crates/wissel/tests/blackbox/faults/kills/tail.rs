//! Somebody who follows the live stream from the first event on, over every restart, as a browser does.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::dice::Dice;
use super::ledger::Ledger;
use super::moments::Moment;
use crate::parts::api::Api;
use crate::parts::eventually::pass;
use crate::parts::live::{Happening, parse};

const AGAIN: Duration = Duration::from_millis(30);
/// The stream gives a sign of life every twenty seconds.
const SILENCE: Duration = Duration::from_secs(45);

/// Follows until its task is ended.
pub(super) async fn follow(ledger: Arc<Ledger>, api: Api) {
    let mut dice = Dice::of(ledger.seed, "tail", 0);
    let mut cursor = "0-0".to_owned();
    loop {
        if let Some(mut stream) = api.stream_after(&cursor).await {
            ledger.count("times the stream was opened");
            let mut unread = String::new();
            // Also a reader hangs up now and then.
            let mut patience = dice.between(20, 2_000);
            while let Ok(Ok(Some(chunk))) = timeout(SILENCE, stream.chunk()).await {
                unread.push_str(&String::from_utf8_lossy(&chunk).replace("\r\n", "\n"));
                while let Some((block, rest)) = unread.split_once("\n\n") {
                    let happening = parse(block);
                    unread = rest.to_owned();
                    if let Some(happening) = happening {
                        cursor.clone_from(&happening.cursor);
                        note(&ledger, happening);
                        patience = patience.saturating_sub(1);
                    }
                }
                if patience == 0 {
                    break;
                }
            }
        }
        pass(AGAIN).await;
    }
}

fn note(ledger: &Ledger, happening: Happening) {
    match happening.kind.as_str() {
        // What stands in no log says where the log is, and says it again.
        "view.counts" | "health.changed" => return,
        "ticket.assigned" => ledger.moments.happened(Moment::Assigned),
        _ => {}
    }
    let mut written = ledger.write();
    if happening.kind == "ticket.created" {
        written.tickets.extend(happening.data["ticket"].as_i64());
    }
    written.told.push(happening);
}
