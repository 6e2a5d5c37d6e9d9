//! The parts of the report for which the officer chooses texts, by the names that people have for them.

use crate::model::id::FigureId;
use crate::model::kit::{FigureDef, FigureSource, Kit};
use crate::value::fold;

/// The figure that a name means: by its label, by the heading under which the report shows it, or by the question of the
/// form that asks for its texts, whole or as it begins ("Khó khăn" of "Khó khăn, hạn chế"); when there is but one figure, a blank name means it. `None` when none or several fit.
pub(super) fn part_of(kit: &Kit, name: &str) -> Option<FigureId> {
    let all: Vec<&FigureDef> = chosen_figures(kit).collect();
    if let ([only], "") = (all.as_slice(), name) {
        return Some(only.id.clone());
    }
    let wanted = bare(name);
    let fitting = |fits: &dyn Fn(&str) -> bool| {
        let labelled: Vec<&&FigureDef> = all.iter().filter(|def| fits(&bare(&def.label))).collect();
        if let [only] = labelled.as_slice() {
            return Some(only.id.clone());
        }
        let mut named = all.iter().filter(|def| {
            let heading = heading_over(&kit.narrative, def.id.as_str());
            let names = questions(kit, def).into_iter().chain(heading);
            names.into_iter().any(|name| fits(&bare(&name)))
        });
        match (named.next(), named.next()) {
            (Some(only), None) => Some(only.id.clone()),
            _ => None,
        }
    };
    let begins = |name: &str| {
        let rest = name.strip_prefix(&wanted);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let is_said = !wanted.is_empty();
    fitting(&|name| name == wanted).or_else(|| is_said.then(|| fitting(&begins)).flatten())
}

/// What the figures are called.
pub(super) fn labels(kit: &Kit) -> Vec<String> {
    chosen_figures(kit).map(|def| def.label.clone()).collect()
}

fn chosen_figures(kit: &Kit) -> impl Iterator<Item = &FigureDef> {
    let figures = kit.figures.iter();
    figures.filter(|f| matches!(f.source, FigureSource::Chosen { .. }))
}

/// What the forms call the fields and lists whose texts a figure takes.
fn questions(kit: &Kit, def: &FigureDef) -> Vec<String> {
    let FigureSource::Chosen { fields } = &def.source else {
        return Vec::new();
    };
    let label = |(form, field): (&str, &str)| {
        let form = kit.form(form)?;
        let list = || form.lists().find(|(section, _)| section.id == field);
        let of_field = form.field(field).map(|field| field.label());
        of_field.or_else(|| list().map(|(section, _)| section.title.clone()))
    };
    let paths = fields.iter().map(|path| (path.form(), path.field()));
    paths.filter_map(label).collect()
}

/// The last heading of the narrative before the first line that says a figure's id.
fn heading_over(narrative: &str, id: &str) -> Option<String> {
    let mut heading = None;
    for line in narrative.lines() {
        let mut words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        if line.starts_with('#') {
            heading = Some(line);
        } else if words.any(|word| word == id) {
            break;
        }
    }
    heading.map(str::to_owned)
}

/// A name without its number and the marks around it: "IV. KIẾN NGHỊ, ĐỀ XUẤT:" is "kiến nghị, đề xuất".
fn bare(name: &str) -> String {
    let folded = fold(name);
    let text = folded.trim_matches(|c: char| c.is_whitespace() || "#.:;,-".contains(c));
    let number = |word: &str| {
        let is_roman = word.chars().all(|c| "ivx".contains(c));
        is_roman || word.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    match text.split_once([' ', '.']) {
        Some((first, rest)) if number(first) => rest.trim_matches([' ', '.', '-']).to_owned(),
        _ => text.to_owned(),
    }
}
