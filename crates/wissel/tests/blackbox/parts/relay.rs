//! A mail server between two others: what it is given it hands on, changed or not.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};

use super::client::Client;

/// A running relay. It ends with the test.
pub(crate) struct Relay {
    pub(crate) port: u16,
    carried: Arc<Mutex<Vec<String>>>,
}

/// Where a relay hands mails to, and what it makes of them.
#[derive(Clone, Copy)]
pub(crate) struct Onwards {
    /// The port of an LMTP server.
    pub(crate) port: u16,
    /// The recipient there.
    pub(crate) to: &'static str,
    /// What it does to a mail.
    pub(crate) change: fn(&str) -> String,
}

impl Relay {
    pub(crate) async fn start(onwards: Onwards) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("some port is free");
        let port = listener.local_addr().expect("it was bound").port();
        let carried = Arc::<Mutex<Vec<String>>>::default();
        let answers = Arc::clone(&carried);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that breaks off is the client's affair.
                tokio::spawn(conversation(stream, onwards, Arc::clone(&answers)));
            }
        });
        Self { port, carried }
    }

    /// What was answered to the mails that it handed on.
    pub(crate) fn carried(&self) -> Vec<String> {
        self.carried.lock().expect("no holder panics").clone()
    }
}

async fn conversation(
    stream: TcpStream,
    onwards: Onwards,
    carried: Arc<Mutex<Vec<String>>>,
) -> io::Result<()> {
    let mut wire = BufStream::new(stream);
    say(&mut wire, "220 relay.test ready").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if wire.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "DATA" => {
                say(&mut wire, "354 go on").await?;
                let mail = content(&mut wire).await?;
                let changed = (onwards.change)(&mail);
                let mut client = Client::connect(onwards.port).await;
                let answer = client.deliver(onwards.to, changed.as_bytes()).await;
                carried.lock().expect("no holder panics").push(answer);
                say(&mut wire, "250 taken").await?;
            }
            "QUIT" => return say(&mut wire, "221 goodbye").await,
            _ => say(&mut wire, "250 ok").await?,
        }
    }
}

/// A mail up to the line with a dot alone.
async fn content(wire: &mut BufStream<TcpStream>) -> io::Result<String> {
    let mut mail = Vec::new();
    while !mail.ends_with(b"\r\n.\r\n") {
        if wire.read_until(b'\n', &mut mail).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    mail.truncate(mail.len() - 3);
    Ok(String::from_utf8_lossy(&mail).replace("\r\n..", "\r\n."))
}

async fn say(wire: &mut BufStream<TcpStream>, what: &str) -> io::Result<()> {
    wire.write_all(format!("{what}\r\n").as_bytes()).await?;
    wire.flush().await
}
