//! Connections of browsers: accepted, served, and ended in order.

use std::collections::VecDeque;
use std::future::pending;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::Instant;
use tower::ServiceExt;

use super::client::{Read, Turn};
use super::files;
use crate::net::places::{Place, Places};

/// Who has not finished asking by then is cut off: open connections cost us more than them.
const ASKING: Duration = Duration::from_secs(20);
/// After a connection could not be accepted; most likely those at work have to finish first.
const PAUSE: Duration = Duration::from_millis(100);
/// The most connections, and the most from one address: an office behind one, with a live stream for each page.
const ALL: usize = 3_000;
const EACH: usize = 2_000;
/// A connection that is idle for so long may be closed when others want in: its browser opens another.
const GRACE: Duration = Duration::from_millis(500);
/// Whoever finds no room waits for as long as that, for by then somebody may be sent away. So many wait, and no more.
const WAITING: usize = 256;
/// The most bytes of a request's head, and of anything else that is kept for one connection.
const HEAD: usize = 32 << 10;

/// Serves until `stop`, then finishes what was begun. Of the addresses in `proxies` there may be as many connections as
/// there are.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: &[IpAddr],
    mut stop: watch::Receiver<bool>,
) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(ASKING).max_buf_size(HEAD);
    // Files, mail and the database need the other half.
    let places = Places::new(ALL.min(files::most() / 2), EACH, GRACE, proxies);
    let open = GracefulShutdown::new();
    let mut waiting = VecDeque::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = first_due(&waiting) => {
                let Some((stream, from, _)) = waiting.pop_front() else { continue };
                match places.take(from.ip(), Instant::now()) {
                    Some(place) => begin(&builder, &open, &router, stream, from, place),
                    None => turn_away(&stream),
                }
                continue;
            }
            // An error means that nobody can ask it to stop any more, so it stops.
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, from)) => match places.take(from.ip(), Instant::now()) {
                Some(place) => begin(&builder, &open, &router, stream, from, place),
                None if waiting.len() < WAITING => {
                    waiting.push_back((stream, from, Instant::now() + GRACE));
                }
                None => turn_away(&stream),
            },
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    open.shutdown().await;
}

/// Returns when the first of them has waited long enough.
async fn first_due(waiting: &VecDeque<(TcpStream, SocketAddr, Instant)>) {
    match waiting.front() {
        Some((_, _, due)) => tokio::time::sleep_until(*due).await,
        None => pending().await,
    }
}

fn begin(
    builder: &http1::Builder,
    open: &GracefulShutdown,
    router: &Router,
    stream: TcpStream,
    from: SocketAddr,
    place: Place,
) {
    let (place, router) = (Arc::new(place), router.clone());
    let asked = Arc::clone(&place);
    let service = tower::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(|body| Body::new(Turn::asking(body, &asked)));
        request.extensions_mut().insert(ConnectInfo(from));
        let (router, asked) = (router.clone(), Arc::clone(&asked));
        async move {
            let answer = router.oneshot(request).await;
            answer.map(|answer| answer.map(|body| Turn::answering(body, &asked)))
        }
    });
    let service = TowerToHyperService::new(service);
    let connection = builder.serve_connection(TokioIo::new(Read::new(stream, &place)), service);
    let connection = open.watch(connection);
    tokio::spawn(async move {
        tokio::select! {
            // How a connection ends is its client's business.
            _ = connection => {}
            () = place.lost() => {}
        }
    });
}

/// There is no room. Said at once and without waiting: whoever floods us does not listen.
fn turn_away(stream: &TcpStream) {
    let answer = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let _ = stream.try_write(answer);
}
