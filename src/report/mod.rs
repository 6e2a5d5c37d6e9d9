//! From figures to the official document.

pub mod coverage;
pub mod frame;
pub mod letter;
pub mod narrate;
pub mod review;

pub use narrate::{Narrated, narrate};
