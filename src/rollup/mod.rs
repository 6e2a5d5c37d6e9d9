//! From readings in force to figures, each with its contributions and coverage.
//!
//! Pure. A figure never exists without saying how many units it stands on and which cells it comes from.

pub mod figure;

pub use figure::*;
