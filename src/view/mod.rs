//! Results said in a language: JSON for programs, findings by cause for people.

pub mod causes;
pub mod json;
