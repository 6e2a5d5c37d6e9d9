//! How many cells of a section must be filled.

use crate::model::form::{Body, Form, Section};

/// Cells that must be filled in a section; a required list counts as one.
pub(super) fn blanks_in(form: &Form, section: &Section) -> u32 {
    if let Body::List(list) = &section.body {
        return u32::from(list.required);
    }
    let fields = form.fields();
    let wanted =
        fields.filter(|f| f.section.id == section.id && f.row.required && !f.is_computed());
    wanted.count() as u32
}
