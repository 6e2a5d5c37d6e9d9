//! The kits that the program carries, and which files a kit is made of.

use crate::source::Files;
use std::path::Path;

/// A kit that the program carries: its id, and its files by name.
type Embedded = (&'static str, &'static [(&'static str, &'static [u8])]);

const EMBEDDED: &[Embedded] = &[(
    "cntt-huyen-2020",
    &[
        (
            "commune.toml",
            include_bytes!("../../templates/cntt-huyen-2020/commune.toml"),
        ),
        (
            "district.toml",
            include_bytes!("../../templates/cntt-huyen-2020/district.toml"),
        ),
        (
            "kit.toml",
            include_bytes!("../../templates/cntt-huyen-2020/kit.toml"),
        ),
        (
            "report.md",
            include_bytes!("../../templates/cntt-huyen-2020/report.md"),
        ),
    ],
)];

/// The ids of the kits that the program carries.
pub fn embedded_ids() -> Vec<&'static str> {
    EMBEDDED.iter().map(|(id, _)| *id).collect()
}

/// The files of a kit that the program carries.
pub fn embedded(id: &str) -> Option<Files> {
    let (_, files) = EMBEDDED.iter().find(|(known, _)| *known == id)?;
    Some(
        files
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
            .collect(),
    )
}

/// Whether a file of this name belongs to a kit: TOML, or a narrative. What editors leave behind does not.
pub(crate) fn is_kit_file(name: &str) -> bool {
    (is_narrative(name) || has_ending(name, "toml")) && !name.starts_with(['.', '~'])
}

/// Whether a file holds a narrative; the others are TOML.
pub(crate) fn is_narrative(name: &str) -> bool {
    has_ending(name, "md")
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}
