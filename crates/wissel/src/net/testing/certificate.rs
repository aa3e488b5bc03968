//! A certificate that only this test trusts, made by `openssl`.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;

pub(crate) struct Certificate(TempDir);

impl Certificate {
    /// One for the address 127.0.0.1. None when there is no `openssl`.
    pub(crate) fn new() -> Option<Self> {
        let folder = super::account::ACCOUNT.folder();
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ])
            .args(["-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .args(["-keyout", "key.pem", "-out", "chain.pem"])
            .current_dir(folder.path())
            .output();
        match made {
            Ok(output) if output.status.success() => Some(Self(folder)),
            _ => {
                println!("no certificate can be made here; nothing was tested");
                None
            }
        }
    }

    pub(crate) fn chain_file(&self) -> PathBuf {
        self.0.path().join("chain.pem")
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.0.path().join("key.pem")
    }

    /// Settings of a client that trusts it, and nobody else.
    pub(crate) fn trusted(&self) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(self.chain_file()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap();
        Arc::new(builder.with_root_certificates(roots).with_no_client_auth())
    }
}
