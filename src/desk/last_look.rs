//! The last step of the settings: what is still wrong anywhere in the campaign, or how it stands before forms go out.

use super::answer::{Failure, beside};
use super::fields::STEPS;
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::Asked;
use super::said::said;
use super::state::Desk;
use crate::app::Stop;
use crate::app::set_up::{FILE, set_up};
use crate::value::format::short_day;
use crate::words::Lang;
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
    let steps = STEPS.iter().map(|step| {
        let groups = step.groups(&[]);
        let own: Vec<_> = groups.iter().flat_map(|(_, fields)| fields).collect();
        let is_of = |section: &str, key: &str| {
            let known = own
                .iter()
                .any(|f| f.section == section && (f.key == key || key.is_empty()));
            known || (section == "moc" && step.word == STEPS[0].word)
        };
        let open = now
            .mistakes
            .iter()
            .filter(|((section, key), _)| is_of(section, key));
        (
            crate::words::text(step.title, lang),
            step.word,
            open.count(),
        )
    });
    let open: Vec<_> = steps.filter(|(.., count)| *count > 0).collect();
    let (problems, stands) = match desk.seen() {
        Ok(seen) => (Vec::new(), Some(stands(&seen, lang))),
        Err(Stop::Problems(all)) => {
            let hindering = all.iter().filter(|one| !one.is_warning());
            // What stands at a field of a step is told there.
            let rest = hindering.filter(|one| open.is_empty() || one.file() != FILE);
            (rest.map(|one| one.show(lang)).collect(), None)
        }
        Err(stop) => (said(&stop, lang), None),
    };
    Ok(Page {
        frame: PlainFrame::of(desk, asked),
        folder: desk.root.display().to_string(),
        open,
        more: problems.len().saturating_sub(SHOWN),
        problems: problems.into_iter().take(SHOWN).collect(),
        stands,
    })
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
