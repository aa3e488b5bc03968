//! Handing over one mail.

use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use tokio::time::timeout;

use super::connect::{Connection, PATIENCE, trouble, words};
use crate::net::desk::{OutMail, Undelivered};
use crate::net::trouble::Trouble;

/// The slowest line on which a mail may leave, in bytes a second.
const SLOWEST: u64 = 32 << 10;

/// What became of it.
#[derive(Debug)]
pub(super) enum Sent {
    /// The server has it, for everybody.
    ToAll,
    /// The server has it, but not for these: each with the server's words.
    NotTo { refused: Vec<String>, taken: Vec<String> },
    /// The server will never take it.
    Never(String),
    /// The server will not take it now.
    NotNow(String),
    /// The connection or the sign-in is at fault, not the mail.
    Trouble(Trouble),
}

impl Sent {
    pub(super) fn into_result(self) -> Result<(), Undelivered> {
        let mut all = Vec::new();
        let (permanent, detail) = match self {
            Self::ToAll => return Ok(()),
            // Those who have it must not get it twice: so it is not to be tried again as it is.
            Self::NotTo { refused, taken } => {
                all = taken;
                (
                    true,
                    format!("It was sent to the others, but refused for {}.", refused.join(", ")),
                )
            }
            Self::Never(words) => (true, format!("The mail server refused it: {words}.")),
            Self::NotNow(words) => {
                (false, format!("The mail server does not take it now: {words}."))
            }
            Self::Trouble(trouble) => (false, trouble.to_string()),
        };
        Err(Undelivered { permanent, detail, taken: all })
    }
}

/// Hands `mail` to the server.
///
/// A recipient who is refused for good does not keep the others from getting it. One who is refused for now does:
/// nobody gets it, and the whole mail may be tried again without anybody getting it twice.
pub(super) async fn send(connection: &mut Connection, host: &str, mail: &OutMail) -> Sent {
    connection.sent += 1;
    match hand_over(connection, host, mail).await {
        Ok((_, refused)) if refused.is_empty() => Sent::ToAll,
        Ok((taken, refused)) => Sent::NotTo { refused, taken },
        Err(sent) => sent,
    }
}

/// Who took it and, with the server's words, who did not.
async fn hand_over(
    connection: &mut Connection,
    host: &str,
    mail: &OutMail,
) -> Result<(Vec<String>, Vec<String>), Sent> {
    let begin = Mail::new(sender(mail)?, parameters(connection, mail)?);
    say(connection, host, begin.to_string()).await?.map_err(|error| outcome(host, &error))?;
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for to in &mail.to {
        let answer = match to.parse::<Address>() {
            Ok(address) => {
                say(connection, host, Rcpt::new(address, Vec::new()).to_string()).await?
            }
            Err(error) => {
                refused.push(format!("{to} ({error})"));
                continue;
            }
        };
        match answer.map_err(|error| (outcome(host, &error), words(&error))) {
            Ok(()) => taken.push(to.clone()),
            Err((Sent::Never(_), words)) => refused.push(format!("{to} ({words})")),
            Err((other, _)) => return Err(other),
        }
    }
    if refused.len() == mail.to.len() {
        return Err(Sent::Never(refused.join(", ")));
    }
    say(connection, host, Data.to_string()).await?.map_err(|error| outcome(host, &error))?;
    let time = PATIENCE + Duration::from_secs(mail.bytes.len() as u64 / SLOWEST);
    match timeout(time, connection.smtp.message(&mail.bytes)).await {
        Ok(Ok(_)) => Ok((taken, refused)),
        Ok(Err(error)) => Err(outcome(host, &error)),
        Err(_) => Err(Sent::Trouble(Trouble::Silent { host: host.to_owned() })),
    }
}

async fn say(
    connection: &mut Connection,
    host: &str,
    command: String,
) -> Result<Result<(), Error>, Sent> {
    let answer = connection.command(host, command).await.map_err(Sent::Trouble)?;
    Ok(answer.map(|_| ()))
}

/// The envelope's sender; none for a mail that nobody is to answer.
fn sender(mail: &OutMail) -> Result<Option<Address>, Sent> {
    if mail.from.is_empty() {
        return Ok(None);
    }
    mail.from.parse().map(Some).map_err(|error| Sent::Never(format!("{} ({error})", mail.from)))
}

/// What the server must be able to do for this mail (RFC 6152, RFC 6531).
fn parameters(connection: &Connection, mail: &OutMail) -> Result<Vec<MailParameter>, Sent> {
    let can = |extension| connection.smtp.server_info().supports_feature(extension);
    let mut parameters = Vec::new();
    if !mail.from.is_ascii() || !mail.to.iter().all(|to| to.is_ascii()) {
        if !can(Extension::SmtpUtfEight) {
            return Err(Sent::Never("it takes no address with such letters".to_owned()));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !mail.bytes.is_ascii() {
        if !can(Extension::EightBitMime) {
            return Err(Sent::Never("it takes no mail in eight bits".to_owned()));
        }
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(parameters)
}

/// What the server's no means for this mail.
fn outcome(host: &str, error: &Error) -> Sent {
    // It wants us to sign in, or to sign in differently (RFC 4954 §6): the settings are wrong, not the mail.
    let about_us =
        error.status().is_some_and(|code| [530, 534, 535, 538].contains(&u16::from(code)));
    if about_us || !error.is_permanent() && !error.is_transient() {
        return Sent::Trouble(trouble(host, error));
    }
    let words = words(error);
    if error.is_permanent() { Sent::Never(words) } else { Sent::NotNow(words) }
}
