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
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use wissel_model::{Error, Result};

/// The SHA-256 of a blob, which is its name: 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

/// Where blobs are kept.
#[derive(Clone)]
pub struct Blobs(Arc<dyn ObjectStore>);

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
            let folder = LocalFileSystem::new_with_prefix(place).map_err(away)?;
            // Durable before the row that names it is committed.
            return Ok(Self(Arc::new(folder.with_fsync(true))));
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
        Ok(Self(Arc::new(PrefixStore::new(s3, prefix))))
    }

    /// Keeps the bytes; they are durable when this returns. Keeping the same bytes again changes nothing.
    ///
    /// # Errors
    /// `Unavailable` when they cannot be written.
    pub async fn put(&self, bytes: Bytes) -> Result<Digest> {
        let digest = Digest::of(&bytes);
        let once = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.0.put_opts(&digest.path(), bytes.into(), once).await {
            Ok(_) | Err(StoreError::AlreadyExists { .. }) => Ok(digest),
            Err(error) => Err(away(error)),
        }
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
        let found = self.0.get(&digest.path()).await.map_err(away)?;
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
        match self.0.head(&digest.path()).await {
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
        self.0.list(None).map_err(away).try_filter_map(named).boxed()
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
        error => Error::Unavailable(format!("blobs: {error}")),
    }
}

#[cfg(test)]
mod tests;
