//! What the tests of the sockets share: a small desk, servers that behave badly, and real ones.

mod account;
pub(crate) mod certificate;
pub(crate) mod desk;
pub(crate) mod dovecot;
pub(crate) mod script;
pub(crate) mod sink;
pub(crate) mod tokens;

use std::net::TcpListener;
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// Asks again and again until there is an answer, for at most 20 s.
pub(crate) async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        sleep(Duration::from_millis(10)).await;
    }
}

/// A port that nobody uses now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
