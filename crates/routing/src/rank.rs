//! Picking one of several who can.

use crate::TieBreak;

/// One picked person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick {
    pub(crate) user: i64,
    pub(crate) tie_break: Option<TieBreak>,
    pub(crate) new_cycle: bool,
}

/// The best of those shown so far: the lowest load, then the least recently assigned, then the lowest id.
///
/// It gives the same answer whatever order people are shown in. `Who` is an id, or anything in the order of ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leader<Who> {
    best: Option<(u32, i64, Who)>,
    same_load: bool,
    same_moment: bool,
}

impl<Who: Copy + Ord> Leader<Who> {
    pub(crate) fn new() -> Self {
        Leader { best: None, same_load: false, same_moment: false }
    }

    /// Shows one more. `load` is what is ranked first; where load does not matter, pass 0.
    pub(crate) fn show(&mut self, load: u32, last_assigned: i64, who: Who) {
        let shown = (load, last_assigned, who);
        let Some(best) = self.best else {
            self.best = Some(shown);
            return;
        };
        if load > best.0 {
            return;
        }
        if load < best.0 {
            (self.same_load, self.same_moment) = (false, false);
            self.best = Some(shown);
            return;
        }
        self.same_load = true;
        if last_assigned < best.1 {
            self.same_moment = false;
            self.best = Some(shown);
        } else if last_assigned == best.1 {
            self.same_moment = true;
            self.best = Some(best.min(shown));
        }
    }

    /// Whoever leads, and what put them before their equals.
    pub(crate) fn leader(self) -> Option<(Who, Option<TieBreak>)> {
        let tie_break = match (self.same_load, self.same_moment) {
            (false, _) => None,
            (true, false) => Some(TieBreak::LeastRecent),
            (true, true) => Some(TieBreak::LowestId),
        };
        self.best.map(|(_, _, who)| (who, tie_break))
    }
}

/// A number below `len`, each equally likely over all seeds. `len` is not 0.
///
/// One step of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014)
/// scatters the seed, so that neighbouring seeds pick unrelated people; the high half of a 128-bit product
/// then brings it into range. Changing this changes what stored decisions recompute to.
pub(crate) fn nth(seed: u64, len: usize) -> usize {
    let mut word = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^= word >> 31;
    usize::try_from((u128::from(word) * len as u128) >> 64)
        .expect("the product's high half is below len, a usize")
}
