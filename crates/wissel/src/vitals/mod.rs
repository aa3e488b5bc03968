//! Looking after what the server lives on: does the database answer and take what is written, can attachments be kept,
//! is there room on the disk, does the clock go as it should.
//!
//! Nothing is written while all is well: what becomes of the desk's own work tells enough. Once something could not be
//! kept, a little is written now and then, until it can be.

mod clock;
mod disk;

use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::watch;
use wissel_desk::Desk;
use wissel_desk::health::State;
use wissel_desk::words::Said;
use wissel_model::Error;
use wissel_store::Target;

use crate::config::Config;
use clock::Hands;
use disk::{FULL, Room};

/// Between two looks while all is well.
const CALM: Duration = Duration::from_secs(5);
/// And while something is not: what comes back is to be seen soon.
const TENSE: Duration = Duration::from_secs(1);

/// Where things lie.
#[derive(Clone)]
pub(crate) struct Places {
    /// The folder of the database's file, or of the key alone.
    data: PathBuf,
    /// Whether the database lies on our own disk.
    database: bool,
}

impl Places {
    pub(crate) fn of(config: &Config) -> Self {
        match &config.database {
            Target::Sqlite(file) => {
                let data = file.parent().map_or_else(|| config.data.clone(), ToOwned::to_owned);
                Self { data, database: true }
            }
            Target::Postgres(_) => Self { data: config.data.clone(), database: false },
        }
    }
}

/// Looks until `stop` says so.
pub(crate) async fn run(desk: Desk, places: Places, mut stop: watch::Receiver<bool>) {
    let mut hands = Hands::new(&desk);
    while !*stop.borrow() {
        hands.look(&desk).await;
        let room = disk::room(&places.data);
        database(&desk, room.filter(|_| places.database)).await;
        blobs(&desk).await;
        disks(&desk, &places);
        let parts = ["database", "blobs", "disk"];
        let well = parts.iter().all(|part| desk.part_state(part) == State::Ok);
        tokio::select! {
            () = tokio::time::sleep(if well { CALM } else { TENSE }) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn database(desk: &Desk, room: Option<Room>) {
    if desk.look_at_database().await.is_none() {
        return;
    }
    let Some(before) = desk.db().strain() else {
        return desk.part_is("database", State::Ok, None);
    };
    // A little may still fit where a mail does not.
    let full = matches!(before, Error::NoRoom(_)) && room.is_some_and(|room| room.free < FULL);
    let now = if full { Err(before) } else { desk.try_to_write().await };
    match now {
        Ok(()) => desk.part_is("database", State::Ok, None),
        Err(error) => {
            desk.part_is("database", State::Degraded, Some(said(&error, "health-database-write")));
        }
    }
}

async fn blobs(desk: &Desk) {
    let blobs = desk.blobs().clone();
    let looked = tokio::task::spawn_blocking(move || {
        let suspect = blobs.strain().is_some()
            || blobs.folder().is_some_and(|folder| {
                !folder.is_dir() || disk::room(folder).is_some_and(|room| room.read_only)
            });
        if suspect { blobs.writable() } else { Ok(()) }
    });
    let looked = looked.await.unwrap_or_else(|broken| Err(Error::internal(broken)));
    match looked {
        Ok(()) => desk.part_is("blobs", State::Ok, None),
        Err(error) => desk.part_is("blobs", State::Down, Some(said(&error, "health-blobs-away"))),
    }
}

/// The fullest of the disks that we keep things on.
fn disks(desk: &Desk, places: &Places) {
    let blobs = desk.blobs().folder().map(ToOwned::to_owned);
    let all = [Some(places.data.clone()), blobs].into_iter().flatten();
    let rooms = all.filter_map(|place| disk::room(&place).map(|room| (room.free, room, place)));
    let Some((_, room, place)) = rooms.min_by_key(|(free, ..)| *free) else { return };
    let place = place.display();
    if room.free < FULL {
        let why = format!("{place}: {} KiB", room.free >> 10);
        desk.part_is("disk", State::Down, Some(Said::new("health-no-room").with("why", why)));
    } else if room.is_low() {
        let said = Said::new("health-disk-low").with("place", place).with("free", room.free >> 20);
        desk.part_is("disk", State::Degraded, Some(said));
    } else {
        desk.part_is("disk", State::Ok, None);
    }
}

fn said(error: &Error, usual: &str) -> Said {
    match error {
        Error::NoRoom(why) => Said::new("health-no-room").with("why", why),
        Error::Unavailable(why) | Error::Retry(why) => Said::new(usual).with("why", why),
        other => Said::new(usual).with("why", other),
    }
}
