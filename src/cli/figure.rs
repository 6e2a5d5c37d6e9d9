//! A figure with how it came about, down to the cell.

use crate::model::derivation::Derivation;
use crate::model::figure::{Contribution, Figure, FigureValue, Figures};
use crate::model::reading::Place;
use crate::msg;
use crate::value::{Kind, Nil};
use crate::words::{Fact, Lang, text};

/// Figures of figures are shown further in; a loop of formulas cannot occur, a long chain is cut.
const DEEPEST: usize = 6;

pub(super) fn lines(figures: &Figures, figure: &Figure, depth: usize, lang: Lang) -> Vec<String> {
    let indent = "  ".repeat(depth);
    // A share is written with its sign.
    let unit = if figure.unit.is_empty() || figure.kind == Kind::Percent {
        String::new()
    } else {
        format!(" {}", figure.unit)
    };
    let mut out = vec![format!(
        "{indent}{} = {}{unit}   ({})",
        figure.label,
        shown_value(figure, lang),
        figure.id
    )];
    if !matches!(figure.derivation, Derivation::Setting(_)) {
        let id = if figure.inputs().is_empty() {
            "cli.explain-rollup"
        } else {
            "cli.explain-formula"
        };
        out.push(format!(
            "{indent}  {}: {}",
            text(id, lang),
            figure.derivation.say(lang)
        ));
    }
    if figure.coverage.of > 0 {
        let c = figure.coverage;
        out.push(format!(
            "{indent}  {}",
            msg!(
                "cli.explain-coverage",
                have = c.have,
                nil = c.nil,
                of = c.of
            )
            .say(lang)
        ));
    }
    if figure.derivation.is_in_common() {
        out.push(format!("{indent}  {}", text("cli.explain-in-common", lang)));
    }
    for contribution in &figure.contributions {
        out.push(format!(
            "{indent}  - {}",
            source(contribution, figure, lang)
        ));
    }
    // What a formula gives at each unit; the words of the roster are no figures.
    let is_formula = matches!(figure.derivation, Derivation::Formula { .. });
    for said in figure.units.values().filter(|_| is_formula) {
        let value = match (&said.value, said.nil) {
            (Some(value), _) => Fact::value(value, &figure.kind_of(value)).say(lang),
            (None, Some(_)) => text("cli.not-computed", lang),
            (None, None) => text("cli.blank", lang),
        };
        out.push(format!("{indent}  - {}: {value}", said.unit_name));
    }
    if depth < DEEPEST {
        for input in figure.inputs().iter().filter_map(|id| figures.get(id)) {
            out.extend(lines(figures, input, depth + 1, lang));
        }
    }
    out
}

fn shown_value(figure: &Figure, lang: Lang) -> String {
    match &figure.value {
        FigureValue::One(value) => Fact::value(value, &figure.kind).say(lang),
        FigureValue::Many(all) => msg!("cli.explain-many", count = all.len()).say(lang),
        FigureValue::Rows(rows) => msg!("cli.explain-rows", count = rows.len()).say(lang),
        FigureValue::Missing(why) => format!("… ({})", why.say(lang)),
    }
}

/// Whose value it is, what it says and where it stands.
pub(super) fn source(contribution: &Contribution, figure: &Figure, lang: Lang) -> String {
    let value = match (&contribution.value, contribution.nil) {
        (Some(value), _) => Fact::value(value, &figure.kind).say(lang),
        (None, Some(Nil::NoData)) => text("cli.nil-no-data", lang),
        (None, Some(Nil::NotArisen)) => text("cli.nil-not-arisen", lang),
        (None, None) => text("cli.blank", lang),
    };
    let place = contribution
        .place
        .as_ref()
        .map(Place::shown)
        .unwrap_or_default();
    let raw = if contribution.raw.is_empty() || contribution.raw == value {
        String::new()
    } else {
        format!("  [{}]", contribution.raw.replace('\n', " "))
    };
    format!(
        "{}: {value}  {} {place}{raw}",
        contribution.unit_name,
        contribution.source(lang)
    )
}
