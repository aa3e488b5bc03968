#![no_main]

#[path = "../../crates/channels/tests/fuzz/session.rs"]
mod session;

libfuzzer_sys::fuzz_target!(|data: &[u8]| session::check(data));
