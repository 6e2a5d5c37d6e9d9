//! `kit check`: a kit's folder compiled, with all that is wrong in it and in the workbooks and tables that it would give.

use super::own_kit::own_kit;
use super::{Stop, kit_folder, kit_tables, kit_workbooks};
use crate::kit;
use crate::model::kit::Kit;
use crate::source::{Files, Mistake};
use crate::store::folder;
use crate::words::Message;
use std::path::Path;

/// A kit as far as it could be compiled.
#[derive(Debug)]
pub struct KitChecked {
    /// Its files, in which the mistakes have their places.
    pub files: Files,
    /// The kit, or all that is wrong with it.
    pub kit: Result<Kit, Vec<Mistake>>,
}

impl KitChecked {
    /// All that is wrong with it.
    pub fn mistakes(&self) -> &[Mistake] {
        self.kit.as_ref().err().map_or(&[], Vec::as_slice)
    }
}

/// The same of a campaign's kit: its own folder, or the one that the program carries under the name in its settings.
pub fn kit_of(root: &Path) -> Result<KitChecked, Stop> {
    let own = root.join(folder::KIT);
    if own.is_dir() {
        return kit_check(&own).map_err(Stop::Wrong);
    }
    let kit = own_kit(root)?;
    Ok(KitChecked {
        files: Files::new(),
        kit: Ok(kit),
    })
}

/// Compiles the kit in a folder and tries the workbooks and tables that it would give; the error is a folder that cannot be read or holds no kit.
pub fn kit_check(folder: &Path) -> Result<KitChecked, Message> {
    let files = kit_folder::read(folder)?;
    let kit = kit::load(&files).and_then(|kit| {
        let mut refused = kit_workbooks::refused(&kit, &files);
        refused.extend(kit_tables::too_wide(&kit, &files));
        if refused.is_empty() {
            Ok(kit)
        } else {
            Err(refused)
        }
    });
    Ok(KitChecked { files, kit })
}
