//! Marks: what passes through Jinja and Markdown in place of a figure.

use super::by_place::{has_total, has_value, of_area_text, of_unit_text};
use super::written::{COVERAGE, IN_COMMON, coverage_text, enumerated, natural, written};
use crate::model::derivation::{Derivation, Missing};
use crate::model::document::{Inline, Part, Slot};
use crate::model::figure::{Coverage, Figure, FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::kit::Kit;
use crate::msg;
use crate::words::{Lang, official_value};

pub(super) const OPEN: char = '\u{E000}';
pub(super) const CLOSE: char = '\u{E001}';
pub(super) const LINE_OPEN: char = '\u{E002}';
pub(super) const LINE_CLOSE: char = '\u{E003}';

/// The template's own text without characters that would read as marks.
pub(super) fn without_marks(text: &str) -> String {
    text.replace([OPEN, CLOSE, LINE_OPEN, LINE_CLOSE], "")
}

/// What a mark stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A figure, or a part of one, written by a filter.
    Figure(Source, String),
    /// A table of the kit.
    Table(String),
    /// A condition that cannot choose yet.
    Waits(String),
    /// Words that the roster says.
    Words(String),
}

/// Which value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Source {
    pub(super) id: FigureId,
    pub(super) part: Part,
}

impl Source {
    pub(super) fn whole(id: &FigureId) -> Self {
        Self {
            id: id.clone(),
            part: Part::Whole,
        }
    }
}

/// The marks of one rendering, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks(Vec<Mark>);

impl Marks {
    /// The characters that stand for a mark.
    pub(super) fn add(&mut self, mark: Mark) -> String {
        self.0.push(mark);
        format!("{OPEN}{}{CLOSE}", self.0.len() - 1)
    }
}

/// From marks back to figures.
pub(super) struct Resolve<'a> {
    pub(super) kit: &'a Kit,
    pub(super) figures: &'a Figures,
    pub(super) marks: Marks,
}

impl Resolve<'_> {
    /// The table that a piece of text consists of.
    pub(super) fn table(&self, piece: &str) -> Option<&str> {
        match self.mark(piece)? {
            Mark::Table(id) => Some(id),
            Mark::Figure(..) | Mark::Waits(_) | Mark::Words(_) => None,
        }
    }

    fn mark(&self, piece: &str) -> Option<&Mark> {
        self.marks.0.get(piece.parse::<usize>().ok()?)
    }

    /// The inline that the digits between two mark characters stand for.
    pub(super) fn inline(&self, digits: &str) -> Option<Inline> {
        match self.mark(digits)? {
            Mark::Figure(source, filter) => self.figures.get(&source.id).map_or_else(
                || Some(unknown(&source.id)),
                |figure| inline(figure, source, filter),
            ),
            Mark::Waits(condition) => Some(self.waits(condition)),
            Mark::Words(words) => Some(Inline::Text(words.clone())),
            Mark::Table(_) => None,
        }
    }

    /// What stands in the place of sentences between which a condition cannot choose yet.
    fn waits(&self, condition: &str) -> Inline {
        // One that is tested for each unit is a figure.
        if let Some(figure) = self.figures.get(condition) {
            let what = msg!("narrative.undecided", what = figure.label);
            return Inline::Gap {
                figure: Some(figure.id.clone()),
                what: what.say(Lang::Vi),
            };
        }
        let def = self.kit.conditions.iter().find(|c| c.id == condition);
        let names = def.map(|c| c.formula.needs()).unwrap_or_default();
        let behind = names
            .iter()
            .filter_map(|name| self.figures.get(name.as_str()));
        let (lacking, there): (Vec<&Figure>, Vec<&Figure>) =
            behind.partition(|f| matches!(f.value, FigureValue::Missing(_)));
        let what = if lacking.is_empty() {
            let labels: Vec<&str> = there.iter().map(|f| f.label.as_str()).collect();
            msg!("narrative.undecided", what = labels.join(", "))
        } else {
            let labels: Vec<String> = lacking.iter().map(|f| gap(f)).collect();
            msg!("narrative.waits", what = labels.join("; "))
        };
        Inline::Gap {
            figure: lacking.first().map(|f| f.id.clone()),
            what: what.say(Lang::Vi),
        }
    }
}

