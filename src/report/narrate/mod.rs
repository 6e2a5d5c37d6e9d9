//! From figures to the body of the report.
//!
//! In: a kit's narrative (Markdown and Jinja) and the figures. Out: blocks in which every figure is still a node
//! with its id. Text of units never passes through Jinja or Markdown: only numbered marks do, and a mark
//! becomes its figure after both are done. Knows nothing of letterheads and file formats.

mod blocks;
mod ending;
mod figures;
mod lines;
mod marks;
mod numbers;
mod tables;

use super::document::{Block, Inline};
use crate::kit::Kit;
use crate::msg;
use crate::rollup::{Figures, conditions};
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};

/// The body of a report, and what is known about how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Narrated {
    /// The body.
    pub blocks: Vec<Block>,
    /// Conditions with their truth; `None` while a figure that one needs is missing (the text then reads as if
    /// it were false).
    pub conditions: BTreeMap<String, Option<bool>>,
}

impl Narrated {
    /// Ids of the figures that the text shows.
    pub fn shown(&self) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        visit(&self.blocks, &mut |inline| {
            if let Inline::Figure { id, .. } = inline {
                ids.insert(id.clone());
            }
        });
        ids
    }

    /// What is missing in the text, each once, in reading order.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps: Vec<String> = Vec::new();
        visit(&self.blocks, &mut |inline| {
            if let Inline::Gap(what) = inline
                && !gaps.contains(what)
            {
                gaps.push(what.clone());
            }
        });
        gaps
    }
}

/// Writes the body.
///
/// # Errors
/// When the template does not run; `kit check` finds the causes before, with their places.
pub fn narrate(kit: &Kit, figures: &Figures) -> Result<Narrated, Message> {
    let conditions = conditions(kit, figures);
    let marks = marks::Marks::default();
    let template = lines::numbered(&marks::without_marks(&kit.narrative));
    let text =
        figures::render(&template, figures, &conditions, &marks).map_err(|e| not_rendered(&e))?;
    let resolve = marks::Resolve {
        figures,
        marks: marks.taken(),
    };
    let parsed = blocks::parse(&text, &resolve, &|id| tables::table(kit, id, figures));
    let mut blocks = numbers::number(parsed);
    ending::finish(&mut blocks);
    Ok(Narrated { blocks, conditions })
}

fn not_rendered(error: &minijinja::Error) -> Message {
    msg!(
        "narrative.not-rendered",
        line = error.line().unwrap_or(0),
        detail = error.detail().unwrap_or_default()
    )
}

/// Every piece of text of the body, tables included.
pub fn visit(blocks: &[Block], each: &mut dyn FnMut(&Inline)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. }
            | Block::Paragraph { content, .. }
            | Block::Item { content, .. } => content.iter().for_each(&mut *each),
            Block::Table(table) => {
                table.caption.iter().for_each(&mut *each);
                let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
                cells.for_each(&mut *each);
            }
        }
    }
}
