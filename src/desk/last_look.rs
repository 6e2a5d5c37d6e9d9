//! The last step of the settings: what is still wrong anywhere in the campaign, or how it stands before forms go out.

use super::answer::{Failure, beside};
use super::fields::{STEPS, Step};
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::Asked;
use super::said::said;
use super::state::Desk;
use crate::app::Stop;
use crate::app::set_up::{FILE, Key, set_up};
use crate::value::format::short_day;
use crate::words::{Lang, Message, text};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::sync::Arc;

/// Problems that are shown before the rest is only counted.
const SHOWN: usize = 20;

#[derive(Debug, Serialize)]
struct Page {
    frame: PlainFrame,
    folder: String,
    /// Each step with how many of its fields are missing or wrong.
    open: Vec<(String, &'static str, usize)>,
    problems: Vec<String>,
    more: usize,
    stands: Option<Stands>,
}

/// A campaign that is whole.
#[derive(Debug, Serialize)]
struct Stands {
    subject: String,
    period: String,
    units: usize,
    until: String,
    due: String,
    addressees: Vec<String>,
    signatory: String,
    told: Vec<String>,
}

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let reader = asked.reader;
    let page = beside(desk, reader, move |desk| {
        let page = view(desk, &asked)?;
        Ok(render_alone("xem-lai-dot.html", &page, reader))
    });
    page.await.map(Html)
}

fn view(desk: &Desk, asked: &Asked) -> Result<Page, Stop> {
    let lang = asked.reader.lang;
    let now = set_up(&desk.root)?;
    let mut told_there = Vec::new();
    let mut open = Vec::new();
    for step in &STEPS {
        let own = now.mistakes.iter().filter(|(key, _)| is_of(step, key));
        let own: Vec<&Message> = own.map(|(_, message)| message).collect();
        if !own.is_empty() {
            open.push((text(step.title, lang), step.word, own.len()));
        }
        told_there.extend(own);
    }
    let (problems, stands) = match desk.seen() {
        Ok(seen) => (Vec::new(), Some(stands(&seen, lang))),
        Err(Stop::Problems(all)) => {
            // What stands at a field of a step is told there.
            let rest = all.iter().filter(|one| !one.is_warning());
            let rest =
                rest.filter(|one| one.file() != FILE || !told_there.contains(&one.message()));
            let told = rest.map(|one| format!("{} ({})", one.message().say(lang), one.place(lang)));
            (told.collect(), None)
        }
        Err(stop) => (said(&stop, lang), None),
    };
    Ok(Page {
        frame: PlainFrame::of_campaign(desk, asked),
        folder: desk.root.display().to_string(),
        open,
        more: problems.len().saturating_sub(SHOWN),
        problems: problems.into_iter().take(SHOWN).collect(),
        stands,
    })
}

/// Whether a key, or a section as a whole, is filled in at a step.
fn is_of(step: &Step, (section, key): &Key) -> bool {
    let groups = step.groups(&[]);
    let mut fields = groups.iter().flat_map(|(_, fields)| fields);
    let is_known = fields.any(|one| {
        one.section == section && (one.key == *key || (key.is_empty() && !section.is_empty()))
    });
    is_known || (section == "moc" && step.word == STEPS[0].word)
}

fn stands(seen: &crate::app::overview::Overview, lang: Lang) -> Stands {
    let settings = &seen.campaign.settings;
    let signatory = &settings.signatory;
    Stands {
        subject: settings.report.subject.clone(),
        period: settings.period.name.clone(),
        units: seen.campaign.roster.units.len(),
        until: short_day(settings.deadlines.units, lang),
        due: short_day(settings.deadlines.report, lang),
        addressees: settings.report.addressees.clone(),
        signatory: format!("{}, {}", signatory.name, signatory.title),
        told: seen.told.iter().map(|one| one.say(lang)).collect(),
    }
}
