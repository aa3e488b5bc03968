//! Lists, counts, search and single tickets: the same request to a desk with a thousand tickets and to one with a million
//! ([`history`](crate::history)). A page must not get slower because much has happened before.
//!
//! `WISSEL_BENCH_TICKETS` makes the large desk smaller, to try things; `WISSEL_BENCH_KEEP` names a folder in which both
//! desks stay for the next run (those on PostgreSQL on its server).

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::history::{Askers, Shape, askers, contact, created_at, first_name, grow, rare, word};
use crate::kit::{Bar, Board, Client, Database, Kind, Product, elapsed, median};

const FEW: i64 = 1_000;
const MANY: i64 = 1_000_000;
/// More than elsewhere: each takes a moment only.
const ROUNDS: usize = 9;
/// Requests to each desk in a round.
const REQUESTS: usize = 40;

/// Groups `list-`, `counts-`, `search-`, `contacts-` and `ticket-` with the name of a database; `lists` is all of them.
pub(crate) async fn run(board: &mut Board) -> Result<()> {
    for kind in Kind::BOTH {
        let wanted: Vec<Figure> = figures(kind)
            .into_iter()
            .filter(|figure| board.asks_for(&figure.name, "lists"))
            .collect();
        if !wanted.is_empty() {
            on(board, kind, &wanted).await?;
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Admin,
    /// Sees one team's tickets.
    Agent,
}

/// What is asked of a desk of this shape, the `n`-th time.
type Asked = Box<dyn Fn(Shape, usize) -> Vec<String>>;

struct Figure {
    name: String,
    /// Its bar.
    most: f64,
    about: &'static str,
    asker: Asker,
    asked: Asked,
}

fn figures(kind: Kind) -> Vec<Figure> {
    use Asker::{Admin, Agent};
    let mut figures = Vec::new();
    let mut add = |group: &str, of: &str, about, asker, asked: Asked| {
        let name = format!("{group}-{}{of}", kind.name());
        // Nobody opens this page twice: its contacts lie anywhere in ten years, on pages that no cache holds.
        let most = if of == "-deep" { 2.0 } else { 1.5 };
        figures.push(Figure { name, most, about, asker, asked });
    };
    let one = |path: &'static str| -> Asked { Box::new(move |_, _| vec![path.to_owned()]) };
    add("list", "-open", "all open tickets", Admin, one("tickets?view=open"));
    add("list", "-closed", "all closed tickets", Admin, one("tickets?view=closed"));
    add("list", "-deep", "closed tickets, from the middle on", Admin, Box::new(deep));
    add("list", "-team", "open, of a team, nobody or one's own", Agent, one("tickets?view=open"));
    let theirs = "closed, of a team, nobody or one's own";
    add("list", "-team-closed", theirs, Agent, one("tickets?view=closed"));
    add("counts", "-admin", "the sidebar's counts", Admin, one("views"));
    add("counts", "-team", "for who sees one team", Agent, one("views"));
    add(
        "search",
        "-word",
        "a word that many tickets hold",
        Admin,
        Box::new(|_, n| search(&format!("{}%20", word(20 + n % 10 * 4)))),
    );
    add(
        "search",
        "-one",
        "an order number",
        Admin,
        Box::new(|shape, n| search(&format!("{}%20", rare(at(shape, n))))),
    );
    add(
        "search",
        "-prefix",
        "the first two letters of a word",
        Admin,
        Box::new(|_, n| search(["pa", "de", "co", "re", "ma", "ka"][n % 6])),
    );
    add(
        "search",
        "-filter",
        "a status or an owner alone",
        Admin,
        Box::new(|_, n| {
            search(["status:open%20", "status:closed%20", "owner:%22User%207%22%20"][n % 3])
        }),
    );
    add(
        "search",
        "-both",
        "a word and a status or an owner",
        Admin,
        Box::new(|_, n| {
            let filter = ["status:closed%20", "priority:normal%20"][n % 2];
            search(&format!("{}%20{filter}", word(20 + n % 10 * 2)))
        }),
    );
    add(
        "search",
        "-team",
        "a word, for who sees one team",
        Agent,
        Box::new(|_, n| search(&format!("{}%20", word(2 + n % 10)))),
    );
    add(
        "contacts",
        "-page",
        "contacts, from the newest on or from the middle",
        Admin,
        Box::new(|shape, n| {
            let before = [i64::MAX, shape.tickets / 10][n % 2];
            vec![format!("contacts?cursor={before}")]
        }),
    );
    add(
        "contacts",
        "-name",
        "the beginning of a name that many bear",
        Admin,
        Box::new(|_, n| {
            let name = [first_name(0), first_name(1), first_name(2)][n % 3].to_lowercase();
            vec![format!("contacts?limit=10&q={}", &name[..3])]
        }),
    );
    add(
        "contacts",
        "-one",
        "one contact, by the whole name or the address",
        Admin,
        Box::new(|shape, n| {
            let (name, email) = contact(1 + n as i64 % 20 * shape.tickets / 100);
            let what = if n % 2 == 0 { name.replace(' ', "%20") } else { email };
            vec![format!("contacts?limit=1&q={what}")]
        }),
    );
    add(
        "ticket",
        "",
        "a ticket with its conversation",
        Admin,
        Box::new(|shape, n| {
            let id = at(shape, n);
            vec![format!("tickets/{id}"), format!("tickets/{id}/conversation")]
        }),
    );
    figures
}

/// A ticket of the first third, which are closed.
fn at(shape: Shape, n: usize) -> i64 {
    shape.tickets / 20 + n as i64 % 20 * shape.tickets / 80
}

fn search(what: &str) -> Vec<String> {
    vec![format!("search?limit=20&q={what}")]
}

fn deep(shape: Shape, n: usize) -> Vec<String> {
    let ticket = shape.tickets / 2 + n as i64 % 10 * shape.tickets / 100;
    vec![format!("tickets?view=closed&cursor={}.{ticket}", created_at(shape, ticket))]
}

async fn on(board: &mut Board, kind: Kind, wanted: &[Figure]) -> Result<()> {
    let many = match std::env::var("WISSEL_BENCH_TICKETS") {
        Ok(tickets) => tickets.parse().context("WISSEL_BENCH_TICKETS is a number")?,
        Err(_) => MANY,
    };
    let (mut young, mut old) = (Desk::open(kind, FEW).await?, Desk::open(kind, many).await?);
    for figure in wanted {
        let shown = (young.warm(figure).await?, old.warm(figure).await?);
        let (mut ratios, mut took) = (Vec::new(), (Vec::new(), Vec::new()));
        for _ in 0..ROUNDS {
            let (mut few, mut many) = (Vec::new(), Vec::new());
            for n in 0..REQUESTS {
                few.push(young.ask(figure, n).await?.0);
                many.push(old.ask(figure, n).await?.0);
            }
            ratios.push(median(&many) / median(&few));
            took.0.push(median(&few));
            took.1.push(median(&many));
        }
        let about = format!(
            "{}: {:.2} ms, {:.2} with {FEW} tickets; {} rows, {}",
            figure.about,
            median(&took.1) * 1e3,
            median(&took.0) * 1e3,
            shown.1,
            shown.0,
        );
        board.tell(&figure.name, &ratios, Bar::AtMost(figure.most), &about);
    }
    young.close().await?;
    old.close().await
}

/// A desk of one shape with its server.
struct Desk {
    shape: Shape,
    database: Database,
    product: Product,
    client: Client,
    askers: Askers,
    asked: usize,
}

impl Desk {
    async fn open(kind: Kind, tickets: i64) -> Result<Self> {
        let shape = Shape { tickets };
        let (database, new) = match std::env::var("WISSEL_BENCH_KEEP") {
            Ok(folder) => {
                let name = format!("wissel_bench_{tickets}");
                Database::kept(kind, Path::new(&folder), &name).await?
            }
            Err(_) => (Database::fresh(kind).await?, true),
        };
        if new {
            let (took, grown) = elapsed(grow(&database, shape)).await;
            grown.with_context(|| format!("filling {}", kind.name()))?;
            // As the server does when nothing else is to be done.
            let db = database.open().await?;
            while db.write(wissel_store::search::merge).await? {}
            db.close().await;
            database.done()?;
            let bytes = database.size().await?;
            println!(
                "lists: {tickets} tickets on {} filled in {:.0} s, {} bytes a ticket with all that belongs to it",
                kind.name(),
                took.as_secs_f64(),
                bytes / tickets
            );
        }
        let product = Product::serve(&database).await?;
        let client = Client::connect(&product.program.address).await?;
        Ok(Self { shape, database, product, client, askers: askers(), asked: 0 })
    }

    /// Each request once; the fewest rows that one of them showed.
    async fn warm(&mut self, figure: &Figure) -> Result<usize> {
        // The server hangs up on a connection that is quiet for long.
        self.client = Client::connect(&self.product.program.address).await?;
        let mut fewest = usize::MAX;
        for n in 0..REQUESTS {
            fewest = fewest.min(self.ask(figure, n).await?.1);
        }
        ensure!(
            fewest > 0,
            "{}: something is not found in {} tickets",
            figure.name,
            self.shape.tickets
        );
        Ok(fewest)
    }

    /// Seconds that it took, and rows in the last answer.
    async fn ask(&mut self, figure: &Figure, n: usize) -> Result<(f64, usize)> {
        let sessions =
            if figure.asker == Asker::Admin { &self.askers.admin } else { &self.askers.agent };
        let paths = (figure.asked)(self.shape, n);
        let (mut took, mut rows) = (0.0, 0);
        for path in paths {
            // Each time as another session, for what one session may do in a second is limited.
            self.asked += 1;
            let session = &sessions[self.asked % sessions.len()];
            let path = format!("/api/v1/{path}");
            let (time, answer) = elapsed(self.client.ask(session, "GET", &path, "")).await;
            took += time.as_secs_f64();
            let answer: Value = serde_json::from_slice(&answer.with_context(|| path)?)?;
            rows = answer["items"].as_array().map_or(1, Vec::len);
        }
        Ok((took, rows))
    }

    async fn close(self) -> Result<()> {
        drop(self.product);
        self.database.drop().await
    }
}
