//! What was decided, as a page tells it: by what it is about, where that is still known, and not by its number.

use crate::app::book::Happened;
use crate::app::overview::Overview;
use crate::model::id::ActId;
use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::view::decided::decided;
use crate::words::Lang;

/// A decision in one sentence.
pub(super) fn told(
    seen: &Overview,
    decision: &Decision,
    (file, undone): (&str, Option<ActId>),
    lang: Lang,
) -> String {
    let said = match &decision.what {
        Decided::AcceptFinding { finding, .. } => {
            let mut known = seen.status.findings.iter();
            let known = known.find(|one| one.id == *finding);
            known.map(|one| msg!("desk.told-accepted", what = one.message.say(lang)))
        }
        Decided::TakeBack { act } => {
            let what = of_act(seen, *act, lang);
            what.map(|what| msg!("desk.told-undone", what = what))
        }
        _ => None,
    };
    let Some(said) = said else {
        return decided(decision, (file, undone), &seen.campaign.roster, lang);
    };
    let by = match undone {
        Some(_) => msg!("desk.told-by-undone", by = decision.act.by),
        None => msg!("desk.told-by", by = decision.act.by),
    };
    let (said, by) = (said.say(lang), by.say(lang));
    match decision.reason.as_str() {
        "" => format!("{said} ({by})"),
        reason => format!("{said} · {reason} ({by})"),
    }
}

/// The first decision of an act, without who made it.
fn of_act(seen: &Overview, act: ActId, lang: Lang) -> Option<String> {
    let mut decisions = seen.book.iter().filter_map(|event| match &event.what {
        Happened::Decided { decision, file, .. } if decision.act.id == act => {
            Some((decision, file.as_deref().unwrap_or_default()))
        }
        _ => None,
    });
    let (decision, file) = decisions.next()?;
    if let Decided::AcceptFinding { finding, .. } = &decision.what
        && let Some(known) = seen.status.findings.iter().find(|one| one.id == *finding)
    {
        return Some(known.message.say(lang));
    }
    let roster = &seen.campaign.roster;
    let said = crate::app::decision_told::told(decision, file, roster);
    Some(said.say(lang))
}
