//! How many clients, and how much of their mail, we have room for at once.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The most connections.
const ALL: usize = 1_000;
/// The most connections from one address. A mail server that hands us everything comes from one.
const EACH: usize = 100;
/// The most mails that may be large at once: they, and so many small ones as there are connections, fit in memory.
const LARGE: usize = 16;
/// What a mail may weigh before it counts as large, in bytes.
pub(super) const SMALL: usize = 1 << 20;

/// The room there is.
pub(super) struct Room {
    seats: Mutex<Seats>,
    large: Arc<Semaphore>,
}

#[derive(Default)]
struct Seats {
    all: usize,
    of: HashMap<IpAddr, usize>,
}

/// A client's place; free again when dropped.
pub(super) struct Seat {
    room: Arc<Room>,
    of: IpAddr,
}

impl Default for Room {
    fn default() -> Self {
        Self { seats: Mutex::default(), large: Arc::new(Semaphore::new(LARGE)) }
    }
}

impl Room {
    /// A place for a client from this address, if there is one left.
    pub(super) fn seat(self: &Arc<Self>, of: IpAddr) -> Option<Seat> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if seats.all >= ALL || seats.of.get(&of).is_some_and(|count| *count >= EACH) {
            return None;
        }
        seats.all += 1;
        *seats.of.entry(of).or_default() += 1;
        Some(Seat { room: Arc::clone(self), of })
    }

    /// Waits until a large mail may be read.
    pub(super) async fn large(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.large).acquire_owned().await.ok()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = self.room.seats.lock().unwrap_or_else(PoisonError::into_inner);
        seats.all -= 1;
        if let Some(count) = seats.of.get_mut(&self.of) {
            *count -= 1;
            if *count == 0 {
                seats.of.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_take_every_place_and_a_place_left_is_free_again() {
        let room = Arc::new(Room::default());
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let mut seats: Vec<_> = (0..EACH).map(|_| room.seat(one).unwrap()).collect();
        assert!(room.seat(one).is_none());
        assert!(room.seat(other).is_some());
        seats.pop();
        assert!(room.seat(one).is_some());
        drop(seats);
        assert_eq!(room.seats.lock().unwrap().all, 0);
        assert!(room.seats.lock().unwrap().of.is_empty());
    }
}
