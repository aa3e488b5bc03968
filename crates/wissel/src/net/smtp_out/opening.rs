//! The few words before STARTTLS (RFC 3207). `lettre` can say them too, but then trusts a list of its own.

use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::time::timeout;

use crate::net::stream::{Stream, secure};
use crate::net::trouble::{Trouble, one_line};

const PATIENCE: Duration = Duration::from_secs(60);
/// The longest answer in bytes.
const LONGEST: u64 = 64 << 10;

/// Makes an open connection private.
pub(super) async fn start_tls(
    stream: Stream,
    host: &str,
    name: &str,
    tls: &Arc<ClientConfig>,
) -> Result<Stream, Trouble> {
    let mut stream = BufReader::new(stream);
    let talk = async {
        ask(&mut stream, host, "").await?;
        let offers = ask(&mut stream, host, &format!("EHLO {name}\r\n")).await?;
        let offered = offers.lines().any(|line| {
            line.get(4..).is_some_and(|word| word.trim().eq_ignore_ascii_case("STARTTLS"))
        });
        if !offered {
            return Err(Trouble::NoStartTls { host: host.to_owned() });
        }
        ask(&mut stream, host, "STARTTLS\r\n").await.map(|_| ())
    };
    timeout(PATIENCE, talk)
        .await
        .unwrap_or_else(|_| Err(Trouble::Silent { host: host.to_owned() }))?;
    // What came too early was not said in private, and is forgotten with the buffer.
    secure(stream.into_inner(), host, tls).await
}

/// Says `words` and reads the answer, which must be a good one.
async fn ask(stream: &mut BufReader<Stream>, host: &str, words: &str) -> Result<String, Trouble> {
    let io = |error: std::io::Error| Trouble::io(host, &error);
    stream.get_mut().write_all(words.as_bytes()).await.map_err(io)?;
    stream.get_mut().flush().await.map_err(io)?;
    let mut answer = Vec::new();
    loop {
        let begin = answer.len();
        let room = LONGEST.saturating_sub(begin as u64);
        let count = (&mut *stream).take(room).read_until(b'\n', &mut answer).await.map_err(io)?;
        let line = &answer[begin..];
        if count == 0 {
            return Err(Trouble::Lost {
                host: host.to_owned(),
                words: "without a word".to_owned(),
            });
        }
        if line.len() < 4 || !line.ends_with(b"\n") || !line[..3].iter().all(u8::is_ascii_digit) {
            return Err(Trouble::Garbage {
                host: host.to_owned(),
                why: "no SMTP answer".to_owned(),
            });
        }
        if line[3] != b'-' {
            break;
        }
    }
    let answer = String::from_utf8_lossy(&answer).into_owned();
    if answer.starts_with('2') {
        return Ok(answer);
    }
    Err(Trouble::Refused { host: host.to_owned(), words: one_line(&answer) })
}
