//! The file of a backup: lines of JSON. A head, the rows, the attachments, and an end that says how many there were,
//! so that half a file is noticed.

mod reader;
mod writer;

pub(super) use reader::Reader;
pub(super) use writer::Writer;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use wissel_store::seal::KEY;

/// The first line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "wissel", rename = "backup")]
pub(super) struct Head {
    /// When it was begun.
    pub(super) made_at: Timestamp,
    /// Version of the database's shape.
    pub(super) schema: i64,
    /// The key that opens the secrets in it.
    #[serde(serialize_with = "write_key", deserialize_with = "read_key")]
    pub(super) key: [u8; KEY],
}

/// A line with an attachment.
#[derive(Debug, Serialize, Deserialize)]
struct Blob {
    blob: String,
    bytes: String,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
struct End {
    end: Counts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Counts {
    rows: u64,
    blobs: u64,
}

fn write_key<S: Serializer>(key: &[u8; KEY], into: S) -> Result<S::Ok, S::Error> {
    into.serialize_str(&STANDARD.encode(key))
}

fn read_key<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; KEY], D::Error> {
    let text = String::deserialize(from)?;
    let bytes = STANDARD.decode(text).map_err(D::Error::custom)?;
    bytes.try_into().map_err(|_| D::Error::custom("a key has 32 bytes"))
}
