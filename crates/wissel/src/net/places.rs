//! Places for clients: so many in all, so many for one address.
//!
//! When they are all taken, whoever has kept us waiting longest makes room for the newcomer: a thousand connections that
//! say nothing keep nobody else out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

/// The places there are.
#[derive(Debug)]
pub(crate) struct Places {
    all: usize,
    each: usize,
    /// Nobody is sent away for keeping us waiting less than this.
    grace: Duration,
    /// Addresses that speak for many others.
    many: Vec<IpAddr>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    numbered: u64,
    all: usize,
    of: HashMap<IpAddr, HashMap<u64, Sitter>>,
}

#[derive(Debug)]
struct Sitter {
    /// Since when it keeps us waiting; none while we work for it.
    waits: Option<Instant>,
    /// Since when it takes nothing of what we have for it; none while it does.
    stuck: Option<Instant>,
    leave: Arc<Notify>,
}

/// A client's place; free again when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    places: Arc<Places>,
    of: IpAddr,
    number: u64,
    leave: Arc<Notify>,
}

impl Places {
    /// `all` places, of which one address may have `each`, unless it is one of `many`.
    /// Nobody has to leave who kept us waiting for less than `grace`.
    pub(crate) fn new(all: usize, each: usize, grace: Duration, many: &[IpAddr]) -> Arc<Self> {
        Arc::new(Self { all, each, grace, many: many.to_vec(), taken: Mutex::default() })
    }

    /// A place for a client from this address, if there is one or one can be made.
    pub(crate) fn take(self: &Arc<Self>, of: IpAddr, now: Instant) -> Option<Place> {
        let of = of.to_canonical();
        let mut taken = self.lock();
        let own = taken.of.get(&of).map_or(0, HashMap::len);
        if own >= self.each && !self.many.contains(&of) {
            taken.make_room(Some(of), now, self.grace)?;
        } else if taken.all >= self.all {
            taken.make_room(None, now, self.grace)?;
        }
        taken.all += 1;
        taken.numbered += 1;
        let (number, leave) = (taken.numbered, Arc::<Notify>::default());
        let sitter = Sitter { waits: Some(now), stuck: None, leave: Arc::clone(&leave) };
        taken.of.entry(of).or_default().insert(number, sitter);
        Some(Place { places: Arc::clone(self), of, number, leave })
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    /// Sends somebody away, of this address if one is given.
    fn make_room(&mut self, of: Option<IpAddr>, now: Instant, grace: Duration) -> Option<()> {
        let addresses = self.of.iter().filter(|(address, _)| of.is_none_or(|of| of == **address));
        let sitters =
            addresses.flat_map(|(address, all)| all.iter().map(move |one| (*address, one)));
        let waiting =
            sitters.filter_map(|(address, (number, one))| Some((one.since()?, address, *number)));
        let (since, address, number) = waiting.min()?;
        if now.saturating_duration_since(since) < grace {
            return None;
        }
        self.remove(address, number).map(|sitter| sitter.leave.notify_one())
    }

    fn remove(&mut self, of: IpAddr, number: u64) -> Option<Sitter> {
        let sitters = self.of.get_mut(&of)?;
        let sitter = sitters.remove(&number)?;
        if sitters.is_empty() {
            self.of.remove(&of);
        }
        self.all -= 1;
        Some(sitter)
    }
}

impl Sitter {
    /// Since when it does nothing where it is its turn.
    fn since(&self) -> Option<Instant> {
        self.waits.into_iter().chain(self.stuck).min()
    }
}

impl Place {
    /// Notes since when the client keeps us waiting, or that it does not.
    pub(crate) fn waits(&self, since: Option<Instant>) {
        self.note(|sitter| sitter.waits = since);
    }

    /// Notes since when the client takes nothing of what we have for it, or that it does.
    pub(crate) fn stuck(&self, since: Option<Instant>) {
        self.note(|sitter| sitter.stuck = since);
    }

    fn note(&self, what: impl FnOnce(&mut Sitter)) {
        let mut taken = self.places.lock();
        if let Some(sitter) = taken.of.get_mut(&self.of).and_then(|all| all.get_mut(&self.number)) {
            what(sitter);
        }
    }

    /// Returns when somebody else is to have the place.
    pub(crate) async fn lost(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.lock().remove(self.of, self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRACE: Duration = Duration::from_secs(5);
    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn after(begin: Instant, seconds: u64) -> Instant {
        begin + Duration::from_secs(seconds)
    }

    #[test]
    fn one_address_cannot_take_every_place_and_a_place_left_is_free_again() {
        let (places, now) = (Places::new(4, 3, GRACE, &[]), Instant::now());
        let mut taken: Vec<_> = (0..3).map(|_| places.take(ONE, now).unwrap()).collect();
        assert!(places.take(ONE, now).is_none());
        let other = places.take(OTHER, now).unwrap();
        assert!(places.take(OTHER, now).is_none(), "there are four in all");
        taken.pop();
        taken.push(places.take(ONE, now).unwrap());
        drop((taken, other));
        assert_eq!(places.lock().all, 0);
        assert!(places.lock().of.is_empty());
    }

    #[test]
    fn an_address_that_speaks_for_many_may_have_them_all() {
        let (places, now) = (Places::new(4, 1, GRACE, &[ONE]), Instant::now());
        assert_eq!((0..9).filter_map(|_| places.take(ONE, now)).collect::<Vec<_>>().len(), 4);
    }

    #[tokio::test]
    async fn who_keeps_us_waiting_longest_makes_room_and_who_is_being_served_never() {
        let (places, now) = (Places::new(9, 3, GRACE, &[]), Instant::now());
        let [slow, served, quick] = [1, 2, 3].map(|_| places.take(ONE, now).unwrap());
        served.waits(None);
        quick.waits(Some(after(now, 8)));
        assert!(places.take(ONE, after(now, 4)).is_none(), "not for four seconds");
        let newcomer = places.take(ONE, after(now, 9)).unwrap();
        slow.lost().await;
        assert!(places.take(ONE, after(now, 9)).is_none());
        newcomer.waits(None);
        quick.waits(None);
        assert!(places.take(ONE, after(now, 900)).is_none());
        quick.stuck(Some(after(now, 900)));
        quick.stuck(None);
        assert!(places.take(ONE, after(now, 910)).is_none());
        drop(slow);
        assert_eq!(places.lock().all, 3, "its place was given away already");
    }
}
