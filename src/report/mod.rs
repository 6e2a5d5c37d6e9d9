//! From figures to the official document.

pub mod control;
pub mod decree;
pub mod document;
pub mod docx;
pub mod edited;
pub mod lint;
pub mod narrate;
pub mod signature;

pub use document::*;
pub use narrate::{Narrated, narrate};
