//! Being told to stop.

use tokio::sync::watch;

/// Waits until it is time to stop: when `stop` says so, or when nobody is left to say it.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        tracing::debug!("nobody is left to say stop");
    }
}
