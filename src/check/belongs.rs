//! Whether a file is of this kit, campaign and period, and the very workbook that was issued to its unit.

use super::Context;
use super::finding::own;
use super::identity::{self, Hidden};
use crate::check::locate::ids_in;
use crate::layout::UNIT_NAME;
use crate::layout::identity as keys;
use crate::model::code;
use crate::model::finding::{Finding, Subject};
use crate::model::id::UnitCode;
use crate::model::raw::RawWorkbook;
use crate::msg;
use crate::value::fold;

/// Whether the file is of this kit, campaign and period, as far as it says.
pub(super) fn belongs(
    hidden: Option<&Hidden>,
    unit: Option<&UnitCode>,
    context: &Context<'_>,
) -> Vec<Finding> {
    let Some(hidden) = hidden else {
        return Vec::new();
    };
    let subject = Subject {
        unit,
        file: context.file,
    };
    let differs = |key: &str, wanted: &str| {
        let said = hidden.get(key);
        !said.is_empty() && !wanted.is_empty() && fold(said) != fold(wanted)
    };
    let said = |key: &str| hidden.get(key).to_owned();
    let todo = || msg!("check.send-issued");
    if differs("kit", &context.expected.kit.id) {
        let message = msg!("check.other-kit");
        return vec![own(subject, &code::OTHER_KIT, message, todo())];
    }
    if differs("period", context.period) {
        let message = msg!(
            "check.other-period",
            said = said("period"),
            wanted = context.period
        );
        return vec![own(subject, &code::OTHER_PERIOD, message, todo())];
    }
    if differs("campaign", context.campaign) {
        let message = msg!(
            "check.other-campaign",
            said = said("campaign"),
            wanted = context.campaign
        );
        return vec![own(subject, &code::OTHER_CAMPAIGN, message, todo())];
    }
    let is_known = context.expected.was_issued(hidden.get(keys::LAYOUT));
    if differs("kit_version", &context.expected.kit.version) && !is_known {
        let message = msg!(
            "check.other-version",
            said = said("kit_version"),
            wanted = context.expected.kit.version
        );
        let todo = msg!("check.look-whether-same");
        return vec![own(subject, &code::OTHER_VERSION, message, todo)];
    }
    Vec::new()
}

/// Whether the workbook is the very one that was issued to the unit it names: its token says for whom it was made, the hash
/// of its layout how. Values are read all the same, by the anchors.
pub(super) fn not_as_issued(
    hidden: &Hidden,
    subject: Subject<'_>,
    context: &Context<'_>,
) -> Option<Finding> {
    let version = hidden.get(keys::KIT_VERSION);
    let form = hidden.get(keys::FORM);
    let message = if hidden.get(keys::TOKEN).is_empty() {
        // That the identity is gone is told by itself.
        return None;
    } else if !is_as_issued(hidden, context) {
        // The officer has said whose it is.
        if context.assigned.is_some() {
            return None;
        }
        let todo = msg!("check.look-at-token");
        return Some(own(
            subject,
            &code::NOT_AS_ISSUED,
            msg!("check.token-differs"),
            todo,
        ));
    } else if version == context.expected.kit.version
        && !context.expected.was_issued(hidden.get(keys::LAYOUT))
        && context
            .expected
            .layout_hash(form)
            .is_some_and(|hash| hash != hidden.get(keys::LAYOUT))
    {
        msg!("check.layout-differs")
    } else {
        return None;
    };
    let todo = msg!("check.look-at-some");
    Some(own(subject, &code::OTHER_LAYOUT, message, todo))
}

/// Whether the token is the one that the campaign gave to what the hidden sheet names.
fn is_as_issued(hidden: &Hidden, context: &Context<'_>) -> bool {
    let token = hidden.get(keys::TOKEN);
    let issued = identity::token_of(hidden, hidden.get(keys::UNIT), context.expected);
    issued.is_none_or(|issued| issued == token)
}

/// A workbook that was plainly made by us, but no longer says for whom and for which period. One that was typed anew has
/// nothing of ours in it.
pub(super) fn identity_gone(
    book: &RawWorkbook,
    hidden: Option<&Hidden>,
    unit: Option<&UnitCode>,
    context: &Context<'_>,
) -> Option<Finding> {
    let is_whole = |hidden: &Hidden| {
        let keys = [
            keys::KIT,
            keys::FORM,
            keys::CAMPAIGN,
            keys::PERIOD,
            keys::TOKEN,
        ];
        keys.iter().all(|key| !hidden.get(key).is_empty())
    };
    let has_ours = || {
        let plans = context.expected.forms.iter().flat_map(|f| &f.layout.sheets);
        let mut of_plans = plans.flat_map(|plan| book.sheets.iter().map(move |s| (plan, s)));
        book.name(UNIT_NAME).is_some() || of_plans.any(|(plan, sheet)| ids_in(plan, sheet) > 0)
    };
    if hidden.is_some_and(is_whole) || hidden.is_none() && !has_ours() {
        return None;
    }
    let subject = Subject {
        unit,
        file: context.file,
    };
    let (message, todo) = (msg!("check.identity-gone"), msg!("check.look-at-identity"));
    Some(own(subject, &code::IDENTITY_GONE, message, todo))
}
