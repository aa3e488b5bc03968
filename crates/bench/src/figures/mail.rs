//! A mail handed in by LMTP until it has its owner, and an event until a browser has it, against one bare durable
//! commit on the same disk.

use anyhow::{Context, Result};
use jiff::Timestamp;
use tokio::time::Instant;

use crate::ceiling::commits;
use crate::kit::{Bar, Board, Database, Fill, Kind, Lmtp, Product, Stream, filled, quantile};

const DESK: Fill = Fill {
    users: 200,
    teams: 20,
    named: 2,
    contacts: 0,
    sessions: 1,
    available: true,
    waiting: 0,
    tickets: 0,
};
/// Mails of a round.
const MAILS: usize = 100;
const ROUNDS: usize = crate::kit::ROUNDS;

/// Groups `mail-sqlite` and `mail-postgres`.
pub(crate) async fn run(board: &mut Board) -> Result<()> {
    for kind in Kind::BOTH {
        if board.wants(&format!("mail-{}", kind.name())) {
            on(board, kind).await?;
        }
    }
    Ok(())
}

async fn on(board: &mut Board, kind: Kind) -> Result<()> {
    let ((ours, sessions), bare) = (filled(kind, DESK).await?, Database::fresh(kind).await?);
    let product = Product::serve(&ours).await?;
    let mut stream = Stream::open(&product.program.address, &sessions[0]).await?;
    let mut lmtp = Lmtp::connect(&product.lmtp).await?;
    owned(&mut lmtp, &mut stream, 0..20).await?;
    let (mut middle, mut slow, mut live) = (Vec::new(), Vec::new(), Vec::new());
    let mut told = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        let commit = commits(&bare, MAILS).await?;
        let first = 20 + round * MAILS;
        let (owned, seen) = owned(&mut lmtp, &mut stream, first..first + MAILS).await?;
        let (c50, c99) = (quantile(&commit, 0.5), quantile(&commit, 0.99));
        middle.push(quantile(&owned, 0.5) / c50);
        slow.push(quantile(&owned, 0.99) / c99);
        live.push(quantile(&seen, 0.99) / c99);
        told[0].push(quantile(&owned, 0.5) * 1e3);
        told[1].push(quantile(&owned, 0.99) * 1e3);
        told[2].push(quantile(&seen, 0.99) * 1e3);
    }
    let about =
        |n: usize| format!("{:.2} ms, in durable commits on this disk", quantile(&told[n], 0.5));
    let name = kind.name();
    // A commit on PostgreSQL is one round trip and one sync. A mail's way is the sync of its original beside the
    // database, two transactions of some dozen questions that need each other's answers, and two notifications.
    let bars = match kind {
        Kind::Sqlite => [20.0, 20.0, 10.0],
        Kind::Postgres => [50.0, 35.0, 20.0],
    };
    board.tell(&format!("mail-{name}-owner-p50"), &middle, Bar::AtMost(bars[0]), &about(0));
    board.tell(&format!("mail-{name}-owner-p99"), &slow, Bar::AtMost(bars[1]), &about(1));
    board.tell(&format!("mail-{name}-live-p99"), &live, Bar::AtMost(bars[2]), &about(2));
    drop((product, stream, lmtp));
    ours.drop().await?;
    bare.drop().await
}

/// Seconds until each mail's ticket has its owner, as a browser learns of it; and seconds from an event's own time, which
/// is before its commit, until it is in the browser.
async fn owned(
    lmtp: &mut Lmtp,
    stream: &mut Stream,
    mails: std::ops::Range<usize>,
) -> Result<(Vec<f64>, Vec<f64>)> {
    let (mut owned, mut seen) = (Vec::new(), Vec::new());
    for n in mails {
        let begin = Instant::now();
        lmtp.send(n).await?;
        let (event, here) = stream.next("ticket.assigned").await?;
        owned.push(here.duration_since(begin).as_secs_f64());
        let at: Timestamp = event["at"].as_str().context("an event has a time")?.parse()?;
        seen.push(now().duration_since(at).as_secs_f64());
    }
    Ok((owned, seen))
}

/// The server's process reads the same clock.
#[expect(clippy::disallowed_methods, reason = "an event tells its time by the machine's clock")]
fn now() -> Timestamp {
    Timestamp::now()
}
