//! Handing a queued message to the channel's sending server.

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::json;
use wissel_channels::mail::compose::{self, Outgoing};
use wissel_channels::mail::{Mailbox, thread};
use wissel_model::{Actor, Error, EventKind, MessageId, MessageState, Result};
use wissel_store::blobs::Digest;
use wissel_store::messages::Message;
use wissel_store::{Tx, attachments, channels, events, held, messages, tickets};

use super::{MailChannel, OutMail, Outbox};
use crate::Desk;
use crate::jobs::Failed;

struct Loaded {
    message: Message,
    subject: String,
    channel: MailChannel,
    files: Vec<attachments::Attachment>,
    quoted: Option<Message>,
}

impl Desk {
    /// Sends one message. Done already is done: a second run changes nothing.
    pub(crate) async fn send_message(
        &self,
        outbox: &dyn Outbox,
        id: MessageId,
    ) -> Result<(), Failed> {
        let Some(loaded) = self.load_outgoing(id).await? else { return Ok(()) };
        let mail = self.compose(&loaded).await?;
        let taken = taken(&loaded.message);
        let mut to = mail.recipients();
        to.retain(|to| !taken.contains(to));
        if to.is_empty() && !taken.is_empty() {
            return Ok(self.sent(&loaded.message).await?);
        }
        let bytes =
            compose::reply(&mail).map_err(|problem| Failed::for_good(problem.to_string()))?;
        let out = OutMail {
            from: loaded.channel.settings.address.clone(),
            to,
            bytes: Bytes::from(bytes),
        };
        match outbox.send(&loaded.channel, &out).await {
            Ok(()) => Ok(self.sent(&loaded.message).await?),
            Err(undelivered) => {
                if !undelivered.taken.is_empty() {
                    self.taken_by(id, [taken, undelivered.taken].concat()).await?;
                }
                let failed = if undelivered.permanent { Failed::for_good } else { Failed::for_now };
                Err(failed(undelivered.detail))
            }
        }
    }

    /// Notes who has a message already, although others were refused.
    async fn taken_by(&self, id: MessageId, taken: Vec<String>) -> Result<()> {
        self.db()
            .write(move |tx| {
                let Some(message) = messages::get(tx, id)? else { return Ok(()) };
                let mut people: serde_json::Value =
                    serde_json::from_str(&message.recipients).map_err(Error::internal)?;
                people["taken"] = json!(taken);
                messages::set_recipients(tx, id, &people.to_string())
            })
            .await
    }

    async fn load_outgoing(&self, id: MessageId) -> Result<Option<Loaded>> {
        let desk = self.clone();
        self.db()
            .read(move |tx| {
                let Some(message) = messages::get(tx, id)? else { return Ok(None) };
                if matches!(message.state, MessageState::Sent | MessageState::Bounced) {
                    return Ok(None);
                }
                let ticket = tickets::get(tx, message.ticket)?
                    .ok_or_else(|| Error::internal("no ticket"))?;
                let channel = channels::get(tx, ticket.channel)?
                    .ok_or_else(|| Error::internal("no channel"))?;
                let channel = desk.mail_channel(&channel)?;
                let files = attachments::of_messages(tx, &[id.0])?;
                let quoted = messages::last_in(tx, ticket.id)?.filter(|last| last.id < id);
                Ok(Some(Loaded { subject: ticket.subject, message, channel, files, quoted }))
            })
            .await
    }

    async fn compose(&self, loaded: &Loaded) -> Result<Outgoing> {
        let (message, settings) = (&loaded.message, &loaded.channel.settings);
        let people: serde_json::Value =
            serde_json::from_str(&message.recipients).map_err(Error::internal)?;
        let list = |name: &str| -> Vec<Mailbox> {
            let listed = people[name].as_array().cloned().unwrap_or_default();
            listed.iter().filter_map(|one| Mailbox::new(None, one.as_str()?)).collect()
        };
        let references: Vec<String> =
            serde_json::from_str(&message.thread_ids).map_err(Error::internal)?;
        let mut files = Vec::with_capacity(loaded.files.len());
        for file in &loaded.files {
            let digest: Digest = file.digest.parse()?;
            let bytes = self.blobs().get(&digest).await?.to_vec();
            files.push(compose::Attachment {
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                bytes,
                content_id: file.content_id.clone().filter(|_| file.inline),
            });
        }
        let reply_to = settings
            .plus_addressing
            .then(|| thread::reply_address(&settings.address, message.ticket.0, &self.0.mail_key));
        let from = Mailbox::new(Some(settings.from_name.as_str()), &settings.address);
        Ok(Outgoing {
            from: from.ok_or_else(|| Error::internal("a mail channel with an unusable address"))?,
            reply_to: reply_to.flatten(),
            to: list("to"),
            cc: list("cc"),
            subject: loaded.subject.clone(),
            message_id: message
                .mail_id
                .clone()
                .ok_or_else(|| Error::internal("queued without an id"))?,
            in_reply_to: references.last().cloned(),
            references,
            date: message.created_at,
            loop_token: self.0.loop_token.clone(),
            automatic: message.automatic,
            text: message.text.clone(),
            html: message.html.clone(),
            signature: settings.signature.clone(),
            quote: loaded.quoted.as_ref().map(|quoted| compose::Quote {
                intro: intro(quoted),
                text: quoted.text.chars().take(20_000).collect(),
            }),
            attachments: files,
        })
    }

    async fn sent(&self, message: &Message) -> Result<()> {
        let (id, ticket, now) = (message.id, message.ticket, self.now());
        self.db()
            .write(move |tx| {
                held::forget(tx, id)?;
                if !messages::sent(tx, id, now)? {
                    return Ok(());
                }
                let data = json!({ "message": id });
                events::append(tx, Actor::System, EventKind::MessageSent, Some(ticket), data, now)?;
                Ok(())
            })
            .await
    }
}

/// Who has a message already: a try for the others does not write to them again.
fn taken(message: &Message) -> Vec<String> {
    let people: serde_json::Value = serde_json::from_str(&message.recipients).unwrap_or_default();
    let listed = people["taken"].as_array().cloned().unwrap_or_default();
    listed.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

/// Records that a message was given up.
pub(crate) fn failed(tx: &mut Tx<'_>, id: MessageId, detail: &str, now: Timestamp) -> Result<()> {
    let Some(message) = messages::get(tx, id)? else { return Ok(()) };
    held::forget(tx, id)?;
    messages::set_state(tx, id, MessageState::Failed, Some(detail), None)?;
    let data = json!({ "message_failed": id, "detail": detail, "final": true });
    events::append(tx, Actor::System, EventKind::MessageFailed, Some(message.ticket), data, now)?;
    Ok(())
}

/// Numbers and a name need no translation.
fn intro(quoted: &Message) -> String {
    let name = if quoted.from_name.is_empty() { &quoted.from_address } else { &quoted.from_name };
    format!("{} — {name}:", quoted.created_at.strftime("%Y-%m-%d %H:%M UTC"))
}
