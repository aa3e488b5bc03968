//! Greetings (RFC 5321 §4.1.1.1, RFC 2033 §4.1).

use super::{Protocol, envelope::Envelope, session::Session};

/// What the client said of itself.
#[derive(Debug)]
pub(super) struct Hello {
    pub(super) name: String,
    pub(super) protocol: Protocol,
}

impl Session {
    pub(super) fn greet(&mut self, name: &str, protocol: Protocol, extended: bool) {
        self.hello = Some(Hello { name: name.to_owned(), protocol });
        self.envelope = Envelope::default();
        let host = self.config.hostname.clone();
        if !extended {
            return self.say(&format!("250 {host}"));
        }
        let size = format!("SIZE {}", self.config.max_size);
        let mut lines =
            vec![host.as_str(), "PIPELINING", &size, "8BITMIME", "SMTPUTF8", "CHUNKING"];
        if self.config.tls_available && !self.is_private {
            lines.push("STARTTLS");
        }
        let list: String = lines.iter().map(|line| format!("250-{line}\r\n")).collect();
        self.say(&format!("{list}250 ENHANCEDSTATUSCODES"));
    }
}
