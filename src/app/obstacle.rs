//! What stands in the way of a final report.

use crate::campaign::status::{Status, UnitStatus};
use crate::model::action::Action;
use crate::model::derivation::{Derivation, Missing};
use crate::model::figure::{self, FigureValue, OutdatedChoice};
use crate::model::finding::{Finding, unsettled};
use crate::model::id::{UnitCode, split_path};
use crate::model::reading::Place;
use crate::msg;
use crate::report::narrate::Gap;
use crate::store::folder;
use crate::words::{Fact, Message, ToFact};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that a final waits for.
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// What it is, in an office's words: it also stands in the draft.
    pub said: Message,
    /// What the officer can do about it.
    pub action: Option<Action>,
}

impl From<Message> for Obstacle {
    /// One about which there is nothing to decide.
    fn from(said: Message) -> Self {
        Self { said, action: None }
    }
}

/// All of them: units, open errors, undecided returns, files that could not be taken in, gaps in the text.
pub(super) fn obstacles(status: &Status, gaps: &[Gap]) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    for unit in status.missing() {
        let (name, deadline) = (&unit.unit.name, &unit.deadline);
        let said = if status.has_sent(&unit.unit.code) {
            msg!(
                "flow.missing-unit-unusable",
                unit = name,
                deadline = deadline
            )
        } else {
            msg!("flow.missing-unit", unit = name, deadline = deadline)
        };
        obstacles.push(Obstacle {
            said,
            action: Some(Action::GoWithout {
                unit: unit.unit.code.clone(),
            }),
        });
    }
    for unit in status.homeless() {
        obstacles.push(Obstacle {
            said: unit.said(),
            action: unit.action(),
        });
    }
    obstacles.extend(of_findings(status));
    for one in status.waiting.iter().filter(|one| !one.is_after_close()) {
        let [file, before] = &one.names;
        let unit = unit_name(status, &one.pending.obligation.unit);
        let said = if one.beside.is_some() {
            msg!(
                "flow.obstacle-waiting",
                unit = unit,
                file = file,
                before = before
            )
        } else {
            msg!("close.obstacle", unit = unit, file = file)
        };
        obstacles.push(Obstacle {
            said,
            action: Some(one.action()),
        });
    }
    obstacles.extend(status.unread.iter().cloned().map(Obstacle::from));
    obstacles.extend(status.questions.iter().cloned().map(Obstacle::from));
    obstacles.extend(status.outdated.iter().map(outdated));
    obstacles.extend(of_gaps(status, gaps));
    obstacles
}

/// As many units of which the same is said are told in one.
const ALIKE: usize = 3;

/// Open findings; a code of which the same is said of many units, once.
fn of_findings(status: &Status) -> Vec<Obstacle> {
    let mut by_code: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in unsettled(&status.findings) {
        by_code
            .entry(finding.code.as_str())
            .or_default()
            .push(finding);
    }
    // The one decision that is offered is about all findings of the code.
    by_code.retain(|_, all| {
        let is_alike = |one: &&Finding| one.unit.is_some() && one.message == all[0].message;
        all.iter().all(is_alike)
    });
    let mut alike: BTreeMap<&str, BTreeSet<&UnitCode>> = by_code
        .into_iter()
        .map(|(code, all)| (code, all.iter().filter_map(|f| f.unit.as_ref()).collect()))
        .collect();
    alike.retain(|_, units: &mut BTreeSet<&UnitCode>| units.len() >= ALIKE);
    let mut told = BTreeSet::new();
    let mut obstacles = Vec::new();
    for finding in unsettled(&status.findings) {
        let code = finding.code.as_str();
        match alike.get(code) {
            Some(_) if !told.insert(code) => {}
            Some(units) => obstacles.push(of_many(status, finding, units)),
            None => obstacles.push(Obstacle {
                said: msg!(
                    "flow.obstacle-error",
                    id = finding.id,
                    whose = whose(status, finding),
                    message = finding.message
                ),
                action: finding.open_action(),
            }),
        }
    }
    obstacles
}

/// One finding for all the units of which it is said.
fn of_many(status: &Status, finding: &Finding, units: &BTreeSet<&UnitCode>) -> Obstacle {
    let some = units.iter().take(ALIKE).map(|unit| unit_name(status, unit));
    let mut names: Vec<String> = some.collect();
    if units.len() > ALIKE {
        names.push("…".to_owned());
    }
    Obstacle {
        said: msg!(
            "flow.obstacle-alike",
            count = units.len(),
            units = names.join(", "),
            message = finding.message,
            code = finding.code
        ),
        action: Some(Action::AcceptAlike {
            code: finding.code.clone(),
        }),
    }
}

/// A number that was kept in the place of another than the ledger has now.
fn outdated(choice: &OutdatedChoice) -> Obstacle {
    let (label, typed, ledger) = (&choice.label, &choice.typed, &choice.ledger);
    let said = match &choice.now {
        Some(now) => msg!(
            "flow.outdated-choice",
            label = label,
            typed = typed,
            ledger = ledger,
            now = now
        ),
        None => msg!(
            "flow.outdated-choice-nothing",
            label = label,
            typed = typed,
            ledger = ledger
        ),
    };
    Obstacle {
        said,
        action: Some(Action::Settle {
            figure: choice.figure.clone(),
            typed: typed.clone(),
            may_keep: choice.may_keep,
        }),
    }
}

