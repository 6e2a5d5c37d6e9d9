//! Which column of a block is which, by the headings that people see over it.
//!
//! In: the columns of a block as planned, and what stands over each column that came back. Out: a [`Choice`] for each
//! planned column. A heading that names another period, a plan, a total so far or another scale is none of ours unless
//! the kit heads its column so. Knows nothing of rows, values or findings.

use super::qualifier::{Qualifier, is_otherwise, qualifier};
use crate::value::fold;
use crate::value::fold::without_accents;
use std::collections::BTreeSet;
use std::ops::Range;

/// A column of a block as planned.
pub(super) struct Wanted<'a> {
    /// Where it was planned.
    pub(super) planned: u16,
    /// What its heading says.
    pub(super) label: &'a str,
    /// Where the rest of the sheet says that it is.
    pub(super) usual: Option<u16>,
}

/// What stands over a column of a block that came back.
#[derive(Debug, Default)]
pub(super) struct Over {
    /// The column.
    pub(super) col: u16,
    /// Its text in the row of headings.
    pub(super) own: Option<String>,
    /// What people typed above and below that, from the top.
    pub(super) around: Vec<String>,
    /// Whether something stands in the rows of the block.
    pub(super) is_filled: bool,
}

/// Where a planned column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Where the rest of the sheet says, and its heading is no other.
    Usual,
    /// Its heading stands over another column.
    Followed(u16),
    /// Here, but its heading says something that people must look at.
    Asked(u16),
    /// Nowhere: no heading is plainly its own.
    Refused,
}

/// Words over a column that take a mark for an answer of their own: an x under "Không" is no "Có".
const ANSWERS: &[&str] = &[
    "có",
    "không",
    "chưa",
    "chưa có",
    "không có",
    "đạt",
    "không đạt",
    "chưa đạt",
    "đúng",
    "sai",
];

/// Shorter words are found in too many headings to be taken for a part of one.
const PART: usize = 4;

/// The headings of one block.
pub(super) struct Block<'a> {
    /// Its columns as planned.
    pub(super) wanted: &'a [Wanted<'a>],
    /// What stands over the columns that came back, those that serve all blocks left out.
    pub(super) over: &'a [Over],
    /// Units of measure of its rows.
    pub(super) units: &'a BTreeSet<&'a str>,
    /// Name of the campaign's period.
    pub(super) period: &'a str,
    /// Whether the headings stand over another block, and only those of other figures count.
    pub(super) is_inherited: bool,
}

