//! The period that last period's values say they are of.

use crate::campaign::settings::Period;
use crate::model::raw::RawWorkbook;
use crate::msg;
use crate::value::fold;
use crate::value::fold::clean;
use crate::value::period::{Same, compared};
use crate::words::{Message, official};

/// Rows from the top in which a sheet says which period it is of.
const HEADING_ROWS: u32 = 10;

/// A sheet, a cell of it, what is wrong there and what to do.
type Asked = (String, (u32, u16), Message, Message);

/// Where the values say that they are of this period, or of another one than the last. Values that do not say of which
/// period they are, as a table that somebody typed, are taken at their word.
pub(super) fn other(book: &RawWorkbook, campaign: &Period) -> Option<Asked> {
    let label = fold(&official("layout.period"));
    let label = label.trim_end_matches(':').trim_end();
    let lines = book.sheets.iter().flat_map(|sheet| {
        let top = sheet.cells.iter().filter(|cell| cell.row < HEADING_ROWS);
        top.map(move |cell| (sheet, cell, clean(&cell.value.shown(), false)))
    });
    let mut named = lines.filter_map(|(sheet, cell, text)| {
        let (before, period) = text.split_once(':')?;
        let period = period.split(". ").next()?.trim();
        let is_labelled = fold(before) == label;
        (is_labelled && !period.is_empty()).then(|| (sheet, cell, period.to_owned()))
    });
    named.find_map(|(sheet, cell, period)| {
        let (message, help) = asked(&period, campaign)?;
        Some((sheet.name.clone(), (cell.row, cell.col), message, help))
    })
}

fn asked(said: &str, campaign: &Period) -> Option<(Message, Message)> {
    let last = campaign.previous_name.as_deref();
    if last.is_some_and(|last| compared(said, last) == Same::Yes) {
        return None;
    }
    if compared(said, &campaign.name) == Same::Yes {
        let message = msg!("campaign.previous-is-this", said = said);
        return Some((message, msg!("campaign.previous-is-this-todo")));
    }
    if let Some(last) = last {
        let message = msg!("campaign.previous-other", said = said, wanted = last);
        return Some((message, msg!("campaign.previous-other-todo")));
    }
    // Without the name of the last period only its year tells: that of this one or the year before.
    let this = campaign.from.year();
    let near = [this - 1, this].map(|year| year.to_string());
    let is_near = near.iter().any(|year| compared(said, year) != Same::No);
    (!is_near).then(|| {
        let message = msg!("campaign.previous-far", said = said, this = campaign.name);
        (message, msg!("campaign.previous-far-todo", said = said))
    })
}
