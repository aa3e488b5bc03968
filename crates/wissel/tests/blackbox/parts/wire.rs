//! A wire between our server and another one that can be cut, fall silent, be mended and lead elsewhere.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A port that leads to somewhere else. Its threads live as long as the test's process.
pub(crate) struct Wire {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
}

struct State {
    to: SocketAddr,
    cut: bool,
    silent: bool,
    /// Connections so far; those below `mute` carry nothing any more.
    count: u64,
    mute: u64,
    open: Vec<TcpStream>,
}

impl Wire {
    /// A wire to this address.
    pub(crate) fn to(address: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let port = listener.local_addr().expect("it was bound").port();
        let state =
            State { to: address, cut: false, silent: false, count: 0, mute: 0, open: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let mut state = shared.lock().expect("no holder panics");
                // Whoever calls while the wire is cut is hung up on.
                if state.cut {
                    continue;
                }
                if let Ok(far) = TcpStream::connect(state.to) {
                    state.open.extend([near.try_clone(), far.try_clone()].into_iter().flatten());
                    let number = state.count;
                    state.count += 1;
                    if state.silent {
                        state.mute = state.count;
                    }
                    connect(near, far, number, &shared);
                }
            }
        });
        Self { port, state }
    }

    /// Ends every connection in the middle of whatever it carries, and lets no new one through.
    pub(crate) fn cut(&self) {
        let mut state = self.state.lock().expect("no holder panics");
        state.cut = true;
        for stream in state.open.drain(..) {
            // It may have ended by itself.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Carries nothing any more, and tells nobody: what is sent is lost, and no connection ends. Those that are open
    /// now stay so for ever, as when a firewall forgot them.
    pub(crate) fn fall_silent(&self) {
        let mut state = self.state.lock().expect("no holder panics");
        state.silent = true;
        state.mute = state.count;
    }

    /// Leads elsewhere from now on. Connections that are open end.
    pub(crate) fn lead_to(&self, address: SocketAddr) {
        self.cut();
        self.state.lock().expect("no holder panics").to = address;
        self.mend();
    }

    /// New connections get through again.
    pub(crate) fn mend(&self) {
        let mut state = self.state.lock().expect("no holder panics");
        (state.cut, state.silent) = (false, false);
    }
}

fn connect(near: TcpStream, far: TcpStream, number: u64, state: &Arc<Mutex<State>>) {
    let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) else { return };
    let states = [Arc::clone(state), Arc::clone(state)];
    let [one, other] = states;
    thread::spawn(move || carry(near, far, number, &one));
    thread::spawn(move || carry(far_too, near_too, number, &other));
}

fn carry(mut from: TcpStream, mut to: TcpStream, number: u64, state: &Mutex<State>) {
    let mut buffer = [0; 16 * 1024];
    let is_mute = || state.lock().is_ok_and(|state| number < state.mute);
    loop {
        let carried: io::Result<usize> = from.read(&mut buffer).and_then(|length| {
            if !is_mute() {
                to.write_all(&buffer[..length])?;
            }
            Ok(length)
        });
        if matches!(carried, Ok(0) | Err(_)) {
            // Who is cut off without a word is not told of the end either.
            if !is_mute() {
                let _ = to.shutdown(Shutdown::Both);
            }
            return;
        }
    }
}
