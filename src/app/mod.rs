//! The interface of the program, for the command line and for a page: what can be done with a campaign.
//!
//! Here the pure stages meet the folder, the ledger and the reader. A [`Workspace`] is opened to look, as a
//! [`Snapshot`], or to work, as a [`Session`]; each operation is a plain function over one of them, and a long one takes
//! a [`Task`]. What it did comes back as facts, all of them `Send`; who shows them makes the words. Nothing here knows
//! arguments, screens or HTTP, and nothing asks the system for the time or for the running program: [`Env`] says.

pub mod actor;
mod aligned;
mod alike_names;
mod aside;
pub mod assign;
pub mod book;
pub mod brief;
pub mod call_list;
pub mod close;
pub mod combine;
pub mod consolidate;
pub mod correct;
pub mod decide;
pub mod decision_told;
pub mod decisions;
pub mod diff;
pub mod edition;
mod edition_file;
pub mod editions;
pub mod emit;
pub mod enter;
pub mod enter_form;
pub mod enter_table;
pub mod env;
pub mod erratum;
pub mod explain_text;
pub mod export;
pub mod extend;
pub mod feedback;
pub mod figure;
pub mod findings;
pub mod hand_over;
pub mod handed_over;
pub mod ingest;
pub mod init;
pub mod issue;
mod issued;
mod kept_number;
pub mod kit_check;
pub mod kit_folder;
mod kit_tables;
mod kit_workbooks;
pub mod lacking;
pub mod letter;
pub mod lint;
mod look;
pub mod obstacle;
mod open;
mod parted;
mod passage;
pub mod pdf;
mod plain;
mod reason;
pub mod rebuild;
pub mod refresh;
pub mod report;
pub mod run;
mod session;
pub mod signed;
mod signed_copies;
mod snapshot;
pub mod status;
mod stop;
pub mod take_over;
mod task;
mod typed;
mod typed_sheet;
pub mod undo;
mod unit_name;
pub mod use_return;
pub mod waiting;
pub mod waive;
mod workspace;

pub use env::Env;
pub use look::{Look, Looking};
pub use session::{Output, Session};
pub use snapshot::Snapshot;
pub use stop::Stop;
pub use task::{Cancel, Progress, Step, Task};
pub use typed::typed_path;
pub use workspace::Workspace;
