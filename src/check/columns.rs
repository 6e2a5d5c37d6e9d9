//! Which column of a block is which, by the headings that people see over it.
//!
//! In: the columns of a block as planned, and what stands over each column that came back. Out: a [`Choice`] for each
//! planned column. A heading that names another period, a plan, a total so far or another scale is none of ours unless
//! the kit heads its column so. Knows nothing of rows, values or findings.

use super::heading_notes::Asked;
use super::qualifier::{Qualifier, is_otherwise, is_plainly_ours, qualifier};
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
    /// Those of these words that stand where we write something else.
    pub(super) instead: Vec<String>,
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

/// What people write before the number of a column, without its accents.
const COLUMN: &str = "cot";

/// The unit of measure of money in lists.
const OF_LISTS: &str = "đồng";

/// Shorter words are found in too many headings to be taken for a part of one.
const PART: usize = 4;

/// The headings of one block.
pub(super) struct Block<'a> {
    /// Its columns as planned.
    pub(super) wanted: &'a [Wanted<'a>],
    /// What stands over the columns that came back, from the left, those that serve all blocks left out.
    pub(super) over: &'a [Over],
    /// Units of measure of its rows.
    pub(super) units: &'a BTreeSet<&'a str>,
    /// Name of the campaign's period.
    pub(super) period: &'a str,
    /// Whether the headings stand over another block, and only those of other figures count.
    pub(super) is_inherited: bool,
}

/// What the headings of a block say of its columns.
pub(super) struct Choices {
    /// Where each planned column is, in their order.
    pub(super) planned: Vec<Choice>,
    /// Columns that came back, hold something, and whose figures are of another period, a plan, a total so far or another
    /// scale.
    pub(super) others: Vec<u16>,
    /// Further columns that hold something under a heading and are none of the planned ones.
    pub(super) free: Vec<u16>,
}

