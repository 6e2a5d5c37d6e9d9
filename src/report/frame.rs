//! Everything above and below the body of a document, from the settings.

use crate::campaign::settings::{ReportFacts, Settings};
use crate::decree::signature;
use crate::model::document::{Frame, Inline};
use crate::words::{Message, official};

/// "PL.(30)": who drafted it, and how many copies there are (Decree 30/2020, Appendix I, II.12).
fn drafters_mark(report: &ReportFacts) -> Option<String> {
    let who = report.drafted_by.trim();
    (!who.is_empty()).then(|| match report.copies {
        Some(copies) => format!("{who}.({copies:02})"),
        None => who.to_owned(),
    })
}

/// Everything above and below the body, from the settings.
pub fn frame(settings: &Settings, written_at: &str) -> Result<Frame, Message> {
    let report = &settings.report;
    Ok(Frame {
        parent: settings.issuer.parent.clone(),
        issuer: settings.issuer.name.clone(),
        short: settings.issuer.short.clone(),
        number: report.number,
        symbol: report.symbol.clone(),
        place: settings.issuer.place.clone(),
        date: report.date,
        kind: report.kind.clone(),
        subject: vec![Inline::Text(report.subject.clone())],
        addressees: report.addressees.clone(),
        recipients: report.recipients.clone(),
        bases: report.bases.clone(),
        drafters_mark: drafters_mark(report),
        drafter: report.drafter.clone(),
        signature: signature::lines(&settings.signatory)?,
        signer: settings.signatory.name.clone(),
        footer_mark: settings.specimen.then(|| official("flow.specimen")),
        title: report.subject.clone(),
        written_at: written_at.to_owned(),
    })
}
