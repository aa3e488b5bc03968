//! Who a mail is from.

use wissel_channels::mail::{Inbound, Mailbox};

use super::Source;
use super::ours::Ours;

/// Stands for a sender that cannot be written to. The domain is nobody's (RFC 2606).
const NOBODY: &str = "unknown@sender.invalid";

/// Who it is from. A form mailer that sends in the team's own name says in Reply-To who really asks.
pub(super) fn sender(mail: &Inbound, source: &Source, ours: &Ours) -> Option<Mailbox> {
    let other = |mailbox: &&Mailbox| !ours.has(&mailbox.address);
    let from = mail.from.as_ref().filter(other).or_else(|| mail.reply_to.iter().find(other));
    let from = from.or(mail.from.as_ref()).cloned();
    from.or_else(|| match source {
        Source::Delivered { envelope_from, .. } if !envelope_from.is_empty() => {
            Mailbox::new(None, envelope_from)
        }
        // Nobody would hear that it was refused, so it is not.
        _ => Mailbox::new(None, NOBODY),
    })
}
