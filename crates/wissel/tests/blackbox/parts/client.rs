//! A mail client of a few lines, for what no well-behaved one would say.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};

/// A conversation by LMTP or SMTP, one line of ours for one answer of theirs.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    greeting: String,
}

impl Client {
    /// Connects and hears the greeting.
    pub(crate) async fn connect(port: u16) -> Self {
        Self::connect_from([127, 0, 0, 1], port).await.expect("the server listens")
    }

    /// Connects from another address of this machine.
    pub(crate) async fn connect_from(from: [u8; 4], port: u16) -> io::Result<Self> {
        let stream = BufReader::new(tcp(from, port).await?);
        let mut client = Self { stream, greeting: String::new() };
        client.greeting = client.answer().await?;
        Ok(client)
    }

    /// It was not turned away.
    pub(crate) fn is_welcome(&self) -> bool {
        self.greeting.starts_with("220 ")
    }

    /// The connection itself.
    pub(crate) fn into_inner(self) -> TcpStream {
        self.stream.into_inner()
    }

    /// Says a line and hears the answer.
    pub(crate) async fn say(&mut self, line: &str) -> String {
        let said = self.send(format!("{line}\r\n").as_bytes()).await;
        match said {
            Ok(()) => self.answer().await.unwrap_or_else(|error| format!("(gone: {error})")),
            Err(error) => format!("(gone: {error})"),
        }
    }

    /// Sends bytes as they are.
    pub(crate) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// The next answer, all its lines.
    pub(crate) async fn answer(&mut self) -> io::Result<String> {
        let mut answer = String::new();
        loop {
            let begin = answer.len();
            if self.stream.read_line(&mut answer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if answer.as_bytes().get(begin + 3) != Some(&b'-') {
                return Ok(answer.trim_end().to_owned());
            }
        }
    }

    /// Hands a mail over by LMTP to one recipient: the answer that decides.
    pub(crate) async fn deliver(&mut self, to: &str, mail: &[u8]) -> String {
        for line in [
            "LHLO mx.customer.test",
            "MAIL FROM:<jo@customer.test>",
            &format!("RCPT TO:<{to}>"),
            "DATA",
        ] {
            let answer = self.say(line).await;
            if !answer.starts_with(['2', '3']) {
                return answer;
            }
        }
        // Whoever refuses in the middle of it says so in the answer.
        let _ = self.send(&stuffed(mail)).await;
        self.answer().await.unwrap_or_else(|error| format!("(gone: {error})"))
    }
}

/// A connection from this address of the machine.
pub(crate) async fn tcp(from: [u8; 4], port: u16) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((from, 0)))?;
    let stream = socket.connect(SocketAddr::from(([127, 0, 0, 1], port))).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// The mail with its dots doubled and its end (RFC 5321 §4.5.2).
fn stuffed(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len() + 16);
    for (at, byte) in mail.iter().enumerate() {
        // A line begins after CR LF and nothing else; a dot after a lone LF is the mail's own affair.
        if *byte == b'.' && (at == 0 || mail[..at].ends_with(b"\r\n")) {
            out.push(b'.');
        }
        out.push(*byte);
    }
    out.extend_from_slice(if mail.ends_with(b"\r\n") { b".\r\n" } else { b"\r\n.\r\n" });
    out
}
