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

/// A connection that fails when the other end reads nothing for a while, and before that when others want its place.
pub(super) struct Read {
    stream: TcpStream,
    place: Arc<Place>,
    stuck: Option<Pin<Box<Sleep>>>,
}

impl Read {
    pub(super) fn new(stream: TcpStream, place: &Arc<Place>) -> Self {
        // Answers wait for nothing: the live stream's are small and many. Without it they are only slower.
        let _ = stream.set_nodelay(true);
        Self { stream, place: Arc::clone(place), stuck: None }
    }

    fn patiently<T>(
        &mut self,
        context: &mut Context<'_>,
        done: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if done.is_ready() {
            if self.stuck.take().is_some() {
                self.place.stuck(None);
            }
            return done;
        }
        let stuck = self.stuck.get_or_insert_with(|| {
            self.place.stuck(Some(Instant::now()));
            Box::pin(sleep(READING))
        });
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

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpListener;
    use tokio::time::timeout;

    use super::*;
    use crate::net::places::Places;

    #[tokio::test]
    async fn who_reads_nothing_of_an_answer_makes_room_and_who_reads_on_does_not() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (stream, from) = listener.accept().await.unwrap();
        let places = Places::new(1, 1, Duration::ZERO, &[]);
        let place = Arc::new(places.take(from.ip(), Instant::now()).unwrap());
        place.waits(None);
        let mut answering = Read::new(stream, &place);
        answering.write_all(b"some of it").await.unwrap();
        assert!(places.take(from.ip(), Instant::now()).is_none(), "it is being served");
        let block = vec![b'x'; 1 << 20];
        // Until the pipe is full.
        while timeout(Duration::from_millis(200), answering.write_all(&block)).await.is_ok() {}
        assert!(places.take(from.ip(), Instant::now()).is_some());
        place.lost().await;
        drop(client);
    }
}
