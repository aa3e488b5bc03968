//! How much of what is being sent to us is kept in memory at once, all requests together. Nothing is unpacked: what is
//! small when it is sent stays small.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::Limited;
use hyper::body::{Body as _, Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wissel_model::Error;

use crate::http::App;
use crate::http::extract::Signed;
use crate::http::problem::Problem;

/// The most that somebody may send who is not signed in, in bytes: an address and a password.
const STRANGERS: usize = 16 << 10;
/// The most of all bodies together, in KiB.
const ALL: usize = 64 << 10;

/// What there is room for. Clones share it.
#[derive(Clone)]
pub(crate) struct Bodies(Arc<Semaphore>);

impl Default for Bodies {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(ALL)))
    }
}

/// Bounds what is sent by who is not signed in, and by all others together.
pub(crate) async fn bounded(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    if is_packed(request.headers()) {
        // A file would be kept as nobody can read it.
        let refused = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.encoded");
        return ([(header::ACCEPT_ENCODING, "identity")], refused).into_response();
    }
    if request.extensions().get::<Signed>().is_none() {
        return next.run(request.map(|body| Body::new(Limited::new(body, STRANGERS)))).await;
    }
    let kept = Kept::default();
    let counted =
        |body| Body::new(Counted { body, bodies: app.bodies().clone(), kept: kept.clone() });
    let answer = next.run(request.map(counted)).await;
    let full = kept.0.lock().unwrap_or_else(PoisonError::into_inner).full;
    if full { Problem::from(Error::TooMany { retry_after: 5 }).into_response() } else { answer }
}

/// Whether the body is anything but itself (RFC 9110 §8.4), or was packed for the way (RFC 9112 §7).
fn is_packed(headers: &HeaderMap) -> bool {
    let other = |name, plain: &[u8]| {
        let codings = headers.get_all(name).iter().map(HeaderValue::as_bytes);
        codings.into_iter().any(|coding| !coding.trim_ascii().eq_ignore_ascii_case(plain))
    };
    other(header::CONTENT_ENCODING, b"identity") || other(header::TRANSFER_ENCODING, b"chunked")
}

/// What is kept of a request, until it is answered.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Share>>);

#[derive(Default)]
struct Share {
    bytes: usize,
    permit: Option<OwnedSemaphorePermit>,
    /// There was no room for more of it.
    full: bool,
}

struct Counted {
    body: Body,
    bodies: Bodies,
    kept: Kept,
}

impl Counted {
    fn count(&self, bytes: usize) -> Result<(), axum::Error> {
        let mut share = self.kept.0.lock().unwrap_or_else(PoisonError::into_inner);
        share.bytes += bytes;
        let had = share.permit.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = u32::try_from(share.bytes.div_ceil(1 << 10) - had).unwrap_or(u32::MAX);
        match Arc::clone(&self.bodies.0).try_acquire_many_owned(more) {
            Ok(more) => match &mut share.permit {
                Some(permit) => permit.merge(more),
                None => share.permit = Some(more),
            },
            Err(error) => {
                share.full = true;
                return Err(axum::Error::new(error));
            }
        }
        Ok(())
    }
}

impl hyper::body::Body for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
            && let Err(full) = self.count(data.len())
        {
            return Poll::Ready(Some(Err(full)));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
