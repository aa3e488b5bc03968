//! An HTTP client that costs next to nothing: keep-alive connections, one request after another on each.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::future::try_join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// One connection.
pub(crate) struct Client {
    stream: TcpStream,
    held: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, held: Vec::with_capacity(4096) })
    }

    /// The body of a 2xx answer to the one whose session this is (empty: nobody).
    pub(crate) async fn ask(
        &mut self,
        session: &str,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<Vec<u8>> {
        let content = match body {
            "" => String::new(),
            body => format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()),
        };
        let cookie = match session {
            "" => String::new(),
            token => format!("Cookie: wissel_session={token}\r\n"),
        };
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: bench\r\n{cookie}{content}\r\n{body}");
        self.stream.write_all(request.as_bytes()).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> Result<Vec<u8>> {
        let end = loop {
            if let Some(at) = self.held.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.held[..end]).to_lowercase();
        let length = head.split("content-length:").nth(1).and_then(|rest| rest.lines().next());
        let length: usize = match length {
            Some(length) => length.trim().parse()?,
            None if head.starts_with("http/1.1 204") => 0,
            None => bail!("an answer of unknown length: {head}"),
        };
        while self.held.len() < end + length {
            self.more().await?;
        }
        let body = self.held[end..end + length].to_vec();
        self.held.drain(..end + length);
        if !head.starts_with("http/1.1 2") {
            bail!(
                "{}: {}",
                head.lines().next().unwrap_or_default(),
                String::from_utf8_lossy(&body)
            );
        }
        Ok(body)
    }

    async fn more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.held).await? == 0 {
            bail!("the server hung up");
        }
        Ok(())
    }
}

/// Many requests over several connections at once.
pub(crate) struct Load<'a> {
    pub(crate) address: &'a str,
    pub(crate) sessions: &'a [String],
    pub(crate) connections: usize,
    pub(crate) requests: usize,
}

impl Load<'_> {
    /// POSTs `body(n)` for every n, and returns how long it took from the first byte to the last answer.
    pub(crate) async fn post(
        &self,
        path: &'static str,
        body: impl Fn(usize) -> String + Send + Sync + 'static,
    ) -> Result<Duration> {
        let mut clients = Vec::with_capacity(self.connections);
        for _ in 0..self.connections {
            clients.push(Client::connect(self.address).await?);
        }
        // Each request as another session, for what one session may do in a second is limited.
        let sessions: Arc<Vec<String>> = Arc::new(match self.sessions {
            [] => vec![String::new()],
            some => some.to_vec(),
        });
        let (next, body, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(body), self.requests);
        let begin = Instant::now();
        let workers = clients.into_iter().map(|mut client| {
            let (next, body, sessions) =
                (Arc::clone(&next), Arc::clone(&body), Arc::clone(&sessions));
            tokio::spawn(async move {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= requests {
                        return Ok::<(), anyhow::Error>(());
                    }
                    let answer =
                        client.ask(&sessions[n % sessions.len()], "POST", path, &body(n)).await;
                    answer.with_context(|| format!("request {n}"))?;
                }
            })
        });
        for worker in try_join_all(workers).await? {
            worker?;
        }
        Ok(begin.elapsed())
    }
}
