//! From figures to the official document.

pub mod document;

pub use document::*;
