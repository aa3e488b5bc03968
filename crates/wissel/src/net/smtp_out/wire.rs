//! A connection as `lettre` takes it: it answers for no more bytes than a server's words need.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::net::stream::Stream;

/// The most that a server may say on one connection, in bytes.
const MOST: usize = 1 << 20;

/// A connection whose server has said `heard` already.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    heard: &'static [u8],
    left: usize,
}

impl Wire {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, heard: b"", left: MOST }
    }

    /// After STARTTLS a server does not greet again, and `lettre` begins with a greeting: it is told one.
    pub(super) fn greeted(stream: Stream) -> Self {
        Self { stream, heard: b"220 private now\r\n", left: MOST }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.heard.is_empty() {
            let (now, later) = self.heard.split_at(self.heard.len().min(buf.remaining()));
            buf.put_slice(now);
            self.heard = later;
            return Poll::Ready(Ok(()));
        }
        let before = buf.filled().len();
        std::task::ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        let read = buf.filled().len() - before;
        match self.left.checked_sub(read) {
            Some(left) => {
                self.left = left;
                Poll::Ready(Ok(()))
            }
            None => {
                Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, "it says too much")))
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for Wire {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
