//! What goes wrong between us and a mail server, each kind as one plain sentence that says what to do.

use std::io;

/// Why a mail server could not be used. Its text is shown to the admin as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The name has no address.
    #[error("There is no server called {host}. Check the host name.")]
    UnknownHost {
        /// The name as set.
        host: String,
    },
    /// Nobody listens, or the network does not lead there.
    #[error("{host} cannot be reached at port {port} ({why}). Check the host name and the port.")]
    Unreachable {
        /// The name as set.
        host: String,
        /// The port as set.
        port: u16,
        /// The operating system's words.
        why: String,
    },
    /// No answer within the time we give.
    #[error(
        "{host} did not answer in time. Check the port and the kind of security; if they are right, wait."
    )]
    Silent {
        /// The name as set.
        host: String,
    },
    /// Its certificate is not for that name, too old, or from an unknown authority.
    #[error(
        "The certificate of {host} cannot be trusted ({why}). Use the name that the certificate is for, or have it renewed."
    )]
    Certificate {
        /// The name as set.
        host: String,
        /// The verifier's words.
        why: String,
    },
    /// What came was not TLS.
    #[error(
        "{host} does not speak TLS at this port ({why}). Choose another port or another kind of security."
    )]
    NotTls {
        /// The name as set.
        host: String,
        /// What was seen instead.
        why: String,
    },
    /// STARTTLS is asked for and not offered.
    #[error("{host} does not offer STARTTLS at this port. Choose TLS, or another port.")]
    NoStartTls {
        /// The name as set.
        host: String,
    },
    /// The server takes no password without TLS.
    #[error("{host} takes no password on an open connection. Choose TLS or STARTTLS.")]
    NeedsTls {
        /// The name as set.
        host: String,
    },
    /// The user name, the password or the token is wrong.
    #[error(
        "{host} refused the sign-in of {user} ({words}). Check the user name and the password, or connect the account again."
    )]
    SignIn {
        /// The name as set.
        host: String,
        /// The user as set.
        user: String,
        /// The server's words.
        words: String,
    },
    /// The token endpoint gave no access token.
    #[error("No access token was given ({words}). Connect the account again.")]
    Token {
        /// The endpoint's words.
        words: String,
    },
    /// The folder cannot be opened.
    #[error("The folder {folder} cannot be opened ({words}). Check its name.")]
    Folder {
        /// The name as set.
        folder: String,
        /// The server's words.
        words: String,
    },
    /// The server said no to something else.
    #[error("{host} refused a command ({words}). If it goes on, ask those who run it.")]
    Refused {
        /// The name as set.
        host: String,
        /// The server's words.
        words: String,
    },
    /// The connection ended.
    #[error("{host} ended the connection ({words}). It is tried again by itself.")]
    Lost {
        /// The name as set.
        host: String,
        /// The server's or the operating system's words.
        words: String,
    },
    /// What came cannot be understood, or is more than was asked for.
    #[error(
        "{host} sent something that is not a mail server's answer ({why}). Check the host name and the port."
    )]
    Garbage {
        /// The name as set.
        host: String,
        /// What was wrong with it.
        why: String,
    },
    /// Our own database is away.
    #[error(
        "The mail could not be stored ({why}). It stays in the mailbox and is fetched when the database is back."
    )]
    Desk {
        /// The store's words.
        why: String,
    },
}

impl Trouble {
    /// The connection to `host` failed while it was in use.
    pub(crate) fn io(host: &str, error: &io::Error) -> Self {
        let host = host.to_owned();
        match error.kind() {
            io::ErrorKind::TimedOut => Self::Silent { host },
            _ => Self::Lost { host, words: error.to_string() },
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
