//! The roster of a new campaign: every column with a hint, and rows that show how it is filled, or the units of an earlier
//! campaign.

use crate::campaign::roster::{Column, EXAMPLE_CODES, columns, heading, type_label};
use crate::model::id::SectionId;
use crate::model::kit::Kit;
use crate::model::unit::{Participation, Unit};
use crate::msg;
use crate::words::{Lang, Message, official};
use crate::workbook::roster::{self as sheet, Fill, roster};
use std::sync::Arc;

/// The workbook for a kit, with these units.
pub(super) fn roster_of(kit: &Kit, units: &[Arc<Unit>]) -> Result<Vec<u8>, Message> {
    let known = units
        .iter()
        .map(|unit| columns().map(|column| said(column, unit)).collect());
    let known: Vec<Vec<String>> = known.collect();
    if !known.is_empty() {
        return roster_of_rows(kit, &known);
    }
    let types = types(kit);
    let rows = EXAMPLE_CODES.iter().zip(types.iter().cycle());
    let rows: Vec<Vec<String>> = rows
        .map(|(code, kind)| columns().map(|c| example(c, code, kind)).collect())
        .collect();
    roster_of_rows(kit, &rows)
}

/// The workbook for a kit, with these rows: a cell for each column.
pub(in crate::app) fn roster_of_rows(kit: &Kit, rows: &[Vec<String>]) -> Result<Vec<u8>, Message> {
    let types = types(kit);
    let forms: Vec<String> = kit.forms.iter().map(|f| f.id.to_string()).collect();
    let ready = columns().map(|column| made_ready(column, &types, &forms));
    roster(&ready.collect::<Vec<_>>(), rows)
}

fn types(kit: &Kit) -> Vec<String> {
    let types = kit.forms.iter().flat_map(|f| &f.unit_types);
    types.map(|t| type_label(t)).collect()
}

fn made_ready(column: Column, types: &[String], forms: &[String]) -> sheet::Column {
    let (width, hint, fill) = match column {
        Column::Code => (12.0, "campaign.hint-code", Fill::Text),
        Column::Kind => (14.0, "campaign.hint-type", Fill::Words(types.to_vec())),
        Column::Name => (34.0, "campaign.hint-name", Fill::Text),
        Column::Form => (12.0, "campaign.hint-form", Fill::Words(forms.to_vec())),
        Column::Sections => (14.0, "campaign.hint-sections", Fill::Text),
        Column::Group => (14.0, "campaign.hint-group", Fill::Text),
        Column::Email => (28.0, "campaign.hint-email", Fill::Text),
        Column::Contact => (24.0, "campaign.hint-contact", Fill::Text),
        Column::Phone => (14.0, "campaign.hint-phone", Fill::Text),
        Column::Deadline => (13.0, "campaign.hint-deadline", Fill::Day),
        Column::State => (24.0, "campaign.hint-state", Fill::Words(states())),
    };
    sheet::Column {
        head: heading(column),
        width,
        hint: official(hint),
        fill,
    }
}

/// What is written of a unit; its deadline was that of another period.
fn said(column: Column, unit: &Unit) -> String {
    match column {
        Column::Code => unit.code.to_string(),
        Column::Kind => unit.type_label.clone(),
        Column::Name => unit.name.clone(),
        Column::Form => unit.form.to_string(),
        Column::Sections => {
            let sections: Vec<&str> = unit.sections.iter().map(SectionId::as_str).collect();
            sections.join("; ")
        }
        Column::Group => unit.group.clone(),
        Column::Email => unit.email.clone(),
        Column::Contact => unit.contact.clone(),
        Column::Phone => unit.phone.clone(),
        Column::Deadline => String::new(),
        Column::State => match &unit.state {
            Participation::Reports => String::new(),
            Participation::Exempt => official("campaign.state-exempt"),
            Participation::MergedInto(other) => {
                format!("{} {other}", official("campaign.state-merged"))
            }
        },
    }
}

fn states() -> Vec<String> {
    let words = ["campaign.state-reports", "campaign.state-exempt"];
    words.iter().map(|id| official(id)).collect()
}

fn example(column: Column, code: &str, kind: &str) -> String {
    match column {
        Column::Code => code.to_owned(),
        Column::Kind => kind.to_owned(),
        Column::Name => msg!("campaign.example-name", kind = kind).say(Lang::Vi),
        _ => String::new(),
    }
}
