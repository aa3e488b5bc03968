//! Does each verb of a table with everything that can go wrong.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use wissel_desk::Desk;
use wissel_model::{Error, Result};
use wissel_store::Db;
use wissel_store::db::dump::{self, Dump};
use wissel_store::db::{Dialect, Lost};
use wissel_store::scratch;

use super::plan::{Plan, Wrong};
use super::state::{again, differ, sizes, state};
use super::verb::{Again, Do, Verb};
use crate::world::World;

/// Statements of a verb that PostgreSQL is asked about, per kind of fault; and at which a rival comes in.
const SAMPLE: i64 = 4;

/// Proves that each of `verbs` is done or not done, whatever goes wrong, and can be done again.
pub async fn prove(verbs: Vec<Verb>) {
    for dialect in scratch::dialects() {
        for alone in [true, false] {
            let scratch = scratch::Scratch::new(dialect).await;
            let db = scratch.migrated().await;
            if alone {
                dump::without_gaps(&db).await.unwrap();
            }
            let world = World::new(db.clone()).await;
            let empty = dump::take(&db).await.unwrap();
            for verb in &verbs {
                back(&db, &empty).await;
                let work = (verb.prepare)(world.clone()).await;
                let case = Case {
                    verb,
                    work,
                    before: dump::take(&db).await.unwrap(),
                    world: world.clone(),
                };
                if alone { case.alone().await } else { case.beside_others().await }
            }
            db.close().await;
            scratch.remove().await;
        }
    }
}

async fn back(db: &Db, to: &Dump) {
    let now = dump::take(db).await.unwrap();
    dump::put_back(db, to, &now).await.unwrap();
}

/// One verb, prepared.
struct Case<'a> {
    verb: &'a Verb,
    work: Do,
    before: Dump,
    world: World,
}

/// What became of one run.
struct Run {
    told: Result<()>,
    left: Dump,
    plan: Arc<Plan>,
    sent: Vec<String>,
}

