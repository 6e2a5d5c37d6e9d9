#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use tonghop::kit;
use tonghop::report::narrate::narrate;
use tonghop::rollup::{RollupInput, conditions, figures};

// The narrative of the kit that the program carries is what is handed in; one that is sound is told without an answer.
fuzz_target!(|data: &[u8]| {
    let mut files = kit::embedded(kit::embedded_ids()[0]).expect("it is carried");
    files.insert("report.md".to_owned(), data.to_vec());
    let Ok(kit) = kit::load(&files) else {
        return;
    };
    let input = RollupInput {
        kit: &kit,
        facts: &[],
        chosen: &[],
        previous: &BTreeMap::new(),
    };
    let figures = figures(input, []);
    let conditions = conditions(&kit, &figures);
    let _ = narrate(&kit, &figures, conditions);
});
