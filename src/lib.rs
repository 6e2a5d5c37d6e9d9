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
//! | to find or to add | room |
//! |---|---|
//! | a command: its arguments, what it prints | `cli` |
//! | a page in the browser: what it shows, its buttons | `desk` |
//! | what a command or a button does with a campaign | `app` |
//! | results as JSON for programs, as lists for people | `view` |
//! | a file format that returns come in (xlsx, xls, ods, csv, mail, zip) | `read` |
//! | a check of a return, of duplicates, of returns held beside each other | `check` |
//! | totals and other figures, rules that join figures | `rollup` |
//! | an Excel file that we make; where its cells are | `workbook`; `layout` |
//! | the body, appendices and signature of the report; letters | `report`; their DOCX `docx`; the decree `decree` |
//! | a check of a finished DOCX | `lint` |
//! | what a kit may say, and what settings and roster may say | `kit`, `campaign`; TOML with places `source` |
//! | ledger, lock, archive, folders and file names, clock | `store` |
//! | kinds of values, how a number or a day is read and written | `value` |
//! | Excel formulas; sentences; types that all rooms share | `rule`; `words`; `model` |
//!
//! A check of one report (a figure above the population) is a rule of its kit, not code.
//!
//! `words`, `value`, `kit`, `rule`, `check`, `rollup`, `report` are pure: data in, data out, no files, no
//! clock, no printing. `store`, `read`, `cli` and `desk` touch the world.

pub mod app;
pub mod campaign;
pub mod check;
pub mod cli;
pub mod decree;
pub mod desk;
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
