//! Whose return a file is, and of which campaign.
//!
//! In: what the hidden sheet, the visible cell and the file name say, and the units that should answer. Out: the
//! unit, or a finding. Names are matched with their accents, never without.

use super::expected::Named;
use super::naming::{
    PREFIXES, apart, begin_with_another_body, code_words, name_another_body, starts, words_of,
};
use super::period::{HEAD, Label, beside};
use super::{Context, Expected};
use crate::layout::identity as keys;
use crate::layout::{IDENTITY_SHEET, UNIT_NAME};
use crate::model::action::Action;
use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Subject};
use crate::model::id::UnitCode;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::model::{finding::Finding, unit::Unit};
use crate::msg;
use crate::value::fold::clean;
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
    let names = sheets.map(|sheet| clean(&sheet.name, false));
    let names = names.filter(|name| !plans.contains(&fold(name)));
    let named = names.filter_map(|name| match named_in_cell(&name, expected).as_slice() {
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
    codes.extend(of_file.map(UnitCode::as_str));
    codes.extend(issued_to.map(UnitCode::as_str));
    // The sender is the last to be asked: mail is often passed on.
    let of_sender = context
        .sender
        .filter(|_| codes.is_empty())
        .and_then(|code| known(code));
    let visible_is_strange =
        visible_parts().any(|text| named_in_cell(text, context.expected).is_empty());
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

/// The unit that the name of a file tells, else its sender: for files that nothing inside can tell of.
pub fn told_outside<'u>(
    file: &str,
    sender: Option<&UnitCode>,
    expected: &'u Expected<'_>,
) -> Option<&'u Unit> {
    expected.unit(named_in_file(file, expected).or(sender)?)
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

/// Codes of the units that a cell names: "16390 - Xã Đông Hòa", "UBND xã Đông Hòa", "TT. Rừng Thông".
pub(super) fn named_in_cell<'u>(text: &str, expected: &'u Expected<'_>) -> Vec<&'u UnitCode> {
    if text.is_empty() {
        return Vec::new();
    }
    let (code, after) = match text.split_once('-') {
        Some((code, after)) => (code.trim(), after),
        None => (text, text),
    };
    let code = code_words(code);
    let by_code = expected.with_code(&code);
    let name = apart(if by_code.is_some() { after } else { text });
    let same = expected.with_name(&name.rest).filter(|(unit, named)| {
        let is_kind = |kind| kind == named.kind || kind == unit.unit_type;
        name.kind.is_none_or(is_kind) && name.is_of(&named.body)
    });
    let same: Vec<(&Unit, &Named)> = same.collect();
    // Who says no body means the unit itself, where it is there beside others of its name.
    let itself = same.iter().filter(|(_, named)| named.body.is_empty());
    let itself: Vec<&UnitCode> = itself.map(|(unit, _)| &unit.code).collect();
    let same: Vec<&UnitCode> = match (&name.body, itself.as_slice()) {
        (None, [_, ..]) => itself,
        _ => same.iter().map(|(unit, _)| &unit.code).collect(),
    };
    match (by_code, same.as_slice()) {
        // A code and another unit's name: both are told, which is a contradiction.
        (Some(unit), [one]) if **one != unit.code => vec![&unit.code, one],
        // A code and another body of that unit: whose it is nobody can tell.
        (Some(_), []) if begin_with_another_body(&words_of(after)) => Vec::new(),
        (Some(unit), _) => vec![&unit.code],
        (None, [one]) => vec![one],
        (None, _) => Vec::new(),
    }
}

/// The one unit that a file name tells, by code or by name with its accents.
fn named_in_file<'u>(file: &str, expected: &'u Expected<'_>) -> Option<&'u UnitCode> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = words_of(stem);
    let by_code = words.iter().filter(|word| word.chars().count() >= 4);
    let by_code: BTreeSet<&UnitCode> = by_code
        .filter_map(|word| Some(&expected.with_code(word)?.code))
        .collect();
    if by_code.len() == 1 {
        return by_code.first().copied();
    }
    let mut best: Option<(usize, Vec<&UnitCode>)> = None;
    for (unit, named) in expected.within(&words) {
        let Some(length) = told_in(&words, named) else {
            continue;
        };
        match &mut best {
            Some((longest, codes)) if *longest == length => codes.push(&unit.code),
            Some((longest, _)) if *longest > length => {}
            _ => best = Some((length, vec![&unit.code])),
        }
    }
    match best {
        Some((_, codes)) if codes.len() == 1 => codes.first().copied(),
        _ => None,
    }
}

