//! The sheet on which the officer, who fills a form for its unit, says where the figures were learned.
//!
//! In: a workbook. Out: what stands on that sheet, and which cells of it are still to be filled.

use crate::layout::SOURCE_SHEET;
use crate::model::learned::LearnedBy;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::model::reading::Place;
use crate::msg;
use crate::value::fold;
use crate::words::{Lang, official};

/// What the officer says about a form that was filled for a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceSheet {
    kind: String,
    informant: String,
    contact: String,
    time: String,
    /// Name of a file with the photo or the paper; may be empty.
    pub attachment: String,
    /// Why the officer fills it.
    pub reason: String,
    /// What of the unit counted when the form was made, as it stands there.
    pub base: String,
    /// The cells that are to be filled, each with its label.
    pub lacking: Vec<String>,
}

impl SourceSheet {
    /// What a workbook says there; `None` where it has no such sheet.
    pub fn of(book: &RawWorkbook) -> Option<Self> {
        let sheet = book.sheets.iter().find(|sheet| is_source(sheet))?;
        let mut lacking = Vec::new();
        let mut needed = |id: &str, is_right: &dyn Fn(&str) -> bool| {
            let (said, place) = beside(sheet, id);
            if !is_right(&said)
                && let Some(place) = place
            {
                let label = official(id);
                let cell = msg!("enter.lacking-cell", cell = place.shown(), label = label);
                lacking.push(cell.say(Lang::Vi));
            }
            said
        };
        let says_something = |said: &str| said.chars().any(char::is_alphanumeric);
        let kind = needed("enter.source-kind", &|said| LearnedBy::of(said).is_some());
        let informant = needed("enter.source-informant", &says_something);
        let reason = needed("enter.source-reason", &says_something);
        let optional = |id: &str| beside(sheet, id).0;
        Some(Self {
            kind,
            informant,
            reason,
            contact: optional("enter.source-contact"),
            time: optional("enter.source-time"),
            attachment: optional("enter.source-attachment"),
            base: optional("enter.source-base"),
            lacking,
        })
    }

    /// The same, taken out of the workbook: what stands there is no answer of the form.
    pub fn taken_from(book: &mut RawWorkbook) -> Option<Self> {
        let found = Self::of(book)?;
        book.sheets.retain(|sheet| !is_source(sheet));
        Some(found)
    }

    /// Whether nothing was typed yet.
    pub fn is_untouched(&self) -> bool {
        let typed = [
            &self.kind,
            &self.informant,
            &self.contact,
            &self.time,
            &self.attachment,
            &self.reason,
        ];
        typed.iter().all(|typed| typed.is_empty())
    }

    /// Where the figures were learned, once all is there that must be: how, from whom, when.
    pub fn learned(&self) -> Option<String> {
        if !self.lacking.is_empty() {
            return None;
        }
        let kind = LearnedBy::of(&self.kind)?.word().to_lowercase();
        let parts = [kind.as_str(), &self.informant, &self.time];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(parts.join(", "))
    }
}

/// Whether a sheet is that of ours, whatever else stands on it.
fn is_source(sheet: &RawSheet) -> bool {
    let has = |id: &str| beside(sheet, id).1.is_some();
    fold(&sheet.name) == fold(SOURCE_SHEET)
        && ["enter.source-kind", "enter.source-informant"]
            .into_iter()
            .all(has)
}

/// What stands beside a label, and where.
fn beside(sheet: &RawSheet, id: &str) -> (String, Option<Place>) {
    let label = fold(&official(id));
    let mut cells = sheet.cells.iter();
    let Some(cell) = cells.find(|cell| fold(&cell.value.shown()) == label) else {
        return (String::new(), None);
    };
    let (row, col) = (cell.row, cell.col.saturating_add(1));
    let said = sheet.at(row, col);
    let said = said.map_or_else(String::new, |cell| cell.value.shown().trim().to_owned());
    let place = Place {
        sheet: sheet.name.clone(),
        row,
        col,
    };
    (said, Some(place))
}
