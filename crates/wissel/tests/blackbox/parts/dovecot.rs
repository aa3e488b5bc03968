//! Dovecot, somebody else's mail server: IMAP, LMTP and submission, with passwords and with tokens.

use std::fs;
use std::time::Duration;

use super::account::Account;
use super::eventually::eventually;
use super::folder::Folder;
use super::program::Program;
use super::{installed, port, tokens::TokenServer};

/// The mailbox of the team, and its password.
pub(crate) const MAILBOX: &str = "support@acme.test";
pub(crate) const PASSWORD: &str = "secret";

const START_LIMIT: Duration = Duration::from_secs(15);

/// A running Dovecot. Mail for `support+anything@acme.test` lands in `support@acme.test`.
pub(crate) struct Dovecot {
    pub(crate) imap: u16,
    pub(crate) lmtp: u16,
    pub(crate) submission: u16,
    /// Sees which tokens are good; hands out new ones.
    pub(crate) tokens: TokenServer,
    _program: Program,
    folder: Folder,
}

impl Dovecot {
    /// Starts one that passes on what is submitted to it to `relay`.
    pub(crate) async fn start(relay: u16) -> Self {
        let dovecot =
            installed::program("dovecot", "dovecot-imapd dovecot-lmtpd dovecot-submissiond");
        let account = Account::unprivileged();
        let folder = Folder::of(&account, "dovecot");
        let tokens = TokenServer::start(MAILBOX);
        let (imap, lmtp, submission) = (port::free(), port::free(), port::free());

        let write = |name: &str, content: String| {
            fs::write(folder.file(name), content).expect("the folder is ours");
            account.own(&folder.file(name));
        };
        write("users", format!("{MAILBOX}:{{PLAIN}}{PASSWORD}\n"));
        write("tokens.conf", token_settings(&tokens));
        let mut settings = include_str!("dovecot.conf").to_owned();
        for (name, value) in [
            ("DIR", folder.path().display().to_string()),
            ("USER", account.user.clone()),
            ("GROUP", account.group.clone()),
            ("UID", account.uid.to_string()),
            ("GID", account.gid.to_string()),
            ("IMAP", imap.to_string()),
            ("LMTP", lmtp.to_string()),
            ("SUBMISSION", submission.to_string()),
            ("RELAY", relay.to_string()),
        ] {
            settings = settings.replace(&format!("@{name}@"), &value);
        }
        write("dovecot.conf", settings);

        let mut command = account.command(dovecot);
        command.arg("-F").arg("-c").arg(folder.file("dovecot.conf")).current_dir(folder.path());
        let mut program = Program::start("Dovecot", &mut command, &folder.file("dovecot.log"));
        for (what, port) in [("IMAP", imap), ("LMTP", lmtp), ("submission", submission)] {
            let what = format!("Dovecot answers at {what}");
            eventually(&what, START_LIMIT, async || {
                program.must_be_running();
                tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
            })
            .await;
        }
        Self { imap, lmtp, submission, tokens, _program: program, folder }
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
