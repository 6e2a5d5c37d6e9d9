//! Which cells each rule joins, and where its state stands.

use super::live::{RuleRef, there};
use crate::layout::{CHECKS_SHEET, Layout};
use crate::model::form::{Form, Rule, list_count_id};
use crate::rule::{LiveBlank, LiveName};
use crate::value::Kind;
use crate::words::{Lang, Message};

/// Column of the state on the sheet of checks.
pub(super) const STATE: u16 = 1;
/// Row of that sheet on which the heading of the progress by section stands.
pub(super) const PROGRESS: u32 = 7;

/// A cell that a rule is about.
pub(super) struct RuleCell {
    pub(super) label: String,
    pub(super) sheet: String,
    pub(super) place: (u32, u16),
    /// Name of the cell that may say why there is no answer.
    pub(super) status: Option<String>,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) blank: LiveBlank,
}

/// Where the states of the rules stand.
pub(super) struct Checks {
    pub(super) rules: Vec<(u32, Vec<RuleCell>)>,
    pub(super) end: u32,
}

impl Checks {
    /// Places for the rules of a form.
    pub(super) fn of(form: &Form, layout: &Layout) -> Self {
        let mut row = PROGRESS + 2 + form.sections.len() as u32 + 3;
        let mut rules = Vec::new();
        for rule in &form.rules {
            let cells = involved(rule, form, layout);
            let lines = cells.len().max(1) as u32;
            rules.push((row, cells));
            row += lines;
        }
        Self { rules, end: row }
    }

    /// The rules that a cell of a row takes part in.
    pub(super) fn of_names(&self, names: &[String]) -> Vec<RuleRef> {
        self.rules
            .iter()
            .enumerate()
            .filter(|(_, (_, cells))| cells.iter().any(|c| names.contains(&c.name)))
            .map(|(i, (row, _))| (there(CHECKS_SHEET, (*row, STATE)), i + 1))
            .collect()
    }
}

/// What the guards of a rule need to know of one of its names.
pub(super) fn about(cells: &[RuleCell], name: &str) -> LiveName {
    let cell = cells.iter().find(|c| c.name == name);
    cell.map_or_else(LiveName::default, |cell| LiveName {
        status: cell.status.clone(),
        blank: cell.blank,
        state: None,
    })
}

fn involved(rule: &Rule, form: &Form, layout: &Layout) -> Vec<RuleCell> {
    let mut cells = Vec::new();
    for name in rule.condition.names() {
        if let (Some(spot), Some(field)) = (layout.field(&name.text), form.field(&name.text)) {
            cells.push(RuleCell {
                label: field.label(),
                sheet: spot.sheet.clone(),
                place: (spot.row, spot.col),
                status: Some(format!("{}__tt", spot.row_id)),
                name: name.text,
                kind: field.kind().clone(),
                blank: if field.row.required {
                    LiveBlank::NotYet
                } else {
                    LiveBlank::Answer
                },
            });
        } else if let Some(list) = layout
            .lists
            .iter()
            .find(|l| list_count_id(&l.section) == name.text)
        {
            let section = form.sections.iter().find(|s| s.id == list.section);
            let mut required = form.lists().filter(|(_, l)| l.required);
            let is_required = required.any(|(s, _)| s.id == list.section);
            cells.push(RuleCell {
                label: Message::new("emit.check-list")
                    .with("section", section.map_or("", |s| s.title.as_str()))
                    .say(Lang::Vi),
                sheet: list.sheet.clone(),
                place: (list.first_row, list.first_col),
                // No rows are an answer where a list may be empty.
                status: is_required.then(|| format!("{}__tt", list.section)),
                name: name.text,
                kind: Kind::Count,
                blank: if is_required {
                    LiveBlank::ZeroIsNotYet
                } else {
                    LiveBlank::Counted
                },
            });
        }
    }
    cells
}
