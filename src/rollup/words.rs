//! What the roster says of the units of a form: names, codes, types, groups. Figures without a number, by which units are
//! told apart, parted and put in order.

use super::Accumulator;
use crate::model::area::{Area, Grouping};
use crate::model::derivation::Derivation;
use crate::model::figure::{Coverage, Figure, FigureValue, OfArea, Said};
use crate::model::form::Form;
use crate::model::id::FigureId;
use crate::model::respondent::Respondent;
use crate::value::{Kind, Value, fold};
use crate::words::official;

/// The words of the units of a form.
pub(super) struct Words<'a> {
    form: &'a Form,
    /// Groups in the order of the kit.
    groups: &'a [String],
    /// By word: what each unit goes by.
    said: [(&'static str, Figure); 4],
    /// Names of types by their ids, and of groups.
    types: Vec<(String, String)>,
    found: Vec<String>,
}

impl<'a> Words<'a> {
    pub(super) fn of(form: &'a Form, groups: &'a [String]) -> Self {
        let figure = |word| {
            let id = FigureId::at(&form.id, word);
            let label = official("rollup.roster-word");
            let mut figure = Figure::unanswered(id, Derivation::Roster, label, Kind::Text);
            figure.value = FigureValue::Many(Vec::new());
            (word, figure)
        };
        Self {
            form,
            groups,
            said: ["ten", "ma", "loai", "nhom"].map(figure),
            types: Vec::new(),
            found: Vec::new(),
        }
    }

    /// A group as the kit writes it, else as the roster did first.
    fn group(&mut self, written: &str) -> String {
        let is_it = |known: &&String| fold(known) == fold(written);
        let known = self.groups.iter().chain(&self.found).find(is_it).cloned();
        let group = known.unwrap_or_else(|| written.trim().to_owned());
        if !self.found.contains(&group) {
            self.found.push(group.clone());
        }
        group
    }

    /// The groups that there are: those of the kit first, units of none last.
    fn groups(&self) -> Vec<String> {
        let of_kit = self
            .groups
            .iter()
            .filter(|group| self.found.contains(group));
        let others = self.found.iter();
        let others = others.filter(|group| !self.groups.contains(group) && !group.is_empty());
        let none = self.found.iter().filter(|group| group.is_empty());
        of_kit.chain(others).chain(none).cloned().collect()
    }

    /// The types that there are, in the order of the form.
    fn types(&self) -> Vec<(String, String)> {
        let place = |id: &String| self.form.unit_types.iter().position(|known| known == id);
        let mut types = self.types.clone();
        types.sort_by_key(|(id, _)| place(id).unwrap_or(usize::MAX));
        types
    }
}

impl Accumulator for Words<'_> {
    fn add(&mut self, unit: &Respondent) {
        if unit.part_of.is_some() {
            return;
        }
        let own = &unit.unit;
        let group = self.group(&own.group);
        if !self.types.iter().any(|(id, _)| *id == own.unit_type) {
            let label = if own.type_label.is_empty() {
                own.unit_type.clone()
            } else {
                own.type_label.clone()
            };
            self.types.push((own.unit_type.clone(), label));
        }
        let texts = [&own.name, own.code.as_str(), &own.unit_type, &group];
        for ((_, figure), text) in self.said.iter_mut().zip(texts) {
            let said = Said {
                unit_name: own.name.clone(),
                value: Some(Value::Text(text.to_owned())),
                nil: None,
            };
            figure.units.insert(own.code.clone(), said);
        }
    }

    fn finish(self: Box<Self>) -> Vec<Figure> {
        let (groups, types) = (self.groups(), self.types());
        let many = |names: Vec<String>| {
            let names = names.into_iter().map(|name| (0, Value::Text(name)));
            FigureValue::Many(names.collect())
        };
        let named = |by: Grouping, name: &str, label: String| {
            let of_area = OfArea {
                value: FigureValue::One(Value::Text(label)),
                coverage: Coverage::default(),
                in_common: false,
            };
            (Area::default().within(by, name), of_area)
        };
        let mut figures = Vec::new();
        // A field of the form that goes by the same word hides it.
        let form = self.form;
        let said = self.said.into_iter();
        for (word, mut figure) in said.filter(|(word, _)| form.field(word).is_none()) {
            if word == Grouping::Group.word() {
                let label = |name: &String| match name.as_str() {
                    "" => official("rollup.no-group"),
                    name => name.to_owned(),
                };
                figure.at = (groups.iter())
                    .map(|name| named(Grouping::Group, name, label(name)))
                    .collect();
                figure.value = many(groups.clone());
            } else if word == Grouping::Type.word() {
                figure.at = (types.iter())
                    .map(|(id, label)| named(Grouping::Type, id, label.clone()))
                    .collect();
                figure.value = many(types.iter().map(|(id, _)| id.clone()).collect());
            }
            figures.push(figure);
        }
        figures
    }
}
