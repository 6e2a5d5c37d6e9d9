//! The report as a tree, before it is any file format (văn bản).
//!
//! A figure stays a node with its id until the writer, so that it can be explained, commented and refreshed.

use crate::model::area::Area;
use crate::model::id::{FigureId, UnitCode};
use crate::model::kit::Align;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole official document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Everything above and below the body.
    pub frame: Frame,
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// Tables in appendices, in the order in which the body refers to them.
    pub appendices: Vec<Table>,
    /// What a draft lacks, one line each; printed in a box at the head of a draft. Empty in a final.
    pub missing: Vec<String>,
    /// Which edition it is.
    pub edition: Edition,
    /// What stands beside the text while people still work on it.
    pub annotations: Annotations,
    /// Kept in the document's properties, so that an edited copy is known again.
    pub key: String,
}

impl Document {
    /// A clean one, without appendices and without places that are found again.
    pub fn clean(frame: Frame, blocks: Vec<Block>) -> Self {
        Self {
            frame,
            blocks,
            appendices: Vec::new(),
            missing: Vec::new(),
            edition: Edition::Final,
            annotations: Annotations::default(),
            key: String::new(),
        }
    }
}

/// What stands beside the text. A final has names of figures alone, which nobody sees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotations {
    /// What a person calls each figure, by its id. A figure named here can be found again and refreshed.
    pub labels: BTreeMap<FigureId, String>,
    /// What the reader of a review should know about a figure, by its id.
    pub figures: BTreeMap<FigureId, String>,
    /// Why a passage reads as it does, by its line in the narrative.
    pub passages: BTreeMap<u32, String>,
    /// Where the figures come from: an annex of its own, on landscape pages.
    pub sources: Option<Table>,
}

/// Editions of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Marked DỰ THẢO, says what is missing.
    Draft,
    /// A draft with a comment at every figure that should be looked at, and an annex of sources.
    Review,
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
    /// The office as it is named in a sentence.
    pub short: String,
    /// Number, blank for the clerk when `None`.
    pub number: Option<u32>,
    /// `BC-UBND`.
    pub symbol: String,
    /// Địa danh.
    pub place: String,
    /// Day (blank for the clerk when `None`), month, year.
    pub date: (Option<i8>, i8, i16),
    /// "BÁO CÁO"; empty for a công văn, whose subject stands below its number.
    pub kind: String,
    /// Trích yếu.
    pub subject: Vec<Inline>,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận without "Như trên" and "Lưu" (the writer adds them), without dash and end mark.
    pub recipients: Vec<String>,
    /// Căn cứ before the body, without end marks.
    pub bases: Vec<String>,
    /// Below the recipients: "PL.(30)".
    pub drafters_mark: Option<String>,
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

impl Block {
    /// A paragraph of plain text that comes from no template.
    pub fn paragraph(text: String) -> Self {
        Self::Paragraph {
            content: vec![Inline::Text(text)],
            line: 0,
        }
    }

    /// The same as an item with a dash.
    pub fn item(text: String) -> Self {
        Self::Item {
            level: 1,
            content: vec![Inline::Text(text)],
            line: 0,
        }
    }
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
        /// Which value stands here, and how it is written.
        slot: Slot,
        /// As written in the report.
        shown: String,
    },
    /// A visible gap; only in drafts.
    Gap {
        /// The figure that is missing; `None` for what is no figure.
        figure: Option<FigureId>,
        /// What is missing, as the draft shows it.
        what: String,
    },
}

impl Inline {
    /// What is read.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Emphasis(text) => text.clone(),
            Self::Figure { shown, .. } => shown.clone(),
            Self::Gap { what, .. } => gap_shown(what),
        }
    }
}

/// What of a content is read.
pub fn plain(content: &[Inline]) -> String {
    content.iter().map(Inline::shown).collect()
}

/// How a draft shows what is missing.
pub fn gap_shown(what: &str) -> String {
    if what.starts_with('[') {
        what.to_owned()
    } else {
        format!("[{what}]")
    }
}

/// A place of the text that holds a figure: the same slot always shows the same words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    /// Id of the figure.
    pub id: FigureId,
    /// Which of its values.
    pub part: Part,
    /// The filter that writes it; "" writes it as its kind is written.
    pub filter: String,
    /// Line of the narrative template.
    pub line: u32,
}

impl Slot {
    /// A slot for the whole of a figure, at no line yet.
    pub fn whole(id: FigureId, filter: &str) -> Self {
        Self {
            id,
            part: Part::Whole,
            filter: filter.to_owned(),
            line: 0,
        }
    }
}

impl Slot {
    /// Whether it shows what one unit or a part of them says.
    pub fn is_of_row(&self) -> bool {
        matches!(self.part, Part::Unit(_) | Part::Area(_))
    }
}

/// Which value of a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// The one value, or all of them.
    Whole,
    /// One of several, from 0.
    Nth(usize),
    /// A cell of one of its rows: row from 0, id of the column.
    Cell(usize, String),
    /// What one unit says, by its code.
    Unit(UnitCode),
    /// What a part of the units says.
    Area(Area),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Caption, without number.
    pub caption: Vec<Inline>,
    /// Unit of measure, above it at the right; may be empty.
    pub unit: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Notes below it.
    pub notes: Vec<String>,
    /// It stands in an appendix; `Some(true)` on pages laid on their side.
    pub appendix: Option<bool>,
    /// Template line.
    pub line: u32,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Heading.
    pub label: String,
    /// Heading over it and its neighbours of the same group; may be empty.
    pub group: String,
    /// Relative width.
    pub width: u32,
    /// How its cells stand.
    pub align: Align,
}

impl Column {
    /// A column that belongs to no group.
    pub fn new(label: &str, width: u32, align: Align) -> Self {
        Self {
            label: label.to_owned(),
            group: String::new(),
            width,
            align,
        }
    }
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

/// Every piece of text of the body, tables included.
pub fn visit<'a>(blocks: &'a [Block], each: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. }
            | Block::Paragraph { content, .. }
            | Block::Item { content, .. } => content.iter().for_each(&mut *each),
            Block::Table(table) => visit_table(table, each),
        }
    }
}

/// Every piece of text of a table.
pub fn visit_table<'a>(table: &'a Table, each: &mut dyn FnMut(&'a Inline)) {
    table.caption.iter().for_each(&mut *each);
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    cells.for_each(&mut *each);
}

/// The slots of pieces of text that stand for themselves; what rows of units and of their parts say in a table is known by
/// its row.
pub fn slots_of<'a>(blocks: &'a [Block], appendices: &'a [Table]) -> Vec<(&'a Slot, &'a str)> {
    let mut slots = Vec::new();
    let mut take = |inline: &'a Inline, in_table: bool| {
        if let Inline::Figure { slot, shown } = inline
            && !(in_table && slot.is_of_row())
        {
            slots.push((slot, shown.as_str()));
        }
    };
    for block in blocks {
        match block {
            Block::Heading { content, .. }
            | Block::Paragraph { content, .. }
            | Block::Item { content, .. } => content.iter().for_each(|inline| take(inline, false)),
            Block::Table(table) => visit_table(table, &mut |inline| take(inline, true)),
        }
    }
    for table in appendices {
        visit_table(table, &mut |inline| take(inline, true));
    }
    slots
}
