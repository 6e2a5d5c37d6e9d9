//! The sample campaign of the repository: its kit, and what its units answered.

use std::collections::BTreeMap;
use std::path::Path;
use tonghop::app::kit_folder;
use tonghop::kit;
use tonghop::model::kit::Kit;

/// Cells as typed, by name.
pub(crate) type Typed = BTreeMap<String, String>;

/// Its kit.
pub(crate) fn sample_kit() -> Kit {
    let files = kit_folder::read(Path::new("templates/cntt-huyen-2020")).expect("the kit's files");
    kit::load(&files).expect("a sound kit")
}

/// What each unit typed, by its code, with the form it fills.
pub(crate) fn returns() -> Vec<(String, &'static str, Typed)> {
    let mut all = Vec::new();
    let communes = include_str!("../../samples/dong-son-2020.data/communes.tsv");
    let mut lines = communes.lines();
    let heads: Vec<&str> = lines.next().expect("headings").split('\t').collect();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let typed = heads.iter().zip(&cells).skip(3);
        let typed = typed.map(|(id, text)| ((*id).to_owned(), text.replace("\\n", "\n")));
        all.push((cells[0].to_owned(), "xa", typed.collect()));
    }
    let district = include_str!("../../samples/dong-son-2020.data/district.tsv");
    let cells = district.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells[1].to_owned(), cells[2].replace("\\n", "\n"))
    });
    all.push(("405".to_owned(), "huyen", cells.collect()));
    all
}
