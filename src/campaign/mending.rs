//! What units are asked to mend (bổ sung), and by when they answer.
//!
//! In: the findings of a campaign. Out: those of each unit that the unit can settle, in words that name no other unit.

use crate::model::code::{self, Code, SettledBy};
use crate::model::finding::Finding;
use crate::model::id::UnitCode;
use crate::model::unit::{Roster, Unit};
use crate::msg;
use crate::value::{Day, Severity};
use crate::words::{Lang, Message};
use std::collections::BTreeMap;

/// Days that a unit has for an answer, where our own report leaves them.
const DAYS_TO_ANSWER: i64 = 3;

/// A unit with what it should mend.
#[derive(Debug)]
pub struct Mending<'a> {
    /// Which.
    pub unit: &'a Unit,
    /// Errors and warnings that it settles itself, in the order of its form. Never empty.
    pub findings: Vec<&'a Finding>,
}

/// Units with open errors and warnings that they settle themselves, in the order of the roster.
pub fn mendings<'a>(roster: &'a Roster, findings: &'a [Finding]) -> Vec<Mending<'a>> {
    let mut by_unit: BTreeMap<&UnitCode, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        let is_asked = finding.state.waits_for_unit()
            && finding.severity != Severity::Note
            && finding.code.settled_by() != SettledBy::Officer
            && stands_in_its_return(finding);
        if let Some(unit) = finding.unit.as_ref().filter(|_| is_asked) {
            by_unit.entry(unit).or_default().push(finding);
        }
    }
    // That a sheet which nobody needs to fill is gone is worth no letter.
    let asks = |f: &&Finding| !(f.code.is(&code::SHEET_GONE) && f.severity == Severity::Warning);
    let units = roster.units.iter();
    units
        .filter_map(|unit| {
            let findings = by_unit.remove(&unit.code)?;
            let is_asked = findings.iter().any(asks);
            is_asked.then_some(Mending { unit, findings })
        })
        .collect()
}

/// Whether all that a rule joins stands in the unit's own return. What it holds against totals of all units is the office's
/// to look into first: another unit may have to mend its part.
fn stands_in_its_return(finding: &Finding) -> bool {
    !matches!(finding.code, Code::Rule(_)) || finding.cells.iter().all(|cell| cell.place.is_some())
}

/// What a finding says to the unit that it is about, and what it is asked to do. Which other unit sent the same file is the
/// office's business.
pub fn said_to_unit(finding: &Finding) -> (Message, Message) {
    if finding.code.is(&code::SAME_FILE) {
        return (
            msg!("letter.same-file", file = finding.file),
            msg!("letter.same-file-todo"),
        );
    }
    (finding.message.clone(), finding.todo.clone())
}

/// What a point is about and what is wrong: of one cell, what the form calls it.
pub fn point(finding: &Finding) -> String {
    let said = said_to_unit(finding).0.say(Lang::Vi);
    match finding.cells.as_slice() {
        [cell] if !cell.label.is_empty() && !said.contains(&cell.label) => {
            format!("{}: {said}", cell.label)
        }
        _ => said,
    }
}

/// The last day for an answer to what is asked today: after it, and before our own report is due. `None` when there is no
/// such day.
///
/// ```text
/// today 10/11, report due 30/11 -> 13/11    today 10/11, report due 12/11 -> 11/11    report due 11/11 -> none
/// ```
pub fn answer_by(today: Day, report: Day) -> Option<Day> {
    let wished = today
        .checked_add(jiff::Span::new().days(DAYS_TO_ANSWER))
        .ok()?;
    let last = report.yesterday().ok()?;
    let day = wished.min(last);
    let workday = |day: &Day| day.weekday().to_monday_one_offset() <= 5;
    let mut days =
        std::iter::successors(Some(day), |day| day.yesterday().ok()).take_while(|day| *day > today);
    let found = days.clone().find(workday);
    found.or_else(|| days.next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_answer_is_asked_for_after_the_letter_and_before_our_own_report() {
        let november = |day| date(2020, 11, day);
        let by = |today, report| answer_by(november(today), november(report));
        assert_eq!(by(10, 30), Some(november(13)));
        // Sunday, so the Friday before.
        assert_eq!(by(12, 30), Some(november(13)));
        assert_eq!(by(10, 12), Some(november(11)));
        assert_eq!(by(10, 11), None);
        assert_eq!(by(20, 15), None);
        // Nothing but a weekend is left.
        assert_eq!(by(13, 16), Some(november(15)));
    }
}
