//! What headings may say of the fields of a form, and the texts of a sheet that may be headings.

use super::spelling::{bare, spelled, spellings};
use crate::model::form::{FieldRef, Form};
use crate::model::raw::RawSheet;
use crate::value::fold::{clean, without_accents};
use crate::value::{Raw, fold};
use foldhash::{HashMap, HashMapExt, HashSet};

/// Rows from the top in which the headings are looked for.
pub(super) const HEADING_ROWS: u32 = 20;

/// What headings may say of the fields of a form, folded.
pub(super) struct Names<'a> {
    pub(super) form: &'a Form,
    fields: HashMap<String, Vec<FieldRef<'a>>>,
    /// The same by the words that tell them, and by those without their accents.
    spelled: HashMap<String, Vec<FieldRef<'a>>>,
    unaccented: HashMap<String, Vec<FieldRef<'a>>>,
    /// With what words such a text may end: most headings of other tables are known by it at once.
    ends: HashSet<String>,
}

impl<'a> Names<'a> {
    pub(super) fn of(form: &'a Form) -> Self {
        let [mut fields, mut by_spelling, mut unaccented] = [(); 3].map(|()| HashMap::new());
        for field in form.fields() {
            let (row, column) = (field.row, field.column);
            let mut said = vec![field.id().to_string(), field.label()];
            let columns = field.section.columns();
            if columns.len() > 1 {
                said.push(format!("{} {}", row.label, column.label));
            }
            if columns.iter().filter(|c| row.takes(c)).count() == 1 {
                said.push(row.label.clone());
            }
            if !row.unit.is_empty() {
                said.push(format!("{} ({})", field.label(), row.unit));
            }
            let mut said: Vec<String> = said.iter().map(|text| fold(text)).collect();
            said.sort();
            said.dedup();
            for name in said {
                if name != fold(field.id().as_ref()) {
                    let spelled = spelled(&name);
                    enter(&mut unaccented, without_accents(&spelled), field);
                    enter(&mut by_spelling, spelled, field);
                }
                enter(&mut fields, name, field);
            }
        }
        let all = [&fields, &by_spelling, &unaccented];
        let ends = all.into_iter().flat_map(HashMap::keys).flat_map(|name| {
            let later = name.match_indices(' ').map(|(at, _)| &name[at + 1..]);
            later.chain([name.as_str()]).map(str::to_owned)
        });
        Self {
            form,
            ends: ends.collect(),
            fields,
            spelled: by_spelling,
            unaccented,
        }
    }

    /// Whether a heading may be all or the end of what says a field.
    pub(super) fn may_end(&self, own: &Heading) -> bool {
        let mut texts = [&own.folded, &own.bare].into_iter().chain(&own.spellings);
        texts.any(|text| self.ends.contains(text))
    }

    pub(super) fn said(&self, text: &str) -> Vec<FieldRef<'a>> {
        self.fields.get(text).cloned().unwrap_or_default()
    }

    /// The fields that a heading in its groups tells in other words, the nearest group first; `true` where only its accents
    /// are missing.
    pub(super) fn spelled(
        &self,
        own: &Heading,
        groups: &[(u16, &Heading)],
    ) -> (Vec<FieldRef<'a>>, bool) {
        let grouped = groups.iter().rev().flat_map(|(_, group)| {
            let own = own.spellings.iter();
            own.flat_map(|own| {
                group
                    .spellings
                    .iter()
                    .map(move |over| format!("{over} {own}"))
            })
        });
        let texts: Vec<String> = grouped.chain(own.spellings.iter().cloned()).collect();
        let known = |names: &HashMap<String, Vec<FieldRef<'a>>>| {
            texts.iter().find_map(|text| names.get(text)).cloned()
        };
        match known(&self.spelled) {
            Some(found) => (found, false),
            None => (known(&self.unaccented).unwrap_or_default(), true),
        }
    }
}

fn enter<'a>(names: &mut HashMap<String, Vec<FieldRef<'a>>>, name: String, field: FieldRef<'a>) {
    let fields = names.entry(name).or_default();
    if fields.iter().all(|known| known.id() != field.id()) {
        fields.push(field);
    }
}

/// A text where headings stand.
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) folded: String,
    /// Folded, without the number before it and the unit of measure after it.
    pub(super) bare: String,
    /// The words that may tell it.
    pub(super) spellings: Vec<String>,
    /// Whether it stands alone in its row: a title, or the one group of the headings below.
    pub(super) is_alone: bool,
}

/// The texts of each of the upper rows, by column.
pub(super) type Texts = Vec<Vec<(u16, Heading)>>;

/// `period` is that of the campaign.
pub(super) fn texts_of(sheet: &RawSheet, period: &str) -> Texts {
    let mut texts: Texts = (0..HEADING_ROWS).map(|_| Vec::new()).collect();
    for cell in sheet.cells.iter().take_while(|c| c.row < HEADING_ROWS) {
        if let Raw::Text(text) = &cell.value {
            let text = clean(text, false);
            if !text.is_empty() {
                let heading = Heading {
                    folded: fold(&text),
                    bare: fold(bare(&text)),
                    spellings: spellings(&text, period),
                    text,
                    is_alone: false,
                };
                texts[cell.row as usize].push((cell.col, heading));
            }
        }
    }
    for row in &mut texts {
        if let [(_, only)] = row.as_mut_slice() {
            only.is_alone = true;
        }
    }
    texts
}
