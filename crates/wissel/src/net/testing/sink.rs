//! smtp-sink: takes any mail and keeps it in a file with its envelope.

use std::fs;
use std::net::TcpStream;

use tempfile::TempDir;

use super::account::{ACCOUNT, Server};
use super::{eventually, free_port};

pub(crate) struct Sink {
    pub(crate) port: u16,
    folder: TempDir,
    _server: Server,
}

impl Sink {
    /// Starts one with options such as `-f RCPT` (refuse) or `-r RCPT` (try later). None when it is not installed.
    pub(crate) async fn start(options: &[&str]) -> Option<Self> {
        let folder = ACCOUNT.folder();
        let port = free_port();
        let mut arguments: Vec<String> =
            options.iter().map(|option| (*option).to_owned()).collect();
        arguments.extend([
            "-d".to_owned(),
            "mail-".to_owned(),
            format!("127.0.0.1:{port}"),
            "20".to_owned(),
        ]);
        let server = ACCOUNT.start("smtp-sink", &arguments, folder.path())?;
        eventually("smtp-sink answers", async || TcpStream::connect(("127.0.0.1", port)).ok())
            .await;
        Some(Self { port, folder, _server: server })
    }

    /// Dovecot's settings for passing on to it what is submitted.
    pub(crate) fn relay(&self) -> String {
        format!("submission_relay_port = {}\nsubmission_relay_trusted = yes\n", self.port)
    }

    /// What arrived, envelope first.
    pub(crate) fn mails(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).unwrap().flatten();
        files
            .filter_map(|file| fs::read(file.path()).ok())
            .map(|mail| String::from_utf8_lossy(&mail).into_owned())
            .filter(|mail| mail.contains("X-Mail-Args"))
            .collect()
    }
}
