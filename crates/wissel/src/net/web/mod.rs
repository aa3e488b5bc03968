//! The one client for calls to other people's web servers. Where it calls, an admin has entered; so it calls what is
//! public, this very machine when it is named, and private networks only when whoever runs the server said so.

mod guard;
mod public;
mod reach;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{RequestBuilder, Url};
use rustls::ClientConfig;

pub use reach::Reach;

use guard::{Guard, LookUp, by_the_system};

/// Where a call would lead is nobody's but our own network's, and nobody said that we may call there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "its address is a private one, and those are called only where the server is told to (allow_calls_to)"
)]
pub(crate) struct Private;

/// Whether a call failed because it would have led where it may not.
pub(crate) fn is_private(error: &reqwest::Error) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = next {
        if error.is::<Private>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// Calls web servers. Clones share their connections.
#[derive(Clone)]
pub(crate) struct Client {
    client: reqwest::Client,
    reach: Reach,
}

impl Client {
    /// It ends a call after 30 s, follows no redirect (a token endpoint has no reason to send us elsewhere, and a
    /// redirect could carry a secret along) and trusts what `tls` trusts.
    pub(crate) fn new(tls: &Arc<ClientConfig>, reach: &Reach) -> Self {
        Self::looking_up(tls, reach, by_the_system())
    }

    fn looking_up(tls: &Arc<ClientConfig>, reach: &Reach, look_up: LookUp) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that makes the client"
        )]
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(30))
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("Wissel/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Guard::new(reach.clone(), look_up))
            .tls_backend_preconfigured(ClientConfig::clone(tls))
            .build()
            .expect("a preconfigured TLS of our own rustls is accepted");
        Self { client, reach: reach.clone() }
    }

    /// A call to `url`, which may be anything. A name's addresses are judged when the connection is made, those that are
    /// then connected to and no others; an address that stands there itself is never looked up, so it is judged here.
    ///
    /// # Errors
    /// [`Private`] for an address that may not be called. What is no URL fails when it is sent.
    pub(crate) fn post(&self, url: &str) -> Result<RequestBuilder, Private> {
        let parsed = Url::parse(url).ok();
        let host = parsed.as_ref().and_then(Url::host_str).unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse();
        if address.is_ok_and(|address| !self.reach.allows_named(address)) {
            return Err(Private);
        }
        Ok(self.client.post(url))
    }
}
