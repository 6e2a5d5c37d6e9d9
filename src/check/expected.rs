//! What is known before any file is read, worked out once for a whole batch of files: layouts, and lookups of units by
//! code and by name.

use super::labels::{is_bare_number, may_be_later, may_be_number, may_be_sentence, wants_one_name};
use super::places::Places;
use super::signs::Signs;
use super::text_names::TextNames;
use crate::check::naming::{apart, code_words};
use crate::layout::Layout;
use crate::model::form::Form;
use crate::model::id::{FieldPath, UnitCode};
use crate::model::issue_key::IssueKey;
use crate::model::kit::Kit;
use crate::model::unit::Unit;
use crate::value::fold::{fold, without_accents};
use crate::value::understand::{is_hardly_a_name, names_several};
use crate::value::{Day, Kind, Raw, Remark, Value};
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// Comparisons of a cell with a planned sheet that one file may cost. A filled form has some thousand cells, and a kit
/// some sheets; this many comparisons take about a second.
const MOST_EFFORT: usize = 4_000_000;

/// The forms with their layouts, and the units by what names them.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// The kit of the campaign.
    pub kit: &'a Kit,
    /// Units that should answer. Empty when there is no campaign at hand: then a file's own word is taken.
    pub units: Vec<Arc<Unit>>,
    /// How each of them may be named.
    named: Vec<Named>,
    /// Units by code as it stands, and by code as it is compared.
    by_code: HashMap<UnitCode, usize>,
    by_code_words: HashMap<String, usize>,
    /// Units by the words of their name without those of its type.
    by_rest: HashMap<Vec<String>, Vec<usize>>,
    /// The same without accents.
    by_plain_rest: HashMap<Vec<String>, Vec<usize>>,
    /// Their names as they stand within other words, worked out when they are first asked for.
    text_names: OnceLock<TextNames>,
    /// The most words of a name.
    longest: usize,
    pub(super) forms: Vec<Planned>,
    /// Last period's values by unit code and `form.field`, where there are any.
    previous: Option<&'a BTreeMap<(UnitCode, FieldPath), Value>>,
    /// The secret by which the campaign knows what it issued, where there is a campaign.
    pub(super) key: Option<IssueKey>,
    /// Forms as they were laid out when they were issued, where that was otherwise than today.
    issued: Vec<Planned>,
    /// Hashes of all layouts that were issued.
    hashes: BTreeSet<String>,
    /// First and last day that the report is about, where a campaign says so.
    pub(super) period: Option<(Day, Day)>,
    /// The days to which sections speak. Empty when there is no campaign at hand.
    pub(super) as_of: AsOf,
    /// The places that the units lie in.
    pub(super) places: Places,
    /// Comparisons of a cell with a planned sheet that one file may cost.
    pub(super) most_effort: usize,
}

/// The days to which sections speak, by their folded titles; sections of one title share theirs.
#[derive(Debug, Clone, Default)]
pub(super) struct AsOf {
    days: BTreeMap<String, BTreeSet<Day>>,
    /// Titles by what they are without their accents; of several the first.
    by_plain: BTreeMap<String, String>,
}

impl AsOf {
    /// Adds the days of a section.
    fn add(&mut self, title: &str, days: impl IntoIterator<Item = Day>) {
        let title = fold(title);
        let plain = self.by_plain.entry(without_accents(&title));
        let first = plain.or_insert_with(|| title.clone());
        if title < *first {
            first.clone_from(&title);
        }
        self.days.entry(title).or_default().extend(days);
    }

    /// Whether no section speaks to a day.
    pub(super) fn is_empty(&self) -> bool {
        self.days.values().all(BTreeSet::is_empty)
    }

    /// The days of a section, its title with or without its accents; `None` when no section of this title has any.
    pub(super) fn under(&self, title: &str) -> Option<&BTreeSet<Day>> {
        let with_accents = || self.by_plain.get(title).filter(|_| title.is_ascii());
        let days = self.days.get(title);
        let days = days.or_else(|| self.days.get(with_accents()?));
        days.filter(|days| !days.is_empty())
    }

    /// The days of all sections.
    pub(super) fn all(&self) -> BTreeSet<Day> {
        self.days.values().flatten().copied().collect()
    }
}

