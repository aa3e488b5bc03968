//! Debian's packages that the tests need: found, or installed when we may.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Outcome, account, process, say};

/// A program, and the package that brings it.
pub(crate) struct Part {
    program: &'static str,
    package: &'static str,
}

/// The database server that the Rust tests use beside SQLite.
pub(crate) const DATABASE: &[Part] = &[Part { program: "postgres", package: "postgresql" }];

/// What the black-box tests put around our server.
pub(crate) const BLACK_BOX: &[Part] = &[
    Part { program: "postgres", package: "postgresql" },
    Part { program: "dovecot", package: "dovecot-core" },
    Part { program: "imap", package: "dovecot-imapd" },
    Part { program: "lmtp", package: "dovecot-lmtpd" },
    Part { program: "submission", package: "dovecot-submissiond" },
    Part { program: "swaks", package: "swaks" },
    Part { program: "smtp-sink", package: "postfix" },
    Part { program: "chromium", package: "chromium" },
    // Turns the clock of one process.
    Part { program: "faketime", package: "faketime" },
];

/// Asked by Debian whenever a package wants to start its service; 101 means "do not".
const START_POLICY: &str = "/usr/sbin/policy-rc.d";

/// Finds a program on the path, or where Debian keeps servers that people do not start by hand.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    folders.extend(["/usr/sbin", "/usr/lib/dovecot"].map(PathBuf::from));
    folders.extend(database_folders());
    folders.into_iter().map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Installs the packages of missing programs when we are root on Debian, and says how to otherwise.
pub(crate) fn install_when_missing(parts: &[Part]) -> Outcome {
    let missing: Vec<&str> =
        parts.iter().filter(|part| find(part.program).is_none()).map(|part| part.package).collect();
    if missing.is_empty() { Ok(()) } else { install(&missing) }
}

/// Installs packages when we are root on Debian, and says how to otherwise.
pub(crate) fn install(missing: &[&str]) -> Outcome {
    let by_hand = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    if !account::is_root() || !Path::new("/usr/bin/apt-get").is_file() {
        return Err(format!(
            "The tests need programs that are not installed here. On Debian, as root: {by_hand}"
        ));
    }
    say::note(&format!("installing {}", missing.join(", ")));
    process::prepare(&mut apt(&["update"]))?;
    let policy = StartPolicy::forbid()?;
    let installed =
        process::prepare(apt(&["install", "--yes", "--no-install-recommends"]).args(missing));
    drop(policy);
    installed
}

fn apt(arguments: &[&str]) -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet").args(arguments);
    apt
}

/// While it lives, installing a package starts no service. A policy that the machine already has is left alone.
struct StartPolicy {
    ours: bool,
}

impl StartPolicy {
    fn forbid() -> Outcome<Self> {
        if Path::new(START_POLICY).exists() {
            return Ok(Self { ours: false });
        }
        fs::write(START_POLICY, "#!/bin/sh\nexit 101\n")
            .and_then(|()| fs::set_permissions(START_POLICY, fs::Permissions::from_mode(0o755)))
            .map_err(|reason| {
                format!("{START_POLICY} cannot be written, and services would start: {reason}.")
            })?;
        Ok(Self { ours: true })
    }
}

impl Drop for StartPolicy {
    fn drop(&mut self) {
        if self.ours
            && let Err(reason) = fs::remove_file(START_POLICY)
        {
            say::note(&format!(
                "{START_POLICY} is still there and keeps services from starting: {reason}"
            ));
        }
    }
}

/// `/usr/lib/postgresql/NN/bin`, the newest first.
fn database_folders() -> Vec<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    folders.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    folders.into_iter().map(|(_, folder)| folder).collect()
}
