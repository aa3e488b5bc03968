//! What runs beside the pages: routing, jobs, mail, and tidying up.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusHandle;
use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use wissel_desk::Desk;
use wissel_desk::demo::Shelf;

use crate::http::App;
use crate::net::smtp_out::Outbox;
use crate::net::{Reach, lmtp, mail_in};
use crate::vitals::{self, Places};

/// After a loop ended by a fault, it starts again.
const PAUSE: Duration = Duration::from_secs(1);
/// Between two rounds of tidying up in memory.
const TIDY: Duration = Duration::from_secs(60);
/// Between two rounds of tidying up in the database.
const FORGET: Duration = Duration::from_secs(10 * 60);

/// The running loops.
pub(super) struct Loops {
    running: JoinSet<()>,
    stop: watch::Receiver<bool>,
}

impl Loops {
    pub(super) fn new(stop: watch::Receiver<bool>) -> Self {
        Self { running: JoinSet::new(), stop }
    }

    /// Starts all that every server runs.
    pub(super) fn start(
        &mut self,
        desk: &Desk,
        app: &App,
        places: &Places,
        reach: &Reach,
        gathered: PrometheusHandle,
    ) {
        let (looking, places) = (desk.clone(), places.clone());
        self.keep(app, "vitals", move |stop| vitals::run(looking.clone(), places.clone(), stop));
        let routing = desk.clone();
        self.keep(app, "router", move |stop| routing.clone().run_router(stop));
        let outbox = Outbox::new(desk.clone(), reach);
        let watching = outbox.clone();
        self.keep(app, "mail_out", move |stop| watching.clone().watch(stop));
        let (sending, outbox) = (desk.clone(), Arc::new(Shelf(outbox)));
        self.keep(app, "jobs", move |stop| sending.clone().run_jobs(outbox.clone(), stop));
        let indexing = desk.clone();
        self.keep(app, "search", move |stop| indexing.clone().run_search(stop));
        let telling = desk.clone();
        self.keep(app, "notifications", move |stop| telling.clone().run_notifications(stop));
        let (reading, reach) = (desk.clone(), reach.clone());
        self.keep(app, "mail_in", move |stop| {
            mail_in::run(reading.clone(), reading.holder().to_owned(), reach.clone(), stop)
        });
        let tidying = app.clone();
        self.keep(app, "tidy", move |stop| tidy(tidying.clone(), gathered.clone(), stop));
        let forgetting = desk.clone();
        self.keep(app, "forget", move |stop| forget(forgetting.clone(), stop));
    }

    /// Takes in mail that a mail server hands us; large ones lie in `folder` while they come.
    pub(super) fn take_mail(
        &mut self,
        desk: &Desk,
        listener: TcpListener,
        tls: Option<Arc<ServerConfig>>,
        folder: PathBuf,
    ) {
        self.running.spawn(lmtp::serve(desk.clone(), listener, tls, folder, self.stop.clone()));
    }

    /// Returns when all have ended.
    pub(super) async fn ended(mut self) {
        while self.running.join_next().await.is_some() {}
    }

    /// Runs a loop, again if need be, until the server stops. A fault in one must not end the others.
    fn keep<F, L>(&mut self, app: &App, name: &'static str, begin: F)
    where
        F: Fn(watch::Receiver<bool>) -> L + Send + 'static,
        L: Future<Output = ()> + Send + 'static,
    {
        let (mut stop, app) = (self.stop.clone(), app.clone());
        self.running.spawn(async move {
            while !*stop.borrow_and_update() {
                app.tell_loop(name, true);
                let ended = tokio::spawn(begin(stop.clone())).await;
                if *stop.borrow() {
                    return;
                }
                app.tell_loop(name, false);
                tracing::error!(name, ?ended, "a loop ended by itself and starts again");
                metrics::counter!("wissel_loop_faults_total", "loop" => name).increment(1);
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ = stop.changed() => {}
                }
            }
        });
    }
}

/// Forgets what was kept about askers who have gone quiet, and keeps the metrics small.
async fn tidy(app: App, gathered: PrometheusHandle, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        app.tidy();
        gathered.run_upkeep();
        tokio::select! {
            () = tokio::time::sleep(TIDY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Forgets in the database what nobody asks for any more.
async fn forget(desk: Desk, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = desk.tidy().await {
            tracing::warn!(%error, "tidying up waits for the database");
        }
        tokio::select! {
            () = tokio::time::sleep(FORGET) => {}
            _ = stop.changed() => {}
        }
    }
}
