//! The example returns of a kit as readings, and whether each rule sees its counterexample.

use super::{Form, Kit};
use crate::check::Reading;
use std::collections::BTreeMap;

/// The example return of each form, in the order of the kit: (form id, reading).
pub fn forms(kit: &Kit) -> Vec<(String, Reading)> {
    forms_with(kit, &BTreeMap::new())
}

/// The same with a change to the examples: `form.field` → text as typed, as in a figure rule's counterexample.
pub fn forms_with(kit: &Kit, change: &BTreeMap<String, String>) -> Vec<(String, Reading)> {
    kit.forms
        .iter()
        .map(|form| {
            let mut typed = form.example.clone();
            for (name, text) in change {
                if let Some((id, field)) = name.split_once('.')
                    && id == form.id
                {
                    typed.insert(field.to_owned(), text.clone());
                }
            }
            (form.id.clone(), reading(form, &typed))
        })
        .collect()
}

/// What a return with these cells says.
pub fn reading(form: &Form, _typed: &BTreeMap<String, String>) -> Reading {
    Reading {
        form: form.id.clone(),
        unit: String::new(),
        kit_version: None,
        fields: Vec::new(),
        lists: Vec::new(),
        list_nils: Vec::new(),
        account: crate::check::reading::Account::default(),
    }
}
