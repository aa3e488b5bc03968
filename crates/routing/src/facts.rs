//! What routing asks about people, kept so that many are asked at once.
//!
//! Each fact that filters is a set of places in the roster, filled from [`Person`]'s own predicates. A further
//! kind of fact, a skill at a level say, is one more set here and one more line in `pool.rs`.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use crate::{Kind, Person};

/// The facts about everybody in a roster, by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// Each person's last assignment, side by side, because ties are settled by reading many of them.
    pub(crate) last_assigned: Vec<i64>,
    /// Active, seated and permitted.
    pub(crate) fit: FixedBitSet,
    /// Surely there.
    pub(crate) available: FixedBitSet,
    /// Room for one more, per kind; see [`Facts::room`].
    room: [FixedBitSet; Kind::ALL.len()],
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
            fit: empty.clone(),
            available: empty.clone(),
            room: std::array::from_fn(|_| empty.clone()),
            loads: BTreeMap::new(),
        };
        for (at, person) in people.iter().enumerate() {
            facts.note(at, person);
        }
        facts
    }

    /// Those with room for one more ticket of this kind, in total as well.
    pub(crate) fn room(&self, kind: Kind) -> &FixedBitSet {
        &self.room[kind.index() - 1]
    }

    /// Those with the same number of tickets open, fewest first.
    pub(crate) fn loads(&self) -> impl Iterator<Item = &FixedBitSet> {
        self.loads.values().map(|bucket| &bucket.places)
    }

    /// Takes in what is known of whoever stands at this place, who is in no bucket yet.
    pub(crate) fn note(&mut self, at: usize, person: &Person) {
        self.last_assigned[at] = person.last_assigned;
        self.fit.set(at, person.barred().is_none());
        self.available.set(at, person.is_available());
        for kind in Kind::ALL {
            self.room[kind.index() - 1].set(at, person.full(kind).is_none());
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
