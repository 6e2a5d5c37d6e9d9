//! What a person decided, in one sentence.

use crate::app::decision_told::told;
use crate::model::id::ActId;
use crate::model::receipt::Decision;
use crate::model::unit::Roster;
use crate::msg;
use crate::words::Lang;

/// What was decided, why, by whom, under which number, and that it was taken back where it was; with the file that it is
/// about.
pub fn decided(
    decision: &Decision,
    (file, undone): (&str, Option<ActId>),
    roster: &Roster,
    lang: Lang,
) -> String {
    let said = told(decision, file, roster).say(lang);
    let act = &decision.act;
    let by = match undone {
        Some(undone) => msg!(
            "cli.log-by-undone",
            by = act.by,
            act = act.id,
            undone = undone
        ),
        None => msg!("cli.log-by", by = act.by, act = act.id),
    };
    let by = by.say(lang);
    match decision.reason.as_str() {
        "" => format!("{said} ({by})"),
        reason => format!("{said}: {reason} ({by})"),
    }
}
