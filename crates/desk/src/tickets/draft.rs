//! What somebody is writing, kept for them: it outlives their browser, and goes on in another one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{AttachmentId, Error, Permission, Result, TicketId, Who};
use wissel_store::drafts;

use super::see;
use crate::Desk;

/// Files a draft may name.
const MOST_FILES: usize = 100;

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Writing {
    /// An answer to the contact.
    Reply,
    /// A note for colleagues.
    Comment,
}

/// A file that is to go with a draft, as its writer knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftFile {
    /// The uploaded file.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// A draft to be kept. Without a text and without files there is nothing to keep, and it is forgotten.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftGiven {
    /// What is being written.
    pub mode: Writing,
    /// What is written so far; up to a mebibyte.
    pub text: String,
    /// The same with marks, as the page wrote it; up to a mebibyte.
    #[serde(default)]
    pub html: Option<String>,
    /// Files that are to go with it; up to a hundred.
    #[serde(default)]
    pub files: Vec<DraftFile>,
    /// A name that the open page gave itself, so that it knows its own drafts; up to 64 characters.
    pub writer: String,
}

/// A draft as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftView {
    /// What is being written.
    pub mode: Writing,
    /// What is written so far; empty, with no files, when there is no draft.
    pub text: String,
    /// The same with marks.
    pub html: Option<String>,
    /// Files that are to go with it.
    pub files: Vec<DraftFile>,
    /// The page that wrote it.
    pub writer: String,
    /// When it was kept; nothing when there is no draft.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// What another page of the same user had kept here, when this one took its place.
    pub replaced: Option<Replaced>,
}

/// A draft that another took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Replaced {
    /// What was being written.
    pub mode: Writing,
    /// What was written so far.
    pub text: String,
    /// The same with marks.
    pub html: Option<String>,
    /// Files that were to go with it.
    pub files: Vec<DraftFile>,
}

impl Desk {
    /// The asker's own draft on a ticket; an empty one when there is none.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a ticket they may not see.
    pub async fn my_draft(&self, who: &Who, id: TicketId) -> Result<DraftView> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                see::look(tx, &who, id)?;
                Ok(drafts::get(tx, who.user, id)?.map_or_else(none, view))
            })
            .await
    }

    /// Keeps the asker's draft on a ticket. The latest stands; whoever replaced another page's is told what that was.
    ///
    /// # Errors
    /// Field `text`, `html`, `files` or `writer`; [`Error::NotFound`].
    pub async fn keep_draft(
        &self,
        who: &Who,
        id: TicketId,
        given: DraftGiven,
    ) -> Result<DraftView> {
        who.need(Permission::TicketsWork)?;
        let text = given.text.replace('\0', "");
        if text.len() > 1 << 20 {
            return Err(Error::field("text", "invalid.text"));
        }
        let html = given.html.map(|html| html.replace('\0', ""));
        if html.as_ref().is_some_and(|html| html.len() > 1 << 20) {
            return Err(Error::field("html", "invalid.text"));
        }
        if given.files.len() > MOST_FILES {
            return Err(Error::field("files", "invalid.attachment"));
        }
        let writer = given.writer.replace('\0', "");
        if writer.chars().count() > 64 {
            return Err(Error::field("writer", "invalid.text"));
        }
        let mode = match given.mode {
            Writing::Reply => "reply",
            Writing::Comment => "comment",
        };
        let files = serde_json::to_string(&given.files).expect("files always serialise");
        let empty = text.trim().is_empty() && given.files.is_empty();
        let draft = drafts::Draft { mode: mode.into(), text, html, files, writer, at: self.now() };
        let who = who.clone();
        self.db()
            .write(move |tx| {
                see::look(tx, &who, id)?;
                let before = drafts::get(tx, who.user, id)?;
                let other = before.filter(|before| before.writer != draft.writer);
                let same = |other: &drafts::Draft| {
                    (&other.mode, &other.text, &other.html, &other.files)
                        == (&draft.mode, &draft.text, &draft.html, &draft.files)
                };
                let replaced = other.filter(|other| !same(other));
                let kept = if empty {
                    drafts::forget(tx, who.user, id)?;
                    none()
                } else {
                    drafts::keep(tx, who.user, id, &draft)?;
                    view(draft.clone())
                };
                let replaced =
                    replaced.map(view).map(|DraftView { mode, text, html, files, .. }| Replaced {
                        mode,
                        text,
                        html,
                        files,
                    });
                Ok(DraftView { replaced, ..kept })
            })
            .await
    }
}

fn none() -> DraftView {
    let (text, writer) = (String::new(), String::new());
    let mode = Writing::Reply;
    DraftView { mode, text, html: None, files: vec![], writer, at: None, replaced: None }
}

fn view(draft: drafts::Draft) -> DraftView {
    DraftView {
        mode: if draft.mode == "comment" { Writing::Comment } else { Writing::Reply },
        text: draft.text,
        html: draft.html,
        // What an older version wrote differently is not worth failing for.
        files: serde_json::from_str(&draft.files).unwrap_or_default(),
        writer: draft.writer,
        at: Some(draft.at),
        replaced: None,
    }
}
