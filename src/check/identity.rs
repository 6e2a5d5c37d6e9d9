//! Whose return a file is, and of which campaign.
//!
//! In: what the hidden sheet, the visible cell and the file name say, and the units that should answer. Out: the
//! unit, or a finding. Names are matched with their accents, never without.

use super::named::{another_in_file, named_in_cell, named_in_file};
use super::naming::words_of;
use super::period::{HEAD, Label, beside};
use super::{Context, Expected};
use crate::layout::identity as keys;
use crate::layout::{IDENTITY_SHEET, UNIT_NAME};
use crate::model::action::Action;
use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Finding, Subject};
use crate::model::id::UnitCode;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::msg;
use crate::value::fold::{clean, without_accents};
use crate::value::{Raw, fold};
use crate::words::{Fact, Message, ToFact};
use std::collections::{BTreeMap, BTreeSet};

/// What stands between the units that a file names at several places.
const JOINED: &str = "; ";

/// What the very hidden sheet says.
pub(super) struct Hidden(BTreeMap<String, String>);

impl Hidden {
    /// Reads it; `None` when the sheet is gone.
    pub(super) fn of(book: &RawWorkbook) -> Option<Self> {
        let sheet = book.sheets.iter().find(|s| s.name == IDENTITY_SHEET)?;
        let keys = sheet.cells.iter().filter(|c| c.col == 0);
        let pairs = keys.map(|key| {
            let value = sheet.at(key.row, 1).map(|c| c.value.shown());
            let value = value.unwrap_or_default();
            (key.value.shown().trim().to_owned(), value.trim().to_owned())
        });
        Some(Self(pairs.collect()))
    }

    /// The value of a key, empty when there is none.
    pub(super) fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }
}

/// The token that the campaign gave to the workbook of a unit, as the hidden sheet tells form and version; `None` without
/// a campaign.
pub(super) fn token_of(hidden: &Hidden, unit: &str, expected: &Expected<'_>) -> Option<String> {
    let [campaign, form, version] =
        [keys::CAMPAIGN, keys::FORM, keys::KIT_VERSION].map(|key| hidden.get(key));
    let key = expected.key?;
    Some(key.token(campaign, unit, form, version))
}

/// The other unit that the token was given to: a workbook of one unit under the name of another.
fn issued_to<'u>(hidden: &Hidden, expected: &'u Expected<'_>) -> Option<&'u UnitCode> {
    let (token, named) = (hidden.get(keys::TOKEN), hidden.get(keys::UNIT));
    if token.is_empty() || token_of(hidden, named, expected)? == token {
        return None;
    }
    let mut units = expected.units.iter().map(|unit| &unit.code);
    units.find(|unit| token_of(hidden, unit, expected).as_deref() == Some(token))
}

/// What people read as the unit of a file: what the cell "Đơn vị báo cáo" says, by its name, else what stands behind that
/// label on a sheet of the form, else on any sheet, else the one unit that is named in the head of a sheet, else by the name
/// of a sheet. Where sheets name several units all are said.
pub(super) fn visible_unit(book: &RawWorkbook, expected: &Expected<'_>) -> String {
    let named = book.name(UNIT_NAME).and_then(|n| {
        let sheet = book.sheets.iter().find(|s| s.name == n.sheet)?;
        let cell = sheet.at(n.row, n.col);
        Some(cell.map_or_else(String::new, |cell| clean(&cell.shown(), false)))
    });
    let label = Label::of("layout.unit");
    let planned = expected.forms.iter().map(|f| &f.layout.unit_cell.0);
    let mut planned = planned.filter_map(|name| book.sheets.iter().find(|s| s.name == *name));
    let on_form = || planned.find_map(|sheet| beside(sheet, &label).into_iter().next());
    named.or_else(on_form).unwrap_or_else(|| {
        let sheets = || book.sheets.iter().filter(|sheet| sheet.visible);
        let said = sheets().flat_map(|sheet| beside(sheet, &label));
        let named = said_once(said.collect(), expected);
        let named = named.unwrap_or_else(|| named_in_head(sheets(), expected));
        if named.is_empty() {
            named_by_tab(sheets(), expected)
        } else {
            named
        }
    })
}

