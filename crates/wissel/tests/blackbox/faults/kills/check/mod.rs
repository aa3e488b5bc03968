//! What must be true, seen from outside: the promises in the ledger against the server's own books.
//!
//! Each function returns a sentence for everything that is not as it should be. `wissel doctor` checks the books by
//! itself at every start; these hold them against what others were told.

pub(super) mod events;
pub(super) mod mails;
pub(super) mod outgoing;
pub(super) mod posts;
pub(super) mod tickets;

use super::books::Books;
use super::ledger::Written;

/// How much can be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Moment {
    /// Work goes on: what was promised before the books were copied is in them, and nothing is in them twice.
    InBetween,
    /// Everything was brought to its end.
    AtTheEnd,
}

/// All of them.
pub(super) fn everything(books: &Books, written: &Written, moment: Moment) -> Vec<String> {
    let mut wrong = mails::check(books, written, moment);
    wrong.extend(posts::check(books, written, moment));
    wrong.extend(tickets::check(books));
    wrong.extend(outgoing::check(books, written, moment));
    wrong.extend(events::check(books, written, moment));
    wrong
}
