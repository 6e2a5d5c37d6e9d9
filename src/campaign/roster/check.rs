//! What only shows when all units of a roster are seen together.

use super::columns::{Column, Columns};
use super::row::{ReadRow, Said};
use super::table::Source;
use crate::msg;
use crate::source::Problem;
use crate::value::fold;
use crate::words::Message;
use std::collections::BTreeMap;

/// Notes codes that stand twice, units merged into none, names that two units share, a roster without units.
pub(super) fn across(
    source: &Source,
    columns: &Columns,
    units: &[ReadRow],
    problems: &mut Vec<Problem>,
) {
    let at = |unit: &ReadRow, column: Column, message: Message| {
        let col = columns.at.get(&column).copied().unwrap_or_default();
        source.problem(unit.number, col, message)
    };
    // File names on Windows do not tell capitals apart, and codes stand in them.
    let mut codes: BTreeMap<String, &ReadRow> = BTreeMap::new();
    let mut names: BTreeMap<String, &ReadRow> = BTreeMap::new();
    for unit in units {
        if let Some(first) = first_of(&mut codes, unit.code.to_ascii_lowercase(), unit) {
            let message = msg!(
                "campaign.code-twice",
                code = unit.code,
                row = first.number + 1
            );
            problems.push(at(unit, Column::Code, message));
        }
        if unit.reports()
            && let Some(first) = first_of(&mut names, fold(&unit.name), unit)
        {
            let message = msg!(
                "campaign.name-twice",
                name = unit.name,
                row = first.number + 1
            );
            problems.push(at(unit, Column::Name, message).into_warning());
        }
    }
    // Without codes nobody can be named.
    let merged = units
        .iter()
        .filter(|_| columns.at.contains_key(&Column::Code));
    for unit in merged {
        let Said::MergedInto(code) = &unit.state else {
            continue;
        };
        let wrong = match codes.get(&code.to_ascii_lowercase()) {
            Some(target) if target.code != *code => {
                Some(msg!("campaign.merged-nowhere", code = code))
            }
            Some(target) if target.reports() => None,
            Some(target) if target.number == unit.number => Some(msg!("campaign.merged-itself")),
            Some(target) => Some(msg!(
                "campaign.merged-silent",
                code = code,
                name = target.name
            )),
            None => Some(msg!("campaign.merged-nowhere", code = code)),
        };
        if let Some(message) = wrong {
            problems.push(at(unit, Column::State, message));
        }
    }
    if !units.iter().any(ReadRow::reports) {
        problems.push(Problem::in_file(source.file, msg!("campaign.no-units")));
    }
}

/// The unit that had this key before; none when it is the first, or the key is empty.
fn first_of<'u>(
    seen: &mut BTreeMap<String, &'u ReadRow>,
    key: String,
    unit: &'u ReadRow,
) -> Option<&'u ReadRow> {
    if key.is_empty() {
        return None;
    }
    let first = *seen.entry(key).or_insert(unit);
    (first.number != unit.number).then_some(first)
}