/// What a campaign knows of what it issued.
#[derive(Debug, Default)]
pub struct Issued {
    /// The secret by which it knows its tokens.
    pub key: Option<IssueKey>,
    /// The layouts of its forms, each with the hash that workbooks carry.
    pub versions: Vec<(String, Layout)>,
}

/// A form as it was laid out.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) layout: Layout,
    /// One for each of its sheets.
    pub(super) signs: Vec<Signs>,
    /// Hash of the layout, as a workbook carries it.
    pub(super) hash: String,
}

impl Planned {
    fn of(kit: &Kit, form: &Form) -> Self {
        let layout = Layout::of(kit, form);
        Self::laid_out(layout.hash(), layout)
    }

    fn laid_out(hash: String, layout: Layout) -> Self {
        let sheets = layout.sheets.iter();
        let signs = sheets
            .map(|sheet| Signs::of(sheet, &layout.fields))
            .collect();
        Self {
            layout,
            signs,
            hash,
        }
    }
}

/// How a unit may be named, folded for matching.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// The body that its name says, where that is not the committee of the unit.
    pub(super) body: String,
    /// The type that its name tells, else its own.
    pub(super) kind: String,
    /// The words of its name without those of its body and type.
    pub(super) rest: Vec<String>,
}

impl<'a> Expected<'a> {
    /// Works it out.
    pub fn new(kit: &'a Kit, units: Vec<Arc<Unit>>) -> Self {
        let named: Vec<Named> = units
            .iter()
            .map(|unit| {
                let name = apart(&unit.name);
                Named {
                    body: name.body.unwrap_or_default(),
                    kind: name.kind.unwrap_or(&unit.unit_type).to_owned(),
                    rest: name.rest,
                }
            })
            .collect();
        let mut by_rest: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        let mut by_plain_rest: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        let (mut by_code, mut by_code_words) = (HashMap::new(), HashMap::new());
        for (at, (unit, named)) in units.iter().zip(&named).enumerate() {
            by_rest.entry(named.rest.clone()).or_default().push(at);
            let plain: Vec<String> = named.rest.iter().map(|w| without_accents(w)).collect();
            by_plain_rest.entry(plain).or_default().push(at);
            by_code.entry(unit.code.clone()).or_insert(at);
            by_code_words.entry(code_words(&unit.code)).or_insert(at);
        }
        Self {
            kit,
            by_code,
            by_code_words,
            longest: by_rest.keys().map(Vec::len).max().unwrap_or_default(),
            by_rest,
            by_plain_rest,
            text_names: OnceLock::new(),
            units,
            named,
            forms: kit.forms.iter().map(|f| Planned::of(kit, f)).collect(),
            previous: None,
            key: None,
            issued: Vec::new(),
            hashes: BTreeSet::new(),
            period: None,
            as_of: AsOf::default(),
            places: Places::default(),
            most_effort: MOST_EFFORT,
        }
    }

    /// The same, with last period's values by unit code and `form.field`: they tell which of two numbers is meant.
    #[must_use]
    pub fn with_previous(mut self, values: &'a BTreeMap<(UnitCode, FieldPath), Value>) -> Self {
        self.previous = Some(values).filter(|values| !values.is_empty());
        self
    }

    /// With what the campaign knows of what it issued.
    #[must_use]
    pub fn with_issued(mut self, issued: Issued) -> Self {
        self.key = issued.key;
        for (hash, layout) in issued.versions {
            if self.forms.iter().all(|form| form.hash != hash) {
                self.issued.push(Planned::laid_out(hash.clone(), layout));
            }
            self.hashes.insert(hash);
        }
        self
    }

    /// With the first and last day that the report is about.
    #[must_use]
    pub fn with_period(mut self, from: Day, to: Day) -> Self {
        self.period = Some((from, to));
        self
    }

    /// With the days that the campaign gives to the marks which sections of the kit name.
    #[must_use]
    pub fn with_as_of(mut self, marks: &BTreeMap<String, Vec<Day>>) -> Self {
        let sections = self.kit.forms.iter().flat_map(|form| &form.sections);
        for section in sections {
            let days = section.period.as_ref().and_then(|mark| marks.get(mark));
            let days = days.into_iter().flatten().copied();
            self.as_of.add(&section.title, days);
        }
        self
    }

