//! From figures to the body of the report.
//!
//! In: a kit's narrative (Markdown and Jinja), the figures and the truth of its conditions. Out: blocks in which every
//! figure is still a node with its id. Text of units never passes through Jinja or Markdown: only numbered marks do, and a mark
//! becomes its figure after both are done. Knows nothing of letterheads and file formats.

mod behind;
mod blocks;
mod by_place;
mod choices;
mod ending;
mod figures;
mod lines;
mod marks;
mod numbers;
mod rows_of_list;
mod tables;
mod turns;
mod written;

pub use choices::choices;
pub(crate) use marks::figure_text;
pub use tables::table;

use crate::model::derivation::Derivation;
use crate::model::document::{Block, Inline, Slot, Table, slots_of, visit, visit_table};
use crate::model::figure::{FigureValue, Figures, behind};
use crate::model::id::FigureId;
use crate::model::kit::Kit;
use crate::msg;
use crate::words::{Message, system};
use std::collections::{BTreeMap, BTreeSet};

/// The body of a report, and what is known about how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Narrated {
    /// The body.
    pub blocks: Vec<Block>,
    /// Tables that stand in appendices, in the order in which the body refers to them.
    pub appendices: Vec<Table>,
    /// Conditions with their truth; `None` while a figure that one needs is missing: neither of its sentences is
    /// in the text then.
    pub conditions: BTreeMap<String, Option<bool>>,
    /// What is missing in the text, each once, in reading order.
    pub gaps: Vec<Gap>,
}

/// Something that the text needs and that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The figure that is missing; `None` when there is none of that name.
    pub figure: Option<FigureId>,
    /// What it is, as the draft shows it.
    pub what: String,
    /// Whether it waits for units; otherwise for the settings or the kit.
    pub waits_for_units: bool,
}

impl Narrated {
    /// Ids of the figures that the text shows.
    pub fn shown(&self) -> BTreeSet<FigureId> {
        let mut ids = BTreeSet::new();
        self.visit(&mut |inline| {
            if let Inline::Figure { slot, .. } = inline {
                ids.insert(slot.id.clone());
            }
        });
        ids
    }

    /// The slots of the text with their words, in reading order; what rows of units say in a table is left out.
    pub fn slots(&self) -> Vec<(Slot, String)> {
        let slots = slots_of(&self.blocks, &self.appendices).into_iter();
        slots
            .map(|(slot, shown)| (slot.clone(), shown.to_owned()))
            .collect()
    }

    /// Every piece of text, appendices included.
    pub fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a Inline)) {
        visit(&self.blocks, each);
        self.appendices.iter().for_each(|t| visit_table(t, each));
    }
}

/// Gaps of the text, each once.
fn gaps(blocks: &[Block], figures: &Figures) -> Vec<Gap> {
    // Units can fill it when one of the missing figures behind it is rolled up from their answers.
    let waits = |id: &FigureId| {
        let behind = behind(figures, id).into_iter();
        let mut lacking = behind
            .filter_map(|id| figures.get(&id))
            .filter(|f| matches!(f.value, FigureValue::Missing(_)) && f.inputs().is_empty());
        lacking.any(|f| {
            !matches!(
                f.derivation,
                Derivation::Setting(_) | Derivation::Previous(_)
            )
        })
    };
    let mut gaps: Vec<Gap> = Vec::new();
    visit(blocks, &mut |inline| {
        if let Inline::Gap { figure, what } = inline
            && !gaps.iter().any(|g| g.what == *what)
        {
            gaps.push(Gap {
                figure: figure.clone(),
                what: what.clone(),
                waits_for_units: figure.as_ref().is_some_and(waits),
            });
        }
    });
    gaps
}

/// Writes the body.
///
/// # Errors
/// When the template does not run; `kit check` finds the causes before, with their places.
pub fn narrate(
    kit: &Kit,
    figures: &Figures,
    conditions: BTreeMap<String, Option<bool>>,
) -> Result<Narrated, Message> {
    let mut marks = marks::Marks::default();
    let template = lines::numbered(&marks::without_marks(&kit.narrative));
    let text = figures::render(&template, (kit, figures), &conditions, &mut marks)
        .map_err(|e| not_rendered(&e))?;
    let resolve = marks::Resolve {
        kit,
        figures,
        marks,
    };
    let parsed = blocks::parse(&text, &resolve, &|id| tables::table(kit, id, figures));
    let mut blocks = numbers::number(parsed);
    let gaps = gaps(&blocks, figures);
    let appendices = behind::move_out(&mut blocks);
    behind::number(&mut blocks);
    ending::finish(&mut blocks);
    Ok(Narrated {
        blocks,
        appendices,
        conditions,
        gaps,
    })
}

fn not_rendered(error: &minijinja::Error) -> Message {
    msg!(
        "narrative.not-rendered",
        line = error.line().unwrap_or(0),
        detail = system::detail(error.detail().unwrap_or_default())
    )
}
