//! Last period's values, for comparison and for rules over two periods.
//!
//! In: the cells of `ky-truoc.xlsx`, the kit and the roster. It is a table with a row per value (Mã, Mã chỉ tiêu or Chỉ
//! tiêu, Giá trị, in any order) or the sheet of sources of an earlier `tong-hop.xlsx`. Out: values by unit and field, and
//! what was not understood or is not used. Prose and lists are not compared and left out.

mod columns;
mod merged;
mod period;
mod rows;
mod told;

use super::settings::Period;
use crate::model::id::{FieldPath, UnitCode};
use crate::model::kit::Kit;
use crate::model::raw::RawWorkbook;
use crate::model::unit::Roster;
use crate::msg;
use crate::source::Problem;
use crate::value::Value;
use columns::Columns;
use rows::Rows;
use std::collections::BTreeMap;

/// Last period's values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Previous {
    /// By unit and field, e.g. (`16390`, `xa.may_de_ban`).
    pub values: BTreeMap<(UnitCode, FieldPath), Value>,
}

/// Reads last period's values whole, and asks about those of another period. Problems that are warnings hinder nothing.
pub(crate) fn read(
    file: &str,
    book: &RawWorkbook,
    (kit, roster, campaign): (&Kit, &Roster, Option<&Period>),
) -> (Previous, Vec<Problem>) {
    let found = book
        .sheets
        .iter()
        .find_map(|sheet| Some((sheet, Columns::of(sheet)?)));
    let Some((sheet, columns)) = found else {
        let message = msg!("campaign.previous-no-headings");
        return (Previous::default(), vec![Problem::in_file(file, message)]);
    };
    let other = campaign.and_then(|campaign| period::other(book, campaign));
    if let Some((sheet, at, message, help)) = other {
        let problem = Problem::in_cell(file, Some(&sheet), at, message).help(Some(help));
        return (Previous::default(), vec![problem]);
    }
    let mut rows = Rows::new((file, sheet, columns), kit, roster);
    rows.read();
    let Rows {
        mut previous,
        mut problems,
        told,
        ..
    } = rows;
    for (at, message, help) in told.remarks(roster) {
        let problem = match at {
            Some(at) => Problem::in_cell(file, Some(&sheet.name), at, message),
            None => Problem::in_file(file, message),
        };
        problems.push(problem.help(help).into_warning());
    }
    let merged = merged::merge(&mut previous, &told.known, kit, roster);
    let merged = merged.into_iter();
    problems.extend(merged.map(|said| Problem::in_file(file, said).into_warning()));
    (previous, problems)
}
