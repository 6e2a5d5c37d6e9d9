//! Marks: what passes through Jinja and Markdown in place of a figure.

use crate::model::derivation::Missing;
use crate::model::document::{Inline, Part, Slot};
use crate::model::figure::{Contribution, Coverage, Figure, FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::kit::Kit;
use crate::msg;
use crate::value::{Kind, Nil, NumberCode, Value, format};
use crate::words::{Lang, official_value};

pub(super) const OPEN: char = '\u{E000}';
pub(super) const CLOSE: char = '\u{E001}';
pub(super) const LINE_OPEN: char = '\u{E002}';
/// Behind a figure that is taken over fewer units than those beside it; the sentence on coverage tells over how many.
const IN_COMMON: &str = "(*)";
pub(super) const LINE_CLOSE: char = '\u{E003}';

/// The filter that writes how many of the units are behind a figure.
const COVERAGE: &str = "do_phu";

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
            Mark::Figure(..) | Mark::Waits(_) => None,
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
            Mark::Table(_) => None,
        }
    }

    /// What stands in the place of sentences between which a condition cannot choose yet.
    fn waits(&self, condition: &str) -> Inline {
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
    Some(match figure_text(figure, &source.part, filter) {
        Some(shown) => node(source, filter, shown),
        None => Inline::Gap {
            figure: Some(figure.id.clone()),
            what: gap(figure),
        },
    })
}

/// A part of a figure as a filter writes it; `None` when the figure has no such part.
pub(crate) fn figure_text(figure: &Figure, part: &Part, filter: &str) -> Option<String> {
    match (part, &figure.value) {
        (Part::Whole, FigureValue::Missing(_)) => None,
        (Part::Whole, _) if filter == COVERAGE => Some(coverage(figure.coverage)),
        (Part::Whole, FigureValue::One(value)) => {
            let shown = written(value, &figure.kind, figure, filter);
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
            Some(texts.join("; "))
        }
        (Part::Nth(n), FigureValue::Many(all)) => {
            let (_, value) = all.get(*n)?;
            Some(written(value, &figure.kind, figure, filter))
        }
        (Part::Cell(n, column), FigureValue::Rows(rows)) => {
            let value = rows.get(*n)?.1.get(column)?;
            Some(written(value, &natural(value), figure, filter))
        }
        (Part::Unit(code), _) => {
            let said = figure.contributions.iter().filter(|c| c.unit == *code);
            let said = figure.together(&said.collect::<Vec<_>>())?;
            of_unit(figure, &said, filter)
        }
        _ => None,
    }
}

/// 13/14.
fn coverage(coverage: Coverage) -> String {
    let [have, of] = [coverage.have, coverage.of].map(|n| format::count(f64::from(n)));
    format!("{have}/{of}")
}

/// What one unit says, as tables of statistics write it: "-" for nothing of the kind, "…" for no data.
pub(super) fn of_unit(figure: &Figure, said: &Contribution, filter: &str) -> Option<String> {
    match (&said.value, said.nil) {
        (Some(value), _) => Some(written(value, &natural(value), figure, filter)),
        (None, Some(Nil::NotArisen)) => Some("-".to_owned()),
        (None, Some(Nil::NoData)) => Some("…".to_owned()),
        (None, None) => None,
    }
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
fn node(source: &Source, filter: &str, shown: String) -> Inline {
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

/// The kind of a row's cell, when its column's is not at hand.
fn natural(value: &Value) -> Kind {
    match value {
        Value::Number(_) => Kind::Decimal { places: 6 },
        Value::YesNo(_) => Kind::YesNo,
        Value::Date(_) => Kind::Date,
        Value::Month(_) => Kind::Month,
        Value::Text(_) => Kind::Text,
    }
}

/// A value as a filter writes it; a filter that does not fit the value leaves it as its kind is written.
fn written(value: &Value, kind: &Kind, figure: &Figure, filter: &str) -> String {
    match (filter, value) {
        ("so" | "tron", Value::Number(n)) => format::count(*n),
        ("so2", Value::Number(n)) => format::two_digits(*n),
        ("le", Value::Number(n)) => {
            let places = match figure.kind {
                Kind::Decimal { places } => places,
                _ => 1,
            };
            format::decimal(*n, places)
        }
        ("tram", Value::Number(n)) => format::percent(*n, 1),
        ("ti_so", Value::Number(n)) => format!(
            "{}/{}",
            format::count(*n),
            format::count(f64::from(figure.out_of()))
        ),
        ("thang", Value::Date(d)) => format::month(crate::value::Month {
            year: d.year(),
            month: d.month(),
        }),
        (filter, Value::Number(n)) => by_places(filter, *n)
            .or_else(|| by_code(filter, figure, *n))
            .unwrap_or_else(|| official_value(value, kind)),
        _ => official_value(value, kind),
    }
}

/// As `le2` and `tram2` write it: with at most so many decimals.
fn by_places(filter: &str, n: f64) -> Option<String> {
    let write: fn(f64, u8) -> String = match filter.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "le" => format::decimal,
        "tram" => format::percent,
        _ => return None,
    };
    let places = filter.trim_start_matches(|c: char| c.is_ascii_lowercase());
    Some(write(n, places.parse().ok()?))
}

/// As the code of a format writes it: that of the filter, else that of the figure.
fn by_code(filter: &str, figure: &Figure, n: f64) -> Option<String> {
    let code = match filter {
        "" => figure.format.as_str(),
        filter => filter,
    };
    Some(NumberCode::parse(code).ok()?.write(n))
}
