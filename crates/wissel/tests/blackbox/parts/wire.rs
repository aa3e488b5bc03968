//! A wire between our server and another one that can be cut and mended.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A port that leads to somewhere else. Its threads live as long as the test's process.
pub(crate) struct Wire {
    pub(crate) port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    cut: bool,
    open: Vec<TcpStream>,
}

impl Wire {
    /// A wire to this address.
    pub(crate) fn to(address: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let port = listener.local_addr().expect("it was bound").port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let mut state = shared.lock().expect("no holder panics");
                // Whoever calls while the wire is cut is hung up on.
                if !state.cut
                    && let Ok(far) = TcpStream::connect(address)
                {
                    state.open.extend([near.try_clone(), far.try_clone()].into_iter().flatten());
                    connect(near, far);
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

    /// New connections get through again.
    pub(crate) fn mend(&self) {
        self.state.lock().expect("no holder panics").cut = false;
    }
}

fn connect(near: TcpStream, far: TcpStream) {
    let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) else { return };
    thread::spawn(move || carry(near, far));
    thread::spawn(move || carry(far_too, near_too));
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut buffer = [0; 16 * 1024];
    loop {
        let carried: io::Result<usize> = from.read(&mut buffer).and_then(|length| {
            to.write_all(&buffer[..length])?;
            Ok(length)
        });
        if matches!(carried, Ok(0) | Err(_)) {
            let _ = to.shutdown(Shutdown::Both);
            return;
        }
    }
}
