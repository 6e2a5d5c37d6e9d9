//! The kit of a campaign of which the rest may not be whole yet.

use super::Stop;
use super::kit_folder;
use super::set_up::{Value, set_up};
use crate::kit;
use crate::model::kit::Kit;
use crate::msg;
use crate::store::folder;
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The dates and periods that a campaign's kit names, each with the parts that are filled as of it.
pub fn named_days(root: &Path) -> Result<BTreeMap<String, Vec<String>>, Stop> {
    let kit = own_kit(root)?;
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for form in &kit.forms {
        let mut begun = BTreeSet::new();
        for section in &form.sections {
            if let Some(period) = &section.period {
                // The form is named once, before its first part.
                let part = if begun.insert(period) {
                    format!("{}, {}", form.number, section.title)
                } else {
                    section.title.clone()
                };
                all.entry(period.clone()).or_default().push(part);
            }
        }
    }
    Ok(all)
}

/// The campaign's own kit, whatever else is not filled in yet.
pub(super) fn own_kit(root: &Path) -> Result<Kit, Stop> {
    let own = root.join(folder::KIT);
    let files = if own.is_dir() {
        kit_folder::read(&own).map_err(Stop::Wrong)?
    } else {
        // The one that the program carries, named in the settings.
        let id = match set_up(root)?
            .values
            .remove(&(String::new(), "bo_mau".to_owned()))
        {
            Some(Value::Text(id)) => id,
            _ => String::new(),
        };
        let known = || kit::embedded_ids().join(", ");
        let unknown = || Stop::Wrong(msg!("campaign.no-kit", id = id, known = known()));
        kit::embedded(&id).ok_or_else(unknown)?
    };
    kit::load(&files).map_err(|mistakes| {
        let first = mistakes.first().map(|mistake| mistake.message.clone());
        let first: Message = first.unwrap_or_else(|| msg!("desk.broken"));
        Stop::Wrong(first)
    })
}
