//! Results said in a language: JSON for programs, findings by cause for people, names that are nearest to what was typed.
//!
//! For the command line and for a page alike, and itself neither. Knows nothing of terminals, HTTP or files.

pub mod causes;
pub mod compared;
pub mod decided;
pub mod editions;
pub mod json;
pub mod judged;
pub mod near;
