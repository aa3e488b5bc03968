//! The n-th statement of a verb fails, for every n: the verb is done, or nothing of it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use wissel_desk::mail::Source;
use wissel_desk::tickets::{Assign, Reply};
use wissel_model::Error;
use wissel_routing::{Rule, WhenNobody};
use wissel_store::db::{Fault, Faults};

use crate::world::{World, each, to};

/// Lets so many statements pass, fails the next, and lets all others pass again.
struct Nth(AtomicI64);

impl Nth {
    fn after(passed: i64) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(passed)))
    }

    /// Whether the failing statement was reached.
    fn reached(&self) -> bool {
        self.0.load(Ordering::SeqCst) < 0
    }
}

impl Faults for Nth {
    fn before(&self, _: &'static str) -> Option<Fault> {
        (self.0.fetch_sub(1, Ordering::SeqCst) == 0)
            .then(|| Fault::Fails(Error::Unavailable("pulled the plug".into())))
    }
}

/// Counts statements.
#[derive(Default)]
struct Counter(AtomicI64);

impl Faults for Counter {
    fn before(&self, _: &'static str) -> Option<Fault> {
        self.0.fetch_add(1, Ordering::SeqCst);
        None
    }
}

/// What a half-done verb would leave behind.
async fn standing(world: &World) -> (usize, Vec<String>) {
    let checked = world.desk.verify_decisions().await.unwrap();
    (world.log(Default::default()).await.len(), checked.wrong)
}

/// lessons.md 14: state and owner change together, or not at all.
#[tokio::test]
async fn a_reply_that_breaks_at_any_statement_leaves_nothing_behind() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.mail("a@x.test", "one").await;
        for n in 0.. {
            let before = standing(&world).await;
            let nth = Nth::after(n);
            let desk = world.faulty(nth.clone());
            let status = Some("waiting_on_contact".to_owned());
            let reply = Reply { text: "Dear you".into(), attachments: vec![], status };
            let outcome = desk.reply(&maud, id, reply).await;
            if !nth.reached() {
                outcome.unwrap();
                assert!(n > 10, "there were statements to break");
                break;
            }
            assert!(matches!(outcome, Err(Error::Unavailable(_))), "statement {n}: {outcome:?}");
            assert_eq!(standing(&world).await, before, "statement {n}");
            assert_eq!(
                (world.owner(id).await, world.ticket(id).await.row.status.as_str()),
                (None, "new")
            );
        }
        assert_eq!(world.owner(id).await, Some(maud.user));
        assert_eq!(world.jobs().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_mail_whose_taking_in_breaks_at_any_statement_is_taken_in_once_when_offered_again() {
    each(|world| async move {
        let raw = "From: a@x.test\r\nTo: support@acme.test\r\nSubject: Help\r\nMessage-ID: <one@x.test>\r\n\r\nHello.\r\n";
        let offer = |desk: wissel_desk::Desk| {
            let source = Source::Delivered { envelope_from: "a@x.test".into(), recipients: vec![] };
            async move { desk.receive_mail(world.channel, source, Bytes::from(raw)).await }
        };
        for n in 0.. {
            let nth = Nth::after(n);
            let outcome = offer(world.faulty(nth.clone())).await;
            if !nth.reached() {
                outcome.unwrap();
                break;
            }
            assert!(outcome.is_err(), "statement {n}: what is not stored is not acknowledged");
            assert_eq!(world.count("open").await, 0, "statement {n}");
        }
        offer(world.desk.clone()).await.unwrap();
        assert_eq!(world.count("open").await, 1);
    })
    .await;
}

#[tokio::test]
async fn routing_that_breaks_at_any_statement_goes_on_where_it_stopped() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let id = world.unrouted("a@x.test", "one").await;
        for n in 0.. {
            let nth = Nth::after(n);
            let outcome = world.faulty(nth.clone()).route_now().await;
            assert_eq!(standing(&world).await.1, Vec::<String>::new(), "statement {n}");
            if !nth.reached() {
                outcome.unwrap();
                break;
            }
        }
        assert_eq!(world.owner(id).await, Some(maud.user));
        assert_eq!(world.events(id, "ticket.assigned").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_hands_choice_that_breaks_at_any_statement_leaves_the_owner_as_it_was() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud], &[])).await;
        let id = world.mail("a@x.test", "one").await;
        for n in 0.. {
            let nth = Nth::after(n);
            let choice = Assign { user: Some(joris.user), ..Assign::default() };
            let outcome = world.faulty(nth.clone()).assign(&world.admin, id, choice, None).await;
            if !nth.reached() {
                outcome.unwrap();
                break;
            }
            assert_eq!(world.owner(id).await, Some(maud.user), "statement {n}");
            assert_eq!(world.loads(&[&maud, &joris]).await, [1, 0], "statement {n}");
        }
        assert_eq!(world.owner(id).await, Some(joris.user));
    })
    .await;
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
        assert_eq!(costs[0], costs[1]);
        assert!(costs[0] < 30, "{costs:?}");
    })
    .await;
}
