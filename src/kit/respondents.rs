//! One unit for each form of a kit, answering as its example says.

use super::example::forms_with;
use crate::model::figure::Figures;
use crate::model::id::{ReceiptId, UnitCode};
use crate::model::kit::Kit;
use crate::model::respondent::{InForce, Respondent};
use crate::model::unit::Unit;
use crate::rollup;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The units, with a change to their examples: `form.field` → text as typed. Their codes are the ids of the forms.
pub fn respondents(kit: &Kit, change: &BTreeMap<String, String>) -> Vec<Respondent> {
    forms_with(kit, change)
        .into_iter()
        .map(|(form, mut reading)| {
            let code = UnitCode::as_written(&form);
            reading.unit = Some(code.clone());
            Respondent {
                unit: Arc::new(Unit::named(code, "", &form.clone(), form)),
                in_force: Some(InForce {
                    receipt: ReceiptId::default(),
                    file: String::new(),
                    reading,
                }),
                part_of: None,
            }
        })
        .collect()
}

/// What comes of their answers.
pub fn figures(kit: &Kit, change: &BTreeMap<String, String>) -> Figures {
    let units = respondents(kit, change);
    let input = rollup::RollupInput {
        kit,
        facts: &[],
        chosen: &[],
        previous: &BTreeMap::new(),
    };
    rollup::figures(input, &units)
}
