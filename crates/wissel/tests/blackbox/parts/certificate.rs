//! A certificate for 127.0.0.1 and the authority that signed it, made anew for each test.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use super::folder::Folder;
use super::installed;

/// The files lie in a folder of their own for as long as this value does.
pub(crate) struct Certificate {
    /// What a client has to trust.
    pub(crate) authority: PathBuf,
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
    _folder: Folder,
}

impl Certificate {
    pub(crate) fn make() -> Self {
        let folder = Folder::new("certificate");
        fs::write(folder.file("names"), "subjectAltName=IP:127.0.0.1\n")
            .expect("the folder is ours");
        let new_key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        let steps = [
            format!("req -x509 {new_key} -keyout authority.key -out authority.pem -subj /CN=Authority -days 2"),
            format!("req {new_key} -keyout key.pem -out request.pem -subj /CN=127.0.0.1"),
            "x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 \
             -extfile names -out certificate.pem"
                .to_owned(),
        ];
        for step in steps {
            let mut openssl = Command::new(installed::program("openssl", "openssl"));
            let output = openssl.args(step.split_whitespace()).current_dir(folder.path()).output();
            let output = output.expect("openssl was found");
            assert!(
                output.status.success(),
                "openssl {step}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        // Dovecot, which has no rights, reads the key; the folder goes with the test.
        for name in ["", "key.pem"] {
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(folder.file(name), mode).expect("the folder is ours");
        }
        Self {
            authority: folder.file("authority.pem"),
            certificate: folder.file("certificate.pem"),
            key: folder.file("key.pem"),
            _folder: folder,
        }
    }
}
