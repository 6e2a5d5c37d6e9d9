//! The workbooks that a kit would give, held against what Excel takes.
//!
//! In: a kit that is right by itself. Out: a mistake at the place in its files for all that Excel would refuse or warn of.

use crate::kit::{KIT_FILE, places, respondents};
use crate::model::form::{Form, FormPart};
use crate::model::id::UnitCode;
use crate::model::issue_key::IssueKey;
use crate::model::kit::Kit;
use crate::model::raw::cell_name;
use crate::model::unit::Unit;
use crate::msg;
use crate::source::{Files, Mistake};
use crate::words::Message;
use crate::workbook::consolidated::{ConsolidatedInput, UnitRow, consolidated};
use crate::workbook::intake::{Addressee, Issue, Template, common, part_at};
use crate::workbook::limits::{Problem, problems};
use std::collections::BTreeMap;

/// Units that a form is made for here: totals stand where there are two.
const UNITS: [&str; 2] = ["1", "2"];

/// Everything that Excel would refuse or warn of.
pub(super) fn refused(kit: &Kit, files: &Files) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for form in &kit.forms {
        let mut told = |part: &FormPart, message: Message| {
            let place = places::place(files, &form.id, part);
            let (file, span) = place.unwrap_or_else(|| (KIT_FILE.to_owned(), 0..0));
            mistakes.push(Mistake {
                file,
                span,
                message,
                help: Some(msg!("kit.make-it-smaller")),
            });
        };
        match workbooks(kit, form) {
            Err(message) => told(&FormPart::Form, message),
            Ok(books) => {
                for problem in books.iter().flat_map(|book| problems(book)) {
                    let row = problem.cell.map_or(0, |(row, _)| row);
                    let part = part_at(kit, form, &problem.sheet, row);
                    told(&part, sentence("kit.form-refused", &problem));
                }
            }
        }
    }
    let whole = match results(kit) {
        Err(message) => vec![message],
        Ok(book) => {
            let problems = problems(&book);
            let said = problems.iter().map(|p| sentence("kit.results-refused", p));
            said.collect()
        }
    };
    mistakes.extend(whole.into_iter().map(|message| Mistake {
        file: KIT_FILE.to_owned(),
        span: 0..0,
        message,
        help: None,
    }));
    mistakes.sort_by(|a, b| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
    mistakes.dedup();
    mistakes
}

fn sentence(id: &str, problem: &Problem) -> Message {
    let cell = problem.cell.map(|(row, col)| cell_name(row, col));
    let place = match (problem.sheet.as_str(), cell) {
        ("", _) => String::new(),
        (sheet, None) => format!(" ({sheet})"),
        (sheet, Some(cell)) => format!(" ({sheet}!{cell})"),
    };
    Message::new(id)
        .with("place", &place)
        .with("what", &problem.what.message())
}

/// A form's workbooks: a unit's own, and the one that is common to all.
fn workbooks(kit: &Kit, form: &Form) -> Result<[Vec<u8>; 2], Message> {
    let marks = form.sections.iter().filter_map(|s| s.period.clone());
    let issue = Issue {
        kit,
        form,
        campaign: "A",
        issuer: "A",
        period: "A",
        previous_period: "A",
        marks: marks.map(|period| (period, "A".to_owned())).collect(),
        letter: None,
        deadline: "A",
        contact: Vec::new(),
        place: "",
        specimen: false,
        created: jiff::civil::DateTime::constant(2000, 1, 1, 0, 0, 0, 0),
        key: IssueKey::of([0; 32]),
    };
    let all = UNITS.map(|code| Addressee {
        code,
        name: code,
        deadline: "A",
        previous: BTreeMap::new(),
        sections: &[],
    });
    let own = Template::make(&issue)?.personal(&all[0])?;
    Ok([own, common(&issue, &all)?])
}

/// The consolidated workbook, in which two units for each form answer as its example says.
fn results(kit: &Kit) -> Result<Vec<u8>, Message> {
    let none = BTreeMap::new();
    let answers = respondents::respondents(kit, &none);
    let named: Vec<(Unit, usize)> = (0..answers.len())
        .flat_map(|at| UNITS.map(|code| (at, code)))
        .map(|(at, code)| {
            let form = answers[at].unit.form.clone();
            (
                Unit::named(UnitCode::as_written(code), code, code, form),
                at,
            )
        })
        .collect();
    let units = named.iter().map(|(unit, at)| UnitRow {
        unit,
        state: String::new(),
        received_at: String::new(),
        file: String::new(),
        signed: String::new(),
        reading: answers[*at]
            .in_force
            .as_ref()
            .map(|in_force| &in_force.reading),
        errors: 0,
        warnings: 0,
        notes: 0,
    });
    consolidated(&ConsolidatedInput {
        kit,
        title: kit.title.clone(),
        period: "A".to_owned(),
        specimen: false,
        written_at: jiff::civil::DateTime::constant(2000, 1, 1, 0, 0, 0, 0),
        units: units.collect(),
        figures: &respondents::figures(kit, &none),
        findings: &[],
    })
}
