//! Connections of browsers: accepted, served, and ended in order.

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
use tower::ServiceExt;

/// Who has not finished asking by then is cut off: open connections cost us more than them.
const ASKING: Duration = Duration::from_secs(20);
/// After a connection could not be accepted; most likely those at work have to finish first.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop`, then finishes what was begun.
pub(super) async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(ASKING);
    let open = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            // An error means that nobody can ask it to stop any more, so it stops.
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let router = router.clone();
                let service = tower::service_fn(move |request: Request<Incoming>| {
                    let mut request = request.map(Body::new);
                    request.extensions_mut().insert(ConnectInfo(from));
                    router.clone().oneshot(request)
                });
                let service = TowerToHyperService::new(service);
                let connection = builder.serve_connection(quick(stream), service);
                // How a connection ends is its client's business.
                tokio::spawn(open.watch(connection));
            }
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    open.shutdown().await;
}

/// Answers wait for nothing: the live stream's are small and many.
fn quick(stream: TcpStream) -> TokioIo<TcpStream> {
    // Without it answers are only slower.
    let _ = stream.set_nodelay(true);
    TokioIo::new(stream)
}
