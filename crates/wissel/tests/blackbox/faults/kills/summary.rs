//! What a storm comes to, in words.

use super::books::Books;
use super::check;
use super::ledger::Ledger;

/// A line while it lasts.
pub(super) fn progress(ledger: &Ledger, kills: u64, seconds: u64) -> String {
    let written = ledger.write();
    let acknowledged = written.mails.values().filter(|mail| mail.acknowledged.is_some()).count();
    format!(
        "{kills:>5} kills  {seconds:>5} s  {acknowledged:>6} mails acknowledged  {:>6} replies out  {:>7} events followed",
        written.taken.len(),
        written.told.len(),
    )
}

/// The closing table.
pub(super) fn summary(ledger: &Ledger, books: &Books, kills: u64, seconds: u64) -> String {
    let (audits, opened) =
        (ledger.counted("audits"), ledger.counted("times the stream was opened"));
    let later = ledger.counted("told to come again");
    let (answered, refused) = (ledger.counted("answered"), ledger.counted("refused"));
    let written = ledger.write();
    let mails = written.mails.values();
    let lines = [
        ("kills", kills.to_string()),
        ("seconds", seconds.to_string()),
        ("mails in", mails.len().to_string()),
        (
            "  acknowledged",
            mails.clone().filter(|mail| mail.acknowledged.is_some()).count().to_string(),
        ),
        (
            "  handed over again",
            mails.map(|mail| mail.handed_over.saturating_sub(1)).sum::<u32>().to_string(),
        ),
        ("  told to come again", later.to_string()),
        ("tickets", books.rows("ticket").count().to_string()),
        ("messages in them", books.rows("message").count().to_string()),
        ("decisions", books.rows("decision").count().to_string()),
        ("posted with a key", written.posts.len().to_string()),
        (
            "  asked for again",
            written.posts.values().filter(|posted| posted.asked > 1).count().to_string(),
        ),
        ("requests answered", answered.to_string()),
        ("requests refused", refused.to_string()),
        ("replies out", written.taken.len().to_string()),
        ("  twice, unavoidably", check::outgoing::doubles(&written).to_string()),
        ("events followed", written.told.len().to_string()),
        ("  over so many streams", opened.to_string()),
        ("longest to ready", format!("{} ms", written.slowest_start.as_millis())),
        ("audits by the doctor", audits.to_string()),
    ];
    lines.map(|(name, value)| format!("{name:<24}{value:>10}")).join("\n")
}
