//! What one of us wrote, plain or with marks, as it is stored.

use wissel_channels::mail::html;
use wissel_model::{AttachmentId, Error, Result, UserId};
use wissel_store::{Tx, attachments};

/// The largest text, in bytes, plain or with marks.
const LARGEST: usize = 1 << 20;

/// A text, checked.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// What it says.
    pub(super) text: String,
    /// The same with marks, cleaned.
    pub(super) html: Option<String>,
    /// Whom it mentions.
    pub(super) mentions: Vec<UserId>,
    pictures: Vec<i64>,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// Colleagues, who can be mentioned.
    Colleagues,
    /// The contact.
    Contact,
}

/// Checks what was written. With marks, the text is made from them, so that both say the same.
///
/// # Errors
/// Field `text` or `html` when it is empty or longer than a mebibyte.
pub(super) fn written(text: &str, marked: Option<&str>, whom: For) -> Result<Written> {
    let Some(marked) = marked.filter(|marked| !marked.trim().is_empty()) else {
        let text = plain(text)?;
        return Ok(Written { text, html: None, mentions: Vec::new(), pictures: Vec::new() });
    };
    if marked.len() > LARGEST {
        return Err(Error::field("html", "invalid.text"));
    }
    let clean = html::written(&marked.replace('\0', ""), whom == For::Colleagues);
    // A picture without a name says nothing in a text; what the page wrote for it then stands.
    let said = if clean.text.trim().is_empty() { text } else { &clean.text };
    if said.trim().is_empty() && clean.pictures.is_empty() {
        return Err(Error::field("html", "invalid.text"));
    }
    Ok(Written {
        text: plain(if said.trim().is_empty() { "[…]" } else { said })?,
        html: Some(clean.html),
        mentions: clean.mentions.into_iter().map(UserId).collect(),
        pictures: clean.pictures,
    })
}

/// Refuses a text that is empty or longer than a mebibyte.
fn plain(given: &str) -> Result<String> {
    let text = given.replace('\0', "");
    if text.trim().is_empty() || text.len() > LARGEST {
        return Err(Error::field("text", "invalid.text"));
    }
    Ok(text)
}

impl Written {
    /// Of the files that go with it, those that it shows become part of it.
    pub(super) fn show(&self, tx: &mut Tx<'_>, file: AttachmentId) -> Result<()> {
        if self.pictures.contains(&file.0) {
            attachments::show(tx, file, &html::picture(file.0))?;
        }
        Ok(())
    }
}
