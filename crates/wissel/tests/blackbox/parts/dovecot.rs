//! Dovecot, somebody else's mail server: IMAP, LMTP and submission, with passwords and with tokens.

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::account::Account;
use super::eventually::eventually;
use super::folder::Folder;
use super::program::Program;
use super::tokens::TokenServer;
use super::{certificate::Certificate, installed, port};

/// The mailbox of the team, and its password.
pub(crate) const MAILBOX: &str = "support@acme.test";
pub(crate) const PASSWORD: &str = "secret";

const START_LIMIT: Duration = Duration::from_secs(15);

/// A running Dovecot. Mail for `support+anything@acme.test` lands in `support@acme.test`.
pub(crate) struct Dovecot {
    pub(crate) imap: u16,
    /// IMAP inside TLS from the first byte.
    pub(crate) imaps: u16,
    pub(crate) lmtp: u16,
    pub(crate) submission: u16,
    /// Submission inside TLS from the first byte.
    pub(crate) submissions: u16,
    /// Who signed its certificate is known to nobody else.
    pub(crate) certificate: Certificate,
    /// Sees which tokens are good; hands out new ones.
    pub(crate) tokens: TokenServer,
    account: Account,
    program: Option<Program>,
    folder: Folder,
}

impl Dovecot {
    /// Starts one that passes on what is submitted to it to `relay`.
    pub(crate) async fn start(relay: u16) -> Self {
        let account = Account::unprivileged();
        let certificate = Certificate::make();
        let mut dovecot = Self {
            imap: port::free(),
            imaps: port::free(),
            lmtp: port::free(),
            submission: port::free(),
            submissions: port::free(),
            tokens: TokenServer::start(MAILBOX, &certificate),
            certificate,
            program: None,
            folder: Folder::of(&account, "dovecot"),
            account,
        };
        dovecot.write("users", &format!("{MAILBOX}:{{PLAIN}}{PASSWORD}\n"));
        dovecot.write("tokens.conf", &token_settings(&dovecot.tokens));
        dovecot.write("dovecot.conf", &dovecot.settings(relay));
        dovecot.start_again().await;
        dovecot
    }

    /// Ends it in order. Its mail stays.
    pub(crate) fn stop(&mut self) {
        self.program.take().expect("it is running").stop();
    }

    /// Starts it after [`Dovecot::stop`], at the same ports.
    pub(crate) async fn start_again(&mut self) {
        let dovecot =
            installed::program("dovecot", "dovecot-imapd dovecot-lmtpd dovecot-submissiond");
        let mut command = self.account.command(dovecot);
        command
            .arg("-F")
            .arg("-c")
            .arg(self.folder.file("dovecot.conf"))
            .current_dir(self.folder.path());
        let mut program = Program::start("Dovecot", &mut command, &self.folder.file("dovecot.log"));
        for (what, port) in
            [("IMAP", self.imap), ("LMTP", self.lmtp), ("submission", self.submission)]
        {
            let what = format!("Dovecot answers at {what}");
            eventually(&what, START_LIMIT, async || {
                program.must_be_running();
                tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
            })
            .await;
        }
        self.program = Some(program);
    }

    /// What it wrote in its log.
    pub(crate) fn said(&self) -> String {
        self.program.as_ref().map_or_else(String::new, Program::said)
    }

    /// The settings of `dovecot.conf` with what is this one's own.
    fn settings(&self, relay: u16) -> String {
        let mut settings = include_str!("dovecot.conf").to_owned();
        for (name, value) in [
            ("DIR", self.folder.path().display().to_string()),
            ("USER", self.account.user.clone()),
            ("GROUP", self.account.group.clone()),
            ("UID", self.account.uid.to_string()),
            ("GID", self.account.gid.to_string()),
            ("CERTIFICATE", self.certificate.certificate.display().to_string()),
            ("KEY", self.certificate.key.display().to_string()),
            ("IMAP", self.imap.to_string()),
            ("IMAPS", self.imaps.to_string()),
            ("LMTP", self.lmtp.to_string()),
            ("SUBMISSION", self.submission.to_string()),
            ("SUBMISSIONS", self.submissions.to_string()),
            ("RELAY", relay.to_string()),
        ] {
            settings = settings.replace(&format!("@{name}@"), &value);
        }
        settings
    }

    /// Puts a file of settings in its folder.
    fn write(&self, name: &str, content: &str) {
        let file = self.folder.file(name);
        fs::write(&file, content).expect("the folder is ours");
        self.account.own(&file);
    }

    /// Puts a mail in the team's inbox as it is, past all that its doors would say to it.
    pub(crate) fn put(&self, mail: &[u8]) {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let inbox = self.folder.file("mail").join(MAILBOX);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        for folder in ["", "new", "cur", "tmp"] {
            let folder = inbox.join(folder);
            if !folder.exists() {
                fs::create_dir_all(&folder).expect("the folder is ours");
                self.account.own(&folder);
            }
        }
        // As a delivery does it: it is there when it is whole.
        let (begun, whole) = (inbox.join("tmp").join(number.to_string()), inbox.join("new"));
        fs::write(&begun, mail).expect("the folder is ours");
        self.account.own(&begun);
        fs::rename(&begun, whole.join(format!("{number}.put.test"))).expect("the folder is ours");
    }

    /// How many mails lie in the team's inbox, seen or not.
    pub(crate) fn mails_in_inbox(&self) -> usize {
        let inbox = self.folder.file("mail").join(MAILBOX);
        let count = |name: &str| fs::read_dir(inbox.join(name)).map_or(0, Iterator::count);
        count("new") + count("cur")
    }
}

/// Dovecot asks this server whether a token is good, and whose it is.
fn token_settings(tokens: &TokenServer) -> String {
    format!(
        "introspection_mode = get\n\
         introspection_url = {}\n\
         username_attribute = email\n\
         active_attribute = active\n\
         active_value = true\n",
        tokens.introspection_url()
    )
}
