#![no_main]

#[path = "../../crates/channels/tests/fuzz/html.rs"]
mod html;

libfuzzer_sys::fuzz_target!(|data: &[u8]| html::check(data));
