//! Something that waits for the officer: what is said of it, and the buttons that settle it.

use super::found::{Found, found};
use super::said::without_commands;
use crate::app::obstacle::Obstacle;
use crate::app::status::{Departed, Waiting};
use crate::model::action::Action;
use crate::model::code::Code;
use crate::model::finding::Finding;
use crate::value::Severity;
use crate::words::{Lang, text};
use serde::Serialize;

/// Changes of a return that are shown.
const CHANGES: usize = 12;

/// Something that waits.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub(super) key: String,
    pub(super) said: String,
    pub(super) found: Option<Found>,
    changes: Vec<Changed>,
    more_changes: usize,
    /// The buttons, the first the one that is meant most often.
    pub(super) forms: Vec<Form>,
    /// Where it can be looked at and settled, when no button here does.
    link: Option<Link>,
}

impl Item {
    /// Whether a unit is to be named in one of its forms.
    pub(super) fn wants_unit(&self) -> bool {
        let mut inputs = self.forms.iter().flat_map(|form| &form.inputs);
        inputs.any(|input| input.is == "unit")
    }
}

/// An answer that would read otherwise.
#[derive(Debug, Serialize)]
struct Changed {
    label: String,
    before: String,
    after: String,
}

/// A decision as a form.
#[derive(Debug, Serialize)]
pub(super) struct Form {
    pub(super) does: &'static str,
    pub(super) label: String,
    pub(super) hidden: Hidden,
    pub(super) inputs: Vec<Input>,
}

/// What is to be filled in.
#[derive(Debug, Serialize)]
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) label: String,
    /// `reason`, `text`, `unit`, `day` or `choice`.
    pub(super) is: &'static str,
    /// Of a choice: what is sent, and what is shown.
    pub(super) options: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct Link {
    address: String,
    label: String,
}

/// A finding, with the decisions that are open about it.
pub(super) fn of_finding(finding: &Finding, lang: Lang) -> Item {
    let action = finding.open_action();
    let mut forms: Vec<Form> = action
        .iter()
        .flat_map(|action| forms(action, lang))
        .collect();
    let is_open = finding.state.is_unsettled();
    let id = || vec![("muc", finding.id.to_string())];
    if is_open && action.is_none() && finding.severity != Severity::Note {
        forms.push(with_reason("chap-nhan", "desk.accept", id(), lang));
    }
    let is_of_answers = finding.cells.iter().any(|cell| cell.field.is_some());
    if let Some(unit) = finding.unit.as_deref().filter(|_| is_open && is_of_answers) {
        forms.extend(set(finding, unit, lang));
        forms.push(with_reason("bo", "desk.leave-out", id(), lang));
    }
    forms.extend(waiver(finding, lang).filter(|_| is_open));
    let is_signed = matches!(action, Some(Action::KeepSigned { .. })) || finding.is_of_attachment();
    let signed = || Link {
        address: "/ban-ky".to_owned(),
        label: text("desk.signed-copies", lang),
    };
    Item {
        found: Some(found(finding, lang)),
        forms,
        link: (is_open && is_signed).then(signed),
        ..plain(&finding.id, String::new())
    }
}

/// A return that waits beside the one in force.
pub(super) fn of_waiting(one: &Waiting, lang: Lang) -> Item {
    let changes = one.changes.iter().take(CHANGES).map(|change| Changed {
        label: change.label.clone(),
        before: blank(&change.before, lang),
        after: blank(&change.after, lang),
    });
    Item {
        changes: changes.collect(),
        more_changes: one.changes.len().saturating_sub(CHANGES),
        forms: forms(&one.action(), lang),
        ..plain(&one.pending.id, without_commands(&one.sentence(), lang))
    }
}

/// An answer that the roster does not ask for as it came.
pub(super) fn of_departed(one: &Departed, lang: Lang) -> Item {
    let action = one.action();
    Item {
        forms: action
            .iter()
            .flat_map(|action| forms(action, lang))
            .collect(),
        ..plain(&one.unit, without_commands(&one.said(), lang))
    }
}

/// A decision that is open without anything to be said first.
pub(super) fn of_action(action: &Action, lang: Lang) -> Item {
    Item {
        forms: forms(action, lang),
        ..plain("q", String::new())
    }
}

/// What stands in the way of a final.
pub(super) fn of_obstacle(at: usize, obstacle: &Obstacle, lang: Lang) -> Item {
    let action = obstacle.action.as_ref();
    Item {
        forms: action
            .into_iter()
            .flat_map(|action| forms(action, lang))
            .collect(),
        link: action.map(|action| link(action, lang)),
        ..plain(&format!("v{at}"), without_commands(&obstacle.said, lang))
    }
}

