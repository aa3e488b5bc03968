//! Mails: the ones we send with swaks, and the ones that arrived in smtp-sink, read by somebody else's parser.

use mail_parser::MessageParser;

/// A mail as a customer writes it.
#[derive(Clone)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) message_id: String,
    pub(crate) text: String,
    /// Further headers, in full.
    pub(crate) headers: Vec<String>,
}

impl Mail {
    /// A first mail. `name` has to be unique within a test: it makes the Message-ID.
    pub(crate) fn new(name: &str) -> Self {
        Self {
            from: "jo@customer.test".to_owned(),
            to: "support@acme.test".to_owned(),
            subject: format!("About {name}"),
            message_id: format!("<{name}@customer.test>"),
            text: format!("Hello, this is about {name}."),
            headers: Vec::new(),
        }
    }

    /// An answer to a mail that the customer received, to the address that it asks answers to go to.
    pub(crate) fn answer_to(received: &Received, name: &str) -> Self {
        let mut answer = Self::new(name);
        answer.to.clone_from(&received.reply_to);
        answer.subject = format!("Re: {}", received.subject.trim_start_matches("Re: "));
        answer.headers = vec![
            format!("In-Reply-To: <{}>", received.message_id),
            format!("References: <{}>", received.message_id),
        ];
        answer
    }

    /// The whole mail, as it goes over the wire.
    pub(crate) fn content(&self) -> String {
        let mut lines = vec![
            format!("From: Jo Customer <{}>", self.from),
            format!("To: {}", self.to),
            format!("Subject: {}", self.subject),
            format!("Message-ID: {}", self.message_id),
            "Date: Mon, 02 Mar 2026 09:30:00 +0100".to_owned(),
            "MIME-Version: 1.0".to_owned(),
        ];
        if !self.headers.iter().any(|header| header.to_lowercase().starts_with("content-type:")) {
            lines.push("Content-Type: text/plain; charset=utf-8".to_owned());
        }
        lines.extend(self.headers.iter().cloned());
        format!("{}\n\n{}\n", lines.join("\n"), self.text)
    }
}

/// A mail that arrived.
#[derive(Debug)]
pub(crate) struct Received {
    /// Who the envelope says it came from.
    pub(crate) sender: String,
    pub(crate) recipients: Vec<String>,
    pub(crate) from: (String, String),
    pub(crate) reply_to: String,
    pub(crate) subject: String,
    /// Without the angle brackets, as in the two below.
    pub(crate) message_id: String,
    pub(crate) in_reply_to: Vec<String>,
    pub(crate) references: Vec<String>,
    pub(crate) text: String,
    pub(crate) attachments: Vec<(String, Vec<u8>)>,
    /// Header names and values as they stand.
    pub(crate) headers: Vec<(String, String)>,
}

impl Received {
    /// Reads what smtp-sink wrote: the envelope in `X-…-Args` headers, then the mail. `None` while it is being written.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        // smtp-sink ends a file with an empty line of its own.
        if !file.ends_with(b"\n\n") && !file.ends_with(b"\r\n\r\n") {
            return None;
        }
        let mail = MessageParser::default().parse(file)?;
        let headers: Vec<(String, String)> = mail
            .headers_raw()
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect();
        let envelope = |wanted: &str| {
            let found = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| between_brackets(value)).collect::<Vec<_>>()
        };
        let address = |list: Option<&mail_parser::Address>| {
            let first = list.and_then(|list| list.first());
            let part = |part: Option<&str>| part.unwrap_or_default().to_owned();
            (part(first.and_then(|one| one.name())), part(first.and_then(|one| one.address())))
        };
        let ids = |value: &mail_parser::HeaderValue| {
            value.as_text_list().unwrap_or_default().iter().map(ToString::to_string).collect()
        };
        Some(Self {
            sender: envelope("X-Mail-Args").into_iter().next()?,
            recipients: envelope("X-Rcpt-Args"),
            from: address(mail.from()),
            reply_to: address(mail.reply_to()).1,
            subject: mail.subject().unwrap_or_default().to_owned(),
            message_id: mail.message_id().unwrap_or_default().to_owned(),
            in_reply_to: ids(mail.in_reply_to()),
            references: ids(mail.references()),
            text: mail.body_text(0).unwrap_or_default().into_owned(),
            attachments: mail.attachments().map(attachment).collect(),
            headers,
        })
    }

    /// The first header of this name.
    pub(crate) fn header(&self, wanted: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.as_str())
    }
}

fn attachment(part: &mail_parser::MessagePart) -> (String, Vec<u8>) {
    use mail_parser::MimeHeaders;
    (part.attachment_name().unwrap_or_default().to_owned(), part.contents().to_vec())
}

/// `<jo@customer.test> SIZE=120` is the address alone.
fn between_brackets(value: &str) -> String {
    let begin = value.find('<').map_or(0, |at| at + 1);
    let end = value.find('>').unwrap_or(value.len());
    value[begin..end].to_owned()
}