/// What is missing in the text.
pub(super) fn of_gaps(status: &Status, gaps: &[Gap]) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    for gap in gaps.iter().filter(|g| !g.waits_for_units) {
        obstacles.push(Obstacle {
            said: msg!("flow.obstacle-gap", what = named(status, gap)),
            action: Some(unset(status, gap).unwrap_or_else(reworded)),
        });
    }
    let waiting = gaps.iter().filter(|g| g.waits_for_units);
    // What nobody is waited for any more.
    let (lost, waiting): (Vec<&Gap>, Vec<&Gap>) = waiting.partition(|gap| {
        let forms = forms_behind(status, gap);
        let mut missing = status.missing();
        !missing.any(|unit| forms.is_empty() || forms.contains(unit.unit.form.as_str()))
            && status.homeless().next().is_none()
            && status.waiting.is_empty()
            && without_behind(status, gap).next().is_some()
    });
    if let Some(first) = waiting.first() {
        let (count, first) = (waiting.len(), named(status, first));
        obstacles.push(msg!("flow.obstacle-waits", count = count, first = first).into());
    }
    if let Some(first) = lost.first() {
        let units: Vec<&UnitStatus> = without_behind(status, first).collect();
        let names: Vec<String> = units.iter().map(|unit| unit.unit.name.clone()).collect();
        let file = format!("{}/{}", folder::RESULTS, folder::REPORT_DRAFT);
        obstacles.push(Obstacle {
            said: msg!(
                "flow.obstacle-waits-without",
                count = lost.len(),
                units = names.join(", "),
                first = named(status, first)
            ),
            action: units.first().map(|unit| Action::WaitFor {
                unit: unit.unit.code.clone(),
                file,
            }),
        });
    }
    obstacles
}

/// The forms that a gap's figure stands on.
fn forms_behind(status: &Status, gap: &Gap) -> BTreeSet<String> {
    let behind = gap.figure.iter();
    let behind = behind.flat_map(|id| figure::behind(&status.figures, id));
    let forms = behind.filter_map(|id| Some(split_path(id.as_str())?.0.to_owned()));
    forms.collect()
}

/// Units that it was decided to go on without and that fill a form which a gap's figure stands on.
fn without_behind<'s>(status: &'s Status, gap: &Gap) -> impl Iterator<Item = &'s UnitStatus> {
    let forms = forms_behind(status, gap);
    let units = status.without().map(|(unit, _)| unit);
    units.filter(move |unit| forms.contains(unit.unit.form.as_str()))
}

/// Whose an error is: the unit where it is known, the file and the first cell.
fn whose(status: &Status, finding: &Finding) -> Fact {
    let unit = finding.unit.as_ref().map(|u| unit_name(status, u));
    let mut places = finding.cells.iter().filter_map(|c| c.place.as_ref());
    let place = places.next().map(Place::shown).unwrap_or_default();
    let file = format!("{} {place}", finding.file).trim().to_owned();
    let known = unit.into_iter().chain((!file.is_empty()).then_some(file));
    let known: Vec<String> = known.collect();
    if known.is_empty() {
        return Fact::words("cli.whole-campaign");
    }
    Fact::list(known, " · ")
}

/// A unit by its name; by its code where the roster has it no more.
fn unit_name(status: &Status, code: &UnitCode) -> String {
    let mut units = status.roster.iter().map(|u| &u.unit);
    let found = units.find(|u| u.code == *code);
    found.map_or_else(|| code.to_string(), |u| u.name.clone())
}

/// What is missing, and why; of a setting that is left out its name says enough.
fn named(status: &Status, gap: &Gap) -> Fact {
    let figure = gap.figure.as_ref().and_then(|id| status.figures.get(id));
    match figure.map(|f| (&f.label, &f.value)) {
        Some((label, FigureValue::Missing(why))) if *why != Missing::SettingUnset => {
            let pieces = [
                label.to_fact(),
                " (".to_fact(),
                Fact::words(why.words()),
                ")".to_fact(),
            ];
            Fact::list(pieces, "")
        }
        _ => gap.what.to_fact(),
    }
}

/// That a sentence of a person may stand in the place of one whose figure cannot be had.
fn reworded() -> Action {
    Action::Reword {
        file: format!("{}/{}", folder::RESULTS, folder::REPORT_DRAFT),
    }
}

/// The setting that would fill a gap.
fn unset(status: &Status, gap: &Gap) -> Option<Action> {
    match &status.figures.get(gap.figure.as_ref()?)?.derivation {
        Derivation::Setting(key) => Some(Action::FillSetting {
            file: folder::SETTINGS.to_owned(),
            key: key.clone(),
        }),
        _ => None,
    }
}
