//! What each command does.

use super::{
    Action, Delivery, Protocol,
    command::Command,
    data::Data,
    envelope::Envelope,
    reading::Reading,
    session::{Session, Waiting},
};

impl Session {
    /// Does what a command asks.
    pub(super) fn command(&mut self, command: Command<'_>) {
        let chunking = matches!(self.reading, Reading::Chunks { .. });
        if chunking
            && matches!(command, Command::Mail { .. } | Command::Rcpt { .. } | Command::Data)
        {
            return self.refuse("503 5.5.1 The mail is not complete");
        }
        match command {
            Command::Lhlo(name) if self.config.lmtp => {
                self.reset_then(|this| this.greet(name, Protocol::Lmtp, true))
            }
            Command::Ehlo(name) => self.reset_then(|this| this.greet(name, Protocol::Smtp, true)),
            Command::Helo(name) => self.reset_then(|this| this.greet(name, Protocol::Smtp, false)),
            Command::Mail { path, parameters } => self.mail(path, &parameters),
            Command::Rcpt { path, parameters } => self.rcpt(path, &parameters),
            Command::Data if self.envelope.recipients.is_empty() => {
                self.refuse("503 5.5.1 No recipient was taken")
            }
            Command::Data => {
                self.reading = Reading::Data(Data::new(self.config.max_size));
                self.say("354 Go on, end with a line of one dot");
            }
            Command::Bdat { size, last } => self.bdat(size, last),
            Command::Rset => self.reset_then(|this| this.say("250 2.0.0 Forgotten")),
            Command::Noop => self.say("250 2.0.0 Yes"),
            Command::Vrfy => self.say("252 2.5.2 Send a mail and see"),
            Command::Help => self.say("214 2.0.0 RFC 5321, RFC 2033"),
            Command::Quit => {
                self.say("221 2.0.0 Goodbye");
                self.close();
            }
            Command::StartTls if self.config.tls_available && !self.is_private => {
                self.say("220 2.0.0 Begin TLS");
                self.actions.push(Action::StartTls);
                self.reading = Reading::Command;
                self.waiting = Waiting::Tls;
            }
            Command::StartTls | Command::Unsupported => self.refuse("502 5.5.1 Not offered"),
            Command::Garbled => self.refuse("501 5.5.4 Cannot read the arguments"),
            Command::Lhlo(_) | Command::Unknown => self.refuse("500 5.5.1 Not a command"),
        }
    }

    fn reset_then(&mut self, then: impl FnOnce(&mut Self)) {
        self.envelope = Envelope::default();
        self.reading = Reading::Command;
        then(self);
    }

    /// One chunk of a mail (RFC 3030). Its bytes come whatever we answer, so even a refused chunk is read.
    fn bdat(&mut self, size: u64, last: bool) {
        let data = match std::mem::replace(&mut self.reading, Reading::Command) {
            Reading::Chunks { data, .. } => data,
            _ => Data::new(self.config.max_size),
        };
        if self.envelope.recipients.is_empty() {
            self.reading = Reading::Unwanted { left: size };
            if size == 0 {
                self.reading = Reading::Command;
                self.refuse("503 5.5.1 No recipient was taken");
            }
            return;
        }
        self.reading = Reading::Chunks { data, left: size, last };
        if size == 0 {
            self.end_chunk();
        }
    }

    pub(super) fn end_chunk(&mut self) {
        match std::mem::replace(&mut self.reading, Reading::Command) {
            Reading::Chunks { data, last: true, .. } => self.complete(data),
            Reading::Chunks { data, .. } if data.is_too_large() => {
                self.envelope = Envelope::default();
                self.refuse("552 5.3.4 Too large");
            }
            chunks => {
                self.reading = chunks;
                self.say("250 2.0.0 Chunk taken");
            }
        }
    }

    /// The mail is whole.
    pub(super) fn complete(&mut self, data: Data) {
        let envelope = std::mem::take(&mut self.envelope);
        let recipients = envelope.recipients.len();
        let Some(hello) = &self.hello else {
            return self.refuse("503 5.5.1 Say EHLO or LHLO first");
        };
        let refusal = match (data.is_too_large(), data.smuggles) {
            (true, _) => "552 5.3.4 Too large",
            (_, true) => "554 5.6.0 A line of one dot must end in CR LF",
            _ => {
                let (helo, protocol) = (hello.name.clone(), hello.protocol);
                let from = envelope.from.unwrap_or_default();
                let delivery = Delivery {
                    from,
                    recipients: envelope.recipients,
                    data: data.bytes,
                    begins_at: data.taken,
                    helo,
                    protocol,
                };
                self.actions.push(Action::Deliver(delivery));
                self.waiting = Waiting::Delivery { recipients };
                return;
            }
        };
        // LMTP answers for each recipient, whatever the answer is (RFC 2033 §4.2).
        for _ in 1..if hello.protocol == Protocol::Lmtp { recipients } else { 1 } {
            self.say(refusal);
        }
        self.refuse(refusal);
    }
}
