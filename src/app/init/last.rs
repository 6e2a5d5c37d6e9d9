//! What an earlier campaign leaves to a new one: its settings, units and kit, the name of its period, what its units answered,
//! and the sentences that people wrote into its report.

use crate::app::Stop;
use crate::app::edition;
use crate::app::issue::issued;
use crate::app::look::Look;
use crate::app::plain::plain;
use crate::app::snapshot::Snapshot;
use crate::app::status::status;
use crate::app::worded::worded;
use crate::model::id::FieldPath;
use crate::model::kit::Kit;
use crate::model::reading::Answer;
use crate::model::unit::Unit;
use crate::msg;
use crate::source::tidy;
use crate::store::folder;
use crate::value::Kind;
use crate::words::{Lang, Message, system};
use crate::workbook::consolidated::{PreviousRow, previous};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use toml::Table;

/// Most bytes of the settings.
const SETTINGS_BYTES: u64 = 1 << 18;

/// The file with the sentences that were reworded.
pub(super) const REWORDED: &str = "cau-viet-lai-ky-truoc.txt";

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
    /// Its settings.
    pub(super) settings: Table,
    /// Its units.
    pub(super) units: Vec<Arc<Unit>>,
    /// Sentences that people wrote into its last report.
    reworded: Vec<String>,
    /// Figures that read otherwise now than in the report that was issued, with its number.
    differs: Option<(String, Vec<String>)>,
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
        let settings = settings(&campaign.root)?;
        let units = campaign.roster.units.clone();
        let worded = worded(&campaign.root, looking.ledger)?.into_iter();
        let mut reworded: Vec<String> = worded.map(|one| one.stands).collect();
        let editions = edition::all(looking.ledger)?;
        let last = edition::last_final(&editions);
        let settled = last.map_or(&[][..], |(_, kept)| &kept.settled);
        reworded.extend(settled.iter().map(|one| one.stands.clone()));
        let mut seen = BTreeSet::new();
        reworded.retain(|text| !text.is_empty() && seen.insert(plain(text)));
        let differs = differs(snapshot)?;
        Ok(Self {
            kit,
            period,
            workbook,
            settings,
            units,
            reworded,
            differs,
            answered,
            silent,
        })
    }

    /// The sentences that were reworded, as a text file; `None` when there are none.
    pub(super) fn reworded(&self) -> Option<String> {
        let head = msg!("campaign.from-reworded-head", period = self.period).say(Lang::Vi);
        let lines = self.reworded.iter().map(|sentence| format!("- {sentence}"));
        let lines: Vec<String> = lines.collect();
        (!lines.is_empty()).then(|| format!("{head}\n\n{}\n", lines.join("\n")))
    }

    /// What it leaves, and what of it a campaign of this kit will not have.
    pub(super) fn remarks(&self, kit: &Kit) -> Vec<Message> {
        let mut remarks = vec![msg!("campaign.from-taken", count = self.units.len())];
        if let Some((number, figures)) = &self.differs {
            let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
            remarks.push(msg!(
                "campaign.from-differs",
                count = figures.len(),
                number = number,
                figures = some(&figures)
            ));
        }
        if !self.reworded.is_empty() {
            remarks.push(msg!(
                "campaign.from-reworded",
                count = self.reworded.len(),
                file = REWORDED
            ));
        }
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

/// The settings as they are written.
fn settings(root: &Path) -> Result<Table, Stop> {
    let unread = |reason: String| {
        let file = root.join(folder::SETTINGS);
        Stop::Fault(msg!(
            "campaign.from-unread",
            file = file.display(),
            reason = reason
        ))
    };
    let bytes = folder::read_bounded(&root.join(folder::SETTINGS), SETTINGS_BYTES);
    let bytes = bytes.map_err(|e| unread(system::reason(&e).to_string()))?;
    let (text, _) = tidy::text(&bytes);
    let table = tidy::toml_quotes(&text).parse();
    table.map_err(|e: toml::de::Error| unread(e.message().to_owned()))
}

/// What reads otherwise now than in the report that was issued.
fn differs(snapshot: &mut Snapshot) -> Result<Option<(String, Vec<String>)>, Stop> {
    let now = status(snapshot)?;
    let issued = issued(snapshot, &now)?.filter(|issued| !issued.figures.is_empty());
    Ok(issued.map(|issued| {
        let figures = issued.figures.into_iter().map(|one| one.label);
        (issued.number, figures.collect())
    }))
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
