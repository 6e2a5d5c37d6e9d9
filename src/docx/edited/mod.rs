//! A document of Word that somebody edited: read within limits, changed in single places, all else left as it is.

mod comments;
mod looks;
mod mended;
mod package;
mod scan;
mod splice;
mod styles;
mod text;

pub use comments::{Note, Ours, comments_of_people, ours, with_comments, without_comments};
pub use looks::{ParagraphLook, RunLook, Section};
pub use package::{BODY, MOST_BYTES, NotRead, Package};
pub use scan::scan;
pub use splice::Splices;
pub use styles::Styles;
pub use text::{Bookmark, CommentMark, Control, Paragraph, Piece, Text};
