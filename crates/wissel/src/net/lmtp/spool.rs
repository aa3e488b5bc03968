//! A large mail while it comes: in a file without a name, which is gone with us.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use tokio::sync::OwnedSemaphorePermit;
use tokio::task::spawn_blocking;

use super::room::Room;

/// What has come of a mail, but for what the session still holds.
#[derive(Debug, Default)]
pub(super) struct Spool {
    file: Option<File>,
    length: usize,
    room: Option<OwnedSemaphorePermit>,
    /// It could not be kept: the mail has to come again.
    lost: bool,
}

impl Spool {
    /// How much of the mail is here.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Adds the bytes that belong at `at`; at 0 a new mail begins.
    pub(super) async fn add(&mut self, room: &Room, at: usize, bytes: Vec<u8>) {
        if at == 0 {
            *self = Self::default();
        }
        self.length += bytes.len();
        if self.lost || at != self.length - bytes.len() {
            self.lost = true;
            return;
        }
        match room.on_disk(bytes.len()) {
            Some(more) => match &mut self.room {
                Some(room) => room.merge(more),
                None => self.room = Some(more),
            },
            None => return self.lose("many large mails are coming in"),
        }
        let (file, folder) = (self.file.take(), room.folder.clone());
        let written = spawn_blocking(move || {
            let mut file = match file {
                Some(file) => file,
                None => tempfile::tempfile_in(folder)?,
            };
            file.write_all(&bytes)?;
            Ok::<_, io::Error>(file)
        });
        match written.await.map_err(io::Error::other).flatten() {
            Ok(file) => self.file = Some(file),
            Err(error) => self.lose(&error.to_string()),
        }
    }

    /// The whole mail: what is here and `rest`. None when it could not be kept.
    pub(super) async fn whole(self, rest: Vec<u8>) -> Option<Vec<u8>> {
        if self.length == 0 {
            return Some(rest);
        }
        let (Some(mut file), false) = (self.file, self.lost) else { return None };
        let length = self.length;
        let read = spawn_blocking(move || {
            let mut bytes = Vec::with_capacity(length + rest.len());
            file.rewind()?;
            file.read_to_end(&mut bytes)?;
            bytes.extend_from_slice(&rest);
            if bytes.len() == length + rest.len() {
                Ok(bytes)
            } else {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        });
        match read.await.map_err(io::Error::other).flatten() {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                tracing::warn!(%error, "a large mail cannot be read back");
                None
            }
        }
    }

    fn lose(&mut self, why: &str) {
        tracing::warn!(why, "a large mail cannot be kept while it comes");
        (self.lost, self.file, self.room) = (true, None, None);
    }
}
