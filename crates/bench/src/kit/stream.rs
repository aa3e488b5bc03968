//! The live stream as a browser follows it.

use anyhow::{Result, bail};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// One browser's stream.
pub(crate) struct Stream(BufReader<TcpStream>);

impl Stream {
    /// Opens it and waits for its head.
    pub(crate) async fn open(address: &str, session: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        let ask = format!(
            "GET /api/v1/events HTTP/1.1\r\nHost: bench\r\nCookie: wissel_session={session}\r\n\r\n"
        );
        stream.write_all(ask.as_bytes()).await?;
        let mut stream = Self(BufReader::new(stream));
        if !stream.line().await?.starts_with("HTTP/1.1 200") {
            bail!("no live stream");
        }
        while !stream.line().await?.trim().is_empty() {}
        Ok(stream)
    }

    /// The next event of this kind, and when it was here.
    pub(crate) async fn next(&mut self, kind: &str) -> Result<(Value, Instant)> {
        loop {
            let line = self.line().await?;
            let Some(data) = line.strip_prefix("data:") else { continue };
            let here = Instant::now();
            let event: Value = serde_json::from_str(data.trim())?;
            if event["kind"] == kind {
                return Ok((event, here));
            }
        }
    }

    async fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line).await? == 0 {
            bail!("the live stream ended");
        }
        Ok(line)
    }
}
