//! From figures to the official document: body and appendices by the narrative, letterhead and signature, what is
//! lacking, comments of a review; and letters to units.
//!
//! Out: a document as a tree, which `docx` writes. Knows nothing of file formats or the ledger.

pub(crate) mod brief;
pub mod chat;
pub mod coverage;
pub mod frame;
pub mod letter;
pub mod letterhead;
pub mod narrate;
pub mod review;

pub use narrate::{Narrated, narrate};
