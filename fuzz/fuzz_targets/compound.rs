#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::read::trial;

fuzz_target!(|data: &[u8]| trial::compound(data));
