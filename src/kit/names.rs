//! The names that formulas, messages, tables and the narrative may use, and what stands behind each.

use crate::model::area::Grouping;
use crate::model::form::{FieldRef, Form, TextUse, list_count_id};
use crate::model::id::{ColumnId, FieldPath, FigureId, FormId};
use crate::model::kit::Formats;
use crate::msg;
use crate::rule::ColumnName;
use crate::source::table::{Page, Text};
use crate::value::kind::Holds;
use crate::value::{Kind, Rollup};
use crate::words::Message;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// Types of units of which there are many in any campaign.
const MANY: [&str; 4] = ["xa", "phuong", "thi_tran", "dac_khu"];

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NameShape {
    /// One value.
    One(Kind),
    /// Several texts.
    Many,
    /// Rows with these columns.
    Rows(BTreeMap<ColumnId, Kind>),
    /// The units of a form or of a set.
    Units(SetShape),
    /// The parts of the units of a space.
    Areas {
        /// The form or set.
        space: String,
        /// The form.
        form: String,
        /// What parts them.
        by: Grouping,
    },
    /// Units' own words, which the officer must choose from before they may appear.
    Unchosen(Box<NameShape>),
}

/// Whose units they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SetShape {
    /// The form.
    pub(super) form: String,
    /// Whether they are chosen from among its units.
    pub(super) is_set: bool,
}

/// What a kit speaks of, noted while it is read.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Names that stand somewhere.
    pub(super) names: RefCell<BTreeSet<String>>,
    /// How the units of a space are parted.
    pub(super) areas: RefCell<BTreeSet<(String, Vec<Grouping>)>>,
    /// Forms whose units are told apart.
    pub(super) rosters: RefCell<BTreeSet<FormId>>,
}

/// Names by id.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    shapes: BTreeMap<String, NameShape>,
    /// Columns by what they are a column of: the kinds of its fields. "" is what a formula is calculated at.
    pub(super) columns: BTreeMap<String, BTreeMap<String, Kind>>,
    /// Figures that stand further down than the one being read, with their lines.
    pub(super) later: BTreeMap<String, usize>,
    /// Names of which a mistake leaves unknown what they hold.
    pub(super) doubts: BTreeSet<String>,
    /// Numbers that many units give and that are not rolled up.
    pub(super) no_total: BTreeSet<String>,
    /// Formats of numbers by name.
    pub(super) formats: Formats,
    /// What the kit speaks of.
    pub(super) asked: Rc<Asked>,
    /// Sets, by their ids.
    pub(super) sets: BTreeMap<String, SetShape>,
    /// Conditions that are tested for each unit, by the ids of their figures.
    pub(super) tested: BTreeSet<String>,
    /// Groups of the roster that the kit speaks of.
    pub(super) groups: Vec<String>,
    /// Whether all names are here; otherwise an unknown one may be due to a file with mistakes.
    pub(super) incomplete: bool,
}

impl Names {
    pub(super) fn insert(&mut self, name: String, shape: NameShape) {
        self.shapes.insert(name, shape);
    }

    pub(super) fn get(&self, name: &str) -> Option<&NameShape> {
        let shape = self.shapes.get(name)?;
        if name
            .split('.')
            .next()
            .is_some_and(|space| self.sets.contains_key(space))
        {
            self.asked.names.borrow_mut().insert(name.to_owned());
        }
        Some(shape)
    }

    /// Makes the parts of the units of a space names.
    pub(super) fn areas_of(&mut self, space: &str, form: &str, by: impl Iterator<Item = Grouping>) {
        for by in by {
            let name = FigureId::joined(space, by.word());
            if !self.shapes.contains_key(&name) {
                let areas = NameShape::Areas {
                    space: space.to_owned(),
                    form: form.to_owned(),
                    by,
                };
                self.insert(name, areas);
            }
        }
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.shapes.keys().map(String::as_str)
    }

    /// Notes a name that does not exist.
    pub(super) fn unknown(&self, page: &Page<'_>, span: &Range<usize>, name: &str) {
        let of_now = name.strip_prefix(FigureId::PREVIOUS);
        let of_now = of_now.and_then(|rest| rest.strip_prefix('.'));
        if of_now.is_some_and(|now| self.shapes.contains_key(now)) {
            page.wrong_help(
                span,
                msg!("kit.not-compared", name = name),
                msg!("kit.use-compare"),
            );
        } else if !self.incomplete {
            let near = self
                .in_a_form(name)
                .or_else(|| page.did_you_mean(name, self.keys()));
            page.note(span, msg!("kit.unknown-name", name = name), near);
        }
    }

