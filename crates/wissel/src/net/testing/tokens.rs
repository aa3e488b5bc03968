//! A token endpoint that also tells Dovecot which tokens are good.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

pub(crate) const REFRESH_TOKEN: &str = "refresh-1";

#[derive(Default)]
struct State {
    /// Tokens are numbered; only this one is good.
    good: usize,
    given: usize,
}

pub(crate) struct TokenServer {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl TokenServer {
    pub(crate) fn start(user: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A caller who hangs up early is the caller's affair.
                let _ = answer(&stream, user, &shared);
            }
        });
        Self { port, state }
    }

    pub(crate) fn token_url(&self) -> String {
        format!("http://127.0.0.1:{}/token", self.port)
    }

    pub(crate) fn introspection_url(&self) -> String {
        format!("http://127.0.0.1:{}/introspect?token=", self.port)
    }

    /// The token in use is refused from now on.
    pub(crate) fn expire(&self) {
        self.state.lock().unwrap().good = 0;
    }

    /// How many tokens were given.
    pub(crate) fn given(&self) -> usize {
        self.state.lock().unwrap().given
    }
}

fn answer(mut stream: &TcpStream, user: &str, state: &Mutex<State>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut request, mut length) = (String::new(), 0);
    reader.read_line(&mut request)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().unwrap()
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let mut state = state.lock().unwrap();
    let (status, answer) = if request.contains("/introspect") {
        let good = request.contains(&format!("token=token{}&", state.good));
        (if good { 200 } else { 401 }, serde_json::json!({"active": good, "email": user}))
    } else if body.contains(&format!("refresh_token={REFRESH_TOKEN}"))
        && body.contains("client_secret=hush")
    {
        state.given += 1;
        state.good = state.given;
        (
            200,
            serde_json::json!({"access_token": format!("token{}", state.good), "expires_in": 3600}),
        )
    } else {
        (
            400,
            serde_json::json!({"error": "invalid_grant", "error_description": "The grant was revoked."}),
        )
    };
    let answer = answer.to_string();
    let length = answer.len();
    write!(
        stream,
        "HTTP/1.1 {status} x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}"
    )
}