/// The one unit that the names of sheets name, those of sheets of the form aside.
fn named_by_tab<'s>(sheets: impl Iterator<Item = &'s RawSheet>, expected: &Expected<'_>) -> String {
    let plans = expected.forms.iter().flat_map(|f| &f.layout.sheets);
    let plans: BTreeSet<String> = plans.map(|plan| fold(&plan.name)).collect();
    let tabs = sheets.map(|sheet| clean(&sheet.name, false));
    let tabs = tabs.filter(|name| !plans.contains(&fold(name)));
    let named = tabs.filter_map(|name| match named_in_cell(&name, expected).as_slice() {
        [one] => Some(((*one).clone(), name)),
        _ => None,
    });
    let named: BTreeMap<UnitCode, String> = named.collect();
    let mut named = named.into_values();
    named
        .next()
        .filter(|_| named.next().is_none())
        .unwrap_or_default()
}

/// A question about sheets of a unit's file whose heads name another unit.
pub(super) fn named_elsewhere(
    book: &RawWorkbook,
    code: &UnitCode,
    context: &Context<'_>,
) -> Option<Finding> {
    if context.assigned.is_some() {
        return None;
    }
    let label = Label::of("layout.unit");
    let sheets = book.sheets.iter().filter(|sheet| sheet.visible);
    let said = sheets.flat_map(|sheet| {
        let texts = beside(sheet, &label).into_iter();
        texts.map(move |text| (sheet.name.as_str(), text))
    });
    let mut others = said.filter(|(_, text)| {
        let codes = named_in_cell(text, context.expected);
        !codes.is_empty() && !codes.contains(&code)
    });
    let (sheet, said) = others.next()?;
    let unit = context.expected.unit(code);
    let message = msg!(
        "check.unit-elsewhere",
        sheet = sheet,
        said = said,
        unit = unit.map_or(code.as_str(), |unit| &unit.name)
    );
    let subject = Subject {
        unit: Some(code),
        file: context.file,
    };
    Some(subject.finding(Draft {
        about: sheet.to_owned(),
        ..Draft::new(
            &code::UNIT_ELSEWHERE,
            (message, msg!("check.look-at-whose")),
        )
    }))
}

/// A question about a file that the officer said is a unit's, while its form names others only.
fn assigned_elsewhere(
    code: &UnitCode,
    inside: &BTreeSet<&UnitCode>,
    context: &Context<'_>,
) -> Option<Finding> {
    if inside.is_empty() || inside.contains(code) {
        return None;
    }
    let name = |code: &UnitCode| {
        let unit = context.expected.unit(code);
        unit.map_or_else(|| code.to_string(), |unit| unit.name.clone())
    };
    let named: Vec<String> = inside.iter().map(|code| name(code)).collect();
    let message = msg!(
        "check.unit-assigned-elsewhere",
        said = named.join(JOINED),
        unit = name(code)
    );
    let subject = Subject {
        unit: Some(code),
        file: context.file,
    };
    Some(subject.finding(Draft {
        about: "assigned".to_owned(),
        ..Draft::new(
            &code::UNIT_ELSEWHERE,
            (message, msg!("check.assigned-elsewhere-todo")),
        )
    }))
}

/// Texts that name a unit, those that name the same one as a text before left out.
fn said_once(texts: Vec<String>, expected: &Expected<'_>) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let mut known: BTreeSet<Vec<&UnitCode>> = BTreeSet::new();
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        let codes = named_in_cell(&text, expected);
        let is_new = if codes.is_empty() {
            !said.contains(&text)
        } else {
            known.insert(codes)
        };
        if is_new {
            said.push(text);
        }
    }
    (!said.is_empty()).then(|| said.join(JOINED))
}

