//! Whether a person wrote this mail, so that machines do not answer machines for ever (RFC 3834).
//!
//! An automatic mail is still a mail: it becomes a ticket or joins its thread, but it never gets an automatic
//! answer and a bounce goes to the message it is about. Only our own mail coming back is refused.

use super::Inbound;

/// The headers by which machines give themselves away, as they stood in the mail (lower case, trimmed).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    /// `Auto-Submitted` (RFC 3834 §5) without parameters.
    pub auto_submitted: Option<String>,
    /// `Precedence`: `bulk`, `junk`, `list`, `auto_reply`.
    pub precedence: Option<String>,
    /// `X-Auto-Response-Suppress`: Exchange asks that no automatic answer be sent.
    pub auto_response_suppress: Option<String>,
    /// Other marks of an autoresponder: `X-Autoreply`, `X-Autorespond`, `X-Autoresponder`.
    pub autoresponder: bool,
    /// There is a `List-Id`, `List-Post` or `List-Unsubscribe`.
    pub list: bool,
    /// `Return-Path` as noted at final delivery: `Some("")` for `<>`.
    pub return_path: Option<String>,
    /// It is a `multipart/report` with a delivery status (RFC 3464).
    pub delivery_report: bool,
    /// `X-Failed-Recipients`, with which Exim and Gmail mark their bounces.
    pub failed_recipients: Vec<String>,
    /// The instance tokens of every `X-Wissel-Loop` header.
    pub loop_tokens: Vec<String>,
}

/// What kind of machine wrote it, if one did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automatic {
    /// A person, as far as can be told.
    No,
    /// An out-of-office note, a receipt, a form mailer, or another robot.
    AutoReply,
    /// A mailing list or newsletter.
    Bulk,
    /// A report on a mail sent earlier.
    Bounce,
    /// Mail that this very installation sent.
    OwnLoop,
}

impl Automatic {
    /// Whether an automatic answer may be sent.
    #[must_use]
    pub fn may_answer(self) -> bool {
        self == Self::No
    }

    /// Whether the mail may become a ticket or join one. False only for our own mail.
    #[must_use]
    pub fn acceptable(self) -> bool {
        self != Self::OwnLoop
    }
}

/// Says what kind of machine wrote `mail`. `envelope_from` is the sender of the SMTP or LMTP transaction when there
/// was one (`Some("")` for `<>`); `loop_token` is this installation's own mark.
#[must_use]
pub fn verdict(mail: &Inbound, envelope_from: Option<&str>, loop_token: &str) -> Automatic {
    let s = &mail.signals;
    if !loop_token.is_empty()
        && s.loop_tokens.iter().any(|token| token.eq_ignore_ascii_case(loop_token))
    {
        return Automatic::OwnLoop;
    }
    if s.delivery_report || !s.failed_recipients.is_empty() || from_daemon(mail) {
        return Automatic::Bounce;
    }
    let precedence = s.precedence.as_deref().unwrap_or_default();
    if s.list || matches!(precedence, "bulk" | "junk" | "list") {
        return Automatic::Bulk;
    }
    let submitted = s.auto_submitted.as_deref().is_some_and(|value| value != "no");
    let suppressed = s.auto_response_suppress.as_deref().is_some_and(|value| value != "none");
    let nobody = envelope_from
        .or(s.return_path.as_deref())
        .is_some_and(|from| from.trim_matches(['<', '>', ' ']).is_empty());
    if submitted || suppressed || s.autoresponder || precedence == "auto_reply" || nobody {
        return Automatic::AutoReply;
    }
    Automatic::No
}

/// Bounces that are not in the standard's form still come from these two.
fn from_daemon(mail: &Inbound) -> bool {
    mail.from.as_ref().is_some_and(|from| {
        from.address.starts_with("mailer-daemon@")
            || from.address.starts_with("postmaster@") && mail.signals.auto_submitted.is_some()
    })
}
