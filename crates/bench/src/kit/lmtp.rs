//! Mail handed in by LMTP (RFC 2033), one after another on one connection.

use anyhow::{Result, bail};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection to the server's listener.
pub(crate) struct Lmtp(BufReader<TcpStream>);

impl Lmtp {
    pub(crate) async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let mut lmtp = Self(BufReader::new(stream));
        lmtp.expect("220").await?;
        lmtp.say("LHLO bench.test\r\n", "250").await?;
        Ok(lmtp)
    }

    /// Hands in mail number `n`; returns when it was taken.
    pub(crate) async fn send(&mut self, n: usize) -> Result<()> {
        self.say(&format!("MAIL FROM:<c{n}@customer.test>\r\n"), "250").await?;
        self.say("RCPT TO:<support@desk.test>\r\n", "250").await?;
        self.say("DATA\r\n", "354").await?;
        let text = "The parcel that was to come on Tuesday is not here.\r\n".repeat(20);
        let mail = format!(
            "From: Customer <c{n}@customer.test>\r\nTo: support@desk.test\r\nSubject: Parcel {n}\r\n\
             Message-ID: <bench-{n}@customer.test>\r\nDate: Mon, 21 Sep 2026 10:00:00 +0000\r\n\r\n{text}.\r\n"
        );
        self.say(&mail, "250").await
    }

    async fn say(&mut self, words: &str, expected: &str) -> Result<()> {
        self.0.write_all(words.as_bytes()).await?;
        self.expect(expected).await
    }

    async fn expect(&mut self, code: &str) -> Result<()> {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await?;
            if !line.starts_with(code) {
                bail!("expected {code}, got {line:?}");
            }
            if line.as_bytes().get(3) == Some(&b' ') {
                return Ok(());
            }
        }
    }
}
