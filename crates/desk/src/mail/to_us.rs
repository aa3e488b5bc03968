//! Mail to our own people: it says that a machine wrote it, so that no machine answers.

use bytes::Bytes;
use jiff::Timestamp;
use wissel_channels::mail::Mailbox;
use wissel_channels::mail::compose::{self, Outgoing};
use wissel_model::{ChannelKind, Result};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, channels};

use super::{MailChannel, OutMail, Outbox};
use crate::Desk;
use crate::jobs::Failed;

/// What one of us is written.
pub(crate) struct Letter {
    /// Who.
    pub(crate) to: Mailbox,
    /// The subject.
    pub(crate) subject: String,
    /// The Message-ID, without the domain: the same for every try.
    pub(crate) id: String,
    /// What it says.
    pub(crate) text: String,
    /// When it was written.
    pub(crate) at: Timestamp,
}

/// The channel that writes about a ticket: the ticket's own if it can; a form's mail leaves by any mail channel there is.
pub(crate) fn channel_about(
    tx: &mut Tx<'_>,
    desk: &Desk,
    ticket: &Ticket,
) -> Result<Option<MailChannel>> {
    let all = channels::all(tx)?;
    let mail = |channel: &&channels::Channel| channel.active && channel.kind == ChannelKind::Email;
    let own = all.iter().filter(mail).find(|channel| channel.id == ticket.channel);
    own.or_else(|| all.iter().find(mail)).map(|channel| desk.mail_channel(channel)).transpose()
}

impl Desk {
    /// Hands a letter over.
    pub(crate) async fn write_to_us(
        &self,
        outbox: &dyn Outbox,
        channel: &MailChannel,
        letter: Letter,
    ) -> Result<(), Failed> {
        let settings = &channel.settings;
        let from = Mailbox::new(Some(settings.from_name.as_str()), &settings.address);
        let (Some(from), Some((_, domain))) = (from, settings.address.rsplit_once('@')) else {
            return Ok(());
        };
        let mail = Outgoing {
            from,
            reply_to: None,
            to: vec![letter.to],
            cc: Vec::new(),
            subject: letter.subject,
            message_id: format!("{}@{domain}", letter.id),
            in_reply_to: None,
            references: Vec::new(),
            date: letter.at,
            loop_token: self.0.loop_token.clone(),
            automatic: true,
            text: letter.text,
            html: None,
            signature: String::new(),
            quote: None,
            attachments: Vec::new(),
        };
        let bytes =
            compose::reply(&mail).map_err(|problem| Failed::for_good(problem.to_string()))?;
        let out = OutMail {
            from: settings.address.clone(),
            to: mail.recipients(),
            bytes: Bytes::from(bytes),
        };
        outbox.send(channel, &out).await.map_err(|undelivered| {
            let failed = if undelivered.permanent { Failed::for_good } else { Failed::for_now };
            failed(undelivered.detail)
        })
    }
}
