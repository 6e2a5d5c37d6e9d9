//! What understanding a file may cost, counted beforehand: no clock decides what becomes of a return.

use super::Expected;
use super::identity::Hidden;
use crate::layout::identity as keys;
use crate::model::raw::RawWorkbook;
use crate::msg;
use crate::words::{Fact, Message};

/// What is said of a file that costs more; `None` of one that does not.
pub(super) fn too_much(
    book: &RawWorkbook,
    hidden: Option<&Hidden>,
    expected: &Expected<'_>,
) -> Option<Message> {
    let cells: usize = book.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    // A form that says which it is is compared with that one.
    let said = hidden.map_or("", |hidden| hidden.get(keys::FORM));
    let is_it = |form: &str| said.is_empty() || form == said;
    let forms = expected.kit.forms.iter().zip(&expected.forms);
    let plans: usize = forms
        .filter(|(form, _)| is_it(&form.id))
        .map(|(_, planned)| planned.layout.sheets.len())
        .sum();
    let most = expected.most_effort / plans.max(1);
    let count = |n: usize| Fact::count(u32::try_from(n).unwrap_or(u32::MAX));
    (cells > most).then(|| {
        msg!(
            "check.too-much",
            cells = count(cells),
            sheets = book.sheets.len(),
            most = count(most),
            plans = plans
        )
    })
}
