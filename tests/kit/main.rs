//! What is written as text: kits, rules, the list of sentences, the READMEs.

#[path = "../support/rule_notation.rs"]
mod rule_notation;
#[path = "../support/sources.rs"]
mod sources;

mod computed;
mod fence;
mod kit_check;
mod kit_workbooks;
mod kits_load;
mod readme;
mod rules;
mod words;