    /// What to write for the name of a field without its form.
    fn in_a_form(&self, name: &str) -> Option<Message> {
        if name.contains('.') {
            return None;
        }
        let mut forms = self.shapes.iter().filter_map(|(id, shape)| match shape {
            NameShape::Units(set) if !set.is_set => Some(id),
            _ => None,
        });
        let form = forms.find(|form| self.shapes.contains_key(&FigureId::joined(form, name)))?;
        let full = FigureId::joined(form, name);
        Some(msg!("kit.use-form", full = full, form = form))
    }

    /// The kind behind a name that must stand for one value; anything else is noted.
    pub(super) fn one(&self, page: &Page<'_>, span: &Range<usize>, name: &str) -> Option<&Kind> {
        self.has_total(page, span, name);
        match self.get(name) {
            Some(NameShape::One(kind)) => return Some(kind),
            Some(NameShape::Rows(_)) => page.wrong_help(
                span,
                msg!("kit.list-as-value", name = name),
                msg!("kit.use-row-count", name = list_count_id(name)),
            ),
            Some(NameShape::Units(_) | NameShape::Areas { .. }) => page.wrong_help(
                span,
                msg!("kit.list-as-value", name = name),
                msg!("kit.use-unit-count", name = name),
            ),
            Some(NameShape::Many | NameShape::Unchosen(_)) => {
                page.wrong(span, msg!("kit.texts-as-value", name = name));
            }
            None => match self.later.get(name) {
                Some(line) => {
                    page.wrong(span, msg!("kit.figure-later", name = name, line = line));
                }
                None => self.unknown(page, span, name),
            },
        }
        None
    }

    /// The kind of the values of a column; one that does not exist is noted.
    pub(super) fn column(
        &self,
        page: &Page<'_>,
        span: &Range<usize>,
        column: &ColumnName,
    ) -> Option<&Kind> {
        let Some(fields) = self.columns.get(&column.of) else {
            if self.columns.is_empty() || column.of.is_empty() {
                page.wrong(span, msg!("kit.no-column-here", name = column.text()));
            } else if !self.incomplete {
                let near = page.did_you_mean(&column.of, self.columns.keys().map(String::as_str));
                page.note(span, msg!("kit.no-columns-of", name = column.of), near);
            }
            return None;
        };
        let kind = fields.get(&column.field);
        if kind.is_none() && !self.incomplete {
            let near = page.did_you_mean(&column.field, fields.keys().map(String::as_str));
            page.note(span, msg!("kit.unknown-name", name = column.text()), near);
        }
        kind
    }

    /// Notes a number of many units that is not rolled up, so that there is no one value to show.
    pub(super) fn has_total(&self, page: &Page<'_>, span: &Range<usize>, name: &str) {
        if self.no_total.contains(name) && !self.doubts.contains(name) {
            page.wrong_help(
                span,
                msg!("kit.no-total", name = name),
                msg!("kit.use-rollup"),
            );
        }
    }

    /// Checks the `{name}` slots of a message; each must be one value.
    pub(super) fn slots(&self, page: &Page<'_>, message: &Text) {
        for (name, at) in slots(&message.value) {
            let place = message.part(page, &at);
            match name {
                Ok(name) => {
                    self.one(page, &place, name);
                }
                Err(problem) => page.wrong(&place, problem),
            }
        }
    }
}

/// The `{…}` of a text, each with its place (inside the braces), or what is wrong with it.
pub(super) fn slots(text: &str) -> Vec<(Result<&str, Message>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['{', '}']).map(|i| at + i) {
        if text[open..].starts_with('}') {
            found.push((Err(msg!("kit.brace-alone")), open..open + 1));
            at = open + 1;
            continue;
        }
        let inside = open + 1;
        let Some(close) = text[inside..].find(['{', '}']).map(|i| inside + i) else {
            found.push((Err(msg!("kit.brace-alone")), open..inside));
            break;
        };
        if text[close..].starts_with('{') {
            found.push((Err(msg!("kit.brace-alone")), open..inside));
            at = close;
            continue;
        }
        found.push((Ok(&text[inside..close]), inside..close));
        at = close + 1;
    }
    found
}

/// The names of a form's own rules.
pub(super) fn of_form(form: &Form) -> Names {
    let mut names = Names::default();
    for field in form.fields() {
        names.insert(field.id().into(), NameShape::One(field.kind().clone()));
    }
    for (section, list) in form.lists() {
        let columns = list.columns.iter();
        let columns = columns.map(|c| (c.id.clone(), c.kind.clone())).collect();
        names.insert(section.id.to_string(), NameShape::Rows(columns));
        names.insert(list_count_id(&section.id), NameShape::One(Kind::Count));
    }
    names
}

