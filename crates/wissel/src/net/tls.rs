//! Whom we trust, and how others may trust us: one place for the settings of TLS.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use rustls_platform_verifier::Verifier;

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// How we connect to others: TLS 1.2 or later, certificates judged by what this machine trusts.
///
/// A machine without any list of trusted certificates trusts nobody; every connection then fails with a sentence.
#[must_use]
pub fn client_config() -> Arc<ClientConfig> {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("ring supports the default versions");
    let config = match Verifier::new(provider()) {
        Ok(verifier) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth(),
        Err(error) => {
            tracing::error!(%error, "no trusted certificates on this machine; install its CA certificates");
            builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
        }
    };
    Arc::new(config)
}

/// How others connect to our mail listener: a certificate chain and its key, both PEM.
///
/// # Errors
/// When either is not what it should be, or they do not belong together.
pub fn server_config(chain: &[u8], key: &[u8]) -> Result<Arc<ServerConfig>, rustls::Error> {
    let wrong = |error: rustls::pki_types::pem::Error| rustls::Error::General(error.to_string());
    let chain =
        CertificateDer::pem_slice_iter(chain).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(wrong)?;
    let config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    Ok(Arc::new(config))
}
