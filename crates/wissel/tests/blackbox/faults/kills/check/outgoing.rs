//! Every reply goes out once, or again only where SMTP makes it unavoidable: the mail server outside took it, and ours
//! never heard or died before it could write that down. Then it is the same mail, by its Message-ID.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::Moment;
use crate::faults::kills::books::Books;
use crate::faults::kills::ledger::{Taken, Written};
use crate::faults::kills::sink::words_in;

/// Writing down that a mail was handed over never takes longer on a machine that is merely busy.
const WRITTEN_DOWN: Duration = Duration::from_secs(5);

pub(super) fn check(books: &Books, written: &Written, moment: Moment) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut ours = HashSet::new();
    for message in books.rows("message").filter(|row| row.text("direction") == "out") {
        let (id, state, mail_id) =
            (message.id("id"), message.text("state"), message.text("mail_id"));
        ours.insert(mail_id);
        let Some(taken) = written.taken.get(mail_id) else {
            if state == "sent" || moment == Moment::AtTheEnd {
                wrong.push(format!(
                    "message {id} in ticket {} is {state}, and nobody outside has it",
                    message.id("ticket_id")
                ));
            }
            continue;
        };
        if moment == Moment::AtTheEnd && state != "sent" {
            wrong.push(format!("message {id} is {state}, and the mail server outside has it"));
        }
        let words = words_in(message.text("body")).unwrap_or_default();
        if taken.iter().any(|taken| taken.words != words) {
            wrong.push(format!("message {id} says {words:?}, and what was sent is {taken:?}"));
        }
        wrong.extend(
            again(taken, &written.lives).map(|why| format!("message {id} was sent again: {why}")),
        );
    }
    if moment == Moment::AtTheEnd {
        for id in written.taken.keys().filter(|id| !ours.contains(id.as_str())) {
            wrong.push(format!("the mail {id} was sent, and no message is it"));
        }
        for job in books.rows("job") {
            wrong.push(format!(
                "job {} {} {} is left",
                job.id("id"),
                job.text("kind"),
                job.text("last_error")
            ));
        }
    }
    wrong
}

/// Why one of these was sent although the one before it was surely written down.
fn again(taken: &[Taken], lives: &[Option<tokio::time::Instant>]) -> Option<String> {
    taken.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let ended = lives.get(first.life - 1).copied().flatten();
        let died = second.life > first.life
            && ended.is_some_and(|ended| ended.saturating_duration_since(first.at) < WRITTEN_DOWN);
        (first.answered && !died).then(|| {
            let (from, to) = (first.life, second.life);
            let apart = second.at - first.at;
            format!("in life {to}, {apart:?} after it was taken and answered in life {from}")
        })
    })
}

/// How many mails went out more than once.
pub(in super::super) fn doubles(written: &Written) -> usize {
    let again: HashMap<_, _> = written.taken.iter().filter(|(_, taken)| taken.len() > 1).collect();
    again.len()
}
