//! The mail server outside: it takes our replies and remembers them, and it misbehaves as the seed says.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use mail_parser::MessageParser;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::dice::Dice;
use super::ledger::{Ledger, Phase, Taken};
use super::moments::Moment;
use crate::parts::eventually::pass;

/// What it does with a mail.
#[derive(Clone, Copy, Debug)]
enum Mood {
    /// Takes it and says so.
    Kind,
    /// Takes it, and says so after a while.
    Slow(Duration),
    /// Takes it and hangs up without a word.
    Mute,
    /// Hangs up without having taken it.
    Gone,
    /// Says "not now".
    Busy,
}

/// Serves until its task is ended. Now and then all its connections break and it is away for a moment.
pub(super) async fn serve(ledger: Arc<Ledger>, port: u16) {
    let mut dice = Dice::of(ledger.seed, "sink", 0);
    let mut number = 0;
    loop {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port is ours");
        let mut open = Box::pin(accept(&ledger, listener, &mut number));
        let until = dice.millis(4_000, 20_000);
        while timeout(until, &mut open).await.is_err() && ledger.phase() != Phase::Storm {}
        // Its connections end with it, in the middle of whatever they are at.
        drop(open);
        pass(dice.millis(50, 600)).await;
    }
}

async fn accept(ledger: &Arc<Ledger>, listener: TcpListener, number: &mut u64) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let dice = Dice::of(ledger.seed, "mail out", *number);
        *number += 1;
        connections.spawn(talk(Arc::clone(ledger), stream, dice));
    }
}

async fn talk(ledger: Arc<Ledger>, stream: TcpStream, mut dice: Dice) {
    // A client that breaks off is what all this is about.
    let _ = conversation(&ledger, stream, &mut dice).await;
}

async fn conversation(ledger: &Ledger, stream: TcpStream, dice: &mut Dice) -> io::Result<()> {
    // Whose connection it is: what a dead server said last may only be read when the next one lives.
    let life = ledger.write().life();
    let mut wire = BufStream::new(stream);
    say(&mut wire, "220 mx.outside.test ready").await?;
    let mut to = Vec::new();
    let mut line = String::new();
    loop {
        line.clear();
        if wire.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => say(&mut wire, "250-mx.outside.test\r\n250-8BITMIME\r\n250 SMTPUTF8").await?,
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                to.push(address.to_owned());
                say(&mut wire, "250 ok").await?;
            }
            "DATA" => {
                say(&mut wire, "354 go on").await?;
                let mail = content(&mut wire).await?;
                let envelope = (life, std::mem::take(&mut to));
                take(ledger, &mut wire, dice, &mail, envelope).await?;
            }
            "QUIT" => return say(&mut wire, "221 goodbye").await,
            "RSET" | "MAIL" => {
                to.clear();
                say(&mut wire, "250 ok").await?;
            }
            _ => say(&mut wire, "250 ok").await?,
        }
    }
}

async fn take(
    ledger: &Ledger,
    wire: &mut BufStream<TcpStream>,
    dice: &mut Dice,
    mail: &[u8],
    (life, to): (usize, Vec<String>),
) -> io::Result<()> {
    let (id, words) = read(mail);
    // A mail that was put off already is put off no further: its next try would be minutes away.
    let calm = ledger.phase() != Phase::Storm || ledger.write().put_off.contains(&id);
    let mood = if calm { Mood::Kind } else { mood(dice) };
    match mood {
        Mood::Kind | Mood::Slow(_) => {}
        Mood::Mute | Mood::Gone | Mood::Busy => {
            ledger.write().put_off.insert(id.clone());
        }
    }
    match mood {
        Mood::Gone => return Err(io::ErrorKind::ConnectionReset.into()),
        Mood::Busy => return say(wire, "451 not now").await,
        Mood::Kind | Mood::Slow(_) | Mood::Mute => {}
    }
    let at = Instant::now();
    let nth = {
        let mut written = ledger.write();
        let all = written.taken.entry(id.clone()).or_default();
        all.push(Taken { words, to, at, life, answered: false });
        all.len() - 1
    };
    ledger.moments.happened(Moment::SentUnanswered);
    match mood {
        Mood::Mute => return Err(io::ErrorKind::ConnectionReset.into()),
        Mood::Slow(wait) => pass(wait).await,
        _ => {}
    }
    // Written down before it is said: what was said may have been heard.
    if let Some(taken) = ledger.write().taken.get_mut(&id).and_then(|all| all.get_mut(nth)) {
        taken.answered = true;
    }
    say(wire, "250 taken").await?;
    ledger.moments.happened(Moment::SentAnswered);
    Ok(())
}

fn mood(dice: &mut Dice) -> Mood {
    match dice.below(100) {
        0..8 => Mood::Slow(dice.millis(30, 1_200)),
        8..12 => Mood::Mute,
        12..14 => Mood::Gone,
        14..17 => Mood::Busy,
        _ => Mood::Kind,
    }
}

/// The Message-ID, and the words that tell which reply it is.
fn read(mail: &[u8]) -> (String, String) {
    let mail = MessageParser::default().parse(mail);
    let id = mail.as_ref().and_then(|mail| mail.message_id()).unwrap_or("none").to_owned();
    let text = mail.as_ref().and_then(|mail| mail.body_text(0)).unwrap_or_default();
    (id, words_in(&text).unwrap_or_default())
}

/// The first `words-…-end` of a text: what is quoted comes after it.
pub(super) fn words_in(text: &str) -> Option<String> {
    let begin = text.find("words-")?;
    let end = begin + text[begin..].find("-end")? + "-end".len();
    Some(text[begin..end].to_owned())
}

/// A mail up to the line with a dot alone.
async fn content(wire: &mut BufStream<TcpStream>) -> io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    while !mail.ends_with(b"\r\n.\r\n") {
        if wire.read_until(b'\n', &mut mail).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(mail)
}

async fn say(wire: &mut BufStream<TcpStream>, what: &str) -> io::Result<()> {
    wire.write_all(format!("{what}\r\n").as_bytes()).await?;
    wire.flush().await
}
