//! Dovecot: somebody else's IMAP, LMTP and submission server.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::{Instant, sleep};
use wissel_channels::mail::settings::{Imap, Security};

use super::account::{ACCOUNT, Server};
use super::certificate::Certificate;
use super::free_port;
use super::tokens::TokenServer;

pub(crate) const USER: &str = "support@acme.test";
/// How often it is begun before the test gives up, and how long each may take to answer.
const TRIES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(8);
pub(crate) const PASSWORD: &str = "s3cret \"quoted\"";

pub(crate) struct Dovecot {
    pub(crate) imap: u16,
    pub(crate) imaps: u16,
    pub(crate) submission: u16,
    lmtp: u16,
    folder: TempDir,
    /// Settings that it reads when it is asked.
    _more: Option<TempDir>,
    _server: Server,
}

impl Dovecot {
    /// Starts one, with these settings besides the usual ones. None when it is not installed.
    pub(crate) async fn start(more: &str) -> Option<Self> {
        // A port that was free a moment ago may be another test's by now: then it is begun again with others.
        for _ in 0..TRIES {
            let begun = Self::begin(more)?;
            if begun.answers().await {
                return Some(begun);
            }
        }
        panic!("Dovecot does not answer, on whatever ports");
    }

    fn begin(more: &str) -> Option<Self> {
        let folder = ACCOUNT.folder();
        let write = |name: &str, content: &str| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            ACCOUNT.own(&path);
        };
        write("users", &format!("{USER}:{{PLAIN}}{PASSWORD}\n"));
        let (imap, imaps, submission, lmtp) = (free_port(), free_port(), free_port(), free_port());
        let mut settings = include_str!("dovecot.conf").to_owned();
        for (name, value) in [
            ("DIR", folder.path().to_str().unwrap()),
            ("USER", &ACCOUNT.user),
            ("GROUP", &ACCOUNT.group),
            ("UID", &ACCOUNT.uid),
            ("GID", &ACCOUNT.gid),
            ("IMAP", &imap.to_string()),
            ("IMAPS", &imaps.to_string()),
            ("SUBMISSION", &submission.to_string()),
            ("LMTP", &lmtp.to_string()),
        ] {
            settings = settings.replace(&format!("@{name}@"), value);
        }
        write(
            "dovecot.conf",
            &format!("{settings}\n{}", more.replace("@DIR@", folder.path().to_str().unwrap())),
        );
        let arguments = [
            "-F".to_owned(),
            "-c".to_owned(),
            folder.path().join("dovecot.conf").display().to_string(),
        ];
        let server = ACCOUNT.start("dovecot", &arguments, folder.path())?;
        Some(Self { imap, imaps, submission, lmtp, folder, _more: None, _server: server })
    }

    /// Whether it answers at all its ports within some seconds.
    async fn answers(&self) -> bool {
        let until = Instant::now() + PATIENCE;
        for port in [self.imap, self.lmtp, self.submission] {
            while TcpStream::connect(("127.0.0.1", port)).is_err() {
                if Instant::now() > until {
                    return false;
                }
                sleep(Duration::from_millis(10)).await;
            }
        }
        true
    }

    /// One that takes tokens of `tokens`.
    pub(crate) async fn with_tokens(tokens: &TokenServer, more: &str) -> Option<Self> {
        let folder = ACCOUNT.folder();
        let path = folder.path().join("tokens.conf");
        let settings = format!(
            "introspection_mode = get\nintrospection_url = {}\nusername_attribute = email\n\
             active_attribute = active\nactive_value = true\n",
            tokens.introspection_url()
        );
        fs::write(&path, settings).unwrap();
        ACCOUNT.own(&path);
        let path = path.display();
        let more = format!(
            "passdb {{\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n args = {path}\n}}\n{more}"
        );
        let mut dovecot = Self::start(&more).await?;
        dovecot._more = Some(folder);
        Some(dovecot)
    }

    /// One with TLS.
    pub(crate) async fn with_tls(certificate: &Certificate, more: &str) -> Option<Self> {
        let (chain, key) = (certificate.chain_file(), certificate.key_file());
        ACCOUNT.own(&key);
        let (chain, key) = (chain.display(), key.display());
        Self::start(&format!("ssl = yes\nssl_cert = <{chain}\nssl_key = <{key}\n{more}")).await
    }

    /// Where its mailbox is.
    pub(crate) fn settings(&self) -> Imap {
        let host = "127.0.0.1".to_owned();
        Imap {
            host,
            port: self.imap,
            security: Security::None,
            user: USER.to_owned(),
            ..Imap::default()
        }
    }

    /// Brings a mail to the mailbox, as a mail server would.
    pub(crate) fn deliver(&self, mail: &str) {
        self.hand_over(&format!(
            "Message-ID: <{}@x.test>\r\nFrom: a@x.test\r\nSubject: {mail}\r\n\r\n{mail}\r\n",
            mail.replace(' ', ".")
        ));
    }

    /// Brings these bytes to the mailbox.
    pub(crate) fn hand_over(&self, raw: &str) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.lmtp)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut say = |line: &str, answer: &str| {
            write!(stream, "{line}\r\n").unwrap();
            let mut heard = String::new();
            while !heard.contains(answer) {
                let mut bytes = [0; 1_024];
                let count = match stream.read(&mut bytes) {
                    // A signal in between says nothing about the server.
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                    read => read.unwrap(),
                };
                assert!(count > 0, "Dovecot hung up after {heard}");
                heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        };
        say("LHLO x.test", "250 ");
        say("MAIL FROM:<a@x.test>", "250 ");
        say(&format!("RCPT TO:<{USER}>"), "250 ");
        say("DATA", "354 ");
        say(&format!("{raw}\r\n."), "250 ");
        say("QUIT", "221 ");
    }

    /// The flags of each mail in the inbox, as Dovecot keeps them in a file's name.
    pub(crate) fn flags(&self) -> Vec<String> {
        let inbox = self.folder.path().join("mail").join(USER);
        let names = ["new", "cur"].into_iter().flat_map(|part| {
            fs::read_dir(inbox.join(part)).into_iter().flatten().flatten().map(|file| file.path())
        });
        names
            .map(|path: PathBuf| {
                path.to_str().unwrap().rsplit_once(":2,").map_or("", |(_, flags)| flags).to_owned()
            })
            .collect()
    }

    /// Makes every mail in the inbox look read.
    pub(crate) fn read_everything(&self) {
        let inbox = self.folder.path().join("mail").join(USER);
        for file in fs::read_dir(inbox.join("new")).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            fs::rename(file.path(), inbox.join("cur").join(format!("{name}:2,S"))).unwrap();
        }
    }

    /// Forgets the numbers of all mails, as when a mailbox is moved to another server.
    pub(crate) fn renumber(&self) {
        let inbox = self.folder.path().join("mail").join(USER);
        for file in fs::read_dir(&inbox).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            if name.starts_with("dovecot") {
                fs::remove_file(file.path()).unwrap();
            }
        }
    }
}
