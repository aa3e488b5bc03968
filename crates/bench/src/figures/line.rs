//! The waiting line: 10,000 tickets and nobody there costs nothing, and when one arrives they are served as fast as from
//! a short line.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::Value;
use tokio::time::Instant;

use crate::kit::{Bar, Board, Client, Database, Fill, Kind, Product, ROUNDS, filled, median};

const DESK: Fill = Fill {
    users: 40,
    teams: 4,
    named: 4,
    contacts: 1,
    sessions: 50,
    available: false,
    waiting: 0,
    tickets: 0,
};
/// Tickets that one who arrives may hold.
const MOST: i64 = 30;
const LOOK: Duration = Duration::from_millis(1);
const QUIET: Duration = Duration::from_secs(10);

/// Groups `line-sqlite` and `line-postgres`.
pub(crate) async fn run(board: &mut Board) -> Result<()> {
    for kind in Kind::BOTH {
        if board.wants(&format!("line-{}", kind.name())) {
            on(board, kind).await?;
        }
    }
    Ok(())
}

async fn on(board: &mut Board, kind: Kind) -> Result<()> {
    let (mut short, mut long) = (Desk::open(kind, 200).await?, Desk::open(kind, 10_000).await?);
    let (mut ratios, mut took) = (Vec::new(), Vec::new());
    // The first of each warms up.
    for round in 0..=ROUNDS {
        let (few, many) = (short.arrive().await?, long.arrive().await?);
        if round > 0 {
            ratios.push(many / few);
            took.push(many * 1e3);
        }
    }
    let about =
        format!("one arrives at 10,000 waiting and has {MOST} after {:.1} ms", median(&took));
    board.tell(&format!("line-{}-arrival", kind.name()), &ratios, Bar::AtMost(1.5), &about);
    let share = long.product.program.at_rest(QUIET).await?;
    let about = "share of a processor used while 10,000 wait and nobody is there";
    board.tell(&format!("line-{}-idle", kind.name()), &[share], Bar::AtMost(0.005), about);
    short.close().await?;
    long.close().await
}

/// A desk with a line.
struct Desk {
    database: Database,
    product: Product,
    admin: Client,
    sessions: Vec<String>,
    asked: usize,
    arrived: i64,
    waiting: i64,
}

impl Desk {
    /// Until everybody in line was told that nobody is there.
    async fn open(kind: Kind, waiting: i64) -> Result<Self> {
        let (database, sessions) = filled(kind, Fill { waiting, ..DESK }).await?;
        let product = Product::serve(&database).await?;
        let admin = Client::connect(&product.program.address).await?;
        let mut desk = Self { database, product, admin, sessions, asked: 0, arrived: 0, waiting };
        while desk.nobody().await? < waiting {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(desk)
    }

    /// Seconds from the next user's arrival until they hold as much as they may.
    async fn arrive(&mut self) -> Result<f64> {
        self.arrived += 1;
        // The admin is the first user.
        let path = format!("/api/v1/users/{}/availability", self.arrived + 1);
        let begin = Instant::now();
        self.ask("PUT", &path, r#"{"state":"available"}"#).await?;
        let left = self.waiting - self.arrived * MOST;
        loop {
            let waiting = self.ask("GET", "/api/v1/router", "").await?["waiting"].as_i64();
            ensure!(waiting >= Some(left), "more were served than one may hold");
            if waiting == Some(left) {
                return Ok(begin.elapsed().as_secs_f64());
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn nobody(&mut self) -> Result<i64> {
        let views = self.ask("GET", "/api/v1/views", "").await?;
        let items = views["items"].as_array().cloned().unwrap_or_default();
        let count = items.iter().find(|view| view["key"] == "nobody");
        Ok(count.and_then(|view| view["count"].as_i64()).unwrap_or_default())
    }

    async fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Value> {
        self.asked += 1;
        let session = &self.sessions[self.asked % self.sessions.len()];
        Ok(serde_json::from_slice(&self.admin.ask(session, method, path, body).await?)?)
    }

    async fn close(self) -> Result<()> {
        drop(self.product);
        self.database.drop().await
    }
}
