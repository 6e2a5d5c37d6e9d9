//! The report as a tree, before it is any file format (văn bản).
//!
//! A figure stays a node with its id until the writer, so that it can be explained, commented and refreshed.

use crate::kit::Align;

/// A whole official document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Everything above and below the body.
    pub frame: Frame,
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// What a draft lacks, one line each; printed in a box at the head of a draft. Empty in a final.
    pub missing: Vec<String>,
    /// Which edition it is.
    pub edition: Edition,
}

/// Editions of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Marked DỰ THẢO, says what is missing.
    Draft,
    /// Clean.
    Final,
}

/// Letterhead, addressees, recipients, signature: the components of Decree 30/2020, Appendix I, II.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Cơ quan chủ quản trực tiếp, in capitals; `None` when settings leave it out.
    pub parent: Option<String>,
    /// Cơ quan ban hành, in capitals.
    pub issuer: String,
    /// Number, blank for the clerk when `None`.
    pub number: Option<u32>,
    /// `BC-UBND`.
    pub symbol: String,
    /// Địa danh.
    pub place: String,
    /// Day (blank for the clerk when `None`), month, year.
    pub date: (Option<i8>, i8, i16),
    /// "BÁO CÁO".
    pub kind: String,
    /// Trích yếu.
    pub subject: Vec<Inline>,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận without "Như trên" and "Lưu" (the writer adds them), without dash and end mark.
    pub recipients: Vec<String>,
    /// After "- Lưu: VT, ": e.g. `VHTT`.
    pub drafter: String,
    /// Lines above the name: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub signature: Vec<String>,
    /// Name of who signs.
    pub signer: String,
    /// "Số liệu minh họa" in the footer, when the campaign is a specimen.
    pub footer_mark: Option<String>,
    /// Document properties: title, creator (the issuer), keywords.
    pub title: String,
    /// RFC 3339 instant for the created/modified properties; the one clock.
    pub written_at: String,
}

/// A block of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A numbered heading; `number` is as printed ("I.", "1.", "4.1.", "a)").
    Heading {
        /// 1 (I.), 2 (1.), 3 (1.1.), 4 (a)).
        level: u8,
        /// As printed.
        number: String,
        /// The title.
        content: Vec<Inline>,
        /// Line of the narrative template it comes from.
        line: u32,
    },
    /// A justified paragraph.
    Paragraph {
        /// Text.
        content: Vec<Inline>,
        /// Template line.
        line: u32,
    },
    /// A paragraph that opens with "- " (level 1) or "+ " (level 2).
    Item {
        /// 1 or 2.
        level: u8,
        /// Text without the mark.
        content: Vec<Inline>,
        /// Template line.
        line: u32,
    },
    /// A table with caption.
    Table(Table),
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Bold text.
    Strong(String),
    /// Italic text.
    Emphasis(String),
    /// A figure, as written.
    Figure {
        /// Id.
        id: String,
        /// As written in the report.
        shown: String,
        /// The filter that wrote it.
        filter: String,
    },
    /// A visible gap: a setting or figure that is missing; only in drafts.
    Gap(String),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Caption, without number.
    pub caption: Vec<Inline>,
    /// Headings with relative widths and alignment.
    pub columns: Vec<(String, u32, Align)>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Template line.
    pub line: u32,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Group row: bold.
    pub group: bool,
    /// Bold.
    pub strong: bool,
    /// Cells, as many as columns.
    pub cells: Vec<Vec<Inline>>,
}
