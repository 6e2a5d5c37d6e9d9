//! What a report is: forms, rules, computed figures, narrative.
//!
//! [`model`] is a kit as meant; [`load`] turns a folder's files into it or says everything that is wrong, with
//! file, line, column and a caret. Nothing about any one report is here: kits are data.

pub mod example;
mod figures;
mod form;
mod ids;
mod kinds;
mod load;
mod mistake;
pub mod model;
mod names;
mod narrative;
mod page;
mod rules;
mod sections;
pub mod source;
mod tables;
pub(crate) mod tidy;
mod trial;
mod written;

pub(crate) use ids::{distance, nearest};
pub use kinds::{default_rollup, rollup_fits};
pub use load::load;
pub use mistake::Mistake;
pub use model::*;
pub use source::{embedded, embedded_ids, read_folder};

use std::collections::BTreeMap;

/// A kit's files as read: name → bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The file that names the others.
pub const KIT_FILE: &str = "kit.toml";

/// The filters that a figure may pass through in the narrative and in table cells.
///
/// `so` 7.315 · `so2` 06 · `le` 98,5 · `tram` 98,5% · `tram0` 99% · `ti_so` 13/14 · `ngay` 28/10/2020 ·
/// `thang` tháng 7 năm 2019 · `tron` 7.315 (rounded).
pub const FILTERS: &[&str] = &[
    "so", "so2", "le", "tram", "tram0", "ti_so", "ngay", "thang", "tron",
];
