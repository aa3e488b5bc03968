//! Free ports for the servers around ours, which cannot pick one themselves.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the range that the system hands out to outgoing connections, so that none of those takes a port
/// between our finding it free and the server's using it.
const FIRST: u16 = 20_000;
const HOW_MANY: u16 = 10_000;

static NEXT: AtomicU16 = AtomicU16::new(0);

/// A port on 127.0.0.1 that nobody uses. Test processes side by side begin at different places.
pub(crate) fn free() -> u16 {
    let begin = (std::process::id().wrapping_mul(61) % u32::from(HOW_MANY)) as u16;
    (0..HOW_MANY)
        .map(|_| FIRST + (begin + NEXT.fetch_add(1, Ordering::Relaxed)) % HOW_MANY)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("ten thousand ports are not all in use")
}
