#![no_main]

#[path = "../../tests/support/tried.rs"]
mod tried;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| tried::whole_kit(data));
