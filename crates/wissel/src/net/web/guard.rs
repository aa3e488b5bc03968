//! Names are looked up when a connection is made, and what comes out is judged before anybody connects to it: a name
//! that leads elsewhere by then than it did before (DNS rebinding) gains nothing.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{Private, Reach};

/// Looks a name up.
pub(super) type LookUp = Arc<dyn Fn(String) -> Looking + Send + Sync>;
/// The addresses of a name, on their way.
pub(super) type Looking = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// As every program on this machine looks names up.
pub(super) fn by_the_system() -> LookUp {
    Arc::new(|name| {
        Box::pin(async move { Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.collect()) })
    })
}

/// The only name that may lead to this machine: no resolver is needed to know what it means (RFC 6761 §6.3).
const HERE: &str = "localhost";

/// Passes on only what may be called.
pub(super) struct Guard {
    reach: Reach,
    look_up: LookUp,
}

impl Guard {
    pub(super) fn new(reach: Reach, look_up: LookUp) -> Self {
        Self { reach, look_up }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, looking) = (self.reach.clone(), (self.look_up)(name.as_str().to_owned()));
        let here = name.as_str().eq_ignore_ascii_case(HERE);
        Box::pin(async move {
            let mut found = looking.await?;
            let known = !found.is_empty();
            found.retain(|found| {
                reach.allows(found.ip()) || here && found.ip().to_canonical().is_loopback()
            });
            if known && found.is_empty() {
                return Err(Private.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
