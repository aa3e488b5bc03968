//! An identity provider of the smallest kind: it hands out access tokens, and tells Dovecot which are good.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::certificate::Certificate;

/// What a client must bring to be given an access token (RFC 6749, section 6).
pub(crate) const REFRESH_TOKEN: &str = "refresh-token-of-the-team";

/// A running provider. Its threads live as long as the test's process.
pub(crate) struct TokenServer {
    /// Speaks TLS, as everybody insists on where secrets are exchanged.
    token_port: u16,
    /// Speaks plainly, to Dovecot beside it.
    introspection_port: u16,
    state: Arc<Mutex<State>>,
}

struct State {
    mailbox: &'static str,
    /// The one token that is good, by its serial number: an older one has expired.
    good: u32,
    handed_out: u32,
}

impl TokenServer {
    /// Every good token belongs to `mailbox`. Whoever wants one has to trust the certificate's authority.
    pub(crate) fn start(mailbox: &'static str, certificate: &Certificate) -> Self {
        let state = Arc::new(Mutex::new(State { mailbox, good: 0, handed_out: 0 }));
        let tls = Arc::new(tls_settings(certificate));
        let token_port = listen(&state, move |stream| {
            let connection = rustls::ServerConnection::new(Arc::clone(&tls));
            let connection = connection.expect("the settings were good enough to be made");
            Box::new(rustls::StreamOwned::new(connection, stream))
        });
        let introspection_port = listen(&state, |stream| Box::new(stream));
        Self { token_port, introspection_port, state }
    }

    /// Where a refresh token is exchanged for an access token.
    pub(crate) fn token_url(&self) -> String {
        format!("https://127.0.0.1:{}/token", self.token_port)
    }

    /// Where Dovecot asks; it appends the token.
    pub(crate) fn introspection_url(&self) -> String {
        format!("http://127.0.0.1:{}/introspect?token=", self.introspection_port)
    }

    /// From now on the token in use is refused, and only a new one is accepted.
    pub(crate) fn expire(&self) {
        self.state.lock().expect("no holder panics").good = 0;
    }

    /// How many access tokens were asked for.
    pub(crate) fn handed_out(&self) -> u32 {
        self.state.lock().expect("no holder panics").handed_out
    }

    /// An access token as a client would get it.
    pub(crate) fn hand_out(&self) -> String {
        self.state.lock().expect("no holder panics").hand_out()
    }
}

impl State {
    fn hand_out(&mut self) -> String {
        self.handed_out += 1;
        self.good = self.handed_out;
        format!("token-{}", self.good)
    }

    fn is_good(&self, token: &str) -> bool {
        self.good > 0 && token == format!("token-{}", self.good)
    }
}

/// A connection, sealed or not.
trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

/// Answers whoever calls, one after another, on a port of its own.
fn listen(
    state: &Arc<Mutex<State>>,
    open: impl Fn(TcpStream) -> Box<dyn Wire> + Send + 'static,
) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
    let port = listener.local_addr().expect("it was bound").port();
    let state = Arc::clone(state);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A caller who hangs up early is the caller's affair.
            let _ = answer(&mut *open(stream), &state);
        }
    });
    port
}

fn tls_settings(certificate: &Certificate) -> rustls::ServerConfig {
    let chain = CertificateDer::pem_file_iter(&certificate.certificate).expect("openssl wrote it");
    let chain = chain.collect::<Result<Vec<_>, _>>().expect("openssl wrote certificates");
    let key = PrivateKeyDer::from_pem_file(&certificate.key).expect("openssl wrote a key");
    rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring supports the default versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("they were made for each other")
}

fn answer(stream: &mut dyn Wire, state: &Mutex<State>) -> std::io::Result<()> {
    let (target, body) = read_request(stream)?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut state = state.lock().expect("no holder panics");
    let (status, answer) = match path {
        "/token"
            if fields(&body).get("refresh_token").is_some_and(|token| *token == REFRESH_TOKEN) =>
        {
            let token = state.hand_out();
            let answer = serde_json::json!({"access_token": token, "token_type": "Bearer", "expires_in": 3600});
            ("200 OK", answer)
        }
        "/token" => ("400 Bad Request", serde_json::json!({"error": "invalid_grant"})),
        _ if fields(query).get("token").is_some_and(|token| state.is_good(token)) => {
            ("200 OK", serde_json::json!({"active": true, "email": state.mailbox, "scope": "mail"}))
        }
        _ => ("401 Unauthorized", serde_json::json!({"active": false})),
    };
    let answer = answer.to_string();
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
        answer.len()
    )?;
    stream.flush()
}

/// The target of a request and its body.
fn read_request(stream: &mut dyn Wire) -> std::io::Result<(String, String)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap_or(0);
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok((target, String::from_utf8_lossy(&body).into_owned()))
}

/// `a=1&b=2`. Our tokens hold nothing that needs to be escaped.
fn fields(form: &str) -> HashMap<&str, &str> {
    form.split('&').filter_map(|field| field.split_once('=')).collect()
}
