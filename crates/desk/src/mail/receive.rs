//! A mail arrives. When this returns `Ok`, everything it brought is durable, and only then may it be acknowledged.

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha2::{Digest, Sha256};
use wissel_channels::mail::loops::Automatic;
use wissel_channels::mail::{Cut, Inbound, Limits, Mailbox, loops, parse};
use wissel_model::ticket::status;
use wissel_model::{
    Actor, AddressKind, AttachmentId, ChannelId, Direction, Error, MessageId, MessageState,
    Priority, Result, TicketId,
};
use wissel_store::attachments::Attachment;
use wissel_store::channels::Channel;
use wissel_store::contacts::{self, Contact};
use wissel_store::messages::Message;
use wissel_store::{Tx, channels, intake, statuses, tickets};

use super::ours::Ours;
use super::sender::sender;
use super::thread::{Continues, continues};
use crate::Desk;
use crate::tickets::{Arrival, Arrived, take_in};

/// Where a mail came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Fetched from a mailbox.
    Imap {
        /// Whose mailbox it is and which folder: numberings of two of them may be called the same.
        mailbox: String,
        /// The folder's UIDVALIDITY.
        uid_validity: u32,
        /// The mail's UID.
        uid: u32,
        /// How many bytes it has, when that is more than is taken in and only its beginning was fetched.
        size: Option<u64>,
    },
    /// Delivered to our listener.
    Delivered {
        /// Sender of the envelope, empty for a bounce.
        envelope_from: String,
        /// Recipients of the envelope that are this channel's.
        recipients: Vec<String>,
    },
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It became a ticket, or joined one.
    Taken {
        /// Which.
        ticket: TicketId,
        /// Whether the ticket is new.
        new: bool,
    },
    /// It was here already.
    Double(TicketId),
    /// It reports on a message of ours, which now says so.
    Bounce(TicketId),
    /// It is not taken in (key of the sentence that says why).
    Refused(&'static str),
}

/// This many automatic mails of one sender within an hour become tickets of their own; later ones join the last.
const FLOOD: usize = 20;

impl Desk {
    /// Takes a mail in.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown channel; [`Error::Unavailable`] and [`Error::Retry`] when it was not stored
    /// and should be offered again.
    pub async fn receive_mail(
        &self,
        channel: ChannelId,
        source: Source,
        raw: Bytes,
    ) -> Result<Received> {
        let limits = self.limits(channel).await?;
        let bytes = raw.clone();
        let _room = self.0.room.store(raw.len()).await;
        let turn = self.0.room.read().await;
        let read = tokio::task::spawn_blocking(move || parse(&bytes, &limits)).await;
        drop(turn);
        let mut mail = match read.map_err(Error::internal)? {
            Ok(mail) => mail,
            Err(wissel_channels::mail::Refusal::NotAMail) => {
                return Ok(Received::Refused("mail.not_a_mail"));
            }
            Err(wissel_channels::mail::Refusal::TooLarge { .. }) => {
                return Ok(Received::Refused("mail.too_large"));
            }
        };
        if let Source::Imap { size: Some(size), .. } = &source {
            // A file that breaks off is worse than none.
            mail.attachments.clear();
            mail.cuts = vec![Cut::Mail { size: *size }];
        }
        let envelope = match &source {
            Source::Delivered { envelope_from, .. } => Some(envelope_from.clone()),
            Source::Imap { .. } => None,
        };
        let automatic = loops::verdict(&mail, envelope.as_deref(), &self.0.loop_token);
        if !automatic.acceptable() {
            return Ok(Received::Refused("mail.own_loop"));
        }
        let files = self.keep_files(&mail).await?;
        let original = self.blobs().put(raw).await?.to_string();
        let (desk, now) = (self.clone(), self.now());
        let keys = keys(channel, &source, &mail);
        self.db()
            .write(move |tx| {
                tx.ahead(|tx| questions(tx, channel, &keys, &mail));
                let channel = channels::get(tx, channel)?.ok_or(Error::NotFound("channel"))?;
                if let Some(done) = super::bounce::attach(tx, &desk, &mail, &keys, now)? {
                    return Ok(done);
                }
                let ours = Ours::read(tx)?;
                let Some(sender) = sender(&mail, &source, &ours) else {
                    return Ok(Received::Refused("mail.no_sender"));
                };
                // Whoever writes in our own name is a machine of ours, or wants an answer that comes back to us.
                let automatic = automatic != Automatic::No || ours.has(&sender.address);
                let name = sender.name.clone().unwrap_or_default();
                let contact =
                    contacts::find_or_make(tx, AddressKind::Email, &sender.address, &name, now)?;
                let on = match continues(tx, &desk, &channel, &mail, &source, &contact, now)? {
                    Continues::Nothing if automatic => flood(tx, &channel, &contact, now)?,
                    found => found,
                };
                let arrival = arrival(&mail, sender, contact, on, automatic, &original, now);
                let (keys, attachments) = (keys.clone(), files.clone());
                let arrival = Arrival { keys, attachments, ..arrival };
                super::channels::heard_from(tx, &channel, now)?;
                Ok(match take_in(tx, &channel, &arrival, now)? {
                    Arrived::New(ticket, _) => Received::Taken { ticket: ticket.id, new: true },
                    Arrived::Joined(ticket, _) => Received::Taken { ticket, new: false },
                    Arrived::Double(ticket) => Received::Double(ticket),
                })
            })
            .await
    }

