//! What came of a document that people may have changed: figures that were put in, what is open in it, a clerk's points.

use super::item::{Item, of_obstacle, settle, with_forms, with_reason};
use super::said::without_commands;
use super::work::Came;
use crate::app::lint::{Judged, breaks_the_decree, is_of_old_figures};
use crate::app::refresh::{Open, Refreshed, Way};
use crate::model::document::Edition;
use crate::msg;
use crate::view::judged::{alike, said};
use crate::words::{Lang, Message, text};
use serde::Serialize;

/// Of a kind so many are shown before the rest is only counted.
const SHOWN: usize = 60;

/// What came of it.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    title: String,
    changes: Vec<Change>,
    more_changes: usize,
    notes: Vec<String>,
    /// What a person must settle before there is a final.
    open: Vec<Item>,
    obstacles: Vec<Item>,
    points: Vec<Point>,
    more_points: usize,
    /// The file that was written.
    file: Option<String>,
}

impl Outcome {
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.open.iter().chain(&self.obstacles)
    }
}

/// A figure that was put in.
#[derive(Debug, Serialize)]
struct Change {
    label: String,
    old: String,
    new: String,
    place: String,
}

/// What a clerk would send it back for.
#[derive(Debug, Serialize)]
struct Point {
    head: String,
    what: String,
    excerpt: String,
}

/// What came of it, where it was work on a document.
pub(super) fn outcome(came: &Came, lang: Lang) -> Option<Outcome> {
    match came {
        Came::Refreshed(name, done) => Some(refreshed(name, done, lang)),
        Came::Judged(name, judged) => Some(of_lint(name, judged, lang)),
        _ => None,
    }
}

fn refreshed(name: &str, done: &Refreshed, lang: Lang) -> Outcome {
    let count = done.changed.len();
    let title = if count > 0 {
        msg!("desk.refreshed", file = name, count = count)
    } else {
        msg!("desk.refreshed-same", file = name)
    };
    let changes = done.changed.iter().take(SHOWN).map(|change| Change {
        label: change.label.clone(),
        old: change.old.trim_end_matches('.').to_owned(),
        new: change.new.trim_end_matches('.').to_owned(),
        place: change.place.clone(),
    });
    let say = |message: &Message| without_commands(message, lang);
    let mut notes: Vec<String> = done.warnings.iter().chain(&done.told).map(say).collect();
    if done.accepted > 0 {
        notes.push(msg!("desk.refreshed-accepted", count = done.accepted).say(lang));
    }
    if !done.open.is_empty() {
        notes.push(text("desk.refreshed-open", lang));
    }
    let is_refused = !done.obstacles.is_empty() || !done.open.is_empty();
    if done.edition == Edition::Final && done.output.is_none() && is_refused {
        notes.insert(0, text("desk.final-refused", lang));
    }
    let file = done.output.as_ref().map(|output| {
        let name = output.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    });
    let obstacles = done.obstacles.iter().enumerate();
    Outcome {
        title: title.say(lang),
        changes: changes.collect(),
        more_changes: count.saturating_sub(SHOWN),
        notes,
        open: done
            .open
            .iter()
            .enumerate()
            .map(|(at, open)| of_open(at, open, lang))
            .collect(),
        // Their places differ from those of the page's own list.
        obstacles: obstacles
            .map(|(at, one)| of_obstacle(at + 1000, one, lang))
            .collect(),
        points: Vec::new(),
        more_points: 0,
        file,
    }
}

/// A place of the document that waits, with what settles it besides mending it there.
fn of_open(at: usize, open: &Open, lang: Lang) -> Item {
    let (may_take, may_keep) = match open.way {
        Way::Drop => (true, false),
        Way::Keep => (false, true),
        Way::Choose => (true, true),
        Way::Accept | Way::Mend => (false, false),
    };
    let mut forms = Vec::new();
    if let Some((figure, typed)) = &open.number {
        forms = settle((figure, typed), (may_take, may_keep), lang);
    }
    if !open.id.is_empty() && open.way == Way::Accept {
        let of = vec![("muc", open.id.clone())];
        forms.push(with_reason("chap-nhan", "desk.accept-words", of, lang));
    }
    with_forms(&format!("d{at}"), without_commands(&open.said, lang), forms)
}

fn of_lint(name: &str, judged: &Judged, lang: Lang) -> Outcome {
    let groups = alike(&judged.findings);
    let count = judged.findings.len();
    let strict = judged.findings.iter().filter(|one| breaks_the_decree(one));
    let title = if count == 0 {
        msg!("desk.judged-clean", file = name)
    } else {
        msg!(
            "desk.judged",
            file = name,
            count = count,
            strict = strict.count()
        )
    };
    let points = groups.iter().take(SHOWN).map(|group| {
        let said = said(group, lang);
        Point {
            head: said.head,
            what: said.what,
            excerpt: said.excerpt,
        }
    });
    let mut notes = Vec::new();
    if let Some(agreeing) = judged.agreeing {
        notes.push(msg!("cli.lint-agreeing", count = agreeing).say(lang));
    }
    if judged.findings.iter().any(is_of_old_figures) {
        notes.push(text("desk.judged-refresh", lang));
    }
    Outcome {
        title: title.say(lang),
        changes: Vec::new(),
        more_changes: 0,
        notes,
        open: Vec::new(),
        obstacles: Vec::new(),
        more_points: groups.len().saturating_sub(SHOWN),
        points: points.collect(),
        file: None,
    }
}