/// A figure as the text shows it; `None` when there is nothing to show (a blank cell of a row).
pub(super) fn inline(figure: &Figure, source: &Source, filter: &str) -> Option<Inline> {
    if let (Part::Cell(..), FigureValue::Rows(_)) = (&source.part, &figure.value) {
        return figure_text(figure, &source.part, filter).map(|shown| node(source, filter, shown));
    }
    let is_there = match &source.part {
        Part::Unit(unit) => has_value(figure, unit),
        Part::Area(area) => has_total(figure, area),
        _ => true,
    };
    let shown = figure_text(figure, &source.part, filter);
    Some(match shown.filter(|_| is_there) {
        Some(shown) => node(source, filter, shown),
        None => Inline::Gap {
            figure: Some(figure.id.clone()),
            what: match &source.part {
                Part::Unit(unit) => format!("{} ({})", figure.label, figure.unit_name(unit)),
                _ => gap(figure),
            },
        },
    })
}

/// A part of a figure as a filter writes it; `None` when the figure has no such part.
pub(crate) fn figure_text(figure: &Figure, part: &Part, filter: &str) -> Option<String> {
    match (part, &figure.value) {
        (Part::Whole, FigureValue::Missing(_)) => None,
        (Part::Whole, _) if filter == COVERAGE => Some(coverage_text(figure.coverage)),
        (Part::Whole, FigureValue::One(value)) => {
            let shown = written(value, &figure.kind, of_figure(figure), filter);
            Some(if figure.derivation.is_in_common() {
                format!("{shown} {IN_COMMON}")
            } else {
                shown
            })
        }
        (Part::Whole, FigureValue::Many(all)) => {
            let texts: Vec<String> = all
                .iter()
                .map(|(_, v)| official_value(v, &figure.kind))
                .collect();
            Some(match figure.derivation {
                Derivation::Set { .. } => enumerated(&texts),
                _ => texts.join("; "),
            })
        }
        (Part::Nth(n), FigureValue::Many(all)) => {
            let (_, value) = all.get(*n)?;
            Some(written(value, &figure.kind, of_figure(figure), filter))
        }
        (Part::Cell(n, column), FigureValue::Rows(rows)) => {
            let (first, cells) = rows.get(*n)?;
            match cells.get(column) {
                Some(value) => Some(written(value, &natural(value), of_figure(figure), filter)),
                // A row tells whose it is.
                None if column == "don_vi" => {
                    Some(figure.contributions.get(*first)?.unit_name.clone())
                }
                None => None,
            }
        }
        (Part::Unit(code), _) => of_unit_text(figure, code, filter),
        (Part::Area(area), _) => of_area_text(figure, area, filter),
        _ => None,
    }
}

/// The figure with how well it is covered.
fn of_figure(figure: &Figure) -> (&Figure, Coverage) {
    (figure, figure.coverage)
}

/// A figure that the template names and that does not exist.
pub(super) fn unknown(id: &str) -> Inline {
    Inline::Gap {
        figure: None,
        what: id.to_owned(),
    }
}

/// What a draft says in the place of a figure that is missing.
fn gap(figure: &Figure) -> String {
    match &figure.value {
        // A clerk fills it in: that it is not set goes without saying.
        FigureValue::Missing(Missing::SettingUnset) => figure.label.clone(),
        FigureValue::Missing(why) => format!("{} ({})", figure.label, why.say(Lang::Vi)),
        _ => figure.label.clone(),
    }
}

/// Its line is set when its block is known.
pub(super) fn node(source: &Source, filter: &str, shown: String) -> Inline {
    Inline::Figure {
        slot: Slot {
            id: source.id.clone(),
            part: source.part.clone(),
            filter: filter.to_owned(),
            line: 0,
        },
        shown,
    }
}
