//! Certificates: the system's, or the one the URL names.

use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::BuilderVerifierExt;
use std::path::PathBuf;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;
use wissel_model::{Error, Result};

/// Whether TLS is asked for, and whom it trusts.
#[derive(Debug, Clone, Default)]
pub(super) struct Tls {
    pub(super) on: bool,
    /// A PEM file with the authorities to trust instead of the system's.
    pub(super) root: Option<PathBuf>,
}

impl Tls {
    pub(super) fn connector(&self) -> Result<MakeRustlsConnect> {
        let away = |told: String| Error::Unavailable(format!("TLS to the database: {told}"));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|e| away(e.to_string()))?;
        let config = match &self.root {
            None => builder
                .with_platform_verifier()
                .map_err(|e| away(e.to_string()))?
                .with_no_client_auth(),
            Some(path) => {
                let mut roots = RootCertStore::empty();
                for cert in CertificateDer::pem_file_iter(path).map_err(|e| away(e.to_string()))? {
                    let cert = cert.map_err(|e| away(e.to_string()))?;
                    roots.add(cert).map_err(|e| away(e.to_string()))?;
                }
                builder.with_root_certificates(roots).with_no_client_auth()
            }
        };
        Ok(MakeRustlsConnect::new(config))
    }
}
