//! LMTP as a mail server speaks it (RFC 2033): several mails on a connection, each in two writes (RFC 2920).

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::ledger::Ledger;
use super::letters::Letter;
use super::moments::Moment;

/// Longer than any answer takes here; a mail server has minutes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Hands over what is in the queue. What was acknowledged leaves it and is returned; the rest is for the next time.
pub(super) async fn deliver(ledger: &Ledger, port: u16, queue: &mut Vec<Letter>) -> Vec<Letter> {
    let mut accepted = Vec::new();
    if queue.is_empty() {
        return accepted;
    }
    // Whatever broke it off: a mail that was not acknowledged stays where it is.
    let _ = timeout(PATIENCE, conversation(ledger, port, queue, &mut accepted)).await;
    accepted
}

async fn conversation(
    ledger: &Ledger,
    port: u16,
    queue: &mut Vec<Letter>,
    accepted: &mut Vec<Letter>,
) -> io::Result<()> {
    let mut wire = BufStream::new(TcpStream::connect(("127.0.0.1", port)).await?);
    if answer(&mut wire).await? != 220 {
        return Ok(());
    }
    wire.write_all(b"LHLO mx.customer.test\r\n").await?;
    wire.flush().await?;
    answer(&mut wire).await?;
    wire.write_all(envelope(&queue[0]).as_bytes()).await?;
    wire.flush().await?;
    while !queue.is_empty() {
        for expected in [250, 250, 354] {
            let said = answer(&mut wire).await?;
            if said != expected {
                return refused(ledger, &queue[0], said);
            }
        }
        note(ledger, &queue[0].name, |mailed| mailed.handed_over += 1);
        wire.write_all(content(&queue[0]).as_bytes()).await?;
        if let Some(next) = queue.get(1) {
            wire.write_all(envelope(next).as_bytes()).await?;
        }
        wire.flush().await?;
        ledger.moments.happened(Moment::MailHandedOver);
        let said = answer(&mut wire).await?;
        if said != 250 {
            return refused(ledger, &queue[0], said);
        }
        ledger.moments.happened(Moment::MailTaken);
        note(ledger, &queue[0].name, |mailed| {
            mailed.acknowledged.get_or_insert(Instant::now());
        });
        accepted.push(queue.remove(0));
    }
    wire.write_all(b"QUIT\r\n").await?;
    wire.flush().await?;
    answer(&mut wire).await.map(drop)
}

/// "Not now" is what a mail server is prepared for; "never" is wrong, for all these mails are good.
fn refused(ledger: &Ledger, letter: &Letter, said: u16) -> io::Result<()> {
    match said {
        400..500 => ledger.count("told to come again"),
        said => ledger.wrong(format!("{} was refused for good with {said}", letter.name)),
    }
    Ok(())
}

fn note(ledger: &Ledger, name: &str, what: impl FnOnce(&mut super::ledger::Mailed)) {
    what(ledger.write().mails.get_mut(name).expect("it was written down when it was written"));
}

fn envelope(letter: &Letter) -> String {
    format!("MAIL FROM:<{}>\r\nRCPT TO:<{}>\r\nDATA\r\n", letter.mail.from, letter.mail.to)
}

/// The mail with its dots doubled, and the end of it (RFC 5321 §4.5.2).
fn content(letter: &Letter) -> String {
    let mut content = String::new();
    for line in letter.mail.content().lines() {
        content.push_str(if line.starts_with('.') { "." } else { "" });
        content.push_str(line);
        content.push_str("\r\n");
    }
    content + ".\r\n"
}

/// The number of the next answer, which may have several lines.
async fn answer(wire: &mut BufStream<TcpStream>) -> io::Result<u16> {
    let mut line = String::new();
    loop {
        line.clear();
        if wire.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line.as_bytes().get(3) != Some(&b'-') {
            let number = line.get(..3).and_then(|number| number.parse().ok());
            return number.ok_or_else(|| io::ErrorKind::InvalidData.into());
        }
    }
}
