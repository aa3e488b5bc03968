//! What looking costs.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use wissel_routing::{Rule, WhenNobody};
use wissel_store::db::{Fault, Faults};

use crate::world::{each, to};

/// Counts statements.
#[derive(Default)]
struct Counter(AtomicI64);

impl Faults for Counter {
    fn before(&self, _: &'static str) -> Option<Fault> {
        self.0.fetch_add(1, Ordering::SeqCst);
        None
    }
}

/// lessons.md 20: the router burned CPU with nobody online elsewhere. Looking at a long line that nobody can serve
/// costs what looking at a short one does.
#[tokio::test]
async fn a_long_line_that_nobody_can_serve_costs_no_more_statements_than_a_short_one() {
    each(|world| async move {
        let maud = world.silent("Maud").await;
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&maud], &[]) }).await;
        let mut costs = Vec::new();
        for n in 0..300 {
            world.unrouted("a@x.test", &format!("mail {n}")).await;
            if n == 2 || n == 299 {
                world.desk.route_now().await.unwrap();
                let counter = Arc::new(Counter::default());
                world.faulty(counter.clone()).route_now().await.unwrap();
                costs.push(counter.0.load(Ordering::SeqCst));
            }
        }
        // Whether an event is settled is another's business too: what is not is read with the people it names.
        assert!(costs[1] <= costs[0] + 4 && costs[0] < 30, "{costs:?}");
    })
    .await;
}
