//! From the cells of a roster to its units.

use super::columns::{self, Column, Columns, heading};
use super::row::{ReadRow, Said};
use super::table::Source;
use super::{EXAMPLE_CODES, check, type_id, type_label};
use crate::campaign::settings::Days;
use crate::model::form::Form;
use crate::model::id::SectionId;
use crate::model::kit::Kit;
use crate::model::raw::{RawCell, RawSheet};
use crate::model::unit::{Participation, Roster, Unit};
use crate::msg;
use crate::source::Problem;
use crate::value::fold::clean;
use crate::value::{Day, Kind, Raw, Value, fold, understand};
use crate::words::nearest::did_you_mean;
use crate::words::{Message, official};
use std::collections::BTreeMap;
use std::sync::Arc;
use validator::ValidateEmail;

/// Most units of a campaign.
const MOST_UNITS: usize = 20_000;
/// Most mistakes that are told of one roster.
const MOST_PROBLEMS: usize = 500;
/// Most characters of a code.
const CODE_CHARS: usize = 30;
/// Most characters of any other cell.
const CELL_CHARS: usize = 200;

/// Reads a roster whole. Without a kit (it has mistakes of its own) forms and sections are not looked at; own
/// deadlines are held against the campaign's days.
///
/// Problems that are warnings hinder nothing.
pub(crate) fn read(source: &Source, kit: Option<&Kit>, days: &Days) -> (Roster, Vec<Problem>) {
    let Some(mut columns) = columns::find(source.table) else {
        let message = msg!("campaign.no-headings", heads = needed().join(", "));
        return (
            Roster::default(),
            vec![Problem::in_file(source.file, message)],
        );
    };
    let mut problems = headings(source, &columns);
    columns.leave_out_doubled();
    let mut read = Vec::new();
    let mut reader = Rows {
        source,
        kit,
        days,
        problems: Vec::new(),
    };
    for (row, cells) in rows(source.table, &columns) {
        if read.len() == MOST_UNITS || reader.problems.len() >= MOST_PROBLEMS {
            let message = msg!("campaign.too-many-rows", most = MOST_UNITS);
            reader.problems.push(source.problem(row, 0, message));
            break;
        }
        read.push(reader.unit(row, &columns, &cells));
    }
    problems.append(&mut reader.problems);
    check::across(source, &columns, &read, &mut problems);
    let units = read.into_iter().filter_map(|row| row.unit.map(Arc::new));
    let units = units.collect();
    (Roster { units }, problems)
}

/// The headings that a roster cannot do without.
fn needed() -> Vec<String> {
    [Column::Code, Column::Kind, Column::Name]
        .map(heading)
        .to_vec()
}

/// What is wrong with the headings.
fn headings(source: &Source, columns: &Columns) -> Vec<Problem> {
    let mut problems = Vec::new();
    for column in [Column::Code, Column::Kind, Column::Name] {
        if !columns.at.contains_key(&column) {
            let message = msg!("campaign.no-heading", head = heading(column));
            problems.push(source.problem(columns.row, 0, message));
        }
    }
    for (_, col, head) in &columns.twice {
        let message = msg!("campaign.heading-twice", head = head);
        problems.push(source.problem(columns.row, *col, message));
    }
    let known: Vec<String> = columns::COLUMNS.iter().map(|(c, ..)| heading(*c)).collect();
    for (col, head) in &columns.unknown {
        let near = did_you_mean(&clean(head, false), known.iter().map(String::as_str));
        let problem = source
            .problem(
                columns.row,
                *col,
                msg!("campaign.heading-unknown", head = head),
            )
            .help(near);
        problems.push(problem.into_warning());
    }
    problems
}

type Cells<'a> = BTreeMap<Column, &'a RawCell>;

/// The rows below the headings in which a known column holds something.
fn rows<'a>(table: &'a RawSheet, columns: &Columns) -> BTreeMap<u32, Cells<'a>> {
    let by_place: BTreeMap<u16, Column> = columns.at.iter().map(|(c, at)| (*at, *c)).collect();
    let mut rows: BTreeMap<u32, Cells> = BTreeMap::new();
    for cell in table.cells.iter().filter(|c| c.row > columns.row) {
        if let Some(column) = by_place.get(&cell.col)
            && !clean(&cell.value.shown(), false).is_empty()
        {
            rows.entry(cell.row).or_default().insert(*column, cell);
        }
    }
    rows
}

