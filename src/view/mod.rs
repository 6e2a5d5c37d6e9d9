//! Results said in a language: JSON for programs, findings by cause for people, names that are nearest to what was typed.
//!
//! Knows nothing of terminals, HTTP or files.

pub mod causes;
pub mod json;
pub mod near;
