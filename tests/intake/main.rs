//! Forms go out, returns come in: what is written, what is read, what is understood and what is asked.

#[path = "../support/campaign_run.rs"]
mod campaign_run;
#[path = "../support/computed_form.rs"]
mod computed_form;
#[path = "../support/emit_kit.rs"]
mod emit_kit;
#[path = "../support/engine.rs"]
mod engine;
#[path = "../support/filled.rs"]
mod filled;
#[path = "../support/package.rs"]
mod package;
#[path = "../support/returned.rs"]
mod returned;
#[path = "../support/sample.rs"]
mod sample;
#[path = "../support/tried.rs"]
mod tried;
#[path = "../support/typed_workbook.rs"]
mod typed_workbook;
#[path = "../support/xlsx_variants/mod.rs"]
mod xlsx_variants;

mod bad_input;
mod check;
mod combined;
mod computed;
mod divided;
mod emit;
mod excel;
mod formats;
mod headings;
mod list_rows;
mod long_list;
mod misread;
mod much;
mod mutated;
mod paper_code;
mod parcels;
mod parts;
mod quick_reader;
mod reader;
mod retyped;
mod rivals;
mod rounding;
mod sample_data;
mod sample_returns;
mod seen;
mod tables;
mod tables_typed;
mod twins;
mod values;
mod versions;
