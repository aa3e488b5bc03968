//! Customers who write, through a mail server that gives up no mail before it was told 250.

use std::sync::Arc;

use tokio::time::Instant;

use super::dice::Dice;
use super::ledger::{Ledger, Mailed};
use super::lmtp;
use crate::parts::eventually::pass;
use crate::parts::mail::Mail;

/// The team's address.
pub(super) const TEAM: &str = "support@acme.test";

/// So many customers per mail server.
const CUSTOMERS: usize = 30;
/// A mail server does not take more from its customers while so many wait.
const QUEUE: usize = 12;

/// A mail in the queue.
pub(super) struct Letter {
    pub(super) name: String,
    pub(super) mail: Mail,
}

/// Writes mails while the storm lasts, and delivers until the last is acknowledged.
pub(super) async fn write(ledger: Arc<Ledger>, port: u16, number: u64) {
    let mut dice = Dice::of(ledger.seed, "letters", number);
    let mut queue: Vec<Letter> = Vec::new();
    let mut written = 0;
    loop {
        if ledger.is_storm() {
            while queue.len() < QUEUE && dice.percent(70) {
                queue.push(letter(&ledger, &mut dice, number, written));
                written += 1;
            }
        } else if queue.is_empty() {
            return;
        }
        let accepted = lmtp::deliver(&ledger, port, &mut queue).await;
        // A mail server that lost its own books sends a mail again that was taken long ago.
        if ledger.is_storm() && dice.percent(3) {
            queue.extend(accepted);
        }
        pass(dice.millis(10, 150)).await;
    }
}

fn letter(ledger: &Ledger, dice: &mut Dice, number: u64, written: u64) -> Letter {
    let name = format!("letter-{number}-{written}");
    let mut mail = Mail::new(&name);
    mail.from = format!("jo{}@customer{number}.test", dice.below(CUSTOMERS));
    let answers = if dice.percent(25) { answer(ledger, dice, &mut mail) } else { None };
    if dice.percent(6) {
        attach(&mut mail, dice);
    }
    let mailed = Mailed {
        subject: mail.subject.clone(),
        answers,
        handed_over: 0,
        acknowledged: None::<Instant>,
    };
    ledger.write().mails.insert(name.clone(), mailed);
    Letter { name, mail }
}

/// Makes it an answer to a mail that we sent, from whoever got that.
fn answer(ledger: &Ledger, dice: &mut Dice, mail: &mut Mail) -> Option<String> {
    let written = ledger.write();
    let at = dice.below(written.taken.len());
    let (id, taken) = written.taken.iter().nth(at)?;
    mail.from = taken.last()?.to.first()?.clone();
    mail.headers = vec![format!("In-Reply-To: <{id}>"), format!("References: <{id}>")];
    Some(id.clone())
}

/// Puts a file beside the text.
fn attach(mail: &mut Mail, dice: &mut Dice) {
    mail.headers.push("Content-Type: multipart/mixed; boundary=between".to_owned());
    let lines = dice.between(100, 1_500) as usize;
    // Different in each mail, for the same bytes are kept once.
    let line = format!("{:A<64}", mail.subject.replace([' ', '-'], "x"));
    let file = vec![line; lines].join("\n");
    mail.text = format!(
        "--between\nContent-Type: text/plain\n\n{}\n--between\nContent-Type: application/octet-stream\n\
         Content-Disposition: attachment; filename=file.bin\nContent-Transfer-Encoding: base64\n\n{file}\n--between--",
        mail.text
    );
}
