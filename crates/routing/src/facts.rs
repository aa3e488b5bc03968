//! What routing asks about people, kept so that many are asked at once.
//!
//! What filters is a set of places in the roster, filled from [`Person`]'s own predicates. What every decision
//! asks is one set already, because a set costs as much to cut with as everybody in it; a further kind of fact, a
//! skill at a level say, is one more set here and one more line in `pool.rs`.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use crate::{Kind, Person};

/// The facts about everybody in a roster, by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// Each person's last assignment, side by side, because ties are settled by reading many of them.
    pub(crate) last_assigned: Vec<i64>,
    /// Active, seated, permitted and with room for one more, per kind.
    able: [FixedBitSet; Kind::ALL.len()],
    /// Those of them who are surely there.
    ready: [FixedBitSet; Kind::ALL.len()],
    /// Who has how many tickets open, fewest first. No bucket is empty.
    loads: BTreeMap<u32, Bucket>,
}

/// Those with the same number of tickets open.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bucket {
    places: FixedBitSet,
    size: usize,
}

impl Facts {
    pub(crate) fn new(people: &[Person]) -> Self {
        let empty = FixedBitSet::with_capacity(people.len());
        let mut facts = Facts {
            last_assigned: vec![0; people.len()],
            able: std::array::from_fn(|_| empty.clone()),
            ready: std::array::from_fn(|_| empty.clone()),
            loads: BTreeMap::new(),
        };
        for (at, person) in people.iter().enumerate() {
            facts.note(at, person);
        }
        facts
    }

    /// Those who can take one more ticket of this kind: all of them, or only who is surely there.
    pub(crate) fn able(&self, kind: Kind, only_available: bool) -> &FixedBitSet {
        let kinds = if only_available { &self.ready } else { &self.able };
        &kinds[kind.index() - 1]
    }

    /// Those with the same number of tickets open, fewest first.
    pub(crate) fn loads(&self) -> impl Iterator<Item = &FixedBitSet> {
        self.loads.values().map(|bucket| &bucket.places)
    }

    /// Takes in what is known of whoever stands at this place, who is in no bucket yet.
    pub(crate) fn note(&mut self, at: usize, person: &Person) {
        self.last_assigned[at] = person.last_assigned;
        let (fit, available) = (person.barred().is_none(), person.is_available());
        for kind in Kind::ALL {
            let able = fit && person.full(kind).is_none();
            self.able[kind.index() - 1].set(at, able);
            self.ready[kind.index() - 1].set(at, able && available);
        }
        let bucket = self.loads.entry(person.open[0]).or_default();
        bucket.places.grow(self.last_assigned.len());
        bucket.places.insert(at);
        bucket.size += 1;
    }

    /// Takes whoever stands at this place out of their bucket, before they are noted anew.
    pub(crate) fn forget(&mut self, at: usize, person: &Person) {
        let bucket = self
            .loads
            .get_mut(&person.open[0])
            .expect("everybody noted is in the bucket of their load");
        bucket.places.remove(at);
        bucket.size -= 1;
        if bucket.size == 0 {
            self.loads.remove(&person.open[0]);
        }
    }
}
