//! What stands around each page: which campaign it is, who works, where one is, and what was just done.

use super::last_paper::{Paper, paper};
use super::progress::{Standing, under_way};
use super::reader::{Asked, word};
use super::said::without_commands;
use super::state::Desk;
use super::told::told;
use crate::app::book::Happened;
use crate::app::overview::Overview;
use crate::model::finding::unsettled;
use crate::model::receipt::Decision;
use crate::words::Lang;
use serde::Serialize;

/// What stands around a page.
#[derive(Debug, Serialize)]
pub(super) struct Frame {
    /// The page is a file of its own: it carries its look, and leads nowhere.
    is_file: bool,
    style: &'static str,
    lang: &'static str,
    other_lang: &'static str,
    here: String,
    campaign: String,
    issuer: String,
    specimen: bool,
    who: String,
    is_login: bool,
    place: &'static str,
    answered: usize,
    due: usize,
    to_review: usize,
    told: Vec<String>,
    done: Option<Done>,
    work: Standing,
    paper: Option<Paper>,
}

/// What was just decided, and how it is taken back.
#[derive(Debug, Serialize)]
struct Done {
    act: i64,
    said: Vec<String>,
    more: usize,
    /// What else there was to say.
    told: Vec<String>,
    can_be_undone: bool,
}

/// How the pages look.
const STYLE: &str = include_str!("../../templates/desk/desk.css");

/// Of one act so many decisions are told.
const TOLD: usize = 3;

impl Frame {
    pub(super) fn of(desk: &Desk, seen: &Overview, asked: &Asked, place: &'static str) -> Self {
        let lang = asked.reader.lang;
        let settings = &seen.campaign.settings;
        let actor = desk.env().actor;
        Self {
            is_file: false,
            style: "",
            lang: word(lang),
            other_lang: word(if lang == Lang::Vi { Lang::En } else { Lang::Vi }),
            here: asked.here.clone(),
            campaign: settings.report.subject.clone(),
            issuer: settings.issuer.short.clone(),
            specimen: settings.specimen,
            who: actor.name().to_owned(),
            is_login: actor.is_login(),
            place,
            answered: seen.status.answered(),
            due: seen.status.due(),
            to_review: to_review(seen),
            told: seen.told.iter().map(|one| one.say(lang)).collect(),
            done: done(desk, seen, asked),
            work: under_way(desk, lang),
            paper: paper(desk, lang),
        }
    }
}

impl Frame {
    /// Around a page that is written as a file: it says whose it is and leads nowhere.
    pub(super) fn of_file(seen: &Overview, lang: Lang) -> Self {
        let settings = &seen.campaign.settings;
        Self {
            is_file: true,
            style: STYLE,
            lang: word(lang),
            other_lang: word(lang),
            here: String::new(),
            campaign: settings.report.subject.clone(),
            issuer: settings.issuer.short.clone(),
            specimen: settings.specimen,
            who: String::new(),
            is_login: false,
            place: "",
            answered: seen.status.answered(),
            due: seen.status.due(),
            to_review: to_review(seen),
            told: Vec::new(),
            done: None,
            work: Standing::default(),
            paper: None,
        }
    }
}

/// How many things wait for a decision before a final.
pub(super) fn to_review(seen: &Overview) -> usize {
    let status = &seen.status;
    let waiting = status.waiting.iter().filter(|one| !one.is_after_close());
    unsettled(&status.findings).count() + waiting.count() + status.homeless().count()
}

/// What the address says was just decided.
fn done(desk: &Desk, seen: &Overview, asked: &Asked) -> Option<Done> {
    let act: i64 = asked.get("viec").parse().ok()?;
    let of_act = seen.book.iter().filter_map(|event| match &event.what {
        Happened::Decided {
            decision,
            file,
            undone,
        } if decision.act.id.0 == act => {
            Some((decision, file.as_deref().unwrap_or_default(), *undone))
        }
        _ => None,
    });
    let all: Vec<(&Decision, &str, _)> = of_act.collect();
    let said = all.iter().take(TOLD);
    let said = said
        .map(|(decision, file, undone)| told(seen, decision, (file, *undone), asked.reader.lang));
    let can_be_undone = |(decision, _, undone): &(&Decision, &str, Option<_>)| {
        undone.is_none() && decision.what.can_be_taken_back()
    };
    Some(Done {
        act,
        said: said.collect(),
        more: all.len().saturating_sub(TOLD),
        told: desk
            .confirmed(act)
            .iter()
            .map(|one| without_commands(one, asked.reader.lang))
            .collect(),
        can_be_undone: !all.is_empty() && all.iter().all(can_be_undone),
    })
}