impl Block<'_> {
    /// Where each planned column is, and which columns that came back are plainly none of them.
    pub(super) fn choices(&self) -> Choices {
        let compared = Compared::of(self);
        let wanted = self.wanted.iter().enumerate();
        let mut choices: Vec<Choice> = wanted
            .map(|(i, w)| self.choice((i, w), &compared))
            .collect();
        // Two planned columns never share one: what is named outright keeps it.
        let at = |choices: &[Choice], i: usize| match choices[i] {
            Choice::Usual => self.wanted[i].usual,
            Choice::Followed(col) | Choice::Asked(col) => Some(col),
            Choice::Refused => None,
        };
        let is_named = |i: usize, col: u16| self.at(col).is_some_and(|at| compared.named[i][at]);
        for i in 0..choices.len() {
            let Some(col) = at(&choices, i) else { continue };
            let mut others = (0..choices.len()).filter(|j| *j != i);
            let named = is_named(i, col);
            if others.any(|j| at(&choices, j) == Some(col) && (!named || is_named(j, col))) {
                choices[i] = Choice::Refused;
            }
        }
        let is_taken = |col: u16| (0..choices.len()).any(|i| at(&choices, i) == Some(col));
        let left = self.over.iter().zip(&compared.qualifiers);
        let left =
            left.filter(|(over, _)| over.is_filled && over.is_headed() && !is_taken(over.col));
        let (others, free): (Vec<_>, Vec<_>) =
            left.partition(|(_, said)| **said == Qualifier::Other);
        let cols = |left: Vec<(&Over, &Qualifier)>| left.iter().map(|(over, _)| over.col).collect();
        Choices {
            others: cols(others),
            free: cols(free),
            planned: choices,
        }
    }

    fn choice(&self, (i, wanted): (usize, &Wanted<'_>), compared: &Compared) -> Choice {
        let place = |col: u16| {
            if Some(col) == wanted.usual {
                Choice::Usual
            } else {
                Choice::Followed(col)
            }
        };
        let is_other = |at: usize| compared.qualifiers[at] == Qualifier::Other;
        let is_named = |at: usize| compared.named[i][at];
        let usual = wanted.usual.and_then(|col| self.at(col));
        if self.is_inherited && usual.is_some_and(|usual| !is_other(usual)) {
            return Choice::Usual;
        }
        let numbered = || self.over.iter().enumerate();
        let named = numbered().filter(|(at, _)| is_named(*at));
        let named: Vec<&Over> = named.map(|(_, over)| over).collect();
        let filled: Vec<&Over> = named.iter().copied().filter(|o| o.is_filled).collect();
        match (named.as_slice(), filled.as_slice()) {
            ([], _) => {}
            ([one], _) | (_, [one]) => {
                // Another column that names the period may be the one that is meant.
                let mut others = compared.ours.iter().map(|at| &self.over[*at]);
                let is_asked = others.any(|o| o.col != one.col && o.is_filled)
                    || one.is_filled && self.says_more(one, wanted.label);
                return if is_asked {
                    Choice::Asked(one.col)
                } else {
                    place(one.col)
                };
            }
            (_, []) if usual.is_some_and(is_named) => return Choice::Usual,
            _ => return Choice::Refused,
        }
        let usual = usual.map(|at| (at, &self.over[at]));
        if let ([one], 1) = (compared.ours.as_slice(), compared.unnamed)
            && (self.over[*one].is_filled || usual.is_none_or(|(_, usual)| !usual.is_filled))
        {
            return place(self.over[*one].col);
        }
        let usual = usual.filter(|(_, u)| u.is_headed());
        let Some((at, usual)) = usual else {
            // A heading that was cleared: where all others are in their places, this one is too.
            let is_strange = |(at, o): (usize, &Over)| o.is_headed() && !compared.is_named(at);
            return if numbered().any(is_strange) {
                Choice::Refused
            } else {
                Choice::Usual
            };
        };
        let said = usual.own.as_deref().unwrap_or_default();
        let is_answer = ANSWERS.contains(&fold(said).as_str());
        if compared.is_named(at) || is_answer || is_other(at) {
            Choice::Refused
        } else if is_part(said, wanted.label) {
            Choice::Usual
        } else {
            Choice::Asked(usual.col)
        }
    }

    /// Whether what stands over a column that bears our heading says more of its figures than the form does.
    fn says_more(&self, over: &Over, label: &str) -> bool {
        // Lists say no units of measure; what is money in them is counted in đồng.
        let of_lists = self.units.is_empty().then_some(OF_LISTS);
        let units: Vec<&str> = self.units.iter().copied().chain(of_lists).collect();
        let asked = Asked {
            labels: &[label],
            units: &units,
            period: self.period,
        };
        let own = over.own.as_deref().unwrap_or_default();
        let mut around = over.around.iter();
        let mut instead = over.instead.iter();
        asked.is_narrowed(own)
            || around.any(|said| asked.is_of_other_measure(said))
            || instead.any(|said| self.is_strange(said, label))
    }

    /// Whether words that stand in place of ours under or over a heading may part what it names: "Nam" over the number of a
    /// column. Its letter or number, its heading once more, its unit of measure and the campaign's period do not.
    fn is_strange(&self, said: &str, label: &str) -> bool {
        let plain = |text: &str| {
            let text = without_accents(text);
            text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
        };
        let own = plain(said);
        let is_number = own
            .split_whitespace()
            .all(|word| word.len() == 1 || word == COLUMN || word.parse::<u8>().is_ok());
        let mut ours = self.units.iter().copied().chain([label]);
        !is_number && !is_plainly_ours(said, self.period) && !ours.any(|ours| plain(ours) == own)
    }

    /// Which of the columns that came back this is.
    fn at(&self, col: u16) -> Option<usize> {
        self.over.binary_search_by_key(&col, |o| o.col).ok()
    }

    /// Whether a folded text is a planned heading, whatever it says besides of the period and the unit of measure.
    fn says(&self, text: &str, label: &Label) -> bool {
        let after = text.strip_prefix(label.folded.as_str());
        let Some(after) = after.or(text.strip_prefix(label.unaccented.as_str())) else {
            return false;
        };
        let is_bracket = |c: char| c == '(' || c == ')';
        let rest = after.trim_matches(|c: char| !c.is_alphanumeric() && !is_bracket(c));
        if rest.is_empty() {
            return true;
        }
        let in_brackets = rest.starts_with('(') && rest.ends_with(')');
        !after.starts_with(char::is_alphanumeric)
            && !self.is_otherwise(text)
            && (in_brackets || is_plainly_ours(rest, self.period))
    }

    fn is_otherwise(&self, text: &str) -> bool {
        let mut units = self
            .units
            .iter()
            .chain(self.units.is_empty().then_some(&""));
        units.any(|unit| is_otherwise(text, unit, self.period))
    }

    /// What a column says beyond the names of planned ones.
    fn qualifier(&self, over: &Over, labels: &[Label]) -> Qualifier {
        let own = over.own.as_deref();
        let own = own.filter(|own| {
            let own = fold(own);
            !labels
                .iter()
                .any(|label| label.folded == own || label.unaccented == own)
        });
        let texts = own
            .into_iter()
            .chain(over.around.iter().map(String::as_str));
        let mut found = Qualifier::Plain;
        for text in texts {
            match qualifier(text, self.period) {
                Qualifier::Other => return Qualifier::Other,
                _ if self.is_otherwise(text) => return Qualifier::Other,
                Qualifier::Ours if is_plainly_ours(text, self.period) => found = Qualifier::Ours,
                Qualifier::Ours | Qualifier::Plain => {}
            }
        }
        found
    }
}

