//! Which sheet of a file is which sheet of the form.

use super::expected::Planned;
use super::headings::headings;
use super::signs::Signs;
use crate::check::locate::{SheetMap, has_labels_of, ids_in, labels_in};
use crate::layout::{AIDS, IDENTITY_SHEET, Layout, SheetPlan};
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::value::{Raw, fold};

/// The sheets of a form in a file.
pub(super) struct Sheets<'a> {
    /// One for each sheet of the plan; `None` when it is gone.
    pub(super) maps: Vec<Option<SheetMap<'a>>>,
    /// Names of the sheets that are gone.
    pub(super) gone: Vec<&'a str>,
    /// (planned name, name in the file) of renamed sheets.
    pub(super) renamed: Vec<(&'a str, &'a str)>,
    /// Sheets that carry the rows of a planned sheet once more: (name in the file, name of the one that is read).
    pub(super) copies: Vec<(&'a str, &'a str)>,
    /// Sheets that are none of the form as it is read, hidden ones too.
    pub(super) spare: Vec<&'a RawSheet>,
    /// Visible sheets with content that are none of ours.
    pub(super) extra: Vec<&'a str>,
    /// Sheets of ours that only help, with the first column that we leave free there.
    pub(super) aids: Vec<(&'a RawSheet, u16)>,
}

impl<'a> Sheets<'a> {
    /// `period` is that of the campaign.
    pub(super) fn of(planned: &'a Planned, book: &'a RawWorkbook, period: &str) -> Self {
        let layout = &planned.layout;
        let mut free: Vec<&RawSheet> = book.sheets.iter().filter(|s| !is_ours(&s.name)).collect();
        let mut chosen: Vec<Option<&RawSheet>> = Vec::new();
        for plan in &layout.sheets {
            let wanted = fold(&plan.name);
            let at = free.iter().position(|s| fold(&s.name) == wanted);
            chosen.push(at.map(|at| free.remove(at)));
        }
        let mut sheets = Self {
            maps: Vec::new(),
            gone: Vec::new(),
            renamed: Vec::new(),
            copies: Vec::new(),
            spare: Vec::new(),
            extra: Vec::new(),
            aids: Vec::new(),
        };
        let aids = book.sheets.iter();
        let aids = aids.filter_map(|sheet| Some((sheet, free_from(&sheet.name)?)));
        sheets.aids.extend(aids);
        let plans = layout.sheets.iter().zip(&planned.signs);
        for ((plan, signs), chosen) in plans.zip(&mut chosen) {
            if chosen.is_none()
                && let Some(at) = best((plan, signs), layout, &free, book)
            {
                let raw = free.remove(at);
                sheets.renamed.push((&plan.name, &raw.name));
                *chosen = Some(raw);
            }
            if chosen.is_none() {
                sheets.gone.push(&plan.name);
            }
        }
        sheets.spare.clone_from(&free);
        for raw in free {
            let copied = layout.sheets.iter().zip(&chosen).find(|(plan, chosen)| {
                chosen.is_some() && ids_in(plan, raw) * 2 > plan.row_ids.len()
            });
            if let Some((_, Some(read))) = copied {
                sheets.copies.push((&raw.name, &read.name));
            } else if raw.visible
                && !sheets.extra.contains(&raw.name.as_str())
                && raw.cells.iter().any(|c| c.value != Raw::Blank)
            {
                sheets.extra.push(&raw.name);
            }
        }
        sheets.copies.sort_unstable();
        sheets.copies.dedup_by_key(|(copy, _)| *copy);
        for (known, chosen) in layout.sheets.iter().zip(&planned.signs).zip(chosen) {
            let map = chosen.map(|raw| {
                let mut map = SheetMap::of(known, (book, raw), &layout.fields);
                map.headings = headings(&map, layout, period);
                map
            });
            sheets.maps.push(map);
        }
        sheets
    }

    /// The map of the planned sheet with this name.
    pub(super) fn map(&self, planned: &str) -> Option<&SheetMap<'a>> {
        let mut maps = self.maps.iter().flatten();
        maps.find(|map| map.plan.name == planned)
    }
}

fn is_ours(name: &str) -> bool {
    name == IDENTITY_SHEET || free_from(name).is_some()
}

/// The first column that we leave free on a sheet that only helps.
fn free_from(name: &str) -> Option<u16> {
    let aid = AIDS.iter().find(|(aid, _)| *aid == name);
    aid.map(|(_, free)| *free)
}

/// The free sheet that carries most of the plan: by its row ids, else by the names of its fields, else by its labels.
fn best(
    (plan, signs): (&SheetPlan, &Signs),
    layout: &Layout,
    free: &[&RawSheet],
    book: &RawWorkbook,
) -> Option<usize> {
    let fields_on = |raw: &RawSheet| {
        let fields = layout.fields.iter().filter(|f| f.sheet == plan.name);
        let there = fields.filter(|f| book.name_on(&raw.name, &f.field).is_some());
        there.count()
    };
    let score = |raw: &RawSheet| ids_in(plan, raw) + fields_on(raw);
    let most = |score: &dyn Fn(&RawSheet) -> usize| {
        let sheets = free.iter().enumerate();
        sheets.max_by_key(|(at, raw)| (score(raw), std::cmp::Reverse(*at)))
    };
    let by_ids = most(&score).filter(|(_, raw)| score(raw) * 2 > plan.row_ids.len());
    let by_labels =
        || most(&|raw| labels_in(signs, raw)).filter(|(_, raw)| has_labels_of(signs, raw));
    by_ids.or_else(by_labels).map(|(at, _)| at)
}
