//! A connection that breaks in the worst place: while the commit is under way.

use super::*;
use crate::db::{Db, Dialect, Target};
use crate::scratch::{Scratch, dialects};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wissel_model::Error;

/// Where the connection breaks.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    /// The server never gets the commit.
    Before,
    /// The server commits, but its answer never comes.
    After,
}

/// A wire to the server that is cut at the next commit once it is `armed`.
async fn wire(server: String, cut: Cut, armed: Arc<AtomicBool>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(&server).await.unwrap();
            tokio::spawn(carry(client, server, cut, Arc::clone(&armed)));
        }
    });
    format!("127.0.0.1:{port}")
}

async fn carry(mut client: TcpStream, mut server: TcpStream, cut: Cut, armed: Arc<AtomicBool>) {
    let (mut up, mut down) = (vec![0; 65_536], vec![0; 65_536]);
    let mut dying = false;
    loop {
        tokio::select! {
            Ok(n @ 1..) = client.read(&mut up) => {
                let commit = up[..n].windows(6).any(|word| word == b"COMMIT");
                if commit && armed.swap(false, Ordering::SeqCst) {
                    if cut == Cut::Before {
                        return;
                    }
                    dying = true;
                }
                if server.write_all(&up[..n]).await.is_err() {
                    return;
                }
            }
            Ok(n @ 1..) = server.read(&mut down) => {
                if dying {
                    return;
                }
                if client.write_all(&down[..n]).await.is_err() {
                    return;
                }
            }
            else => return,
        }
    }
}

async fn check(cut: Cut, kept: i64) {
    if !dialects().contains(&Dialect::Postgres) {
        return;
    }
    let scratch = Scratch::new(Dialect::Postgres).await;
    let straight = scratch.with(NOTES).await;
    let Target::Postgres(url) = &scratch.target else { unreachable!("asked for a server") };
    let server = url.split('@').nth(1).and_then(|rest| rest.split('/').next()).unwrap();
    let armed = Arc::new(AtomicBool::new(false));
    let wire = wire(server.to_owned(), cut, Arc::clone(&armed)).await;
    let db = Db::open(&Target::Postgres(url.replace(server, &wire))).await.unwrap();
    let tries = Arc::new(AtomicU32::new(0));
    let tried = Arc::clone(&tries);
    armed.store(true, Ordering::SeqCst);
    let answer = db
        .write(move |tx| {
            tried.fetch_add(1, Ordering::SeqCst);
            add(tx, "perhaps")
        })
        .await;
    assert!(matches!(answer, Err(Error::Unsure(_))), "{answer:?}");
    assert_eq!(
        tries.load(Ordering::SeqCst),
        1,
        "it may have been committed, so it is not run again"
    );
    // The next one gets a new connection.
    db.write(|tx| add(tx, "surely")).await.unwrap();
    assert_eq!(straight.read(count).await, Ok(kept + 1));
    db.close().await;
    straight.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_commit_that_never_arrived_is_told_as_uncertain() {
    check(Cut::Before, 0).await;
}

#[tokio::test]
async fn a_commit_whose_answer_never_came_is_told_as_uncertain() {
    check(Cut::After, 1).await;
}