/// The one unit that cells in the heads of sheets name, with or without a label before it. Whom a paper is for is none.
fn named_in_head<'s>(
    sheets: impl Iterator<Item = &'s RawSheet>,
    expected: &Expected<'_>,
) -> String {
    let addressed = ["kính gửi", "nơi nhận"];
    let cells = sheets.flat_map(|sheet| sheet.cells.iter().take_while(|c| c.row < HEAD));
    let texts = cells.filter_map(|cell| match &cell.value {
        Raw::Text(text) => Some(clean(text, false)),
        _ => None,
    });
    let texts = texts.filter(|text| !addressed.iter().any(|to| fold(text).starts_with(to)));
    let named = texts.filter_map(|text| {
        let after = text
            .rsplit_once(':')
            .map_or(text.as_str(), |(_, after)| after.trim());
        let codes = named_in_cell(after, expected);
        (codes.len() == 1).then(|| (codes[0].clone(), after.to_owned()))
    });
    let named: BTreeMap<UnitCode, String> = named.collect();
    let mut named = named.into_values();
    match (named.next(), named.next()) {
        (Some(one), None) => one,
        _ => String::new(),
    }
}

/// The unit of a file, or what stands in the way.
pub(super) fn unit(
    hidden: Option<&Hidden>,
    visible: &str,
    context: &Context<'_>,
) -> (Option<UnitCode>, Vec<Finding>) {
    let issued_to = hidden.and_then(|hidden| issued_to(hidden, context.expected));
    let hidden = hidden.map_or("", |h| h.get(keys::UNIT));
    let visible_parts = || visible.split(JOINED).filter(|text| !text.is_empty());
    let named = visible_parts().map(|text| named_in_cell(text, context.expected));
    let visible_codes: Vec<&UnitCode> = named.flatten().collect();
    if context.expected.units.is_empty() {
        // No campaign at hand: the file's own word.
        let code = if hidden.is_empty() {
            visible.split(" - ").next().unwrap_or_default().trim()
        } else {
            hidden
        };
        let code = context.assigned.cloned().or_else(|| code.parse().ok());
        return (code, Vec::new());
    }
    let known = |code: &str| context.expected.unit(code).map(|unit| &unit.code);
    if let Some(code) = context.assigned.and_then(|code| known(code)) {
        let inside = visible_codes.iter().copied().chain(known(hidden));
        let found = assigned_elsewhere(code, &inside.collect(), context);
        return (Some(code.clone()), found.into_iter().collect());
    }
    let of_file = named_in_file(context.file, context.expected);
    let mut codes: BTreeSet<&str> = visible_codes.iter().map(|code| code.as_str()).collect();
    codes.extend((!hidden.is_empty()).then_some(hidden));
    let mut inside = codes.iter().filter_map(|code| known(code));
    let of_file = of_file.or_else(|| match (inside.next(), inside.next()) {
        (Some(own), None) => another_in_file(context.file, own, context.expected),
        _ => None,
    });
    codes.extend(of_file.map(UnitCode::as_str));
    codes.extend(issued_to.map(UnitCode::as_str));
    // The sender is the last to be asked: mail is often passed on.
    let of_sender = context
        .sender
        .filter(|_| codes.is_empty())
        .and_then(|code| known(code));
    // What the file is by itself may be typed without its accents beside.
    let own = known(hidden).and_then(|code| context.expected.unit(code));
    let own = own.map(|unit| words_of(&without_accents(&unit.name)));
    let is_own = |text: &str| {
        let said = words_of(&without_accents(text));
        text.is_ascii() && own.as_ref().is_some_and(|own| said.ends_with(own))
    };
    let visible_is_strange = visible_parts()
        .any(|text| named_in_cell(text, context.expected).is_empty() && !is_own(text));
    let facts = Naming {
        hidden,
        visible,
        of_file: of_file.map_or("", UnitCode::as_str),
        issued_to: issued_to.map_or("", UnitCode::as_str),
        context,
    };
    if let (Some(code), false) = (of_sender, visible_is_strange) {
        return (Some(code.clone()), vec![facts.by_sender_only(code)]);
    }
    let mut codes = codes.into_iter();
    match (codes.next(), codes.next()) {
        (Some(_), Some(_)) => (None, vec![facts.contradiction()]),
        (Some(code), None) if let Some(code) = known(code) => {
            if visible_is_strange {
                return (None, vec![facts.contradiction()]);
            }
            let is_inside = !hidden.is_empty() || !visible_codes.is_empty();
            let mut findings = Vec::new();
            if !is_inside {
                findings.push(facts.by_file_only(code));
            }
            let sender = context.sender.and_then(|sender| known(sender));
            let other = sender.filter(|sender| *sender != code);
            findings.extend(other.map(|sender| facts.other_sender(code, sender)));
            (Some(code.clone()), findings)
        }
        _ => (None, vec![facts.unknown()]),
    }
}

