//! What of last period's values is not used, or only so far: gathered, so that many rows of one kind are one remark.

use crate::model::id::UnitCode;
use crate::model::unit::{Participation, Roster};
use crate::msg;
use crate::value::fold;
use crate::words::Message;
use crate::words::nearest::did_you_mean;
use std::collections::{BTreeMap, BTreeSet};

/// Names that a remark gives before it breaks off.
const NAMED: usize = 5;
/// Indicators that get a remark of their own.
const FIELDS_TOLD: usize = 20;

/// A cell, row and column from 0.
type At = (u32, u16);

/// What is gathered while the rows are read.
#[derive(Default)]
pub(super) struct Told {
    /// Codes of no unit of the roster: where first, and what the unit was called.
    pub(super) strangers: BTreeMap<String, (At, String)>,
    /// Indicators that the kit does not have, by what they are called: where first, how many rows, and a near one.
    pub(super) fields: BTreeMap<String, (At, usize, Option<Message>)>,
    /// Units that answer another form now: where first, and how many rows.
    pub(super) other_form: BTreeMap<UnitCode, (At, usize)>,
    /// Units that were called otherwise, by code.
    pub(super) renamed: BTreeMap<UnitCode, (At, String)>,
    /// Codes of the roster that have any row.
    pub(super) known: BTreeSet<UnitCode>,
}

impl Told {
    pub(super) fn unknown_field<'a>(
        &mut self,
        name: &str,
        at: At,
        ids: impl Iterator<Item = &'a str>,
    ) {
        let entry = self.fields.entry(name.to_owned());
        let known = entry.or_insert_with(|| (at, 0, did_you_mean(name, ids)));
        known.1 += 1;
    }

    /// The remarks, each with the cell that it begins at, if it is about one.
    pub(super) fn remarks(&self, roster: &Roster) -> Vec<(Option<At>, Message, Option<Message>)> {
        let mut remarks = self.about_strangers(roster);
        for (name, (at, count, near)) in self.fields.iter().take(FIELDS_TOLD) {
            let message = msg!("campaign.previous-no-field", text = name, count = *count);
            remarks.push((Some(*at), message, near.clone()));
        }
        if let Some((_, (at, ..))) = self.fields.iter().nth(FIELDS_TOLD) {
            let more = self.fields.len() - FIELDS_TOLD;
            remarks.push((
                Some(*at),
                msg!("campaign.previous-more-fields", count = more),
                None,
            ));
        }
        for (code, (at, count)) in &self.other_form {
            let unit = name_of(roster, code);
            let message = msg!("campaign.previous-other-form", unit = unit, count = *count);
            remarks.push((Some(*at), message, None));
        }
        for (code, (at, before)) in &self.renamed {
            let now = name_of(roster, code);
            let message = msg!(
                "campaign.previous-renamed",
                code = code,
                before = before,
                now = now
            );
            remarks.push((Some(*at), message, None));
        }
        let exempt = self.named(roster, |state| *state == Participation::Exempt, true);
        if let Some((count, units)) = exempt {
            let message = msg!("campaign.previous-exempt", count = count, units = units);
            remarks.push((None, message, None));
        }
        let new = self.named(roster, |state| *state == Participation::Reports, false);
        if let Some((count, units)) = new {
            let message = msg!("campaign.previous-new", count = count, units = units);
            remarks.push((None, message, None));
        }
        remarks
    }

    /// Units that left, and those that have another code now.
    fn about_strangers(&self, roster: &Roster) -> Vec<(Option<At>, Message, Option<Message>)> {
        let mut remarks = Vec::new();
        let mut gone = Vec::new();
        for (code, (at, name)) in &self.strangers {
            let same = roster.units.iter().find(|u| {
                !name.is_empty() && fold(&u.name) == fold(name) && !self.known.contains(&u.code)
            });
            match same {
                Some(unit) => {
                    let now = &unit.code;
                    let message = msg!(
                        "campaign.previous-recoded",
                        unit = name,
                        code = code,
                        now = now
                    );
                    remarks.push((Some(*at), message, None));
                }
                None if name.is_empty() => gone.push((*at, code.clone())),
                None => gone.push((*at, format!("{name} ({code})"))),
            }
        }
        if let Some((at, _)) = gone.first() {
            let names: Vec<&str> = gone.iter().map(|(_, name)| name.as_str()).collect();
            let (count, units) = (gone.len(), some(&names));
            let message = msg!("campaign.previous-stranger", count = count, units = units);
            remarks.push((Some(*at), message, None));
        }
        remarks
    }

    /// The units in a state that have rows, or have none.
    fn named(
        &self,
        roster: &Roster,
        is_in: impl Fn(&Participation) -> bool,
        has_rows: bool,
    ) -> Option<(usize, String)> {
        let units = roster.units.iter().filter(|u| is_in(&u.state));
        let units = units.filter(|u| self.known.contains(&u.code) == has_rows);
        let names: Vec<&str> = units.map(|u| u.name.as_str()).collect();
        (!names.is_empty()).then(|| (names.len(), some(&names)))
    }
}

pub(super) fn name_of(roster: &Roster, code: &UnitCode) -> String {
    let unit = roster.unit(code);
    unit.map_or_else(|| code.to_string(), |unit| unit.name.clone())
}

/// The first few names.
pub(super) fn some(names: &[&str]) -> String {
    let mut shown = names[..names.len().min(NAMED)].join(", ");
    if names.len() > NAMED {
        shown.push_str(", …");
    }
    shown
}