    /// With the names of the places that the units lie in, or of the offices that govern them: people write them behind the
    /// names of units.
    #[must_use]
    pub fn with_places<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.places = Places::of(names);
        self
    }

    /// With another limit on what one file may cost: comparisons of a cell with a planned sheet.
    #[must_use]
    pub fn with_most_effort(mut self, most: usize) -> Self {
        self.most_effort = most;
        self
    }

    /// What is to be asked of the value of a field with this label and unit of measure, beside how its cell was read.
    pub(super) fn doubt(
        &self,
        (label, kind, unit): (&str, &Kind, &str),
        value: &Value,
        raw: &Raw,
    ) -> Option<Remark> {
        let shown = || raw.shown();
        match value {
            Value::Text(text) if *kind == Kind::Text => {
                let is_bare = unit.is_empty() && is_bare_number(text) && !may_be_number(label);
                let is_no = is_hardly_a_name(text) && !may_be_sentence(label);
                let is_several = wants_one_name(label) && names_several(&shown());
                (is_bare || is_no || is_several).then(|| Remark::HardlyWords { shown: shown() })
            }
            Value::Date(_) | Value::Month(_) if self.is_far_from_period(value, raw) => {
                Some(Remark::FarFromPeriod {
                    shown: shown(),
                    read: value.clone(),
                })
            }
            Value::Date(_) | Value::Month(_) => {
                let is_after = self.is_after_period(value) && !may_be_later(label);
                is_after.then(|| Remark::AfterPeriod {
                    shown: shown(),
                    read: value.clone(),
                })
            }
            _ => None,
        }
    }

    /// Whether a day or month is years away from the period of the report. A number that Excel does not show as a day may be
    /// another thing altogether: less is enough there.
    fn is_far_from_period(&self, value: &Value, raw: &Raw) -> bool {
        let Some((from, to)) = self.period else {
            return false;
        };
        let year = match value {
            Value::Date(day) => day.year(),
            Value::Month(month) => month.year,
            _ => return false,
        };
        let back = match (raw, value) {
            (Raw::Number(_), _) => 5,
            // A month says since when something is done or used; a day may be of birth.
            (_, Value::Month(_)) => 25,
            _ => 60,
        };
        year > to.year() + 1 || year < from.year() - back
    }

    fn is_after_period(&self, value: &Value) -> bool {
        self.period.is_some_and(|(_, to)| match value {
            Value::Date(day) => *day > to,
            Value::Month(month) => (month.year, month.month) > (to.year(), to.month()),
            _ => false,
        })
    }

    /// Last period's number of a field of a unit.
    pub(super) fn number_before(&self, unit: &UnitCode, form: &str, field: &str) -> Option<f64> {
        let previous = self.previous?;
        let key = (unit.clone(), FieldPath::new(form, field));
        previous.get(&key)?.number()
    }

    /// The form in this place as it was laid out in workbooks that carry this hash; as it is today when none such was
    /// issued.
    pub(super) fn version(&self, at: usize, hash: &str) -> Option<&Planned> {
        let today = self.forms.get(at)?;
        let mut issued = self.issued.iter();
        let issued = issued.find(|i| i.hash == hash && i.layout.form == today.layout.form);
        Some(issued.unwrap_or(today))
    }

    /// Whether workbooks with this hash of their layout were issued.
    pub(super) fn was_issued(&self, hash: &str) -> bool {
        self.hashes.contains(hash)
    }

    /// Hash of the layout of a form.
    pub(super) fn layout_hash(&self, form: &str) -> Option<&str> {
        let at = self.kit.forms.iter().position(|f| f.id == form)?;
        Some(&self.forms.get(at)?.hash)
    }

    /// The unit with this code.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.by_code.get(code).map(|at| &*self.units[*at])
    }

    /// The names of all units as they stand within other words.
    pub(super) fn text_names(&self) -> &TextNames {
        let names = self.units.iter().map(|unit| unit.name.as_str());
        self.text_names.get_or_init(|| TextNames::of(names))
    }

    /// The unit whose code, as codes are compared, is this one.
    pub(super) fn with_code(&self, code: &str) -> Option<&Unit> {
        self.by_code_words.get(code).map(|at| &*self.units[*at])
    }

    /// The units whose names are these words and that of their type.
    pub(super) fn with_name(&self, rest: &[String]) -> impl Iterator<Item = (&Unit, &Named)> {
        let found = self.by_rest.get(rest).into_iter().flatten();
        found.map(|at| (&*self.units[*at], &self.named[*at]))
    }

    /// All units with how they are named, in the order of the roster.
    pub(super) fn all_named(&self) -> impl Iterator<Item = (&Unit, &Named)> {
        let units = self.units.iter().map(|unit| &**unit);
        units.zip(&self.named)
    }

    /// The units whose names stand somewhere in a row of words, in the order of the roster.
    pub(super) fn within(&self, words: &[String]) -> impl Iterator<Item = (&Unit, &Named)> {
        self.found_by(&self.by_rest, words)
    }

    /// The same of words without accents.
    pub(super) fn plainly_within(&self, words: &[String]) -> impl Iterator<Item = (&Unit, &Named)> {
        self.found_by(&self.by_plain_rest, words)
    }

    fn found_by(
        &self,
        names: &HashMap<Vec<String>, Vec<usize>>,
        words: &[String],
    ) -> impl Iterator<Item = (&Unit, &Named)> {
        let most = self.longest.min(words.len());
        let runs = (1..=most).flat_map(|length| words.windows(length));
        let found = runs.filter_map(|run| names.get(run)).flatten();
        let found: BTreeSet<usize> = found.copied().collect();
        found
            .into_iter()
            .map(|at| (&*self.units[at], &self.named[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Month;
    use jiff::civil::date;

    #[test]
    fn a_day_or_month_after_the_period_or_years_before_it_is_told_and_one_of_an_old_decision_is_not()
     {
        let files = crate::kit::embedded("cntt-huyen-2020").expect("a kit of the program");
        let kit = crate::kit::load(&files).expect("a sound kit");
        let expected =
            Expected::new(&kit, Vec::new()).with_period(date(2020, 1, 1), date(2020, 12, 31));
        let typed = |text: &str| Raw::Text(text.to_owned());
        let month = |year| Value::Month(Month { year, month: 7 });
        for (value, raw, is_far) in [
            (month(2019), typed("07/2019"), false),
            (month(2021), typed("07/2021"), true),
            (month(2097), Raw::Number(72_019.0), true),
            (month(2012), Raw::Number(41_100.0), true),
            (month(2012), typed("07/2012"), false),
            (Value::Date(date(2011, 6, 13)), Raw::Date(40_707.0), false),
            (Value::Date(date(2022, 1, 1)), typed("01/01/2022"), true),
            (Value::Date(date(1920, 7, 15)), typed("15/7/1920"), true),
            (Value::Number(72_019.0), Raw::Number(72_019.0), false),
        ] {
            let told = expected.doubt(("Bắt đầu", &Kind::Month, ""), &value, &raw);
            assert_eq!(told.is_some(), is_far, "{value:?}");
        }
        let planned = expected.doubt(
            ("Dự kiến bắt đầu", &Kind::Month, ""),
            &month(2021),
            &typed("07/2021"),
        );
        assert_eq!(planned, None);
    }

    #[test]
    fn a_bare_number_or_a_no_is_told_where_a_name_is_asked_for() {
        let files = crate::kit::embedded("cntt-huyen-2020").expect("a kit of the program");
        let kit = crate::kit::load(&files).expect("a sound kit");
        let expected = Expected::new(&kit, Vec::new());
        for (label, unit, text, is_told) in [
            ("Tên phần mềm", "", "12", true),
            ("Tên phần mềm", "", "12,5", true),
            ("Tên phần mềm", "", "12 phân hệ", false),
            ("Tên phần mềm", "", "Chưa triển khai", true),
            ("Tên phần mềm", "", "Không gian mạng", false),
            ("Tên phần mềm", "", "VNPT hoặc Viettel", true),
            ("Tên phần mềm", "", "VNPT\nViettel", true),
            ("Tên các phần mềm", "", "VNPT\nViettel", false),
            ("Nơi sử dụng", "", "các phòng hoặc đơn vị", false),
            ("Lý do", "", "Không đủ kinh phí", false),
            (
                "Tình hình",
                "",
                "Đang triển khai tại các thôn trong xã",
                false,
            ),
            ("Số điện thoại", "", "02373820123", false),
            ("Phiên bản", "", "12.5", false),
            ("Cấu hình", "máy", "12", false),
        ] {
            let value = Value::Text(text.to_owned());
            let told = expected.doubt(
                (label, &Kind::Text, unit),
                &value,
                &Raw::Text(text.to_owned()),
            );
            assert_eq!(told.is_some(), is_told, "{label} {text}");
        }
    }
}
