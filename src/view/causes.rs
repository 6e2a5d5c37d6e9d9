//! Findings grouped by what causes them, for people who mend them one after the other.

use crate::model::code::{Code, Group};
use crate::model::finding::Finding;
use crate::model::reading::Place;
use crate::value::Severity;

/// Findings of one cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause<'a> {
    /// The code that they share.
    pub code: &'a Code,
    /// The worst among them.
    pub severity: Severity,
    /// In the order given.
    pub findings: Vec<&'a Finding>,
}

/// Groups findings by cause: errors first, and of these what hides others (whose file it is, missing sheets) before
/// what is inside the cells, then rules. One cell may break several rules: they come with the first of them.
pub fn by_cause<'a>(findings: &[&'a Finding]) -> Vec<Cause<'a>> {
    let mut in_order: Vec<&Finding> = findings.to_vec();
    in_order.sort_by_key(|f| (f.severity, f.code.group()));
    let mut causes: Vec<Cause<'_>> = Vec::new();
    for finding in in_order {
        let by_cell = causes.iter().position(|c| shares_a_cell(c, finding));
        let at = by_cell.or_else(|| causes.iter().position(|c| *c.code == finding.code));
        match at {
            Some(at) => causes[at].findings.push(finding),
            None => causes.push(Cause {
                code: &finding.code,
                severity: finding.severity,
                findings: vec![finding],
            }),
        }
    }
    causes
}

/// Whether a finding is about a cell of the first finding of a cause, so that mending it may mend both.
fn shares_a_cell(cause: &Cause<'_>, finding: &Finding) -> bool {
    let Some(first) = cause.findings.first() else {
        return false;
    };
    // What is said of the shape of a sheet names many cells, for another reason.
    let is_of_shape = |f: &Finding| f.code.group() == Group::Shape;
    if is_of_shape(first) || is_of_shape(finding) {
        return false;
    }
    let same_file = (&first.unit, &first.file) == (&finding.unit, &finding.file);
    let is_in_first = |place: &Place| first.cells.iter().any(|c| c.place.as_ref() == Some(place));
    let mut places = finding.cells.iter().filter_map(|c| c.place.as_ref());
    same_file && places.any(is_in_first)
}
