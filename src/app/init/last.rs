//! What an earlier campaign leaves to a new one: its kit, the name of its period, and what its units answered.

use crate::app::Stop;
use crate::app::look::Look;
use crate::app::snapshot::Snapshot;
use crate::model::id::FieldPath;
use crate::model::kit::Kit;
use crate::model::reading::Answer;
use crate::msg;
use crate::store::folder;
use crate::value::Kind;
use crate::words::Message;
use crate::workbook::consolidated::{PreviousRow, previous};
use std::collections::BTreeMap;

/// Names that are given before the rest is only counted.
const NAMED: usize = 5;

/// An earlier campaign, as far as a new one needs it.
#[derive(Debug)]
pub struct LastPeriod {
    /// Its kit: a folder, or the id of one that the program carries.
    pub kit: String,
    /// "năm 2019".
    pub period: String,
    /// `ky-truoc.xlsx` for the new campaign.
    pub(super) workbook: Vec<u8>,
    /// Label of each indicator that somebody answered.
    answered: BTreeMap<FieldPath, String>,
    /// Units that gave no answer.
    silent: Vec<String>,
}

impl LastPeriod {
    /// Reads what counts in a campaign now: as its ledger has it, by unit and indicator.
    ///
    /// [`Stop::Wrong`] when no return counts in it.
    pub fn of(snapshot: &mut Snapshot) -> Result<Self, Stop> {
        let looking = snapshot.look();
        let units = looking.units()?.units;
        let campaign = looking.campaign;
        let mut rows = Vec::new();
        let mut answered = BTreeMap::new();
        let mut silent = Vec::new();
        for unit in &units {
            let Some(in_force) = &unit.in_force else {
                silent.push(unit.unit.name.clone());
                continue;
            };
            let reading = &in_force.reading;
            let Some(form) = campaign.kit.form(&reading.form) else {
                continue;
            };
            for answer in &reading.fields {
                let field = form.field(&answer.field);
                let Some(field) = field.filter(|f| *f.kind() != Kind::Prose) else {
                    continue;
                };
                if let Answer::Value(_) = answer.answer {
                    let path = FieldPath::new(&form.id, &field.id());
                    answered.entry(path).or_insert_with(|| field.label());
                }
                rows.push(PreviousRow {
                    unit: &unit.unit,
                    form,
                    field,
                    answer,
                });
            }
        }
        if answered.is_empty() {
            let root = campaign.root.display();
            return Err(Stop::Wrong(msg!(
                "campaign.previous-nothing",
                folder = root
            )));
        }
        let period = campaign.settings.period.name.clone();
        let about = (period.as_str(), campaign.settings.specimen);
        let workbook = previous(&rows, about, looking.now.civil()).map_err(Stop::Fault)?;
        let own = campaign.root.join(folder::KIT);
        let kit = if own.is_dir() {
            own.to_string_lossy().into_owned()
        } else {
            campaign.kit.id.clone()
        };
        Ok(Self {
            kit,
            period,
            workbook,
            answered,
            silent,
        })
    }

    /// What of it a campaign of this kit will not have.
    pub(super) fn remarks(&self, kit: &Kit) -> Vec<Message> {
        let mut remarks = Vec::new();
        let unknown = self.answered.iter().filter(|(path, _)| !asks(kit, path));
        let unknown: Vec<&str> = unknown.map(|(_, label)| label.as_str()).collect();
        if !unknown.is_empty() {
            let (count, fields) = (unknown.len(), some(&unknown));
            remarks.push(msg!(
                "campaign.previous-not-asked",
                count = count,
                fields = fields
            ));
        }
        if !self.silent.is_empty() {
            let silent: Vec<&str> = self.silent.iter().map(String::as_str).collect();
            let (count, units) = (silent.len(), some(&silent));
            remarks.push(msg!(
                "campaign.previous-partly",
                count = count,
                units = units
            ));
        }
        remarks
    }
}

fn asks(kit: &Kit, path: &FieldPath) -> bool {
    let mut forms = kit.forms.iter();
    forms.any(|form| {
        form.fields()
            .any(|f| FieldPath::new(&form.id, &f.id()) == *path)
    })
}

/// The first few names.
fn some(names: &[&str]) -> String {
    let mut shown = names[..names.len().min(NAMED)].join(", ");
    if names.len() > NAMED {
        shown.push_str(", …");
    }
    shown
}
