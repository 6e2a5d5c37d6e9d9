//! `report`: figures become the official document, as a draft, a review or a final.

use super::edition::{self, Kept};
use super::{Output, Session, Stop, Task};
use crate::campaign::status::Status;
use crate::docx;
use crate::model::derivation::{Derivation, Missing};
use crate::model::document::{Document, Edition};
use crate::model::figure::FigureValue;
use crate::model::finding::unsettled;
use crate::model::kit::Kit;
use crate::msg;
use crate::report::frame::frame;
use crate::report::narrate;
use crate::report::narrate::{Gap, Narrated};
use crate::report::{coverage, review};
use crate::rollup;
use crate::store::folder;
use crate::words::{Fact, Lang, Message, ToFact, system};

/// Which edition was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The final when nothing stands in the way, else the draft.
    Whichever,
    /// The draft.
    Draft,
    /// The review.
    Review,
    /// The final, or nothing.
    Final,
}

/// What was written, and what stands in the way of a final.
#[derive(Debug)]
pub struct Reported {
    /// The file; `None` when a final was asked for and refused.
    pub output: Option<Output>,
    /// Which edition it is.
    pub edition: Edition,
    /// What stands in the way of a final, one sentence each.
    pub obstacles: Vec<Message>,
}

/// Who reads what stands in the way of a final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Whoever reads the draft: what is missing, in an office's words.
    InDraft,
    /// Whoever runs the program: also what to type where.
    OnScreen,
}

/// Writes the report.
pub fn report(
    session: &mut Session,
    status: &Status,
    asked: Asked,
    task: &Task,
) -> Result<Reported, Stop> {
    task.goes_on()?;
    let kit = &session.campaign.kit;
    let narrated = narrated(kit, status)?;
    let obstacles = obstacles(status, &narrated.gaps, Audience::OnScreen);
    let missing = self::obstacles(status, &narrated.gaps, Audience::InDraft);
    let edition = match asked {
        Asked::Final => Edition::Final,
        Asked::Whichever if obstacles.is_empty() => Edition::Final,
        Asked::Review => Edition::Review,
        Asked::Draft | Asked::Whichever => Edition::Draft,
    };
    if edition == Edition::Final && !obstacles.is_empty() {
        return Ok(Reported {
            output: None,
            edition,
            obstacles,
        });
    }
    let kept = Kept::of(&narrated, &status.figures, &session.now.stamp());
    let last = edition::all(&session.ledger)?
        .pop()
        .map(|(_, kept)| kept.figures);
    let decisions = session.ledger.decisions()?;
    let aside = review::aside(kit, status, &narrated, last.as_ref(), &decisions, edition);
    let document = Document {
        frame: frame(&session.campaign.settings, &session.now.stamp()).map_err(Stop::Wrong)?,
        blocks: narrated.blocks,
        appendices: narrated.appendices,
        missing: match edition {
            Edition::Draft | Edition::Review => missing.iter().map(|m| m.say(Lang::Vi)).collect(),
            Edition::Final => Vec::new(),
        },
        edition,
        aside,
        key: kept.key.clone(),
    };
    let bytes = docx::write(&document, session.campaign.settings.choice)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))?;
    let name = match edition {
        Edition::Final => folder::REPORT_FINAL,
        Edition::Draft => folder::REPORT_DRAFT,
        Edition::Review => folder::REPORT_REVIEW,
    };
    let results = session.campaign.root.join(folder::RESULTS);
    let output = session.place(&results, name, &bytes)?;
    edition::keep(session, (name, edition), &bytes, &kept)?;
    Ok(Reported {
        output: Some(output),
        edition,
        obstacles,
    })
}

/// What stands in the way of a final report: units, open errors, undecided returns, files that could not be taken in,
/// gaps in the text.
pub fn obstacles(status: &Status, gaps: &[Gap], told: Audience) -> Vec<Message> {
    let mut obstacles = Vec::new();
    for unit in status.missing() {
        let (unit, code, deadline) = (&unit.unit.name, &unit.unit.code, &unit.deadline);
        obstacles.push(match told {
            Audience::InDraft => msg!("flow.missing-unit", unit = unit, deadline = deadline),
            Audience::OnScreen => msg!(
                "flow.obstacle-unit",
                unit = unit,
                code = code,
                deadline = deadline
            ),
        });
    }
    for finding in unsettled(&status.findings) {
        let place = finding
            .cells
            .iter()
            .find_map(|c| c.place.as_ref())
            .map(crate::model::reading::Place::shown)
            .unwrap_or_default();
        obstacles.push(msg!(
            "flow.obstacle-error",
            id = finding.id,
            file = [finding.file.as_str(), place.as_str()].join(" ").trim(),
            message = finding.message
        ));
    }
    for one in &status.waiting {
        let (file, before) = (&one.receipt.file, &one.beside.file);
        obstacles.push(match told {
            Audience::InDraft => msg!("flow.draft-waiting", file = file, before = before),
            Audience::OnScreen => msg!(
                "flow.obstacle-waiting",
                file = file,
                before = before,
                unit = one.pending.obligation.unit,
                id = one.pending.id
            ),
        });
    }
    obstacles.extend(status.unread.iter().cloned());
    for gap in gaps.iter().filter(|g| !g.waits_for_units) {
        let what = named(status, gap);
        let setting = unset(status, gap).filter(|_| told == Audience::OnScreen);
        obstacles.push(match setting {
            Some(key) => msg!(
                "flow.obstacle-setting",
                what = what,
                key = key,
                file = folder::SETTINGS
            ),
            None => msg!("flow.obstacle-gap", what = what),
        });
    }
    let mut waiting = gaps.iter().filter(|g| g.waits_for_units);
    if let Some(first) = waiting.next() {
        let count = waiting.count() + 1;
        obstacles.push(msg!(
            "flow.obstacle-waits",
            count = count,
            first = named(status, first)
        ));
    }
    obstacles
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

/// The key of the settings that would fill a gap.
fn unset<'s>(status: &'s Status, gap: &Gap) -> Option<&'s str> {
    match &status.figures.get(gap.figure.as_ref()?)?.derivation {
        Derivation::Setting(key) => Some(key),
        _ => None,
    }
}

/// The body, with a sentence on the figures that are not in it.
pub(super) fn narrated(kit: &Kit, status: &Status) -> Result<Narrated, Stop> {
    let mut narrated = narrate(
        kit,
        &status.figures,
        rollup::conditions(kit, &status.figures),
    )
    .map_err(Stop::Wrong)?;
    coverage::put(&mut narrated.blocks, status);
    Ok(narrated)
}
