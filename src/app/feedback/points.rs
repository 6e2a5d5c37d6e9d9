//! What a unit is asked, as its form and the text to it say it.

use crate::campaign::mending::{Mending, point, said_to_unit};
use crate::layout::Layout;
use crate::model::finding::Finding;
use crate::model::form::Form;
use crate::model::id::{FindingId, ItemId, split_path};
use crate::model::kit::Kit;
use crate::model::raw::cell_name;
use crate::msg;
use crate::value::{Moment, format};
use crate::words::Lang;
use crate::workbook::intake::Point;
use std::collections::BTreeSet;

/// What a unit is asked.
pub(super) struct Points {
    /// All of it, as the form lists it.
    pub(super) all: Vec<Point>,
    /// What was asked last, each with its place, as the text says it.
    pub(super) now: Vec<String>,
    /// How much was asked before that and waits still, and when it was asked last.
    pub(super) waiting: Option<(usize, String)>,
}

impl Points {
    /// `asked` says of each finding when the unit is asked, `latest` when it is asked last; `recurring` are the findings
    /// that values alone raise.
    pub(super) fn of(
        (kit, form): (&Kit, &Form),
        mending: &Mending<'_>,
        (asked, latest): (&[String], &str),
        recurring: &BTreeSet<FindingId>,
    ) -> Self {
        let layout = Layout::of(kit, form);
        let mut points = Self {
            all: Vec::new(),
            now: Vec::new(),
            waiting: None,
        };
        let mut before: Vec<&str> = Vec::new();
        for (finding, at) in mending.findings.iter().zip(asked) {
            let is_now = at == latest;
            let what = point(finding);
            if is_now {
                points.now.push(with_place(&what, form, &layout, finding));
            } else {
                before.push(at);
            }
            points.all.push(Point {
                what,
                todo: said_to_unit(finding).1.say(Lang::Vi),
                asked: if is_now { String::new() } else { day(at) },
                cells: answers(form, finding),
                recurs: recurring.contains(&finding.id),
            });
        }
        let last = before.iter().max();
        points.waiting = last.map(|last| (before.len(), day(last)));
        points
    }
}

/// The answers that a finding is about. A rule over figures names them with their form: `huyen.mc_so` of `mc_so`.
fn answers(form: &Form, finding: &Finding) -> Vec<ItemId> {
    let items = finding.cells.iter().filter_map(|cell| cell.field.as_ref());
    let of_form = |item: &ItemId| match split_path(item) {
        Some((of, field)) if form.id == *of => field.parse().ok(),
        _ => None,
    };
    items
        .map(|item| of_form(item).unwrap_or_else(|| item.clone()))
        .collect()
}

fn day(stamp: &str) -> String {
    Moment::parse(stamp).map_or_else(|| stamp.to_owned(), |at| format::day(at.day()))
}

/// What is wrong, behind the place in the form where it is mended.
fn with_place(what: &str, form: &Form, layout: &Layout, finding: &Finding) -> String {
    let answers = answers(form, finding);
    let place = answers
        .iter()
        .find_map(|item| place_said(form, layout, item));
    match place {
        Some(place) => format!("{place}: {what}"),
        None => what.to_owned(),
    }
}

/// Sheet, cell and row of an answer: "Biểu 01!E14, dòng 1.3".
fn place_said(form: &Form, layout: &Layout, item: &ItemId) -> Option<String> {
    if let (Some(spot), Some(field)) = (layout.field(item), form.field(item)) {
        let place = format!("{}!{}", spot.sheet, cell_name(spot.row, spot.col));
        return Some(match field.row.number.as_str() {
            "" => place,
            row => msg!("feedback.place", place = place, row = row).say(Lang::Vi),
        });
    }
    let (list, index, column) = item.as_list_cell()?;
    let spot = layout.list(list)?;
    let cell = cell_name(
        spot.first_row.checked_add(index)?,
        layout.column_of(list, column)?,
    );
    let place = format!("{}!{cell}", spot.sheet);
    Some(msg!("feedback.list-place", place = place, row = index + 1).say(Lang::Vi))
}