/// The names that exist whatever the kit computes: roll-ups of all forms, last period's, the campaign's facts.
pub(super) fn of_campaign(forms: &[Form]) -> Names {
    let mut names = Names::default();
    for form in forms {
        let of_many = (form.unit_types.iter()).any(|kind| MANY.contains(&kind.as_str()));
        for field in form.fields() {
            let path = FieldPath::new(&form.id, &field.id());
            if field.row.compare {
                let id = FigureId::of_previous(&path).to_string();
                names.insert(id, rolled_up(field));
            }
            if of_many && field.rollup() == Rollup::None && field.kind().is_number() {
                names.no_total.insert(path.to_string());
            }
            names.insert(path.to_string(), rolled_up(field));
        }
        let mut add = |name: &str, shape: NameShape| {
            names.insert(FieldPath::new(&form.id, name).to_string(), shape);
        };
        for (section, list) in form.lists() {
            let columns = list.columns.iter();
            let columns = columns.map(|c| (c.id.clone(), c.kind.clone())).collect();
            let free = list.columns.iter().any(|c| is_free_text(&c.kind));
            let rows = chosen_first(NameShape::Rows(columns), free, list.text_use);
            add(&section.id, rows);
            add(&list_count_id(&section.id), NameShape::One(Kind::Count));
        }
        for counted in [
            FigureId::units_due(&form.id),
            FigureId::units_answered(&form.id),
        ] {
            names.insert(counted.to_string(), NameShape::One(Kind::Count));
        }
        let columns = names.columns.entry(form.id.to_string()).or_default();
        columns.extend(form.fields().map(|f| (f.id().into(), f.kind().clone())));
        for (section, list) in form.lists() {
            let of = FieldPath::new(&form.id, &section.id).to_string();
            let columns = list.columns.iter();
            let columns = columns.map(|c| (c.id.to_string(), c.kind.clone()));
            names.columns.insert(of, columns.collect());
        }
        let units = SetShape {
            form: form.id.to_string(),
            is_set: false,
        };
        names.insert(form.id.to_string(), NameShape::Units(units));
        names.areas_of(&form.id, &form.id, Grouping::ALL.iter().map(|(_, by)| *by));
        let periods = form.sections.iter().filter_map(|s| s.period.as_deref());
        for period in periods.filter(|p| is_period(p)) {
            for end in ["", "_tu", "_den"] {
                let id = FigureId::of_setting(&format!("moc_{period}{end}"));
                names.insert(id.to_string(), NameShape::One(Kind::Date));
            }
        }
    }
    for (fact, kind) in CAMPAIGN_FACTS {
        names.insert(
            FigureId::of_setting(fact).to_string(),
            NameShape::One(kind.clone()),
        );
    }
    names
}

/// Whether a text can be the name of one of the campaign's dates.
pub(super) fn is_period(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

const CAMPAIGN_FACTS: &[(&str, Kind)] = &[
    ("ten_ky", Kind::Text),
    ("ten_ky_truoc", Kind::Text),
    ("nam", Kind::Text),
    ("ky_tu", Kind::Date),
    ("ky_den", Kind::Date),
    ("dia_ban", Kind::Text),
    ("co_quan", Kind::Text),
    ("can_cu_co_quan", Kind::Text),
    ("can_cu_so", Kind::Text),
    ("can_cu_ngay", Kind::Date),
    ("can_cu_trich_yeu", Kind::Text),
];

fn rolled_up(field: FieldRef<'_>) -> NameShape {
    let kind = field.kind();
    let shape = rollup_shape(field.rollup(), kind);
    chosen_first(shape, is_free_text(kind), field.row.text_use)
}

/// What a roll-up of a kind makes.
pub(super) fn rollup_shape(rollup: Rollup, kind: &Kind) -> NameShape {
    match rollup {
        Rollup::List | Rollup::Distinct => NameShape::Many,
        _ => NameShape::One(kind.rolled_up(rollup)),
    }
}

/// Whether a unit writes it in its own words.
pub(super) fn is_free_text(kind: &Kind) -> bool {
    kind.spec().holds == Holds::Words
}

fn chosen_first(shape: NameShape, free: bool, text_use: TextUse) -> NameShape {
    if free && text_use == TextUse::Select {
        NameShape::Unchosen(Box::new(shape))
    } else {
        shape
    }
}