/// How many words of a file name tell a unit, its type among them; `None` when it is not told, or only where another body
/// of it is.
fn told_in(words: &[String], named: &Named) -> Option<usize> {
    let rest = &named.rest;
    if rest.is_empty() {
        return None;
    }
    let at = words.windows(rest.len()).position(|w| w == rest)?;
    if named.body.is_empty() && name_another_body(&words[..at]) {
        return None;
    }
    let before = PREFIXES.iter().find(|(prefix, _)| {
        let prefix: Vec<&str> = prefix.split(' ').collect();
        at >= prefix.len() && starts(&words[at - prefix.len()..at], &prefix)
    });
    match before {
        Some((_, told)) if *told != named.kind => None,
        Some(_) => Some(rest.len() + 1),
        // A name of one word is too little without its type.
        None if rest.len() < 2 => None,
        None => Some(rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit;
    use crate::model::kit::Kit;
    use std::sync::{Arc, LazyLock};

    static KIT: LazyLock<Kit> = LazyLock::new(|| {
        let files = kit::embedded("cntt-huyen-2020").expect("a kit of the program");
        kit::load(&files).expect("a sound kit")
    });

    fn expected() -> Expected<'static> {
        Expected::new(&KIT, units())
    }

    fn units() -> Vec<Arc<Unit>> {
        let unit = |code: &str, unit_type: &str, name: &str| {
            let code = code.parse().expect("a code");
            Arc::new(Unit::named(
                code,
                unit_type,
                name,
                "xa".parse().expect("a form"),
            ))
        };
        vec![
            unit("16390", "xa", "Xã Đông Hòa"),
            unit("16378", "thi_tran", "Thị trấn Rừng Thông"),
            unit("20001", "xa", "Xã Đồng Tiến"),
            unit("20002", "phuong", "Phường Đông Tiến"),
            unit("20003", "xa", "Xã Đông Hòa Bắc"),
            unit("20004", "xa", "Đảng ủy xã Đông Lĩnh"),
        ]
    }

    #[test]
    fn a_cell_names_its_unit_in_many_ways() {
        for (text, wanted) in [
            ("16390 - Xã Đông Hòa", "16390"),
            ("UBND xã Đông Hoà", "16390"),
            ("X. ĐÔNG HÒA", "16390"),
            ("Đông Hòa", "16390"),
            ("TT Rừng Thông", "16378"),
            ("TTr. Rừng Thông", "16378"),
            ("16390", "16390"),
            ("Phường Đông Tiến", "20002"),
            ("xã Đông Tiến", ""),
            ("Dong Hoa", ""),
            ("16390 - Xã Đồng Tiến", "16390 20001"),
            ("UBND và HĐND xã Đông Hòa", "16390"),
            ("Đảng ủy - HĐND - UBND xã Đông Hòa", "16390"),
            ("HĐND xã Đông Hòa", ""),
            ("Hội đồng nhân dân xã Đông Hòa", ""),
            ("Đảng ủy xã Đông Hòa", ""),
            ("16390 - Đảng ủy xã Đông Hòa", ""),
            ("16390 - Công an xã Đông Hòa", ""),
            ("Công an xã Đông Hòa", ""),
            ("Đảng ủy xã Đông Lĩnh", "20004"),
            ("Xã Đông Lĩnh", "20004"),
            ("UBND xã Đông Lĩnh", ""),
            ("", ""),
        ] {
            let expected = expected();
            let codes = named_in_cell(text, &expected).into_iter();
            let codes: Vec<&str> = codes.map(UnitCode::as_str).collect();
            assert_eq!(codes.join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn a_file_name_tells_one_unit_or_none() {
        for (file, wanted) in [
            ("16390_xa-Dong-Hoa_CNTT-2020.xlsx", Some("16390")),
            ("Biểu xã Đông Hòa (bản cuối).xlsx", Some("16390")),
            ("bieu dong hoa.xlsx", None),
            ("Đông Hòa Bắc.xlsx", Some("20003")),
            ("TT_Rừng_Thông sửa lại.xls", Some("16378")),
            ("xã Đông Tiến.xlsx", None),
            ("Phường Đông Tiến.xlsx", Some("20002")),
            ("16390 và 16378.xlsx", None),
            ("Công an xã Đông Hòa.xlsx", None),
            ("HĐND-UBND xã Đông Hòa.xlsx", Some("16390")),
            ("Trường THCS xã Đông Hòa gửi.xlsx", None),
            ("", None),
        ] {
            let expected = expected();
            let code = named_in_file(file, &expected).map(UnitCode::as_str);
            assert_eq!(code, wanted, "{file}");
        }
    }
}
