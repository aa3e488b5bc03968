//! The one client for calls to other people's web servers.

use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;

/// Makes the client: it ends a call after 30 s, follows no redirect (a token endpoint has no reason to send us
/// elsewhere, and a redirect could carry a secret along) and trusts what `tls` trusts.
pub(crate) fn client(tls: &Arc<ClientConfig>) -> reqwest::Client {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes the client")]
    reqwest::Client::builder()
        .timeout(Duration::from_secs(30))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("Wissel/", env!("CARGO_PKG_VERSION")))
        .tls_backend_preconfigured(ClientConfig::clone(tls))
        .build()
        .expect("a preconfigured TLS of our own rustls is accepted")
}
