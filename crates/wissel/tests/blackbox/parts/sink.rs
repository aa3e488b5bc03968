//! smtp-sink, the world outside: whatever is sent to it arrives as one file with its envelope.

use std::fs;
use std::time::Duration;

use super::account::Account;
use super::eventually::eventually;
use super::folder::Folder;
use super::mail::Received;
use super::program::Program;
use super::{installed, port};

const START_LIMIT: Duration = Duration::from_secs(10);

/// A running smtp-sink.
pub(crate) struct Sink {
    pub(crate) port: u16,
    _program: Program,
    folder: Folder,
}

impl Sink {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts one with options of its own, such as `-f RCPT` to refuse every recipient.
    pub(crate) async fn start_with(options: &[&str]) -> Self {
        let sink = installed::program("smtp-sink", "postfix");
        let account = Account::unprivileged();
        let folder = Folder::of(&account, "sink");
        let port = port::free();
        let mut command = account.command(sink);
        command
            .args(options)
            .args(["-d", "mail-", &format!("127.0.0.1:{port}"), "20"])
            .current_dir(folder.path());
        let mut program = Program::start("smtp-sink", &mut command, &folder.file("log"));
        eventually("smtp-sink answers", START_LIMIT, async || {
            program.must_be_running();
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
        })
        .await;
        Self { port, _program: program, folder }
    }

    /// The mails that arrived in full, in no particular order.
    pub(crate) fn mails(&self) -> Vec<Received> {
        let entries =
            fs::read_dir(self.folder.path()).expect("the folder lives as long as we do").flatten();
        entries
            .filter(|entry| entry.file_name().to_string_lossy().starts_with("mail-"))
            .filter_map(|entry| Received::read(&fs::read(entry.path()).ok()?))
            .collect()
    }

    /// Waits for the mail to this address whose text holds `words`.
    pub(crate) async fn mail(&self, to: &str, words: &str) -> Received {
        let what = format!("a mail to {to} with {words:?} arrives");
        eventually(&what, Duration::from_secs(20), async || {
            self.mails().into_iter().find(|mail| {
                mail.recipients.iter().any(|one| one == to) && mail.text.contains(words)
            })
        })
        .await
    }
}
