//! A campaign from its folder to its report: settings, archive, ledger, decisions, and what interrupts them.

#[path = "../support/campaign_run.rs"]
mod campaign_run;
#[path = "../support/campaign_sample.rs"]
mod campaign_sample;
#[path = "../support/engine.rs"]
mod engine;
#[path = "../support/package.rs"]
mod package;
#[path = "../support/sample.rs"]
mod sample;
#[path = "../support/yearly.rs"]
mod yearly;

mod app;
mod boilerplate;
mod book;
mod brief;
mod called;
mod campaign_folder;
mod campaign_opened;
mod campaign_tables;
mod closed;
mod combined;
mod corrected_kit;
mod decision_sheet;
mod departed;
mod differing;
mod due;
mod entered;
mod entered_table;
mod excel;
mod exported;
mod feedback;
mod filled_for;
mod folder_troubles;
mod handed_over;
mod hostile;
mod inbox;
mod issued_report;
mod killed;
mod last_period;
mod ledger;
mod mishaps;
mod names;
mod played;
mod rebuilt;
mod reissued;
mod sample_cycle;
mod selection_kept;
mod signed;
mod standing;
mod undone;
mod waiting;
mod waived;
mod whole_way;
#[cfg(windows)]
mod windows_machine;
