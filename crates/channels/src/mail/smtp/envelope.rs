//! The envelope: `MAIL` and `RCPT` (RFC 5321 §3.3).

use super::session::Session;

/// Who sends and who receives the mail being handed over.
#[derive(Debug, Default)]
pub(super) struct Envelope {
    /// `None` until `MAIL`; empty for `<>`.
    pub(super) from: Option<String>,
    pub(super) recipients: Vec<String>,
    /// Addresses may have letters outside ASCII (RFC 6531).
    pub(super) utf8: bool,
}

impl Session {
    pub(super) fn mail(&mut self, path: String, parameters: &[&str]) {
        if self.hello.is_none() {
            return self.refuse("503 5.5.1 Say EHLO or LHLO first");
        }
        if self.envelope.from.is_some() {
            return self.refuse("503 5.5.1 A mail was begun already");
        }
        let mut utf8 = false;
        for parameter in parameters {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match (name.to_ascii_uppercase().as_str(), value.to_ascii_uppercase().as_str()) {
                ("SIZE", value) => match value.parse::<u64>() {
                    Ok(size) if size > self.config.max_size as u64 => {
                        return self.refuse("552 5.3.4 Too large");
                    }
                    Ok(_) => {}
                    Err(_) => return self.refuse("501 5.5.4 SIZE is a number"),
                },
                ("BODY", "7BIT" | "8BITMIME") => {}
                ("SMTPUTF8", "") => utf8 = true,
                _ => return self.refuse("555 5.5.4 Parameter not known"),
            }
        }
        if !path.is_ascii() && !utf8 {
            return self.refuse("553 5.6.7 Such an address needs SMTPUTF8");
        }
        self.envelope = Envelope { from: Some(path), recipients: Vec::new(), utf8 };
        self.say("250 2.1.0 Sender taken");
    }

    pub(super) fn rcpt(&mut self, path: String, parameters: &[&str]) {
        if self.envelope.from.is_none() {
            return self.refuse("503 5.5.1 Say MAIL first");
        }
        if !parameters.is_empty() {
            return self.refuse("555 5.5.4 Parameter not known");
        }
        if !path.is_ascii() && !self.envelope.utf8 {
            return self.refuse("553 5.6.7 Such an address needs SMTPUTF8");
        }
        if self.envelope.recipients.len() >= self.config.max_recipients {
            // Not an error of the client's (RFC 5321 §4.5.3.1.10): it sends the rest in another mail.
            return self.say("452 4.5.3 Too many recipients");
        }
        self.ask_recipient(path);
    }
}
