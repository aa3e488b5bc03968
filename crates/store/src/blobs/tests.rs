//! The folder store; S3 differs only in what `object_store` itself tests.

use super::*;

fn folder() -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path().join("blobs").to_str().unwrap()).unwrap();
    (folder, blobs)
}

#[tokio::test]
async fn what_is_kept_comes_back_under_its_digest() {
    let (_folder, blobs) = folder();
    let digest = blobs.put(Bytes::from_static(b"abc")).await.unwrap();
    // FIPS 180-2, appendix B.1.
    assert_eq!(
        digest.to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(digest.to_string().parse::<Digest>().unwrap(), digest);
    assert_eq!(blobs.get(&digest).await.unwrap(), "abc");
    assert!(blobs.exists(&digest).await.unwrap());
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    let (_folder, blobs) = folder();
    let first = blobs.put(Bytes::from_static(b"twice")).await.unwrap();
    let again = blobs.put(Bytes::from_static(b"twice")).await.unwrap();
    blobs.put(Bytes::new()).await.unwrap();
    assert_eq!(first, again);
    let mut all: Vec<_> = blobs.list().map(|item| item.unwrap()).collect().await;
    all.sort_by_key(|(_, size)| *size);
    assert_eq!(all, [(Digest::of(b""), 0), (first, 5)]);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let (_folder, blobs) = folder();
    let digest = Digest::of(b"never");
    assert_eq!(blobs.get(&digest).await, Err(Error::NotFound("blob")));
    assert!(!blobs.exists(&digest).await.unwrap());
}

#[tokio::test]
async fn damaged_bytes_are_noticed_when_they_are_read() {
    let (folder, blobs) = folder();
    let digest = blobs.put(Bytes::from_static(b"the truth")).await.unwrap();
    let file = folder.path().join("blobs").join(digest.path().as_ref());
    std::fs::write(&file, b"the trust").unwrap();
    assert!(matches!(blobs.get(&digest).await, Err(Error::Internal(_))));
}

#[test]
fn a_digest_is_read_in_one_spelling_only() {
    let name = Digest::of(b"x").to_string();
    assert!(name.to_uppercase().parse::<Digest>().is_err());
    assert!(name[..62].parse::<Digest>().is_err());
    assert!(format!("{}é", &name[..62]).parse::<Digest>().is_err());
}

#[test]
fn a_bucket_opens_without_being_asked_anything() {
    let settings =
        [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), ("AWS_REGION", "eu-west-1")];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert!(Blobs::open_with("s3://bucket/desk", settings).is_ok());
}
