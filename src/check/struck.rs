//! Rows in which several answers are struck out: one question, not one for each cell.
//!
//! In: what the fields of a row say, in a form or in a table of units. Out: a draft that asks about the row.

use super::answers::involved;
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::model::form::FieldRef;
use crate::model::reading::FieldReading;
use crate::msg;
use crate::value::Remark;
use crate::words::Fact;

/// Fewer struck answers are each asked about by themselves.
const FEWEST: usize = 2;

/// Asks once about a row with this id and label in which several of the answers of `fields` are struck out; what else there
/// is to say of them stays in `said`.
pub(super) fn of_row(
    (id, label): (&str, &str),
    fields: &[FieldRef<'_>],
    said: &mut [(FieldReading, Vec<Remark>)],
) -> Option<Draft> {
    let is_struck = |remark: &Remark| match remark {
        Remark::SeenOtherwise { seen, .. } => seen.is_all_struck(),
        _ => false,
    };
    let struck = fields.iter().zip(said.iter());
    let struck = struck.filter(|(_, (_, all))| all.iter().any(is_struck));
    let cells: Vec<Involved> = struck
        .map(|(field, (reading, _))| involved(&reading.field, &field.label(), reading))
        .collect();
    if cells.len() < FEWEST {
        return None;
    }
    for (_, remarks) in said {
        remarks.retain(|remark| !is_struck(remark));
    }
    let shown = cells.iter().map(|cell| cell.shown.clone());
    let message = msg!(
        "check.row-struck",
        label = label,
        count = cells.len(),
        shown = Fact::list(shown, "; ")
    );
    Some(Draft {
        about: id.to_owned(),
        cells,
        ..Draft::new(
            &code::SEEN_OTHERWISE,
            (message, msg!("check.row-struck-todo")),
        )
    })
}
