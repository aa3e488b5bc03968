//! `wissel serve`: starts everything, says where it is, and stops in order when asked to.

mod client;
mod connections;
mod files;
mod loops;
mod signal;

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use wissel_desk::Desk;

use super::open;
use crate::config::Config;
use crate::data;
use crate::http::{self, App};
use crate::net::tls;
use crate::random::MachineRandom;
use crate::vitals::Places;
use loops::Loops;

/// What is still running after this is cut off.
const PATIENCE: Duration = Duration::from_secs(35);

/// Runs until SIGTERM or SIGINT.
pub(super) async fn serve(config: Config) -> Result<ExitCode> {
    data::prepare(&config)?;
    let db = open::alone(&config).await?;
    open::up_to_date(&db).await?;
    // Everything that can be refused is, before anybody is told that the server is there.
    let listener = listen(config.listen).await?;
    let mail = match config.lmtp {
        Some(wanted) => Some((listen(wanted).await?, certificate(&config)?)),
        None => None,
    };
    let address = listener.local_addr()?;
    let base_url = config.base_url.clone().unwrap_or_else(|| reached_at(address));
    let desk = open::desk(&config, db.clone(), base_url.clone()).await?;
    if config.demo {
        // Before anything runs beside it: the demo lives through two days of its own.
        desk.fill_demo().await?;
    }
    desk.take_over_jobs().await?;
    let (stop, stopping) = watch::channel(false);
    let gathered = gathering()?;
    let mut loops = Loops::new(stopping.clone());
    let app = App::new(http::Parts {
        desk: desk.clone(),
        random: Arc::new(MachineRandom),
        base_url: base_url.clone(),
        proxies: config.proxies.clone(),
        reach: config.reach.clone(),
        metrics: config.metrics,
        gathered: Some(gathered.clone()),
        stop: stopping.clone(),
    });
    loops.start(&desk, &app, &Places::of(&config), &config.reach, gathered);
    println!("data in {}", config.data.display());
    println!("listening on http://{address}");
    if let Some((listener, tls)) = mail {
        println!("lmtp on {}", listener.local_addr()?);
        loops.take_mail(&desk, listener, tls, config.data.clone());
    }
    greet(&desk, &base_url).await?;

    let (router, proxies) = (http::router(&app), config.proxies.clone());
    let served = tokio::spawn(async move {
        connections::serve(listener, router, &proxies, stopping).await;
    });
    signal::asked_to_stop().await?;
    tracing::info!("stopping: finishing what was begun");
    let _ = stop.send(true);
    let finished = tokio::time::timeout(PATIENCE, async {
        let _ = served.await;
        loops.ended().await;
    });
    if finished.await.is_err() {
        tracing::warn!("some requests took too long and were cut off");
    }
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Request times are counted in buckets, so that several servers can be added up.
fn gathering() -> Result<PrometheusHandle> {
    let buckets = [0.005, 0.025, 0.1, 0.5, 2.5, 10.0];
    let builder = PrometheusBuilder::new().set_buckets(&buckets).context("there are buckets")?;
    builder.install_recorder().context("the metrics cannot be gathered")
}

async fn listen(at: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(at).await.with_context(|| format!("cannot listen on {at}"))
}

/// What mail servers are shown that want STARTTLS.
fn certificate(config: &Config) -> Result<Option<Arc<ServerConfig>>> {
    let Some((chain, key)) = &config.lmtp_tls else { return Ok(None) };
    let read = |path: &Path| {
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let tls = tls::server_config(&read(chain)?, &read(key)?);
    Ok(Some(tls.with_context(|| {
        format!("{} and {} are no certificate", chain.display(), key.display())
    })?))
}

/// How a browser on this machine gets here when nobody said how people do.
fn reached_at(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

/// Tells the first user how to get in.
async fn greet(desk: &Desk, base_url: &str) -> Result<()> {
    if let Some(link) = desk.first_start_link().await? {
        println!("set the admin's password: {base_url}{link}");
    }
    Ok(())
}