impl Over {
    /// What stands over the column, from the top.
    pub(super) fn said(&self) -> String {
        let texts = self.own.iter().chain(&self.around);
        texts.map(String::as_str).collect::<Vec<_>>().join(" | ")
    }

    /// Whether anything stands over the column.
    pub(super) fn is_headed(&self) -> bool {
        self.own.is_some() || !self.around.is_empty()
    }
}

/// A planned heading, folded.
struct Label {
    folded: String,
    unaccented: String,
}

/// The columns that came back beside the planned ones, each pair looked at once: a sheet has up to 16,384 columns.
struct Compared {
    /// By planned column, by column that came back: whether the heading is that of the planned one, and nothing around it
    /// says another period or scale.
    named: Vec<Vec<bool>>,
    /// What each column that came back says beyond the names of planned ones.
    qualifiers: Vec<Qualifier>,
    /// Columns that came back, are of the period and none of those that headings name.
    ours: Vec<usize>,
    /// How many planned columns no heading names.
    unnamed: usize,
}

impl Compared {
    fn of(block: &Block<'_>) -> Self {
        let labels = block.wanted.iter().map(|wanted| Label {
            folded: fold(wanted.label),
            unaccented: without_accents(wanted.label),
        });
        let labels: Vec<Label> = labels.collect();
        let mut named = vec![vec![false; block.over.len()]; labels.len()];
        for (at, over) in block.over.iter().enumerate() {
            let Some(own) = over.own.as_deref().map(fold) else {
                continue;
            };
            let is_other = |text: &String| qualifier(text, block.period) == Qualifier::Other;
            if over.around.iter().any(is_other) {
                continue;
            }
            for (named, label) in named.iter_mut().zip(&labels) {
                named[at] = block.says(&own, label);
            }
        }
        let over = block.over.iter();
        let mut compared = Self {
            qualifiers: over.map(|o| block.qualifier(o, &labels)).collect(),
            ours: Vec::new(),
            unnamed: named.iter().filter(|n| !n.contains(&true)).count(),
            named,
        };
        let all = 0..block.over.len();
        let is_ours = |at: &usize| compared.qualifiers[*at] == Qualifier::Ours;
        compared.ours = all
            .filter(|at| is_ours(at) && !compared.is_named(*at))
            .collect();
        compared
    }

    /// Whether the heading of a column that came back is that of any planned one.
    fn is_named(&self, at: usize) -> bool {
        self.named.iter().any(|named| named[at])
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
    /// Columns that are plainly none of ours.
    pub(super) passed: Vec<PassedColumn>,
    /// Cells whose words were taken for a part of a heading that is not as planned.
    pub(super) cells: Vec<(u32, u16)>,
    /// Planned rows of each block, with the planned and the actual row of the headings over them.
    pub(super) heads: Vec<(Range<u32>, u32, u32)>,
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
    /// Where it is nowhere: filled columns that it may be.
    pub(super) candidates: Vec<u16>,
}

/// A column of a block that came back whose figures are plainly not those that are asked for.
pub(super) struct PassedColumn {
    /// Planned rows of the block.
    rows: Range<u32>,
    /// The actual column.
    pub(super) col: u16,
    /// The actual row of its heading.
    pub(super) row: u32,
    /// What stands over it.
    pub(super) said: String,
}

impl PassedColumn {
    /// A column over these planned rows.
    pub(super) fn of(rows: Range<u32>, row: u32, over: &Over) -> Self {
        Self {
            rows,
            col: over.col,
            row,
            said: over.said(),
        }
    }
}

impl Headings {
    /// The actual row of the headings over a planned row.
    pub(super) fn head_of(&self, row: u32) -> Option<u32> {
        let head = self.heads.iter().find(|(rows, ..)| rows.contains(&row));
        head.map(|(_, _, actual)| *actual)
    }

    /// The planned row of headings that stand in an actual one.
    pub(super) fn planned_head(&self, actual: u32) -> Option<u32> {
        let head = self.heads.iter().find(|(_, _, at)| *at == actual);
        head.map(|(_, planned, _)| *planned)
    }

    /// What the headings say of a planned column in a planned row, where that is not what was planned.
    pub(super) fn told(&self, row: u32, planned: u16) -> Option<&HeadedColumn> {
        let mut columns = self.columns.iter();
        columns.find(|c| c.planned == planned && c.rows.contains(&row))
    }

    /// Whether the heading over an actual column says, in a planned row, that its figures are none of ours.
    pub(super) fn pass(&self, row: u32, actual: u16) -> bool {
        let mut passed = self.passed.iter();
        passed.any(|column| column.col == actual && column.rows.contains(&row))
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
