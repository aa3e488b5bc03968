//! A report about a mail of ours goes to the message it is about.

use jiff::Timestamp;
use serde_json::json;
use wissel_channels::mail::bounce::{self, Action};
use wissel_channels::mail::{Inbound, thread};
use wissel_model::{Actor, EventKind, MessageId, MessageState, Result};
use wissel_store::messages::Message;
use wissel_store::{Tx, events, intake, messages};

use super::Received;
use crate::Desk;

/// Attaches a report to our message. `None` when the mail is no report, or not about a mail of ours: then it is
/// taken in like any other.
pub(super) fn attach(
    tx: &mut Tx<'_>,
    desk: &Desk,
    mail: &Inbound,
    keys: &[String],
    now: Timestamp,
) -> Result<Option<Received>> {
    let Some(report) = bounce::read(mail) else { return Ok(None) };
    let Some(message) = about(tx, desk, report.original_message_id.as_deref())? else {
        return Ok(None);
    };
    // Anybody can write a report; one about a recipient we never wrote to is just a mail.
    if report
        .recipient
        .as_ref()
        .is_some_and(|to| !message.recipients.contains(&format!("\"{to}\"")))
    {
        return Ok(None);
    }
    for key in keys {
        if intake::find(tx, key)?.is_some() {
            return Ok(Some(Received::Double(message.ticket)));
        }
    }
    for key in keys {
        intake::record(tx, [(key.as_str(), message.ticket, message.id)], now)?;
    }
    let told = [report.recipient.clone(), report.status.clone(), report.diagnostic.clone()];
    let told =
        told.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    if report.action == Action::Failed && report.permanent {
        messages::set_state(tx, message.id, MessageState::Bounced, Some(&told), message.sent_at)?;
    }
    let data = json!({ "message_failed": message.id, "detail": told, "final": report.permanent });
    events::append(tx, Actor::System, EventKind::MessageFailed, Some(message.ticket), data, now)?;
    Ok(Some(Received::Bounce(message.ticket)))
}

fn about(tx: &mut Tx<'_>, desk: &Desk, id: Option<&str>) -> Result<Option<Message>> {
    let Some(id) = id else { return Ok(None) };
    if let Some(found) = messages::sent_as(tx, id)? {
        return Ok(Some(found));
    }
    match thread::read_message_id(id, &desk.0.mail_key) {
        Some(own) => messages::get(tx, MessageId(own.message)),
        None => Ok(None),
    }
}