impl Case<'_> {
    /// Every statement, where that is quick; elsewhere a few that differ from run to run.
    fn numbers(&self, all: i64) -> Vec<i64> {
        if self.world.db.kind() == Dialect::Sqlite { (0..all).collect() } else { some(all) }
    }

    async fn run(&self, wrong: Wrong, rival: Option<Do>) -> Run {
        back(&self.world.db, &self.before).await;
        let world = self.with_an_empty_outbox();
        let plan = Plan::new(wrong, rival.map(|rival| (world.clone(), rival)));
        let told = (self.work)(world.faulty(plan.clone()), world.clone()).await;
        let rival = plan.rival().await;
        let at = format!("{}: {wrong:?}", self.verb.name);
        if let Some(Err(error)) = rival {
            assert!(settled(&error), "{at}: the rival was told {error}");
        }
        let checked = self.world.desk.verify_decisions().await.unwrap();
        assert_eq!(checked.wrong, Vec::<String>::new(), "{at}");
        let left = dump::take(&self.world.db).await.unwrap();
        Run { told, left, plan, sent: world.sent.ids() }
    }

    /// With nobody else about, everything stored can be compared.
    async fn alone(&self) {
        let clean = self.run(Wrong::Nothing, None).await;
        let name = self.verb.name;
        clean.told.unwrap_or_else(|error| panic!("{name}: {error}"));
        let (statements, commits) = clean.plan.passed();
        assert!(statements > 0 && commits > 0, "{name} does something");
        let mut wrongs: Vec<Wrong> =
            self.numbers(statements).into_iter().map(Wrong::Fails).collect();
        wrongs.extend(self.numbers(statements).into_iter().map(Wrong::Cut));
        wrongs.extend(
            (0..commits).flat_map(|n| [Wrong::Lost(n, Lost::Before), Wrong::Lost(n, Lost::After)]),
        );
        for wrong in wrongs {
            self.truthful(&clean.left, wrong).await;
        }
    }

    async fn truthful(&self, after: &Dump, wrong: Wrong) {
        let run = self.run(wrong, None).await;
        let at = format!("{}: {wrong:?}", self.verb.name);
        let (was, is) = (state(&self.before), state(after));
        let left = state(&run.left);
        let steps = self.verb.again == Again::Steps;
        match &run.told {
            _ if steps => {}
            Ok(()) => assert!(left == is, "{at} was told as done, but:{}", differ(&is, &left)),
            Err(error) if matches!(error, Error::Unsure(_)) || self.verb.again == Again::Looks => {
                assert!(left == was || left == is, "{at} is half done:{}", differ(&was, &left));
            }
            Err(error) => {
                assert!(left == was, "{at} was told as {error}, but:{}", differ(&was, &left));
            }
        }
        let lost_nothing = matches!(wrong, Wrong::Cut(_));
        assert!(
            run.told.is_ok() || !lost_nothing || steps,
            "{at}: {:?} for a connection that was cut",
            run.told
        );
        if run.told.is_ok() && self.verb.again == Again::Sets {
            return;
        }
        if steps {
            // What is leased is taken up again when the lease is over.
            self.world.clock.advance(300);
        }
        let world = self.with_an_empty_outbox();
        let told = (self.work)(self.again(), world.clone()).await;
        let mut sent: Vec<String> = [run.sent, world.sent.ids()].concat();
        assert!(sent.len() <= 2, "{at}: sent by each try at most once: {sent:?}");
        sent.dedup();
        assert!(sent.len() <= 1, "{at}: the same mail every time: {sent:?}");
        if steps {
            self.world.clock.advance(-300);
        }
        if let Err(error) = told {
            assert!(settled(&error), "{at}, and done again: {error}");
        }
        let left = dump::take(&self.world.db).await.unwrap();
        let (is, left) = (again(after, self.verb.again), again(&left, self.verb.again));
        assert!(left == is, "{at}, and done again:{}", differ(&is, &left));
    }

    fn with_an_empty_outbox(&self) -> World {
        World { sent: Arc::default(), ..self.world.clone() }
    }

    /// The same desk another time: other dice.
    fn again(&self) -> Desk {
        self.world.other(RandomState::new().hash_one(self.verb.name))
    }

    /// Somebody does the same, or routes, between two statements.
    async fn beside_others(&self) {
        let clean = self.run(Wrong::Nothing, None).await;
        let after = sizes(&clean.left);
        let router: Do =
            Arc::new(|desk, _| Box::pin(async move { desk.route_now().await.map(drop) }));
        for n in some(clean.plan.passed().0) {
            let run = self.run(Wrong::Rival(n), Some(self.work.clone())).await;
            let at = format!("{}: itself at statement {n}", self.verb.name);
            if let Err(error) = &run.told {
                assert!(settled(error), "{at}: {error}");
            }
            if matches!(self.verb.again, Again::Itself | Again::Looks | Again::ByKey) {
                assert_eq!(sizes(&run.left), after, "{at}");
            }
            let run = self.run(Wrong::Rival(n), Some(router.clone())).await;
            if let Err(error) = &run.told {
                assert!(settled(error), "{}: the router at statement {n}: {error}", self.verb.name);
            }
        }
    }
}

/// Some of the numbers below `all`.
fn some(all: i64) -> Vec<i64> {
    if all <= SAMPLE || std::env::var("WISSEL_TEST_FAULTS").as_deref() == Ok("all") {
        return (0..all).collect();
    }
    let step = all / SAMPLE;
    let first = (RandomState::new().hash_one(all) % step as u64) as i64;
    (first..all).step_by(step as usize).collect()
}

/// A refusal that says truly how things stand; not one of somebody who kept losing races.
fn settled(error: &Error) -> bool {
    matches!(
        error,
        Error::Changed { .. } | Error::Refused { .. } | Error::NotFound(_) | Error::Invalid(_)
    )
}
