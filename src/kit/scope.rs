//! The names that a formula may use which is calculated at the units of a form: those of its fields and figures, what the
//! roster says, and all that is known over all.

use super::names::{NameShape, Names, rollup_shape};
use crate::model::form::Form;
use crate::model::id::{FieldPath, FigureId};
use crate::model::kit::{FigureDef, FigureSource};
use crate::value::Kind;

/// What the roster says of a unit, besides how many there are.
pub(super) const WORDS: [&str; 4] = ["ten", "ma", "loai", "nhom"];
/// How many units there are at a place, and how many answered.
pub(super) const COUNTS: [&str; 2] = ["so_don_vi", "da_bao_cao"];

/// Whether a formula is for each unit alone, or also for several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sees {
    /// One unit: a yes is a word.
    Unit,
    /// Any place: what units say is rolled up.
    Place,
}

/// The names at the units of a form. Inner names hide outer ones.
pub(super) fn of_place(outer: &Names, form: &Form, figures: &[FigureDef], sees: Sees) -> Names {
    let mut names = outer.clone();
    let columns = outer.columns.get(form.id.as_str()).cloned();
    names
        .columns
        .insert(String::new(), columns.unwrap_or_default());
    for word in WORDS {
        names.insert(word.to_owned(), NameShape::One(Kind::Text));
    }
    for count in COUNTS {
        names.insert(count.to_owned(), NameShape::One(Kind::Count));
    }
    for field in form.fields() {
        let id = field.id();
        let path = FieldPath::new(&form.id, &id);
        let kind = match (sees, rollup_shape(field.rollup(), field.kind())) {
            (Sees::Place, NameShape::One(kind)) if kind != *field.kind() => {
                // Of one unit it is a word, of several a number.
                names.doubts.insert(id.to_string());
                kind
            }
            _ => field.kind().clone(),
        };
        let before = FigureId::of_previous(&path);
        if outer.get(&before).is_some() {
            let name = [FigureId::PREVIOUS_DOT, &id].concat();
            names.insert(name, NameShape::One(kind.clone()));
        }
        names.insert(id.into(), NameShape::One(kind));
    }
    for def in figures {
        let FigureSource::Placed(placed) = &def.source else {
            continue;
        };
        let Some(name) = def.id.local(&form.id) else {
            continue;
        };
        names.insert(name.to_owned(), NameShape::One(def.kind.clone()));
        let has_before = |name: &str| {
            let before = [FigureId::PREVIOUS_DOT, name].concat();
            form.field(name).is_none() || names.get(&before).is_some()
        };
        if placed.formula.names().iter().all(|n| has_before(&n.text)) {
            let before = [FigureId::PREVIOUS_DOT, name].concat();
            names.insert(before, NameShape::One(def.kind.clone()));
        }
    }
    names
}
