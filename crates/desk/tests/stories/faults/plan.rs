//! What goes wrong, and where.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use wissel_model::{Error, Result};
use wissel_store::db::{Fault, Faults, Lost};

use super::verb::Do;
use crate::world::World;

/// One thing that goes wrong, at the statement or commit of this number, counted from 0.
#[derive(Debug, Clone, Copy)]
pub enum Wrong {
    Nothing,
    Fails(i64),
    Cut(i64),
    Lost(i64, Lost),
    /// A rival comes in between: the verb waits for it, or for it to wait for the verb.
    Rival(i64),
}

/// Longer than a rival takes that need not wait for us.
const RIVAL: Duration = Duration::from_millis(40);

/// Counts what passes, and lets the one thing go wrong.
pub struct Plan {
    wrong: Wrong,
    statements: AtomicI64,
    commits: AtomicI64,
    rival: Mutex<Option<(World, Do)>>,
    came: Mutex<Option<JoinHandle<Result<()>>>>,
    runtime: Handle,
}

impl Plan {
    pub fn new(wrong: Wrong, rival: Option<(World, Do)>) -> Arc<Self> {
        Arc::new(Self {
            wrong,
            statements: AtomicI64::new(0),
            commits: AtomicI64::new(0),
            rival: Mutex::new(rival),
            came: Mutex::new(None),
            runtime: Handle::current(),
        })
    }

    /// Statements and commits that passed.
    pub fn passed(&self) -> (i64, i64) {
        (self.statements.load(Ordering::SeqCst), self.commits.load(Ordering::SeqCst))
    }

    /// Waits for the rival to end, if it came.
    pub async fn rival(&self) -> Option<Result<()>> {
        let came = self.came.lock().unwrap().take()?;
        Some(came.await.unwrap())
    }

    fn let_in(&self) {
        let Some((world, work)) = self.rival.lock().unwrap().take() else { return };
        let (ended, end) = mpsc::channel();
        let came = self.runtime.spawn(async move {
            let outcome = work(world.other(77), world).await;
            // Nobody waits any more when it had to wait for us.
            let _ = ended.send(());
            outcome
        });
        *self.came.lock().unwrap() = Some(came);
        let _ = end.recv_timeout(RIVAL);
    }
}

impl Faults for Plan {
    fn before(&self, _: &'static str) -> Option<Fault> {
        let n = self.statements.fetch_add(1, Ordering::SeqCst);
        match self.wrong {
            Wrong::Fails(at) if at == n => {
                Some(Fault::Fails(Error::Unavailable("pulled the plug".into())))
            }
            Wrong::Cut(at) if at == n => Some(Fault::Cut),
            Wrong::Rival(at) if at == n => {
                self.let_in();
                None
            }
            _ => None,
        }
    }

    fn commit(&self) -> Option<Lost> {
        let n = self.commits.fetch_add(1, Ordering::SeqCst);
        match self.wrong {
            Wrong::Lost(at, lost) if at == n => Some(lost),
            _ => None,
        }
    }
}
