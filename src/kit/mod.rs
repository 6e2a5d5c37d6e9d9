//! What a report is: forms, rules, computed figures, narrative.
//!
//! [`load`] turns a folder's files into it or says everything that is wrong, with
//! file, line, column and a caret. Nothing about any one report is here: kits are data.

pub mod builtin;
mod column;
mod computed;
mod depth;
mod each;
mod each_row;
pub mod example;
mod figures;
mod form;
mod formats;
mod formula_scope;
mod ids;
mod kinds;
mod load;
mod markdown;
mod names;
mod narrative;
mod placed;
pub mod places;
pub mod respondents;
mod row_rules;
mod rules;
mod scope;
mod sections;
mod sets;
mod tables;
mod trial;
mod unit_rules;

pub(crate) use builtin::is_kit_file;
pub use builtin::{embedded, embedded_ids};
pub use load::load;

/// The file that names the others.
pub const KIT_FILE: &str = "kit.toml";
