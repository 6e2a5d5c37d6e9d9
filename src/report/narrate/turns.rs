//! The turns of a loop: over texts and rows, over units, over parts of the units.

use super::marks::{Mark, Source};
use crate::model::area::{Area, Grouping};
use crate::model::areas::{area_name, parts, units_in, units_of, word};
use crate::model::document::Part;
use crate::model::figure::{FigureValue, Figures};
use crate::model::id::{FieldPath, FigureId, UnitCode};
use crate::model::kit::{FigureSource, Kit};

/// One turn of a loop.
pub(super) struct Turn {
    pub(super) variable: String,
    about: About,
    /// Which turn, from 0.
    pub(super) at: usize,
    pub(super) of: usize,
}

/// What a turn is about.
enum About {
    /// A text or a row of a figure.
    Item(FigureId),
    /// A unit of a form.
    Unit {
        form: String,
        unit: UnitCode,
        name: String,
    },
    /// A part of the units of a form or set.
    Area {
        space: String,
        form: String,
        area: Area,
        name: String,
    },
}

impl Turn {
    /// The turns of a loop over what goes by a name.
    pub(super) fn all(
        name: &str,
        variable: &str,
        around: &[Self],
        (kit, figures): (&Kit, &Figures),
    ) -> Vec<Self> {
        let about = About::all(name, around, (kit, figures));
        let of = about.len();
        let turns = about.into_iter().enumerate().map(|(at, about)| Self {
            variable: variable.to_owned(),
            about,
            at,
            of,
        });
        turns.collect()
    }

    /// What stands in the place of what is asked of the turn.
    pub(super) fn mark(
        &self,
        asked: &str,
        filter: String,
        (kit, figures): (&Kit, &Figures),
    ) -> Option<Mark> {
        let is_field = |form: &str| {
            kit.form(form)
                .is_some_and(|form| form.field(asked).is_some())
        };
        let words = |text: &str| Some(Mark::Words(text.to_owned()));
        let source = match &self.about {
            About::Item(id) => Source {
                id: id.clone(),
                part: if asked.is_empty() {
                    Part::Nth(self.at)
                } else {
                    Part::Cell(self.at, asked.to_owned())
                },
            },
            About::Unit { form, name, .. } if asked == "ten" && !is_field(form) => {
                return words(name);
            }
            About::Area { form, name, .. } if asked == "ten" && !is_field(form) => {
                return words(name);
            }
            About::Unit { form, .. } | About::Area { form, .. }
                if asked == "stt" && !is_field(form) =>
            {
                return words(&(self.at + 1).to_string());
            }
            About::Unit { form, unit, .. } if is_word(asked) && !is_field(form) => {
                return words(&said_of(figures, form, asked, unit));
            }
            About::Unit { form, unit, .. } => Source {
                id: figure(form, form, asked),
                part: Part::Unit(unit.clone()),
            },
            About::Area {
                space, form, area, ..
            } => Source {
                id: figure(space, form, asked),
                part: Part::Area(area.clone()),
            },
        };
        Some(Mark::Figure(source, filter))
    }

    /// Whether a condition holds of the unit that the turn is about; its figure where that waits.
    pub(super) fn holds(&self, condition: &str, figures: &Figures) -> Result<bool, FigureId> {
        let About::Unit { form, unit, .. } = &self.about else {
            return Err(FigureId::at(condition, ""));
        };
        let id = FigureId::at(form, condition);
        let said = figures.get(&id).and_then(|figure| figure.units.get(unit));
        match said.and_then(|said| said.value.as_ref()) {
            Some(crate::value::Value::YesNo(holds)) => Ok(*holds),
            _ => Err(id),
        }
    }
}

impl About {
    fn all(name: &str, around: &[Turn], (kit, figures): (&Kit, &Figures)) -> Vec<Self> {
        let turn = around.iter().rev().find(|turn| turn.variable == name);
        if let Some(Self::Area {
            space, form, area, ..
        }) = turn.map(|turn| &turn.about)
        {
            return Self::units((space, form), area, figures);
        }
        if let Some(form) = form_of(kit, name) {
            return Self::units((name, form), &Area::default(), figures);
        }
        if let Some((space, by)) = grouping(name)
            && let Some(form) = form_of(kit, space)
        {
            let areas = parts(figures, (space, form), &Area::default(), by);
            let areas = areas.into_iter().map(|area| Self::Area {
                space: space.to_owned(),
                form: form.to_owned(),
                name: area_name(figures, form, &area, by),
                area,
            });
            return areas.collect();
        }
        let Ok(id) = name.parse::<FigureId>() else {
            return Vec::new();
        };
        let count = match figures.get(&id).map(|figure| &figure.value) {
            Some(FigureValue::Many(all)) => all.len(),
            Some(FigureValue::Rows(rows)) => rows.len(),
            _ => 0,
        };
        (0..count).map(|_| Self::Item(id.clone())).collect()
    }

    fn units((space, form): (&str, &str), area: &Area, figures: &Figures) -> Vec<Self> {
        let all = units_of(figures, space).unwrap_or_default();
        let inside = units_in(figures, (space, form), area);
        let units = all.iter().filter(|unit| inside.contains(&&unit.unit));
        units
            .map(|unit| Self::Unit {
                form: form.to_owned(),
                unit: unit.unit.clone(),
                name: unit.unit_name.clone(),
            })
            .collect()
    }
}

/// The form of the units of a form or set of that name.
fn form_of<'k>(kit: &'k Kit, space: &str) -> Option<&'k str> {
    if let Some(form) = kit.form(space) {
        return Some(&form.id);
    }
    let def = kit.figures.iter().find(|def| def.id.as_str() == space)?;
    match &def.source {
        FigureSource::Set(set) if !set.of_rows => Some(&set.form),
        _ => None,
    }
}

fn grouping(name: &str) -> Option<(&str, Grouping)> {
    let (space, word) = name.rsplit_once('.')?;
    let by = Grouping::ALL.iter().find(|(known, _)| *known == word)?;
    Some((space, by.1))
}

fn is_word(asked: &str) -> bool {
    matches!(asked, "ma" | "loai" | "nhom")
}

/// What the roster says of a unit, as people read it.
fn said_of(figures: &Figures, form: &str, asked: &str, unit: &UnitCode) -> String {
    let said = word(figures, form, asked, unit).unwrap_or_default();
    match Grouping::ALL.iter().find(|(word, _)| *word == asked) {
        Some((_, by)) => area_name(figures, form, &Area::default().within(*by, said), *by),
        None => said.to_owned(),
    }
}

/// A figure of a space by its name there; last period's fields stand with the form.
fn figure(space: &str, form: &str, name: &str) -> FigureId {
    match name.strip_prefix(FigureId::PREVIOUS_DOT) {
        Some(now) => FigureId::of_previous(&FieldPath::new(form, now)),
        None => FigureId::at(space, name),
    }
}
