//! Findings as they are gathered about one file: of one code about one unit no more than people mend in one go are told
//! one by one, all others together.

use crate::model::action::Action;
use crate::model::basis::BasisHasher;
use crate::model::code::Code;
use crate::model::finding::{Draft, Finding, FindingState, Involved, Subject};
use crate::model::id::UnitCode;
use crate::msg;
use crate::value::Severity;
use crate::words::{Fact, Message, ToFact};
use std::collections::BTreeMap;

/// Findings of one code about one unit that are told one by one.
const MOST: usize = 200;

/// What tells those that are told together: a mark that no field and no cell has.
const REST: &str = "con-lai";

/// Findings in the order in which they were found.
#[derive(Default)]
pub(super) struct Gathered {
    told: Vec<Finding>,
    kinds: BTreeMap<(Option<UnitCode>, String), Kind>,
}

/// The findings of one code about one unit.
#[derive(Default)]
struct Kind {
    count: usize,
    rest: Option<Rest>,
}

/// Those that are told together.
struct Rest {
    code: Code,
    file: String,
    severity: Severity,
    basis: BasisHasher,
    todo: Message,
    first: Option<Involved>,
    can_be_accepted: bool,
}

impl Gathered {
    /// All of some findings.
    pub(super) fn of(findings: Vec<Finding>) -> Vec<Finding> {
        let mut gathered = Self::default();
        gathered.extend(findings);
        gathered.finish()
    }

    pub(super) fn push(&mut self, finding: Finding) {
        let kind = (finding.unit.clone(), finding.code.as_str().to_owned());
        let kind = self.kinds.entry(kind).or_default();
        kind.count += 1;
        if kind.count <= MOST {
            self.told.push(finding);
            return;
        }
        let rest = kind.rest.get_or_insert_with(|| Rest {
            basis: BasisHasher::of(&finding.code, REST),
            code: finding.code,
            file: finding.file,
            severity: finding.severity,
            todo: finding.todo,
            first: finding.cells.into_iter().next(),
            can_be_accepted: true,
        });
        rest.basis.fact(&finding.basis.to_fact());
        rest.severity = rest.severity.min(finding.severity);
        let is_accept = matches!(finding.action, Some(Action::Accept { .. }));
        rest.can_be_accepted &= is_accept || finding.state == FindingState::Explained;
    }

    /// All of them, those that are told together last.
    pub(super) fn finish(self) -> Vec<Finding> {
        let mut told = self.told;
        for ((unit, _), kind) in self.kinds {
            if let Some(rest) = kind.rest {
                told.push(rest.finding(unit.as_ref(), kind.count - MOST));
            }
        }
        told
    }
}

impl Extend<Finding> for Gathered {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        for finding in findings {
            self.push(finding);
        }
    }
}

impl Rest {
    fn finding(self, unit: Option<&UnitCode>, count: usize) -> Finding {
        let subject = Subject {
            unit,
            file: &self.file,
        };
        let place = self.first.as_ref().and_then(|cell| cell.place.as_ref());
        let number = Fact::count(u32::try_from(count).unwrap_or(u32::MAX));
        let message = match place {
            Some(place) => msg!("check.rest-from", count = number, place = place.shown()),
            None => msg!("check.rest", count = number),
        };
        let values = vec![self.basis.finish().to_fact(), number.clone()];
        let mut finding = subject.finding(Draft {
            severity: self.severity,
            about: REST.to_owned(),
            cells: self.first.into_iter().collect(),
            values: Some(values),
            code: self.code,
            message,
            todo: self.todo,
            action: None,
            reason: String::new(),
        });
        finding.action = self.can_be_accepted.then(|| Action::Accept {
            finding: finding.id.clone(),
        });
        finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::code;
    use crate::words::Lang;

    fn findings(count: usize) -> Vec<Finding> {
        let one = |at: usize| {
            let said = (msg!("check.blank"), msg!("check.fill-in"));
            let subject = Subject {
                unit: None,
                file: "a.xlsx",
            };
            subject.finding(Draft {
                about: format!("cell-{at}"),
                ..Draft::new(&code::NOT_A_NUMBER, said)
            })
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn findings_of_one_kind_beyond_what_people_mend_in_one_go_are_told_as_one_with_their_number() {
        assert_eq!(Gathered::of(findings(MOST)), findings(MOST));
        let told = Gathered::of(findings(MOST + 4_800));
        assert_eq!(told.len(), MOST + 1);
        let rest = told.last().expect("the rest");
        assert!(rest.code.is(&code::NOT_A_NUMBER) && rest.severity == Severity::Error);
        assert!(rest.message.say(Lang::Vi).contains("4.800"), "{rest:?}");
        // What is accepted about all of them does not hold when one of them is another.
        let mut others = findings(MOST + 4_799);
        others.extend(findings(MOST + 4_801).pop());
        let others = Gathered::of(others);
        assert_ne!(others.last().map(|f| &f.basis), Some(&rest.basis));
    }
}
