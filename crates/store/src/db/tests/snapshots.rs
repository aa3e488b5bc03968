//! A read sees one moment.

use super::*;
use crate::scratch::each_with;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use wissel_model::Error;

#[tokio::test]
async fn what_is_committed_meanwhile_is_not_seen() {
    each_with(NOTES, |db| async move {
        let (begun_in, begun) = tokio::sync::mpsc::unbounded_channel();
        let (go_on, written) = channel();
        let (written, mut begun) = (Mutex::new(written), begun);
        let reading = tokio::spawn({
            let db = db.clone();
            async move {
                db.read(move |tx| {
                    let before = count(tx)?;
                    begun_in.send(()).unwrap();
                    written.lock().unwrap().recv().unwrap();
                    Ok((before, count(tx)?))
                })
                .await
            }
        });
        begun.recv().await.unwrap();
        db.write(|tx| add(tx, "new")).await.unwrap();
        go_on.send(()).unwrap();
        assert_eq!(reading.await.unwrap(), Ok((0, 0)));
        assert_eq!(db.read(count).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_read_cannot_write() {
    each_with(NOTES, |db| async move {
        let refused = db.read(|tx| add(tx, "sneaky")).await;
        assert!(matches!(refused, Err(Error::Internal(_) | Error::Unavailable(_))), "{refused:?}");
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}