pub(super) fn blank(said: &str, lang: Lang) -> String {
    if said.is_empty() {
        text("cli.blank", lang)
    } else {
        said.to_owned()
    }
}

pub(super) type Hidden = Vec<(&'static str, String)>;

pub(super) fn at_once(does: &'static str, label: &str, hidden: Hidden, lang: Lang) -> Form {
    Form {
        does,
        label: text(label, lang),
        hidden,
        inputs: Vec::new(),
    }
}

pub(super) fn with_reason(does: &'static str, label: &str, hidden: Hidden, lang: Lang) -> Form {
    Form {
        inputs: vec![input("ly-do", "desk.reason", "reason", lang)],
        ..at_once(does, label, hidden, lang)
    }
}

fn with_unit(
    (does, label): (&'static str, &str),
    name: &'static str,
    hidden: Hidden,
    lang: Lang,
) -> Form {
    Form {
        inputs: vec![input(name, "desk.which-unit", "unit", lang)],
        ..at_once(does, label, hidden, lang)
    }
}

pub(super) fn input(name: &'static str, label: &str, is: &'static str, lang: Lang) -> Input {
    Input {
        name,
        label: text(label, lang),
        is,
        options: Vec::new(),
    }
}

/// That a rule of the kit does not apply to a unit, where a finding comes of one.
fn waiver(finding: &Finding, lang: Lang) -> Option<Form> {
    let Code::Rule(rule) = &finding.code else {
        return None;
    };
    let unit = finding.unit.as_ref()?;
    let of = vec![("don-vi", unit.to_string()), ("quy-tac", rule.to_string())];
    Some(with_reason("khong-ap-dung", "desk.waive", of, lang))
}

/// Another value in the place of one of these cells, learned from the unit.
fn set(finding: &Finding, unit: &str, lang: Lang) -> Option<Form> {
    let fields = finding.cells.iter().filter_map(|cell| {
        let field = cell.field.as_deref().filter(|field| !field.contains('.'))?;
        let shown = format!("{} ({})", cell.label, cell.shown.say(lang));
        Some((field.to_owned(), shown))
    });
    let options: Vec<(String, String)> = fields.collect();
    if options.is_empty() {
        return None;
    }
    let which = Input {
        options,
        ..input("o", "desk.which-cell", "choice", lang)
    };
    Some(Form {
        inputs: vec![
            which,
            input("gia-tri", "desk.new-answer", "text", lang),
            input("nguon", "desk.learned", "text", lang),
            input("ly-do", "desk.reason", "reason", lang),
        ],
        ..at_once(
            "sua-thay",
            "desk.set",
            vec![("don-vi", unit.to_owned())],
            lang,
        )
    })
}

/// More time for a unit.
pub(super) fn of_extension(unit: &str, lang: Lang) -> Item {
    Item {
        forms: vec![Form {
            inputs: vec![
                input("ngay", "desk.until", "day", lang),
                input("ly-do", "desk.reason", "reason", lang),
            ],
            ..at_once(
                "gia-han",
                "desk.extend",
                vec![("don-vi", unit.to_owned())],
                lang,
            )
        }],
        ..plain("h", String::new())
    }
}

/// That the figures are closed: what comes later counts only with a reason.
pub(super) fn of_closing(lang: Lang) -> Item {
    Item {
        forms: vec![with_reason("chot", "desk.close", Vec::new(), lang)],
        ..plain("c", String::new())
    }
}

/// Something said, with buttons.
pub(super) fn with_forms(key: &str, said: String, forms: Vec<Form>) -> Item {
    Item {
        forms,
        ..plain(key, said)
    }
}

/// Something said, with no button yet.
fn plain(key: &str, said: String) -> Item {
    Item {
        key: key.to_owned(),
        said,
        found: None,
        changes: Vec::new(),
        more_changes: 0,
        forms: Vec::new(),
        link: None,
    }
}

/// The buttons of a decision.
fn forms(action: &Action, lang: Lang) -> Vec<Form> {
    match action {
        Action::Assign { file, taken_for } => whose(file, taken_for.as_deref(), lang),
        Action::TakeFor { file, unit } => {
            let hidden = vec![("tep", file.clone()), ("don-vi", unit.to_string())];
            vec![at_once("cua-don-vi", "desk.take-for", hidden, lang)]
        }
        Action::Choose {
            file,
            unit,
            finding,
            is_late,
        } => {
            let of = vec![("tep", file.clone()), ("don-vi", unit.to_string())];
            let used = if *is_late {
                with_reason("dung", "desk.use-new", of, lang)
            } else {
                at_once("dung", "desk.use-new", of, lang)
            };
            vec![used, keep(finding, lang)]
        }
        Action::Combine {
            file,
            unit,
            finding,
        } => {
            let of = || vec![("tep", file.clone()), ("don-vi", unit.to_string())];
            vec![
                at_once("ghep", "desk.combine", of(), lang),
                at_once("dung", "desk.use-new", of(), lang),
                keep(finding, lang),
            ]
        }
        Action::Accept { finding } => {
            vec![with_reason(
                "chap-nhan",
                "desk.accept",
                vec![("muc", finding.to_string())],
                lang,
            )]
        }
        Action::AcceptAlike { code } => {
            vec![with_reason(
                "chap-nhan",
                "desk.accept-alike",
                vec![("muc", code.to_string())],
                lang,
            )]
        }
        Action::Ignore { file } => vec![with_reason(
            "cho-qua",
            "desk.ignore",
            vec![("tep", file.clone())],
            lang,
        )],
        Action::GoWithout { unit } => {
            vec![with_reason(
                "khong-cho",
                "desk.go-without",
                vec![("don-vi", unit.to_string())],
                lang,
            )]
        }
        Action::WaitFor { unit, .. } => {
            vec![at_once(
                "cho-lai",
                "desk.wait-for",
                vec![("don-vi", unit.to_string())],
                lang,
            )]
        }
        Action::PlaceFigures { unit, into } => placed(unit, into.as_deref(), lang),
        Action::Settle {
            figure,
            typed,
            may_keep,
        } => settle((figure, typed), (true, *may_keep), lang),
        Action::KeepSigned { .. } | Action::Reword { .. } | Action::FillSetting { .. } => {
            Vec::new()
        }
    }
}

/// Which of two numbers counts, where the ledger's may be taken and what was typed may be kept.
pub(super) fn settle(
    (figure, typed): (&str, &str),
    (may_take, may_keep): (bool, bool),
    lang: Lang,
) -> Vec<Form> {
    let of = || vec![("so", figure.to_owned()), ("ghi", typed.to_owned())];
    let take = may_take.then(|| at_once("lay-so", "desk.settle-ledger", of(), lang));
    let keep = may_keep.then(|| with_reason("giu-so", "desk.settle-typed", of(), lang));
    take.into_iter().chain(keep).collect()
}

/// Whose a file is.
fn whose(file: &str, taken_for: Option<&str>, lang: Lang) -> Vec<Form> {
    let file = || vec![("tep", file.to_owned())];
    let mut forms = Vec::new();
    if let Some(unit) = taken_for {
        let hidden = [file(), vec![("don-vi", unit.to_owned())]].concat();
        forms.push(at_once("cua-don-vi", "desk.take-for", hidden, lang));
    }
    let does = ("cua-don-vi", "desk.assign");
    forms.push(with_unit(does, "don-vi", file(), lang));
    forms.push(with_reason("cho-qua", "desk.ignore", file(), lang));
    forms
}

/// Where the figures of a unit count that is asked no more.
fn placed(unit: &str, into: Option<&str>, lang: Lang) -> Vec<Form> {
    let of = || vec![("don-vi", unit.to_owned())];
    let placed = match into {
        Some(into) => {
            let hidden = [of(), vec![("vao", into.to_owned())]].concat();
            at_once("tinh-vao", "desk.count-in-that", hidden, lang)
        }
        None => with_unit(("tinh-vao", "desk.count-in"), "vao", of(), lang),
    };
    vec![
        placed,
        with_reason("khong-cho", "desk.leave-out-unit", of(), lang),
    ]
}

fn keep(finding: &str, lang: Lang) -> Form {
    with_reason(
        "chap-nhan",
        "desk.keep-old",
        vec![("muc", finding.to_owned())],
        lang,
    )
}

/// Where something is looked at.
fn link(action: &Action, lang: Lang) -> Link {
    let (address, label) = match action {
        Action::GoWithout { unit }
        | Action::WaitFor { unit, .. }
        | Action::PlaceFigures { unit, .. } => (
            format!("/don-vi/{}", super::reader::encoded(unit)),
            "desk.see-unit",
        ),
        Action::Settle { figure, .. } => (
            format!("/so-lieu/{}", super::reader::encoded(figure)),
            "desk.see-figure",
        ),
        Action::KeepSigned { .. } => ("/ban-ky".to_owned(), "desk.signed-copies"),
        Action::Reword { .. } => ("/bao-cao#van-ban-da-sua".to_owned(), "desk.see-documents"),
        Action::FillSetting { .. } => ("/thiet-lap/noi-nhan".to_owned(), "desk.settings"),
        _ => ("/xem-lai".to_owned(), "desk.see-there"),
    };
    Link {
        address,
        label: text(label, lang),
    }
}
