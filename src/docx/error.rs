//! Why a document could not be written.

use super::table;
use crate::msg;
use crate::words::{Message, system};

/// Why a document could not be written. All but the width of a table are faults of the program.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The XML of a part could not be finished.
    #[error("cannot finish {part}")]
    Xml {
        /// Path in the archive.
        part: String,
        /// What the XML library says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A table has more columns than Word can open.
    #[error("a table of {columns} columns")]
    TooManyColumns {
        /// Its caption.
        caption: String,
        /// How many it has.
        columns: usize,
    },
    /// The archive could not be packed.
    #[error("cannot pack {part}")]
    Pack {
        /// Path in the archive.
        part: String,
        /// What the archive library says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl DocxError {
    /// The same for the person at the screen.
    pub fn message(&self) -> Message {
        match self {
            Self::Xml { part, source } | Self::Pack { part, source } => {
                msg!(
                    "docx.cannot-write",
                    part = part,
                    cause = system::fault(source)
                )
            }
            Self::TooManyColumns { caption, columns } => msg!(
                "docx.too-many-columns",
                caption = caption,
                columns = columns,
                most = table::MOST_COLUMNS
            ),
        }
    }
}
