#![no_main]

#[path = "../../crates/channels/tests/fuzz/html.rs"]
mod html;
#[path = "../../crates/channels/tests/fuzz/quote.rs"]
mod quote;

libfuzzer_sys::fuzz_target!(|data: &[u8]| quote::check(data));