    async fn limits(&self, channel: ChannelId) -> Result<Limits> {
        let found = channels::find(self.db(), channel).await?;
        let settings = super::channels::settings(&found.ok_or(Error::NotFound("channel"))?)?;
        Ok(Limits { attachment: (settings.max_attachment_mb as usize) << 20, ..Limits::default() })
    }

    /// The mail's files in the blob store, as rows to be stored with the message.
    async fn keep_files(&self, mail: &Inbound) -> Result<Vec<Attachment>> {
        let mut rows = Vec::with_capacity(mail.attachments.len());
        for part in &mail.attachments {
            let digest = self.blobs().put(Bytes::copy_from_slice(&part.bytes)).await?;
            rows.push(Attachment {
                id: AttachmentId(0),
                message: None,
                comment: None,
                uploaded_by: None,
                name: part.name.clone(),
                media_type: part.media_type.clone(),
                size: part.bytes.len() as i64,
                digest: digest.to_string(),
                content_id: part.content_id.clone(),
                inline: part.inline,
            });
        }
        Ok(rows)
    }
}

/// What will be asked of nearly every mail. Its sender is most often the one it names; any other is asked for then.
fn questions(tx: &mut Tx<'_>, channel: ChannelId, keys: &[String], mail: &Inbound) -> Result<()> {
    channels::get(tx, channel)?;
    Ours::read(tx)?;
    if let Some(from) = &mail.from {
        contacts::hold(tx, AddressKind::Email, &[(&from.address, "")])?;
    }
    for key in keys {
        intake::find(tx, key)?;
    }
    statuses::get(tx, status::NEW).map(drop)
}

/// The ids by which this very mail is known again: the mail's own, and its place in the mailbox.
fn keys(channel: ChannelId, source: &Source, mail: &Inbound) -> Vec<String> {
    // Some machines give every mail the same id; a mail delivered twice also has the same sender, date and subject.
    let from = mail.from.as_ref().map_or("", |from| from.address.as_str());
    let date = mail.date.map_or(0, Timestamp::as_second);
    let told = Sha256::digest(format!("{from}\n{date}\n{}", mail.subject));
    let told = told.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut keys = vec![format!("mail:{channel}:{}:{told}", mail.dedup_key)];
    if let Source::Imap { mailbox, uid_validity, uid, .. } = source {
        keys.push(format!("imap:{channel}:{mailbox}:{uid_validity}:{uid}"));
    }
    keys
}

/// A machine that writes and writes fills one ticket, not the desk.
fn flood(
    tx: &mut Tx<'_>,
    channel: &Channel,
    contact: &Contact,
    now: Timestamp,
) -> Result<Continues> {
    let hour = SignedDuration::from_hours(1);
    let recent: Vec<_> = tickets::of_contact(tx, contact.id, FLOOD as i64)?
        .into_iter()
        .filter(|ticket| {
            ticket.channel == channel.id && now.duration_since(ticket.created_at) < hour
        })
        .collect();
    Ok(match recent.first() {
        Some(last) if recent.len() >= FLOOD => Continues::Into(last.id),
        _ => Continues::Nothing,
    })
}

fn arrival(
    mail: &Inbound,
    sender: Mailbox,
    contact: Contact,
    on: Continues,
    automatic: bool,
    original: &str,
    now: Timestamp,
) -> Arrival {
    let list =
        |mailboxes: &[Mailbox]| mailboxes.iter().map(|one| one.address.clone()).collect::<Vec<_>>();
    let recipients =
        json!({ "to": list(&mail.to), "cc": list(&mail.cc), "reply_to": list(&mail.reply_to) });
    let (into, follows) = match on {
        Continues::Nothing => (None, None),
        Continues::Into(ticket) => (Some(ticket), None),
        Continues::After(ticket) => (None, Some(ticket)),
    };
    let ids: Vec<&String> = mail.references.iter().chain(&mail.in_reply_to).collect();
    Arrival {
        keys: Vec::new(),
        actor: Actor::Contact(contact.id),
        contact,
        into,
        follows,
        subject: mail.subject.chars().take(500).collect(),
        priority: Priority::Normal,
        message: Message {
            id: MessageId(0),
            ticket: TicketId(0),
            direction: Direction::In,
            state: MessageState::Received,
            author: None,
            from_name: sender.name.unwrap_or_default(),
            from_address: sender.address,
            recipients: recipients.to_string(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
            mail_id: mail.message_id.clone(),
            thread_ids: serde_json::to_string(&ids).expect("texts always serialise"),
            automatic,
            error: None,
            raw: Some(original.to_owned()),
            created_at: now,
            sent_at: None,
        },
        attachments: Vec::new(),
        left_out: mail.cuts.iter().map(left_out).collect(),
    }
}

/// A cut as the log keeps it.
fn left_out(cut: &Cut) -> serde_json::Value {
    match cut {
        Cut::Attachment { name, size } => {
            json!({ "what": "attachment", "name": name, "size": size })
        }
        Cut::Mail { size } => json!({ "what": "mail", "size": size }),
        Cut::Parts => json!({ "what": "parts" }),
        Cut::Text | Cut::Html => json!({ "what": "text" }),
        Cut::Header | Cut::Nesting => json!({ "what": "structure" }),
    }
}
