//! Receipts of units that have answered and have nothing to mend.

use super::{Feedback, File, RECEIPT, base_name, plain_text};
use crate::campaign::Campaign;
use crate::campaign::status::{Status, UnitStanding};
use crate::model::finding::unsettled;
use crate::model::form::Form;
use crate::model::id::UnitCode;
use crate::model::reading::Reading;
use crate::msg;
use crate::report::chat::{Receipt, receipt};
use crate::value::{Moment, format};
use crate::words::{Lang, official_value};
use std::collections::{BTreeMap, BTreeSet};

/// A receipt for each unit whose return is in force and that is asked nothing. Where the office is still to decide something
/// about it, the receipt does not say that nothing will be asked.
pub(super) fn receipts(
    campaign: &Campaign,
    status: &Status,
    feedback: &Feedback,
) -> Vec<(UnitCode, File)> {
    let asked: BTreeSet<&UnitCode> = feedback.asked.iter().map(|one| &one.unit).collect();
    let readings: BTreeMap<&UnitCode, &Reading> = status
        .units
        .iter()
        .filter_map(|u| Some((&u.unit.code, &u.in_force.as_ref()?.reading)))
        .collect();
    let totals: BTreeMap<&str, Vec<String>> = campaign
        .kit
        .forms
        .iter()
        .map(|form| (form.id.as_str(), stated_totals(form)))
        .collect();
    let checked = unsettled(&status.findings).filter_map(|finding| finding.unit.as_ref());
    let waiting = status.waiting.iter();
    let waiting = waiting.map(|one| &one.pending.obligation.unit);
    let checked: BTreeSet<&UnitCode> = checked.chain(waiting).collect();
    let mut files = Vec::new();
    for one in &status.roster {
        let unit = &one.unit;
        let (Some(came), Some(reading)) = (&one.receipt, readings.get(&unit.code)) else {
            continue;
        };
        let is_own = one.state == UnitStanding::Answered && !one.is_entered();
        if !is_own || asked.contains(&unit.code) {
            continue;
        }
        let Some(form) = campaign.kit.form(&reading.form) else {
            continue;
        };
        let account = &reading.account;
        let totals = totals.get(form.id.as_str());
        let totals = totals.map(|ids| values(form, reading, ids));
        let text = receipt(
            &campaign.settings,
            &Receipt {
                unit: &unit.name,
                file: &came.file,
                came: moment(&came.received_at),
                hash: &came.hash,
                code: one.code,
                answers: (account.read + account.nil, account.expected),
                is_settled: !checked.contains(&unit.code),
                totals: &totals.unwrap_or_default(),
            },
        );
        let name = base_name(&unit.code, &unit.name, &campaign.settings.campaign);
        files.push((
            unit.code.clone(),
            (format!("{name}{RECEIPT}"), plain_text(&text)),
        ));
    }
    files
}

fn moment(stamp: &str) -> String {
    Moment::parse(stamp).map_or_else(
        || stamp.to_owned(),
        |at| {
            msg!(
                "feedback.came",
                time = at.time(),
                day = format::day(at.day())
            )
            .say(Lang::Vi)
        },
    )
}

/// Fields that a rule of the form says to be the sum of others.
fn stated_totals(form: &Form) -> Vec<String> {
    let totals = form.rules.iter().flat_map(|rule| rule.condition.totals());
    let named: BTreeSet<&str> = totals.map(|name| name.text.as_str()).collect();
    let fields = form.fields().map(|field| field.id().to_string());
    fields.filter(|id| named.contains(id.as_str())).collect()
}

/// Label and value of each.
fn values(form: &Form, reading: &Reading, ids: &[String]) -> Vec<(String, String)> {
    let said = ids.iter().filter_map(|id| {
        let field = form.field(id)?;
        let value = reading.field(id)?.answer.value()?;
        Some((field.label(), official_value(value, field.kind())))
    });
    said.collect()
}
