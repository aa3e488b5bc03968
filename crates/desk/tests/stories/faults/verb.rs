//! A verb as its caller does it.

use std::pin::Pin;
use std::sync::Arc;

use wissel_desk::Desk;
use wissel_model::{Error, Result};
use wissel_store::db::once::ALREADY_DONE;

use crate::world::World;

/// What doing it again means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// It knows itself again: a mail by its ids, a look at the line by what still waits.
    Itself,
    /// As `Itself`; but it is several looks, and a later one may fail when its work is done.
    Looks,
    /// Its caller gives it a key, the same on every try.
    ByKey,
    /// Doing it again sets the same once more, and tells the log so; its caller does that only after an error.
    Sets,
    /// It goes step by step, in transactions of their own; later ones go on where it stopped. Times and tries differ.
    Steps,
}

type Doing = Pin<Box<dyn Future<Output = Result<()>> + Send>>;
/// Does it, on this desk.
pub type Do = Arc<dyn Fn(Desk, World) -> Doing + Send + Sync>;
type Prepared = Pin<Box<dyn Future<Output = Do>>>;

/// One of the table.
pub struct Verb {
    pub name: &'static str,
    pub again: Again,
    pub prepare: Box<dyn Fn(World) -> Prepared>,
}

/// A verb: what must be there before it, and how it is done with that.
pub fn verb<S, P, PF, R, RF>(name: &'static str, again: Again, prepare: P, run: R) -> Verb
where
    S: Clone + Send + Sync + 'static,
    P: Fn(World) -> PF + 'static,
    PF: Future<Output = S> + 'static,
    R: Fn(Desk, World, S) -> RF + Copy + Send + Sync + 'static,
    RF: Future<Output = Result<()>> + Send + 'static,
{
    let prepare = move |world: World| -> Prepared {
        let prepared = prepare(world);
        Box::pin(async move {
            let with = prepared.await;
            Arc::new(move |desk: Desk, world: World| -> Doing {
                let work = run(desk.clone(), world.clone(), with.clone());
                Box::pin(async move {
                    if again != Again::ByKey {
                        return work.await;
                    }
                    match desk.once(&world.admin, "a key", "a request", work).await {
                        // As good as the answer that was lost.
                        Err(Error::Refused { code: ALREADY_DONE, .. }) => Ok(()),
                        other => other,
                    }
                })
            }) as Do
        })
    };
    Verb { name, again, prepare: Box::new(prepare) }
}
