//! Attachments and recordings: bytes under the name of their SHA-256, in a folder or an S3 bucket.
//!
//! The blob is written before the row that names it, so a row never points at nothing; the same bytes are kept once.

use bytes::{Bytes, BytesMut};
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{Error as StoreError, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use sha2::{Digest as _, Sha256};
use std::error::Error as _;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use wissel_model::{Error, Result};

use crate::strain::Strain;

/// The name of the file that says that a folder is the attachments'.
const MARKER: &str = ".attachments";

/// The SHA-256 of a blob, which is its name: 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

/// Where blobs are kept.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The folder, when it is one.
    folder: Option<PathBuf>,
    strain: Strain,
}

impl Blobs {
    /// Opens a folder, made when it is not there; or `s3://bucket/prefix`, without credentials.
    ///
    /// # Errors
    /// `Unavailable` when the folder cannot be made.
    pub fn open(place: &str) -> Result<Self> {
        Self::open_with(place, [])
    }

    /// As [`Blobs::open`], with the bucket's credentials and endpoint under the usual names: `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, `AWS_ALLOW_HTTP`. Names it does not know are skipped.
    ///
    /// # Errors
    /// `Unavailable` when the folder cannot be made or the settings make no sense.
    pub fn open_with(
        place: &str,
        settings: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self> {
        let Some(bucket) = place.strip_prefix("s3://") else {
            std::fs::create_dir_all(place)
                .map_err(|e| Error::Unavailable(format!("{place}: {e}")))?;
            let marker = std::path::Path::new(place).join(MARKER);
            if !marker.exists() {
                // Where nothing can be written now, something may be later; the marker is missing until then.
                let made = std::fs::write(&marker, "Attachments lie here.\n");
                made.map_err(|error| io(&error))?;
            }
            let folder = LocalFileSystem::new_with_prefix(place).map_err(away)?;
            // Durable before the row that names it is committed.
            let store = Arc::new(folder.with_fsync(true));
            return Ok(Self { store, folder: Some(place.into()), strain: Strain::default() });
        };
        // The client brings no cryptography of its own. It stays as it is when the binary chose one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (bucket, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
        let known = settings
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, value)));
        let builder = known
            .fold(AmazonS3Builder::new(), |builder, (key, value)| builder.with_config(key, value));
        let s3 = builder.with_bucket_name(bucket).build().map_err(away)?;
        let store = Arc::new(PrefixStore::new(s3, prefix));
        Ok(Self { store, folder: None, strain: Strain::default() })
    }

    /// Keeps the bytes; they are durable when this returns. Keeping the same bytes again changes nothing.
    ///
    /// # Errors
    /// `Unavailable` when they cannot be written.
    pub async fn put(&self, bytes: Bytes) -> Result<Digest> {
        let digest = Digest::of(&bytes);
        if let Err(error) = self.is_there() {
            let missing = Err(error);
            self.strain.note(&missing);
            return missing;
        }
        let once = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        let kept = match self.store.put_opts(&digest.path(), bytes.into(), once).await {
            Ok(_) | Err(StoreError::AlreadyExists { .. }) => Ok(digest),
            Err(error) => Err(away(error)),
        };
        self.strain.note(&kept);
        kept
    }

    /// Whether something could be kept now, found out without keeping it. A bucket is not asked: what became of the
    /// last thing that was to be kept there is told.
    ///
    /// # Errors
    /// What stands in the way: `Unavailable` or `NoRoom`.
    pub fn writable(&self) -> Result<()> {
        let Some(folder) = &self.folder else { return self.strain.why().map_or(Ok(()), Err) };
        let tried = self.is_there().and_then(|()| try_to_write(folder).map_err(|error| io(&error)));
        self.strain.note(&tried);
        tried
    }

    /// Whether the folder is the one that was opened. Where a disk was taken away there is an empty one, perhaps; what
    /// is put there is out of sight when the disk is back.
    fn is_there(&self) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let marker = std::fs::metadata(folder.join(MARKER));
        marker
            .map(drop)
            .map_err(|error| Error::Unavailable(format!("{}: {error}", folder.display())))
    }

    /// Why the last thing could not be kept, if it could not.
    #[must_use]
    pub fn strain(&self) -> Option<Error> {
        self.strain.why()
    }

    /// The folder they lie in, when it is one.
    #[must_use]
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }

    /// All the bytes.
    ///
    /// # Errors
    /// `NotFound("blob")`; `Internal` when they are not what was kept; `Unavailable`.
    pub async fn get(&self, digest: &Digest) -> Result<Bytes> {
        let whole: BytesMut = self.stream(digest).await?.try_collect().await?;
        Ok(whole.freeze())
    }

    /// The bytes in pieces. The last piece is an error when the whole is not what was kept.
    ///
    /// # Errors
    /// `NotFound("blob")`; `Unavailable`.
    pub async fn stream(&self, digest: &Digest) -> Result<BoxStream<'static, Result<Bytes>>> {
        let found = self.store.get(&digest.path()).await.map_err(away)?;
        let wanted = *digest;
        let pieces = found.into_stream().map(Some).chain(futures_util::stream::iter([None]));
        let checked = pieces.scan(Sha256::new(), move |hash, piece| {
            let next = match piece {
                Some(Ok(bytes)) => {
                    hash.update(&bytes);
                    Some(Ok(bytes))
                }
                Some(Err(error)) => Some(Err(away(error))),
                None if Digest(hash.clone().finalize().into()) == wanted => None,
                None => Some(Err(Error::Internal(format!("blob {wanted} is damaged")))),
            };
            std::future::ready(next)
        });
        Ok(checked.boxed())
    }

    /// Is it there?
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn exists(&self, digest: &Digest) -> Result<bool> {
        match self.store.head(&digest.path()).await {
            Ok(_) => Ok(true),
            Err(StoreError::NotFound { .. }) => Ok(false),
            Err(error) => Err(away(error)),
        }
    }

    /// All of them with their sizes in bytes, in no order: for a backup.
    ///
    /// # Errors
    /// `Unavailable`, as an item.
    #[must_use]
    pub fn list(&self) -> BoxStream<'static, Result<(Digest, u64)>> {
        let named = |meta: object_store::ObjectMeta| async move {
            // Anything else in the folder is not ours.
            let digest = meta.location.filename().and_then(|name| name.parse().ok());
            Ok(digest.map(|digest| (digest, meta.size)))
        };
        self.store.list(None).map_err(away).try_filter_map(named).boxed()
    }
}

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Two levels of 256, so that no folder grows too large to list.
    fn path(&self) -> Path {
        let name = self.to_string();
        Path::from_iter([&name[..2], &name[2..4], &name])
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Digest {
    type Err = Error;

    /// Exactly what [`Digest`] prints; anything else is `NotFound`.
    fn from_str(text: &str) -> Result<Self> {
        let digit = |byte: u8| char::from(byte).to_digit(16).filter(|_| !byte.is_ascii_uppercase());
        let mut out = [0; 32];
        if text.len() != 64 {
            return Err(Error::NotFound("blob"));
        }
        for (byte, pair) in out.iter_mut().zip(text.as_bytes().chunks(2)) {
            let (high, low) = (digit(pair[0]), digit(pair[1]));
            let value = high.zip(low).ok_or(Error::NotFound("blob"))?;
            *byte = (value.0 * 16 + value.1) as u8;
        }
        Ok(Self(out))
    }
}

fn away(error: StoreError) -> Error {
    match error {
        StoreError::NotFound { .. } => Error::NotFound("blob"),
        error => {
            let mut cause = error.source();
            while let Some(inner) = cause {
                if let Some(found) = inner.downcast_ref::<std::io::Error>() {
                    return io(found);
                }
                cause = inner.source();
            }
            Error::Unavailable(format!("blobs: {error}"))
        }
    }
}

fn io(error: &std::io::Error) -> Error {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => Error::NoRoom(error.to_string()),
        _ => Error::Unavailable(error.to_string()),
    }
}

/// Writes a little and takes it away again. It need not last, so nothing waits for the disk.
fn try_to_write(folder: &std::path::Path) -> std::io::Result<()> {
    let path = folder.join(format!(".writable-{}", std::process::id()));
    let written = std::fs::write(&path, [0; 4096]);
    // What could not be written whole goes as well.
    let removed = std::fs::remove_file(&path);
    written.and(removed)
}

#[cfg(test)]
mod tests;
