//! One browser's connection: whether it keeps us waiting, and how long it may take to read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use crate::net::places::Place;

/// Who reads nothing of an answer for so long is cut off.
const READING: Duration = Duration::from_secs(30);

/// The body of a request or of its answer, whose end changes whose turn it is.
pub(super) struct Turn<B> {
    body: B,
    place: Arc<Place>,
    whose: Whose,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The client is asking; until it has, we wait for it.
    Client,
    /// We are answering; when that is done, we wait for the client again.
    Ours,
}

impl<B: Body> Turn<B> {
    /// What is being asked.
    pub(super) fn asking(body: B, place: &Arc<Place>) -> Self {
        let this = Self { body, place: Arc::clone(place), whose: Whose::Client };
        this.look();
        this
    }

    /// What is being answered.
    pub(super) fn answering(body: B, place: &Arc<Place>) -> Self {
        place.waits(None);
        Self { body, place: Arc::clone(place), whose: Whose::Ours }
    }

    fn look(&self) {
        if self.whose == Whose::Client && self.body.is_end_stream() {
            self.place.waits(None);
        }
    }
}

impl<B> Drop for Turn<B> {
    fn drop(&mut self) {
        self.place.waits((self.whose == Whose::Ours).then(Instant::now));
    }
}

impl<B: Body + Unpin> Body for Turn<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() && self.whose == Whose::Client {
            self.place.waits(None);
        }
        self.look();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection that fails when the other end reads nothing for a while.
pub(super) struct Read {
    stream: TcpStream,
    stuck: Option<Pin<Box<Sleep>>>,
}

impl Read {
    pub(super) fn new(stream: TcpStream) -> Self {
        // Answers wait for nothing: the live stream's are small and many. Without it they are only slower.
        let _ = stream.set_nodelay(true);
        Self { stream, stuck: None }
    }

    fn patiently<T>(
        &mut self,
        context: &mut Context<'_>,
        done: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if done.is_ready() {
            self.stuck = None;
            return done;
        }
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(sleep(READING)));
        stuck.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Read {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Read {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.patiently(context, done)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.patiently(context, done)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_flush(context);
        self.patiently(context, done)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_shutdown(context);
        self.patiently(context, done)
    }
}
