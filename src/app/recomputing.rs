//! Computed fields of returns that are put together of several files or entered by the officer.

use crate::model::computed::recompute;
use crate::model::form::Form;
use crate::model::kit::Kit;
use crate::model::reading::Reading;

/// Calculates the computed fields of a reading of this kit anew.
pub(super) fn recomputing(kit: &Kit) -> impl Fn(&mut Reading) + Send + Sync + 'static {
    let forms = kit.forms.iter().filter(|form| !form.computed.is_empty());
    let forms: Vec<Form> = forms.cloned().collect();
    move |reading| {
        if let Some(form) = forms.iter().find(|form| form.id == reading.form) {
            recompute(form, reading);
        }
    }
}
