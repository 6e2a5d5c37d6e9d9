//! What goes to whom, with words to paste: as the list of an emission has it, looked at without writing anything.

use super::emit::{Said, common_of, rows};
use super::overview::Campaign;
use crate::store::folder::{self, Shelf};
use crate::value::Day;
use crate::workbook::dispatch::{DispatchRow, invitation};

/// A unit, and what it gets.
#[derive(Debug, Clone)]
pub struct ToSend {
    /// To whom, and which file: its own, else the one for all where only that is there.
    pub row: DispatchRow,
    /// Whether the file is there.
    pub is_there: bool,
    /// Whether it is the one for all.
    pub is_common: bool,
    /// Words to paste into a message.
    pub words: String,
}

/// All units that should answer.
pub fn to_send(campaign: &Campaign, today: Day) -> Vec<ToSend> {
    let outgoing = Shelf::of(&campaign.root.join(folder::OUTGOING));
    let is_there = |name: &str| outgoing.names().any(|there| there == name);
    let (rows, common) = rows(campaign);
    let said = Said::of(&campaign.settings);
    let facts = said.facts(campaign, &common, today.at(0, 0, 0, 0));
    let one = |mut row: DispatchRow| {
        let own = is_there(&row.file);
        let form = campaign.roster.unit(&row.code).map(|unit| &unit.form);
        let shared = form.and_then(|form| common_of(campaign, form));
        let shared = shared.and_then(|name| outgoing.newest(&name));
        let shared = shared.as_deref().and_then(std::path::Path::file_name);
        let shared = shared.filter(|_| !own);
        if let Some(name) = shared {
            row.file = name.to_string_lossy().into_owned();
        }
        ToSend {
            is_there: own || shared.is_some(),
            is_common: shared.is_some(),
            words: invitation(&row, &facts),
            row,
        }
    };
    rows.into_iter().map(one).collect()
}
