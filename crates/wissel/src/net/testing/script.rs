//! A server that says what a test tells it to say.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use wissel_channels::mail::settings::{Imap, Security};

/// A running server. It ends with its test.
pub(crate) struct Script {
    pub(crate) port: u16,
    connections: Arc<AtomicUsize>,
}

/// One connection to it.
pub(crate) struct Talk {
    stream: BufReader<TcpStream>,
    tag: String,
    /// Which connection this is, from 1.
    pub(crate) nth: usize,
}

impl Script {
    pub(crate) async fn start<F: Future<Output = Option<()>> + Send>(
        play: impl Fn(Talk) -> F + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let (count, play) = (Arc::clone(&connections), Arc::new(play));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let nth = count.fetch_add(1, Ordering::SeqCst) + 1;
                let play = Arc::clone(&play);
                tokio::spawn(async move {
                    play(Talk { stream: BufReader::new(stream), tag: String::new(), nth }).await;
                });
            }
        });
        Self { port, connections }
    }

    /// How often somebody connected.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Where its mailbox is.
    pub(crate) fn settings(&self) -> Imap {
        Imap {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security: Security::None,
            user: "support".to_owned(),
            ..Imap::default()
        }
    }
}

/// Every call is None when the other side has gone.
impl Talk {
    /// Says something; `TAG` becomes the tag of the last command.
    pub(crate) async fn say(&mut self, words: &str) -> Option<()> {
        let words = words.replace("TAG", &self.tag);
        self.stream.write_all(words.as_bytes()).await.ok()
    }

    /// The next line.
    pub(crate) async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let count = self.stream.read_line(&mut line).await.ok()?;
        (count > 0).then(|| line.trim_end().to_owned())
    }

    /// The next command, which must begin like this.
    pub(crate) async fn hear(&mut self, begin: &str) -> Option<String> {
        let line = self.line().await?;
        let (tag, command) = line.split_once(' ').unwrap_or(("", &line));
        assert!(command.starts_with(begin), "heard {command}, waited for {begin}");
        self.tag = tag.to_owned();
        Some(command.to_owned())
    }

    /// Greets and lets anybody in.
    pub(crate) async fn let_in(&mut self, can: &str) -> Option<()> {
        self.say("* OK ready\r\n").await?;
        self.hear("CAPABILITY").await?;
        self.say(&format!("* CAPABILITY IMAP4rev1 {can}\r\nTAG OK\r\n")).await?;
        self.hear("LOGIN").await?;
        self.say("TAG OK\r\n").await?;
        self.hear("CAPABILITY").await?;
        self.say(&format!("* CAPABILITY IMAP4rev1 {can}\r\nTAG OK\r\n")).await
    }

    /// Opens the folder, whose next mail will have this UID.
    pub(crate) async fn open(&mut self, uid_next: u32) -> Option<()> {
        self.hear("EXAMINE \"INBOX\"").await?;
        self.say(&format!(
            "* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT {uid_next}] ok\r\nTAG OK [READ-ONLY] done\r\n"
        ))
        .await
    }

    /// Answers a request for a mail.
    pub(crate) async fn give(&mut self, uid: u32, mail: &str) -> Option<()> {
        self.hear(&format!("UID FETCH {uid} (UID BODY.PEEK[])")).await?;
        let length = mail.len();
        self.say(&format!("* 1 FETCH (UID {uid} BODY[] {{{length}}}\r\n{mail})\r\nTAG OK\r\n"))
            .await
    }

    /// Waits until the other side hangs up.
    pub(crate) async fn end(&mut self) {
        while self.line().await.is_some() {}
    }
}
