//! Reading and writing whole responses and lines.

use imap_proto::Response;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

use super::frame::Frame;
use crate::net::stream::Stream;
use crate::net::trouble::Trouble;

/// The longest response that carries no mail, in bytes. A search may answer with every UID of a folder.
pub(super) const SHORT: usize = 4 << 20;

/// One connection, with the name that its troubles are told under.
#[derive(Debug)]
pub(super) struct Wire {
    stream: BufReader<Stream>,
    frame: Frame,
    pub(super) host: String,
}

impl Wire {
    pub(super) fn new(stream: Stream, host: &str) -> Self {
        Self {
            stream: BufReader::with_capacity(16 << 10, stream),
            frame: Frame::default(),
            host: host.to_owned(),
        }
    }

    /// The connection as it was. What the server sent too early is forgotten: before STARTTLS anybody may have
    /// written it (RFC 9051 §11.1).
    pub(super) fn into_stream(self) -> Stream {
        self.stream.into_inner()
    }

    pub(super) async fn send(&mut self, line: &str) -> Result<(), Trouble> {
        let bytes = [line.as_bytes(), b"\r\n"].concat();
        let sent = async {
            self.stream.write_all(&bytes).await?;
            self.stream.flush().await
        };
        sent.await.map_err(|error| Trouble::io(&self.host, &error))
    }

    /// The next response of at most `most` bytes. May be dropped while waiting; nothing read is lost.
    pub(super) async fn receive(&mut self, most: usize) -> Result<Vec<u8>, Trouble> {
        loop {
            let bytes =
                self.stream.fill_buf().await.map_err(|error| Trouble::io(&self.host, &error))?;
            if bytes.is_empty() {
                return Err(Trouble::Lost {
                    host: self.host.clone(),
                    words: "without a word".to_owned(),
                });
            }
            let (used, response) = self
                .frame
                .feed(bytes, most)
                .map_err(|_| self.garbage("more than was asked for"))?;
            self.stream.consume(used);
            if let Some(response) = response {
                return Ok(response);
            }
        }
    }

    pub(super) fn garbage(&self, why: &str) -> Trouble {
        Trouble::Garbage { host: self.host.clone(), why: why.to_owned() }
    }

    /// Reads a response's words. None for an extension that we do not know, which is none of our business.
    pub(super) fn parse<'a>(&self, response: &'a [u8]) -> Result<Option<Response<'a>>, Trouble> {
        match Response::parse(response) {
            Ok((_, parsed)) => Ok(Some(parsed)),
            // Not understanding what a mail looks like would pass over the mail.
            Err(_) if response.starts_with(b"* ") && !has_word(response, b"FETCH") => Ok(None),
            Err(_) => Err(self.garbage("no IMAP response")),
        }
    }
}

fn has_word(response: &[u8], word: &[u8]) -> bool {
    let line = response.split(|byte| *byte == b'\r').next().unwrap_or_default();
    line.split(|byte| *byte == b' ').take(3).any(|one| one.eq_ignore_ascii_case(word))
}
