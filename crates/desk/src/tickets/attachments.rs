//! Files: uploaded before the reply or comment that carries them, downloaded by whoever may see the ticket.

use bytes::Bytes;
use wissel_channels::mail::address;
use wissel_model::{AttachmentId, Error, MessageId, Permission, Result, TicketId, Who};
use wissel_store::attachments::{self, Attachment};
use wissel_store::blobs::Digest;
use wissel_store::messages;

use super::see;
use crate::Desk;
use crate::view::AttachmentView;

/// The largest upload, in bytes.
pub const LARGEST: usize = 25 << 20;

pub(super) fn view(attachment: &Attachment) -> AttachmentView {
    AttachmentView {
        id: attachment.id,
        name: attachment.name.clone(),
        media_type: attachment.media_type.clone(),
        size: attachment.size,
        inline: attachment.inline,
    }
}

impl Desk {
    /// Keeps a file. Only its uploader can attach it.
    ///
    /// # Errors
    /// [`Error::TooLarge`]; field `name`.
    pub async fn upload(
        &self,
        who: &Who,
        name: &str,
        media_type: &str,
        bytes: Bytes,
    ) -> Result<AttachmentView> {
        who.need(Permission::TicketsWork)?;
        if bytes.len() > LARGEST {
            return Err(Error::TooLarge { limit: LARGEST as u64 });
        }
        let name: String =
            address::one_line(name).replace(['/', '\\'], "_").chars().take(120).collect();
        if name.trim_matches(['.', ' ']).is_empty() {
            return Err(Error::field("name", "invalid.file_name"));
        }
        let digest = self.blobs().put(bytes.clone()).await?;
        let mut row = Attachment {
            id: AttachmentId(0),
            message: None,
            comment: None,
            uploaded_by: Some(who.user),
            name,
            media_type: address::one_line(media_type).chars().take(100).collect(),
            size: bytes.len() as i64,
            digest: digest.to_string(),
            content_id: None,
            inline: false,
        };
        let (stored, now) = (row.clone(), self.now());
        row.id = self.db().write(move |tx| attachments::insert(tx, &stored, now)).await?;
        Ok(view(&row))
    }

    /// A file's row and bytes.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for one on a ticket they may not see.
    pub async fn attachment(&self, who: &Who, id: AttachmentId) -> Result<(AttachmentView, Bytes)> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        let found = self
            .db()
            .read(move |tx| {
                let found = attachments::get(tx, id)?.ok_or(Error::NotFound("attachment"))?;
                match attachments::ticket(tx, id)? {
                    Some(ticket) => see::look_at_part(tx, &who, TicketId(ticket)).map(|()| found),
                    None if found.uploaded_by == Some(who.user) => Ok(found),
                    None => Err(Error::NotFound("attachment")),
                }
            })
            .await?;
        let digest: Digest = found.digest.parse()?;
        Ok((view(&found), self.blobs().get(&digest).await?))
    }

    /// A message's HTML as a document of its own, for a sandboxed frame. Inline images point at their attachments;
    /// remote ones only with `images`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none to show.
    pub async fn message_html(&self, who: &Who, id: MessageId, images: bool) -> Result<String> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        let (html, files) = self
            .db()
            .read(move |tx| {
                let message = messages::get(tx, id)?.ok_or(Error::NotFound("message"))?;
                see::look_at_part(tx, &who, message.ticket)?;
                let html = message.html.ok_or(Error::NotFound("message"))?;
                Ok((html, attachments::of_messages(tx, &[id.0])?))
            })
            .await?;
        Ok(crate::mail::html_document(&html, &files, images))
    }
}
