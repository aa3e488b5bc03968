//! Tickets a second through HTTP: signed in, durable, routed, with decision and events, against a bare axum server
//! that stores the same rows.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::ceiling;
use crate::kit::{Bar, Board, Client, Fill, Kind, Load, Product, Program, ROUNDS, elapsed, filled};

const DESK: Fill = Fill {
    users: 1000,
    teams: 100,
    named: 2,
    contacts: 2000,
    sessions: 400,
    available: true,
    waiting: 0,
    tickets: 0,
};
/// Users whom the channel's rule reaches.
const REACHED: i64 = 20;

/// Between two looks at the line, each by another session: one may look fifty times a second.
const LOOK: Duration = Duration::from_millis(2);

/// Groups `intake-sqlite` and `intake-postgres`.
pub(crate) async fn run(board: &mut Board) -> Result<()> {
    for kind in Kind::BOTH {
        if board.wants(&format!("intake-{}", kind.name())) {
            on(board, kind).await?;
        }
    }
    Ok(())
}

async fn on(board: &mut Board, kind: Kind) -> Result<()> {
    let ((ours, sessions), (bare, _)) = (filled(kind, DESK).await?, filled(kind, DESK).await?);
    let product = Product::serve(&ours).await?;
    let admin = Admin { address: &product.program.address, sessions: &sessions };
    // Warm, and big enough to tell how large a decision is.
    routed(&product, &admin, &sessions, 8, 200).await?;
    let record = record(&admin).await?;
    let ceiling = ceiling::start(&bare, REACHED, record)?;
    taken(&ceiling, 8, 200).await?;
    for connections in [8, 64] {
        let tickets = if connections == 8 { 3000 } else { 8000 };
        let (mut ratios, mut speeds, mut costs) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let began = ceiling.processor()?;
            let most = taken(&ceiling, connections, tickets).await?;
            let bare_cost = ceiling.processor()? - began;
            let began = product.program.processor()?;
            let took = routed(&product, &admin, &sessions, connections, tickets).await?;
            costs.push((product.program.processor()? - began) / bare_cost.max(0.01));
            ratios.push(most.as_secs_f64() / took.as_secs_f64());
            speeds.push((tickets as f64 / took.as_secs_f64(), tickets as f64 / most.as_secs_f64()));
        }
        let (ours, bare): (Vec<f64>, Vec<f64>) = speeds.into_iter().unzip();
        let about = format!(
            "{:.0} routed tickets/s of {:.0} bare inserts/s; processor {:.1} times the ceiling's",
            crate::kit::median(&ours),
            crate::kit::median(&bare),
            crate::kit::median(&costs),
        );
        let name = format!("intake-{}-{connections}", kind.name());
        board.tell(&name, &ratios, Bar::AtLeast(0.5), &about);
    }
    drop((product, ceiling));
    ours.drop().await?;
    bare.drop().await
}

/// Somebody who looks at how it goes.
struct Admin<'a> {
    address: &'a str,
    sessions: &'a [String],
}

impl Admin<'_> {
    /// Each time on a new connection: the server hangs up on one that is quiet for long.
    async fn get(&self, path: &str, nth: usize) -> Result<Value> {
        let mut client = Client::connect(self.address).await?;
        let session = &self.sessions[nth % self.sessions.len()];
        Ok(serde_json::from_slice(&client.ask(session, "GET", path, "").await?)?)
    }
}

fn body(n: usize) -> String {
    let text = "The parcel that was to come on Tuesday is not here, and the driver left no card. "
        .repeat(12);
    format!(
        r#"{{"channel":1,"subject":"Parcel {n} is late","text":"{text}","contact":{{"email":"c{}@customer.test"}}}}"#,
        n % 2000
    )
}

/// Until the last of them has its owner.
async fn routed(
    product: &Product,
    admin: &Admin<'_>,
    sessions: &[String],
    connections: usize,
    requests: usize,
) -> Result<Duration> {
    let load = Load { address: &product.program.address, sessions, connections, requests };
    let (took, done) = elapsed(async {
        load.post("/api/v1/tickets", body).await?;
        for nth in 0.. {
            if admin.get("/api/v1/router", nth).await?["waiting"] == 0 {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        Ok::<(), anyhow::Error>(())
    })
    .await;
    done.map(|()| took)
}

async fn taken(ceiling: &Program, connections: usize, requests: usize) -> Result<Duration> {
    let load = Load { address: &ceiling.address, sessions: &[], connections, requests };
    load.post("/t", body).await
}

/// Bytes that are stored of a decision here.
async fn record(admin: &Admin<'_>) -> Result<usize> {
    let found = admin.get("/api/v1/tickets/1/decisions", 0).await?;
    let data = found["items"][0].get("data").context("a decision")?;
    Ok(data.to_string().len())
}
