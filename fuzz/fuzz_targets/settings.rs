#![no_main]

#[path = "../../crates/channels/tests/fuzz/settings.rs"]
mod settings;

libfuzzer_sys::fuzz_target!(|data: &[u8]| settings::check(data));
