//! What real office programs make of our files: run with `cargo test --test office`.

#[path = "../support/campaign_run.rs"]
mod campaign_run;
#[path = "../support/computed_form.rs"]
mod computed_form;
#[path = "../support/consolidated_sample.rs"]
mod consolidated_sample;
#[path = "../support/docx_sample.rs"]
mod docx_sample;
#[path = "../support/emit_kit.rs"]
mod emit_kit;
#[path = "../support/filled.rs"]
mod filled;
#[path = "../support/libreoffice.rs"]
mod libreoffice;
#[path = "../support/package.rs"]
mod package;
#[path = "../support/returned.rs"]
mod returned;
#[path = "../support/rule_notation.rs"]
mod rule_notation;
#[path = "../support/xlsx_variants/mod.rs"]
mod xlsx_variants;

mod office_computed;
mod office_consolidated;
mod office_docx;
mod office_emit;
mod office_feedback;
mod office_leader;
mod office_print;
mod office_reader;
mod office_refresh;
mod office_rules;
