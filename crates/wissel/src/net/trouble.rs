//! What goes wrong between us and a mail server, each kind as one plain sentence that says what to do, in the reader's
//! language. Words of the other side and of the system are quoted as they came.

use std::fmt::{self, Display, Formatter};
use std::io;
use std::time::Duration;

use wissel_desk::words::Said;
use wissel_model::Language;

use super::backoff;

/// Why a mail server could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The name has no address.
    UnknownHost {
        /// The name as set.
        host: String,
    },
    /// Nobody listens, or the network does not lead there.
    Unreachable {
        /// The name as set.
        host: String,
        /// The port as set.
        port: u16,
        /// The operating system's words.
        why: String,
    },
    /// No answer within the time we give.
    Silent {
        /// The name as set.
        host: String,
    },
    /// Its certificate is not for that name, too old, or from an unknown authority.
    Certificate {
        /// The name as set.
        host: String,
        /// The verifier's words.
        why: String,
    },
    /// What came was not TLS.
    NotTls {
        /// The name as set.
        host: String,
        /// What was seen instead.
        why: String,
    },
    /// STARTTLS is asked for and not offered.
    NoStartTls {
        /// The name as set.
        host: String,
    },
    /// The server takes no password without TLS.
    NeedsTls {
        /// The name as set.
        host: String,
    },
    /// The user name, the password or the token is wrong.
    SignIn {
        /// The name as set.
        host: String,
        /// The user as set.
        user: String,
        /// The server's words.
        words: String,
    },
    /// The token endpoint gave no access token.
    Token {
        /// The endpoint's words.
        words: String,
    },
    /// The folder cannot be opened.
    Folder {
        /// The name as set.
        folder: String,
        /// The server's words.
        words: String,
    },
    /// The server said no to something else.
    Refused {
        /// The name as set.
        host: String,
        /// The server's words.
        words: String,
    },
    /// The connection ended.
    Lost {
        /// The name as set.
        host: String,
        /// The server's or the operating system's words.
        words: String,
    },
    /// What came cannot be understood, or is more than was asked for.
    Garbage {
        /// The name as set.
        host: String,
        /// What was wrong with it.
        why: String,
    },
    /// What we keep mail in is away.
    Away,
    /// There is no room left to keep mail in.
    NoRoom,
    /// Mail after mail could not be stored, by a fault of ours.
    Fault,
}

impl Display for Trouble {
    /// In English, for the log and the command line.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said().full(Language::En))
    }
}

impl Trouble {
    /// It in words, for whoever reads it later.
    pub(crate) fn said(&self) -> Said {
        match self {
            Self::UnknownHost { host } => Said::new("trouble-unknown-host").with("host", host),
            Self::Unreachable { host, port, why } => Said::new("trouble-unreachable")
                .with("host", host)
                .with("port", port)
                .with("why", why),
            Self::Silent { host } => Said::new("trouble-silent").with("host", host),
            Self::Certificate { host, why } => {
                Said::new("trouble-certificate").with("host", host).with("why", why)
            }
            Self::NotTls { host, why } => {
                Said::new("trouble-not-tls").with("host", host).with("why", why)
            }
            Self::NoStartTls { host } => Said::new("trouble-no-starttls").with("host", host),
            Self::NeedsTls { host } => Said::new("trouble-needs-tls").with("host", host),
            Self::SignIn { host, user, words } => Said::new("trouble-sign-in")
                .with("host", host)
                .with("user", user)
                .with("words", words),
            Self::Token { words } => Said::new("trouble-token").with("words", words),
            Self::Folder { folder, words } => {
                Said::new("trouble-folder").with("folder", folder).with("words", words)
            }
            Self::Refused { host, words } => {
                Said::new("trouble-refused").with("host", host).with("words", words)
            }
            Self::Lost { host, words } => {
                Said::new("trouble-lost").with("host", host).with("words", words)
            }
            Self::Garbage { host, why } => {
                Said::new("trouble-garbage").with("host", host).with("why", why)
            }
            Self::Away => Said::new("trouble-away"),
            Self::NoRoom => Said::new("trouble-no-room"),
            Self::Fault => Said::new("trouble-fault"),
        }
    }

    /// The connection to `host` failed while it was in use.
    pub(crate) fn io(host: &str, error: &io::Error) -> Self {
        let host = host.to_owned();
        match error.kind() {
            io::ErrorKind::TimedOut => Self::Silent { host },
            _ => Self::Lost { host, words: error.to_string() },
        }
    }

    /// The longest to wait before trying again.
    pub(crate) fn longest_wait(&self) -> Duration {
        match self {
            Self::SignIn { .. } | Self::Token { .. } => backoff::REFUSED,
            _ => backoff::LONGEST,
        }
    }

    /// True when a fresh access token may help.
    pub(crate) fn is_sign_in(&self) -> bool {
        matches!(self, Self::SignIn { .. })
    }
}

/// A stranger's words, fit for one line: no control characters, at most 200 characters.
pub(crate) fn one_line(words: &str) -> String {
    let clean: String =
        words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    let clean = clean.trim().trim_end_matches('.');
    if clean.is_empty() { "without a word".to_owned() } else { clean.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_words_become_one_short_line() {
        assert_eq!(one_line("[AUTH] no\r\nway. "), "[AUTH] no  way");
        assert_eq!(one_line("\r\n"), "without a word");
        assert_eq!(one_line(&"x".repeat(5_000)).len(), 200);
    }
}