/// Reads rows one by one; what is wrong is noted at its cell.
struct Rows<'a> {
    source: &'a Source<'a>,
    kit: Option<&'a Kit>,
    days: &'a Days,
    problems: Vec<Problem>,
}

impl Rows<'_> {
    fn unit(&mut self, row: u32, columns: &Columns, cells: &Cells) -> ReadRow {
        let mut row = Row {
            number: row,
            columns,
            cells,
            rows: self,
        };
        let code = row.code();
        let kind = row.needed(Column::Kind);
        let name = row.needed(Column::Name);
        let unit_type = type_id(&kind);
        if !kind.is_empty() && unit_type.is_empty() {
            row.wrong(Column::Kind, msg!("campaign.no-type", text = kind));
        }
        let form = row.form(&unit_type);
        let sections = form.map(|form| row.sections(form)).unwrap_or_default();
        let group = row.text(Column::Group);
        let email = row.email();
        let contact = row.text(Column::Contact);
        let phone = row.text(Column::Phone);
        let deadline = row.deadline();
        let state = row.state();
        if state == Said::Reports {
            row.deadline_in_order(deadline, form, &sections);
        }
        let number = row.number;
        let unit = || {
            Some(Unit {
                code: code.parse().ok()?,
                unit_type,
                type_label: type_label(&kind),
                name: name.clone(),
                form: form?.id.clone(),
                sections,
                group,
                email,
                contact,
                phone,
                deadline,
                state: match &state {
                    Said::Reports => Participation::Reports,
                    Said::Exempt => Participation::Exempt,
                    Said::MergedInto(code) => Participation::MergedInto(code.parse().ok()?),
                },
                row: number,
            })
        };
        ReadRow {
            number,
            unit: unit(),
            code,
            name,
            state,
        }
    }
}

struct Row<'r, 'a> {
    /// From 0.
    number: u32,
    columns: &'r Columns,
    cells: &'r Cells<'r>,
    rows: &'r mut Rows<'a>,
}

