//! From what the reader answered about a file to what the ledger keeps of it.

use crate::campaign::Campaign;
use crate::check::{self, Context, Expected, Issued, SourceSheet};
use crate::model::id::{FileHash, ReceiptId, UnitCode};
use crate::model::raw::RawWorkbook;
use crate::model::receipt::{NewReceipt, Receipt};
use crate::read::Unreadable;
use crate::store::clock::Now;
use crate::value::Moment;

/// What every file of a batch is understood with.
pub(crate) struct Intake<'a> {
    pub(super) campaign: &'a Campaign,
    pub(crate) expected: Expected<'a>,
    understood_with: String,
    stamp: String,
}

/// A file as it is recorded, before it is understood.
pub(crate) struct ArrivedFile<'a> {
    pub(crate) file: &'a str,
    /// Other names of the same bytes, asked when the first stands against what is in the file.
    pub(crate) others: &'a [String],
    pub(crate) hash: &'a FileHash,
    pub(crate) size: u64,
    pub(crate) assigned: Option<&'a UnitCode>,
    pub(crate) sender: Option<&'a UnitCode>,
}

impl<'a> Intake<'a> {
    pub(crate) fn of(campaign: &'a Campaign, issued: Issued, now: &Now) -> Self {
        Self {
            campaign,
            expected: Expected::new(&campaign.kit, campaign.roster.units.clone())
                .with_previous(&campaign.previous.values)
                .with_issued(issued)
                .with_period(campaign.settings.period.from, campaign.settings.period.to)
                .with_as_of(&campaign.settings.days_of_marks())
                .with_places(campaign.settings.issuer.places()),
            understood_with: campaign.understood_with(),
            stamp: now.stamp(),
        }
    }

    /// From what the reader answered to what the ledger keeps: findings about the file as a whole are tied to it.
    pub(crate) fn understood(
        &self,
        incoming: &ArrivedFile,
        answer: Result<RawWorkbook, Unreadable>,
    ) -> NewReceipt {
        let mut new = self.looked_at(incoming, answer);
        for reading in &mut new.readings {
            let unit = reading.unit.as_ref();
            let unit = unit.and_then(|code| self.campaign.roster.unit(code));
            reading.unit_name = unit.map(|unit| unit.name.clone()).unwrap_or_default();
        }
        for finding in &mut new.findings {
            finding.tie_to_file(incoming.hash);
        }
        new
    }

    /// From what the reader answered to what would be kept.
    pub(super) fn looked_at(
        &self,
        incoming: &ArrivedFile,
        answer: Result<RawWorkbook, Unreadable>,
    ) -> NewReceipt {
        let file = incoming.file;
        let mut receipt = Receipt {
            id: ReceiptId::default(),
            file: file.to_owned(),
            hash: incoming.hash.clone(),
            size: incoming.size,
            received_at: self.stamp.clone(),
            application: None,
            saved_at: None,
            unit: incoming.assigned.cloned(),
            form: None,
            kit_version: None,
            understood_with: self.understood_with.clone(),
            learned: None,
        };
        let (mut readings, mut findings) = (Vec::new(), Vec::new());
        match answer {
            Ok(mut book) => {
                let source = SourceSheet::taken_from(&mut book);
                receipt.learned = source.and_then(|source| source.learned());
                let mut understanding = check::understand(&book, &self.context(incoming, file));
                for other in incoming.others {
                    if understanding.unit.is_some() || !understanding.readings.is_empty() {
                        break;
                    }
                    let anew = check::understand(&book, &self.context(incoming, other));
                    if anew.unit.is_some() {
                        other.clone_into(&mut receipt.file);
                        understanding = anew;
                    }
                }
                receipt.application = book.application;
                receipt.saved_at = book.saved_at.as_deref().and_then(Moment::parse);
                receipt.unit = understanding.unit;
                if let Some(reading) = understanding.readings.first() {
                    receipt.form = Some(reading.form.clone());
                    receipt.kit_version.clone_from(&reading.kit_version);
                }
                readings = understanding.readings;
                findings = understanding.findings;
            }
            Err(fault) if fault.is_attachment => {
                let told = check::told_outside(file, incoming.sender, &self.expected);
                let unit = match incoming.assigned {
                    Some(code) => self.expected.unit(code),
                    None => told,
                };
                receipt.unit = unit.map(|u| u.code.clone());
                let finding = check::attached(file, unit, (fault.code, fault.message));
                findings.push(finding);
            }
            Err(fault) => {
                // Only a unit's own code in the name: its next return that can be read takes this one's place.
                let mut words = file.split(|c: char| !c.is_alphanumeric());
                let named = words.find_map(|word| self.campaign.roster.unit(word));
                receipt.unit = incoming.assigned.or(named.map(|u| &u.code)).cloned();
                let told = check::told_outside(file, incoming.sender, &self.expected);
                findings.push(check::unreadable(
                    file,
                    (receipt.unit.as_ref(), told),
                    fault.code,
                    (fault.message, fault.todo),
                ));
            }
        }
        NewReceipt {
            receipt,
            readings,
            findings,
        }
    }

    fn context<'c>(&'c self, incoming: &ArrivedFile<'c>, file: &'c str) -> Context<'c> {
        Context {
            expected: &self.expected,
            campaign: &self.campaign.settings.campaign,
            period: &self.campaign.settings.period.name,
            file,
            assigned: incoming.assigned,
            sender: incoming.sender,
        }
    }
}

/// A file that was recorded before, to be understood anew.
pub(crate) fn recorded<'a>(
    receipt: &'a Receipt,
    assigned: Option<&'a UnitCode>,
) -> ArrivedFile<'a> {
    ArrivedFile {
        file: &receipt.file,
        others: &[],
        hash: &receipt.hash,
        size: receipt.size,
        assigned,
        // Whose it was before, should nothing in it tell.
        sender: receipt.unit.as_ref(),
    }
}
