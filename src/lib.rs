//! From blank intake forms to an official report ready to sign.
//!
//! The data flows one way; every module is a stage or a language that stages share:
//!
//! ```text
//! kit + campaign ─ workbook::emit ─▶ files ┄ people ┄▶ files ─ workbook::read ─▶ RawWorkbook
//! RawWorkbook ─ check::understand ─▶ Reading + Findings ─ ledger ─▶ readings in force
//! readings ─ rollup ─▶ Figures ─ report::narrate ─▶ Document ─ report::docx ─▶ bytes
//!                        └──── workbook::consolidated ─▶ bytes
//! ```
//!
//! `words`, `value`, `kit`, `rule`, `check`, `rollup`, `report` are pure: data in, data out, no files, no
//! clock, no printing. `campaign::folder`, `workbook::read::worker`, `ledger` and `cli` touch the world.

pub mod campaign;
pub mod check;
pub mod cli;
pub mod flow;
pub mod kit;
pub mod ledger;
pub mod report;
pub mod rollup;
pub mod rule;
pub mod value;
pub mod words;
pub mod workbook;
