//! Being asked to stop.

use anyhow::Result;

/// Returns when the process is asked to stop: Ctrl-C, or what a service manager sends.
#[cfg(unix)]
pub(super) async fn asked_to_stop() -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Returns when the process is asked to stop by Ctrl-C.
#[cfg(not(unix))]
pub(super) async fn asked_to_stop() -> Result<()> {
    Ok(tokio::signal::ctrl_c().await?)
}
