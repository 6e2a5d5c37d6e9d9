//! From answers to the document: figures, the narrative, the consolidated workbook, the DOCX and its checks.

#[path = "../support/answering.rs"]
mod answering;
#[path = "../support/campaign_run.rs"]
mod campaign_run;
#[path = "../support/consolidated_sample.rs"]
mod consolidated_sample;
#[path = "../support/docx_sample.rs"]
mod docx_sample;
#[path = "../support/engine.rs"]
mod engine;
#[path = "../support/minikit.rs"]
mod minikit;
#[path = "../support/package.rs"]
mod package;

mod beside;
mod consolidated;
mod docx;
mod docx_editions;
mod english;
mod every_field;
mod figures;
mod finals;
mod formats;
mod in_common;
mod letters;
mod lint;
mod oddities;
mod own_words;
mod places;
mod refresh;
mod report_tables;
mod review;
mod selection;
mod settling;
mod trace;
mod typed;
mod unanswered;
