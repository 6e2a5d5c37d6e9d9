//! From blank intake forms to an official report ready to sign.
//!
//! `cli` calls `app`; `app` joins the stages; every stage knows `model` rather than its neighbour:
//!
//! ```text
//! kit + campaign ─ workbook::intake ─▶ files ┄ people ┄▶ files ─ read ─▶ RawWorkbook
//! RawWorkbook ─ check ─▶ Reading + Findings ─ store::ledger ─▶ returns in force
//! returns in force ─ rollup ─▶ Figures ─ report ─▶ Document ─ docx ─▶ bytes
//!                               └──── workbook::consolidated ─▶ bytes
//! ```
//!
//! `words`, `value`, `kit`, `rule`, `check`, `rollup`, `report` are pure: data in, data out, no files, no
//! clock, no printing. `store`, `read` and `cli` touch the world.

pub mod app;
pub mod campaign;
pub mod check;
pub mod cli;
pub mod decree;
pub mod docx;
pub mod kit;
pub mod layout;
pub mod lint;
pub mod model;
pub mod read;
pub mod report;
pub mod rollup;
pub mod rule;
pub mod source;
pub mod store;
pub mod value;
pub mod view;
pub mod words;
pub mod workbook;
