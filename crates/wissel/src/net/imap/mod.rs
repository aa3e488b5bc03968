//! Reading a mailbox by IMAP (RFC 3501, RFC 9051): only what is needed to fetch new mail, and never changing anything.
//!
//! The grammar is `imap-proto`'s; what is ours is the patience. Every response is cut out whole and bounded before it
//! is parsed, every command has a time limit, and a command counts only when the server's own `OK` was read: a `NO`,
//! a `BYE` or a lost connection in the middle of a list never looks like the end of it.

mod command;
mod frame;
mod idle;
mod mailbox;
mod open;
mod quote;
mod sign_in;
#[cfg(test)]
mod tests;
mod wire;

use std::collections::HashSet;

pub(crate) use mailbox::{Listed, Mailbox};
pub(crate) use sign_in::Secret;

/// A signed-in connection.
#[derive(Debug)]
pub(crate) struct Imap {
    wire: wire::Wire,
    /// How many commands were sent: each has its number as tag.
    sent: u64,
    /// What the server can do, in capitals.
    can: HashSet<String>,
    /// The server told of mail since this was last set to false.
    news: bool,
    leaving: bool,
}

impl Imap {
    fn new(wire: wire::Wire) -> Self {
        Self { wire, sent: 0, can: HashSet::new(), news: false, leaving: false }
    }

    /// Whether the server tells of new mail by itself (RFC 2177).
    pub(crate) fn can_idle(&self) -> bool {
        self.can.contains("IDLE")
    }

    /// Whether the server told of new mail since the last call.
    pub(crate) fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.news)
    }

    /// Whether the server told of new mail since it was last asked about.
    pub(crate) fn has_news(&self) -> bool {
        self.news
    }

    /// Says goodbye. A server that does not answer is left all the same.
    pub(crate) async fn leave(mut self) {
        self.leaving = true;
        let limits = command::Limits { time: std::time::Duration::from_secs(5), ..command::USUAL };
        if let Err(trouble) = self.command("LOGOUT", limits, |_| {}).await {
            tracing::debug!(%trouble, "left without a goodbye");
        }
    }
}