struct Naming<'a> {
    hidden: &'a str,
    visible: &'a str,
    of_file: &'a str,
    issued_to: &'a str,
    context: &'a Context<'a>,
}

impl Naming<'_> {
    fn named(&self, code: &str) -> Fact {
        let unit = self.context.expected.unit(code);
        match unit {
            Some(unit) => Fact::Text(format!("{} ({code})", unit.name)),
            None if code.is_empty() => Fact::words("check.nothing"),
            None => code.to_fact(),
        }
    }

    fn finding(
        &self,
        row: &'static Row,
        unit: Option<&UnitCode>,
        said: (Message, Message),
    ) -> Finding {
        let subject = Subject {
            unit,
            file: self.context.file,
        };
        subject.finding(Draft {
            action: Some(Action::Assign {
                file: self.context.file.to_owned(),
                taken_for: unit.cloned(),
            }),
            ..Draft::new(row, said)
        })
    }

    fn visible(&self) -> Fact {
        if self.visible.is_empty() {
            self.named("")
        } else {
            self.visible.to_fact()
        }
    }

    fn unknown(&self) -> Finding {
        let shown = [self.visible, self.hidden]
            .into_iter()
            .find(|t| !t.is_empty());
        let message = match shown {
            Some(shown) => msg!("check.unit-not-in-list", shown = shown),
            None => msg!("check.unit-not-given"),
        };
        self.finding(&code::UNIT_UNKNOWN, None, (message, msg!("check.assign")))
    }

    fn contradiction(&self) -> Finding {
        let message = if self.issued_to.is_empty() {
            msg!(
                "check.unit-contradiction",
                hidden = self.named(self.hidden),
                visible = self.visible(),
                name = self.named(self.of_file)
            )
        } else {
            msg!(
                "check.issued-to-another",
                hidden = self.named(self.hidden),
                issued = self.named(self.issued_to)
            )
        };
        self.finding(
            &code::UNIT_CONTRADICTION,
            None,
            (message, msg!("check.assign")),
        )
    }

    fn by_sender_only(&self, code: &UnitCode) -> Finding {
        let message = msg!("check.unit-by-sender", unit = self.named(code));
        let todo = msg!("check.assign-if-wrong");
        self.finding(&code::UNIT_BY_SENDER, Some(code), (message, todo))
    }

    fn other_sender(&self, code: &UnitCode, sender: &UnitCode) -> Finding {
        let message = msg!(
            "check.other-sender",
            sender = self.named(sender),
            unit = self.named(code)
        );
        self.finding(
            &code::OTHER_SENDER,
            Some(code),
            (message, msg!("check.assign-if-wrong")),
        )
    }

    fn by_file_only(&self, code: &UnitCode) -> Finding {
        let message = msg!("check.unit-by-file-name", unit = self.named(code));
        let todo = msg!("check.assign-if-wrong");
        self.finding(&code::UNIT_BY_FILE_NAME, Some(code), (message, todo))
    }
}
