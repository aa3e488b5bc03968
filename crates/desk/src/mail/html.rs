//! A message's HTML as a document of its own. It was cleaned when it came in; the page shows it in a sandboxed frame.

use wissel_channels::mail::html;
use wissel_store::attachments::Attachment;

/// The document. Images of the mail itself point at their attachments, remote ones are left out unless asked for.
pub(crate) fn html_document(body: &str, files: &[Attachment], images: bool) -> String {
    let body = html::resolve_cids(body, |cid| {
        let file = files.iter().find(|file| file.content_id.as_deref() == Some(cid))?;
        Some(format!("/api/v1/attachments/{}?inline=1", file.id))
    });
    let body = if images { html::show_remote_images(&body) } else { body };
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <base target=\"_blank\"><style>body{{margin:0;font:14px/1.55 system-ui,sans-serif;color:#17201c;\
         background:#fff;overflow-wrap:anywhere}}img{{max-width:100%;height:auto}}table{{max-width:100%}}</style>\
         </head><body>{body}</body></html>"
    )
}
