//! What a report is: forms, rules, computed figures, narrative.
//!
//! [`model`] is a kit as meant; [`load`] turns a folder's files into it or says everything that is wrong, with
//! file, line, column and a caret. Nothing about any one report is here: kits are data.

pub mod model;

pub use model::*;