impl<'a> Row<'_, 'a> {
    fn wrong(&mut self, column: Column, message: Message) {
        self.wrong_help(column, message, None);
    }

    fn wrong_help(&mut self, column: Column, message: Message, help: Option<Message>) {
        let col = self.columns.at.get(&column).copied().unwrap_or_default();
        let problem = self
            .rows
            .source
            .problem(self.number, col, message)
            .help(help);
        self.rows.problems.push(problem);
    }

    /// The text of a cell, empty when there is none.
    fn text(&mut self, column: Column) -> String {
        let Some(cell) = self.cells.get(&column) else {
            return String::new();
        };
        let text = clean(&cell.shown(), false);
        if matches!(cell.value, Raw::Error(_) | Raw::Uncomputed) {
            self.wrong(column, msg!("campaign.cell-uncomputed"));
            return String::new();
        }
        if text.chars().count() > CELL_CHARS {
            self.wrong(column, msg!("campaign.cell-long", most = CELL_CHARS));
        }
        text
    }

    /// The text of a cell that must say something. Of a column that is not there the heading was told.
    fn needed(&mut self, column: Column) -> String {
        if self.columns.at.contains_key(&column) && !self.cells.contains_key(&column) {
            self.wrong(column, msg!("campaign.cell-blank", head = heading(column)));
        }
        self.text(column)
    }

    fn code(&mut self) -> String {
        let code = self.needed(Column::Code);
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if code.len() > CODE_CHARS || !code.chars().all(fits) {
            self.wrong(Column::Code, msg!("campaign.code", text = code));
        } else if EXAMPLE_CODES.contains(&code.as_str()) {
            self.wrong(Column::Code, msg!("campaign.example-row", code = code));
        }
        code
    }

    /// The form that the row names, else the one for its type.
    fn form(&mut self, unit_type: &str) -> Option<&'a Form> {
        let kit = self.rows.kit?;
        let named = self.text(Column::Form);
        if !named.is_empty() {
            let number = fold(&named);
            let mut forms = kit.forms.iter();
            let form = forms.find(|f| f.id == named || fold(&f.number) == number);
            if form.is_none() {
                let ids: Vec<&str> = kit.forms.iter().map(|f| f.id.as_str()).collect();
                let help = did_you_mean(&named, ids.iter().copied());
                let message = msg!("campaign.no-form", text = named, forms = ids.join(", "));
                self.wrong_help(Column::Form, message, help);
            }
            return form;
        }
        let fills = |f: &&Form| f.unit_types.iter().any(|t| t == unit_type);
        let form = kit.forms.iter().find(fills);
        if form.is_none() && !unit_type.is_empty() {
            let types = kit.forms.iter().flat_map(|f| &f.unit_types);
            let types: Vec<String> = types.map(|t| type_label(t)).collect();
            let kind = self.text(Column::Kind);
            let message = msg!(
                "campaign.no-form-for-type",
                text = kind,
                types = types.join(", ")
            );
            self.wrong(Column::Kind, message);
        }
        form
    }

    /// Sections by id, number or title, separated by `;`, `,` or lines.
    fn sections(&mut self, form: &Form) -> Vec<SectionId> {
        let Some(raw) = self.cells.get(&Column::Sections) else {
            return Vec::new();
        };
        let written = clean(&raw.shown(), true);
        let find = |word: &str| {
            let folded = fold(word);
            let mut sections = form.sections.iter();
            sections.find(|s| {
                s.id == word || fold(&s.title) == folded || {
                    !s.number.is_empty() && fold(&s.number) == folded
                }
            })
        };
        if let Some(section) = find(&written) {
            return vec![section.id.clone()];
        }
        let mut ids: Vec<SectionId> = Vec::new();
        for word in written.split([';', ',', '\n']) {
            let word = word.trim();
            match find(word) {
                Some(section) if ids.contains(&section.id) => {}
                Some(section) => ids.push(section.id.clone()),
                None if word.is_empty() => {}
                None => {
                    let known: Vec<&str> = form.sections.iter().map(|s| s.id.as_str()).collect();
                    let help = did_you_mean(word, known.iter().copied());
                    let message = msg!(
                        "campaign.no-section",
                        text = word,
                        form = form.number,
                        sections = known.join(", ")
                    );
                    self.wrong_help(Column::Sections, message, help);
                }
            }
        }
        ids
    }

    /// One address or several.
    fn email(&mut self) -> String {
        let written = self.text(Column::Email);
        let addresses = written.split([';', ',', ' ']).filter(|a| !a.is_empty());
        let addresses: Vec<&str> = addresses.collect();
        if let Some(wrong) = addresses.iter().find(|a| !a.validate_email()) {
            self.wrong(Column::Email, msg!("campaign.cell-e-mail", text = wrong));
        }
        addresses.join("; ")
    }

    fn deadline(&mut self) -> Option<Day> {
        let raw = &self.cells.get(&Column::Deadline)?.value;
        let said = understand(raw, None, &Kind::Date, "");
        if let Some(Value::Date(day)) = said.value {
            return Some(day);
        }
        let text = raw.shown();
        self.wrong(Column::Deadline, msg!("campaign.not-day", text = text));
        None
    }

    /// Who needs not answer may have any deadline.
    fn deadline_in_order(
        &mut self,
        own: Option<Day>,
        form: Option<&Form>,
        own_parts: &[SectionId],
    ) {
        let Some(own) = own else {
            return;
        };
        let sections = form.into_iter().flat_map(|form| &form.sections);
        let filled = sections.filter(|s| own_parts.is_empty() || own_parts.contains(&s.id));
        let marks = filled.filter_map(|s| s.period.as_deref());
        if let Some(message) = self.rows.days.own_deadline(own, marks) {
            self.wrong(Column::Deadline, message);
        }
    }

    fn state(&mut self) -> Said {
        let written = self.text(Column::State);
        let word = |id| fold(&official(id));
        let folded = fold(&written);
        if folded.is_empty() || folded == word("campaign.state-reports") {
            return Said::Reports;
        }
        let exempt = word("campaign.state-exempt");
        if folded == exempt
            || folded
                .strip_prefix(&exempt)
                .is_some_and(|r| r.starts_with(' '))
        {
            return Said::Exempt;
        }
        if let Some((before, code)) = written.rsplit_once([' ', ':']) {
            let before = fold(before.trim_end_matches(':'));
            if before.ends_with(&word("campaign.state-merged")) {
                return Said::MergedInto(code.to_owned());
            }
        }
        self.wrong(Column::State, msg!("campaign.no-state", text = written));
        Said::Reports
    }
}
