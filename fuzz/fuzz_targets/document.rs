#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::docx::edited;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = edited::scan(text);
    }
    if let Ok(mut package) = edited::Package::open(data) {
        let _ = package.text(edited::BODY);
    }
});