impl Block<'_> {
    /// Where each planned column is, in their order.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let mut choices: Vec<Choice> = self.wanted.iter().map(|w| self.choice(w)).collect();
        // Two planned columns never share one: what is named outright keeps it.
        let at = |choices: &[Choice], i: usize| match choices[i] {
            Choice::Usual => self.wanted[i].usual,
            Choice::Followed(col) | Choice::Asked(col) => Some(col),
            Choice::Refused => None,
        };
        for i in 0..choices.len() {
            let Some(col) = at(&choices, i) else { continue };
            let mut others = (0..choices.len()).filter(|j| *j != i);
            let named = self.is_named(&self.wanted[i], col);
            if others.any(|j| {
                at(&choices, j) == Some(col) && (!named || self.is_named(&self.wanted[j], col))
            }) {
                choices[i] = Choice::Refused;
            }
        }
        choices
    }

    fn choice(&self, wanted: &Wanted<'_>) -> Choice {
        let place = |col: u16| {
            if Some(col) == wanted.usual {
                Choice::Usual
            } else {
                Choice::Followed(col)
            }
        };
        let named: Vec<&Over> = self
            .over
            .iter()
            .filter(|o| self.is_named(wanted, o.col))
            .collect();
        let filled: Vec<&Over> = named.iter().copied().filter(|o| o.is_filled).collect();
        let usual = wanted
            .usual
            .and_then(|col| self.over.iter().find(|o| o.col == col));
        if self.is_inherited && usual.is_none_or(|u| self.qualifier(u) != Qualifier::Other) {
            return Choice::Usual;
        }
        match (named.as_slice(), filled.as_slice()) {
            ([], _) => {}
            ([one], _) | (_, [one]) => {
                // Another column that names the period may be the one that is meant.
                let mut others = self.ours().into_iter();
                return if others.any(|o| o.col != one.col && o.is_filled) {
                    Choice::Asked(one.col)
                } else {
                    place(one.col)
                };
            }
            (_, []) if usual.is_some_and(|u| self.is_named(wanted, u.col)) => return Choice::Usual,
            _ => return Choice::Refused,
        }
        if let ([one], 1) = (self.ours().as_slice(), self.unnamed())
            && (one.is_filled || usual.is_none_or(|usual| !usual.is_filled))
        {
            return place(one.col);
        }
        let Some(usual) = usual.filter(|u| u.own.is_some() || !u.around.is_empty()) else {
            // A heading that was cleared: where all others are in their places, this one is too.
            let is_strange = self.over.iter().any(|o| self.is_strange(o));
            return if is_strange {
                Choice::Refused
            } else {
                Choice::Usual
            };
        };
        let said = usual.own.as_deref().unwrap_or_default();
        let is_another = self.wanted.iter().any(|w| self.is_named(w, usual.col));
        let is_answer = ANSWERS.contains(&fold(said).as_str());
        if is_another || is_answer || self.qualifier(usual) == Qualifier::Other {
            Choice::Refused
        } else if is_part(said, wanted.label) {
            Choice::Usual
        } else {
            Choice::Asked(usual.col)
        }
    }

    /// Whether the heading over a column is that of a planned one, and says nothing of another period or scale.
    fn is_named(&self, wanted: &Wanted<'_>, col: u16) -> bool {
        let Some(over) = self.over.iter().find(|o| o.col == col) else {
            return false;
        };
        let Some(own) = &over.own else { return false };
        let around = over.around.iter().map(|text| qualifier(text, self.period));
        self.says(own, wanted.label) && !around.into_iter().any(|q| q == Qualifier::Other)
    }

    /// Whether a text is a planned heading, whatever it says besides of the period and the unit of measure.
    fn says(&self, text: &str, label: &str) -> bool {
        let (text, label) = (fold(text), fold(label));
        let unaccented = without_accents(&label);
        let after = text.strip_prefix(&label).or(text.strip_prefix(&unaccented));
        let Some(after) = after else {
            return false;
        };
        let is_bracket = |c: char| c == '(' || c == ')';
        let rest = after.trim_matches(|c: char| !c.is_alphanumeric() && !is_bracket(c));
        if rest.is_empty() {
            return true;
        }
        let in_brackets = rest.starts_with('(') && rest.ends_with(')');
        !after.starts_with(char::is_alphanumeric)
            && !self.is_otherwise(&text)
            && (in_brackets || qualifier(rest, self.period) == Qualifier::Ours)
    }

    fn is_otherwise(&self, text: &str) -> bool {
        let mut units = self
            .units
            .iter()
            .chain(self.units.is_empty().then_some(&""));
        units.any(|unit| is_otherwise(text, unit, self.period))
    }

    /// What a column says beyond the names of planned ones.
    fn qualifier(&self, over: &Over) -> Qualifier {
        let own = over.own.as_deref();
        let own = own.filter(|own| !self.wanted.iter().any(|w| fold(w.label) == fold(own)));
        let texts = own
            .into_iter()
            .chain(over.around.iter().map(String::as_str));
        let mut found = Qualifier::Plain;
        for text in texts {
            match qualifier(text, self.period) {
                Qualifier::Other => return Qualifier::Other,
                _ if self.is_otherwise(text) => return Qualifier::Other,
                Qualifier::Ours => found = Qualifier::Ours,
                Qualifier::Plain => {}
            }
        }
        found
    }

    /// Columns that are of the period and none of those that headings name.
    fn ours(&self) -> Vec<&Over> {
        let is_free = |o: &&Over| !self.wanted.iter().any(|w| self.is_named(w, o.col));
        let free = self.over.iter().filter(is_free);
        free.filter(|o| self.qualifier(o) == Qualifier::Ours)
            .collect()
    }

    /// How many planned columns no heading names.
    fn unnamed(&self) -> usize {
        let is_named = |w: &&Wanted<'_>| self.over.iter().any(|o| self.is_named(w, o.col));
        self.wanted.iter().filter(|w| !is_named(w)).count()
    }

    /// Whether a column has a heading that no planned one has.
    fn is_strange(&self, over: &Over) -> bool {
        let is_headed = over.own.is_some() || !over.around.is_empty();
        is_headed && !self.wanted.iter().any(|w| self.is_named(w, over.col))
    }
}

/// Whether a text is a heading cut short: "Tổng" for "Tổng số".
fn is_part(said: &str, label: &str) -> bool {
    let (said, label) = (fold(said), fold(label));
    let rest = label.strip_prefix(&said);
    said.chars().count() >= PART
        && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// What the headings of a sheet say otherwise than planned.
#[derive(Default)]
pub(super) struct Headings {
    pub(super) columns: Vec<HeadedColumn>,
    /// Cells whose words were taken for a part of a heading that is not as planned.
    pub(super) cells: Vec<(u32, u16)>,
    /// The actual row of the last heading that was found.
    pub(super) last_head: Option<u32>,
}

/// A planned column of a block, where its heading is not in its place.
pub(super) struct HeadedColumn {
    /// Planned rows of the block.
    pub(super) rows: Range<u32>,
    /// The planned column.
    pub(super) planned: u16,
    /// Its planned heading.
    pub(super) label: String,
    /// Where it is.
    pub(super) choice: Choice,
    /// Where the rest of the sheet says that it is.
    pub(super) usual: Option<u16>,
    /// The actual row of the heading.
    pub(super) row: u32,
    /// What stands over it, or over the place where it was planned.
    pub(super) said: String,
}

impl Headings {
    /// What the headings say of a planned column in a planned row, where that is not what was planned.
    pub(super) fn told(&self, row: u32, planned: u16) -> Option<&HeadedColumn> {
        let mut columns = self.columns.iter();
        columns.find(|c| c.planned == planned && c.rows.contains(&row))
    }

    /// Whether nothing is said against a planned place being in an actual column.
    pub(super) fn allow(&self, (row, planned): (u32, u16), actual: u16) -> bool {
        self.told(row, planned)
            .is_none_or(|told| told.actual() == Some(actual))
    }
}

impl HeadedColumn {
    /// The actual column; `None` where none is plainly it.
    pub(super) fn actual(&self) -> Option<u16> {
        match self.choice {
            Choice::Usual => self.usual,
            Choice::Followed(col) | Choice::Asked(col) => Some(col),
            Choice::Refused => None,
        }
    }
}
