//! Who reports to whom, and when: settings, roster, kit and last period's values of one folder.
//!
//! In: the bytes and cells of the files in a campaign's folder. Out: what they say, or everything that is wrong in
//! them, each [`Problem`] at its place; and from that the status of the units. Knows nothing of the disk.

pub mod departed;
pub mod facts;
pub mod mending;
pub mod previous;
pub mod roster;
pub mod settings;
pub mod signed;
pub mod status;
pub mod waiting;

pub use previous::Previous;
pub use settings::Settings;

use crate::model::id::UnitCode;
use crate::model::kit::Kit;
use crate::model::unit::{Roster, Unit};
use crate::source::Problem;
use crate::value::Day;
use crate::words::Message;
use std::path::PathBuf;
use std::sync::Arc;

/// One run of a kit (đợt báo cáo).
#[derive(Debug, Clone)]
pub struct Campaign {
    /// The folder.
    pub root: PathBuf,
    /// `dot-bao-cao.toml` as meant.
    pub settings: Settings,
    /// `don-vi.xlsx` or `don-vi.csv` as meant.
    pub roster: Roster,
    /// The kit: `bo-mau/` when it is there, else one that the program carries.
    pub kit: Kit,
    /// Last period's values.
    pub previous: Previous,
    /// What hinders nothing but should be looked at: two units of one name, values that no field takes.
    pub warnings: Vec<Problem>,
}

impl Campaign {
    /// Hash of what a return is understood with: the kit, the period and the days to which sections speak.
    pub fn understood_with(&self) -> String {
        let period = &self.settings.period;
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.kit.hash().as_bytes());
        let days = [period.from, period.to].map(|day| day.to_string());
        let marks = self.settings.days_of_marks().into_iter();
        let marks = marks.map(|(name, days)| format!("{name} {days:?}"));
        let period = std::iter::once(period.name.clone()).chain(days);
        for text in period.chain(marks) {
            hasher.update(&[0]);
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// What hinders nothing, a sentence each.
    pub fn remarks(&self) -> Vec<Message> {
        self.warnings.iter().map(Problem::noted).collect()
    }

    /// Until when a unit has.
    pub fn deadline(&self, unit: &Unit) -> Day {
        unit.deadline.unwrap_or(self.settings.deadlines.units)
    }

    /// Takes in what was decided about deadlines; of two decisions about a unit the later one holds.
    pub(crate) fn extend_deadlines(
        &mut self,
        extensions: impl IntoIterator<Item = (UnitCode, Day)>,
    ) {
        for (code, until) in extensions {
            let mut units = self.roster.units.iter_mut();
            if let Some(unit) = units.find(|unit| unit.code == code) {
                Arc::make_mut(unit).deadline = Some(until);
            }
        }
    }
}
