#![no_main]

#[path = "../../crates/channels/tests/fuzz/html.rs"]
mod html;
#[path = "../../crates/channels/tests/fuzz/message.rs"]
mod message;

libfuzzer_sys::fuzz_target!(|data: &[u8]| message::check(data));
