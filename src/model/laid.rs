//! A half answer laid over a return: what it fills counts, the rest stays as it was, and each answer keeps its source.

use super::id::{SectionId, split_path};
use super::reading::{Account, Anchor, Answer, FieldReading, Laid, ListRow, Reading};
use super::receipt::{Entered, Receipt};
use crate::msg;
use crate::words::{Lang, text};
use std::collections::BTreeSet;

impl Laid {
    /// Whether the officer entered it.
    pub fn is_entered(&self) -> bool {
        self.receipt.is_none() || self.learned.is_some()
    }

    /// The name of its file; of what the officer entered, where it was learned.
    pub fn origin(&self) -> &str {
        self.learned.as_deref().unwrap_or(&self.file)
    }

    /// Its file, or that the officer entered it.
    pub fn source(&self, lang: Lang) -> String {
        said_source(self.origin(), self.is_entered(), lang)
    }

    fn is_from_where(&self, other: &Self) -> bool {
        (self.receipt, &self.file) == (other.receipt, &other.file)
    }
}

/// The file that an answer was read from; of what the officer entered, where it was learned, or that it was left out.
pub(crate) fn said_source(source: &str, is_entered: bool, lang: Lang) -> String {
    match source {
        source if !is_entered => source.to_owned(),
        "" => text("rollup.left-out", lang),
        source => msg!("rollup.entered", source = source).say(lang),
    }
}

impl FieldReading {
    /// Whether it was read or entered, not calculated from the other answers.
    pub fn is_entered(&self) -> bool {
        self.anchor != Anchor::Computed
    }

    /// Whether a person left it empty. What is not there any more, with its row or sheet, says as little as an empty cell.
    pub fn is_left_blank(&self) -> bool {
        match self.answer {
            Answer::Blank => true,
            Answer::NotUnderstood => self.place.is_none() || self.raw.trim().is_empty(),
            Answer::Value(_) | Answer::Nil { .. } => false,
        }
    }
}

impl Reading {
    /// The other file that an answer came in, a grid's or a list's cell.
    pub fn laid_by(&self, answer: &str) -> Option<&Laid> {
        let list = split_path(answer).map_or(answer, |(section, _)| section);
        let list = list.split_once('[').map_or(list, |(section, _)| section);
        let mut laid = self.laid.iter();
        laid.find(|laid| laid.answers.contains(answer) || laid.answers.contains(list))
    }

    /// That the officer filled its file for the unit, and from where; `None` when the unit did.
    pub fn own_source(&self, lang: Lang) -> Option<String> {
        let learned = self.learned.as_ref()?;
        Some(said_source(learned, true, lang))
    }

    /// Where the officer learned an answer; nothing of one that is left out. `None` of what the unit said itself.
    pub fn learned_from(&self, answer: &str) -> Option<&str> {
        match self.laid_by(answer) {
            Some(laid) => laid.is_entered().then(|| laid.origin()),
            None => self.learned.as_deref(),
        }
    }

    /// Whether an answer is the value of last period, which the officer let stand for a blank.
    pub fn is_of_last(&self, answer: &str) -> bool {
        let is_single = |laid: &Laid| laid.receipt.is_none();
        self.laid_by(answer).is_some_and(is_single)
            && self.field(answer).is_some_and(|said| said.estimate)
    }

    /// How many answers the officer entered, and how many are left out by decision.
    pub fn count_entered(&self) -> (usize, usize) {
        let count = |is_left_out: bool| -> usize {
            let all = self.laid.iter().filter(|laid| laid.is_entered());
            let all = all.filter(|laid| laid.origin().is_empty() == is_left_out);
            all.map(|laid| laid.answers.len()).sum()
        };
        let is_own = |answer: &str| self.laid_by(answer).is_none();
        let own = if self.learned.is_some() {
            let fields = self.fields.iter().filter(|f| !f.is_left_blank());
            let lists = self.lists.iter().filter(|(_, rows)| !rows.is_empty());
            fields.filter(|f| is_own(&f.field)).count() + lists.filter(|(id, _)| is_own(id)).count()
        } else {
            0
        };
        (count(false) + own, count(true))
    }

    /// Whether another return of its unit says otherwise than what the officer entered in this one.
    pub fn is_entered_otherwise(&self, in_unit: &Self) -> bool {
        let is_entered = |answer: &str| self.learned_from(answer).is_some_and(|s| !s.is_empty());
        let mut fields = self.fields.iter();
        let mut lists = self.lists.iter();
        fields.any(|own| {
            let theirs = in_unit.field(&own.field).map(|field| &field.answer);
            // What stands for a blank until its unit fills it gives way.
            !own.is_left_blank()
                && !self.is_of_last(&own.field)
                && is_entered(&own.field)
                && theirs.is_none_or(|theirs| !theirs.says_the_same(&own.answer))
        }) || lists.any(|(section, rows)| {
            !rows.is_empty() && is_entered(section) && !same_rows(rows, in_unit.list(section))
        })
    }

    /// Whether it answers anything.
    pub fn fills_anything(&self) -> bool {
        self.fields
            .iter()
            .any(|field| field.is_entered() && !field.is_left_blank())
            || self.lists.iter().any(|(_, rows)| !rows.is_empty())
            || !self.list_nils.is_empty()
    }

    /// The first list that would lose rows, with how many it has and would have: whether the others were taken out or only
    /// left out nobody can tell. Of one that is said to be empty it is known.
    pub fn list_cut_short(&self, over: &Self) -> Option<(&SectionId, usize, usize)> {
        let lists = self.lists.iter();
        let mut lists = lists.map(|(id, rows)| (id, rows.len(), over.list(id).len()));
        lists.find(|(_, before, after)| *after > 0 && after < before)
    }

    /// Takes what a half answer fills, and keeps the rest. A list is taken as a whole; a remark that stands beside a blank
    /// goes with the answer that is kept.
    pub fn lay_over(&mut self, over: &Self, receipt: &Receipt) {
        let mut laid = Laid {
            receipt: Some(receipt.id),
            file: receipt.file.clone(),
            learned: receipt.learned.clone(),
            answers: BTreeSet::new(),
        };
        // The officer's form held all that counted: what is still as it was is nobody's but the unit's.
        let is_officers = receipt.learned.is_some();
        let entered = over.fields.iter().filter(|said| said.is_entered());
        for said in entered {
            let own = self.fields.iter_mut().find(|own| own.field == said.field);
            match own {
                Some(own) if is_officers && own.answer.says_the_same(&said.answer) => continue,
                Some(own) if said.is_left_blank() => {
                    if !said.remark.is_empty() {
                        own.remark.clone_from(&said.remark);
                    }
                    continue;
                }
                Some(own) => own.clone_from(said),
                None if said.is_left_blank() => continue,
                None => self.fields.push(said.clone()),
            }
            laid.answers.insert(said.field.to_string());
        }
        for (section, rows) in &over.lists {
            let nil = over.list_nils.iter().find(|(id, ..)| id == section);
            if rows.is_empty() && nil.is_none() {
                continue;
            }
            if is_officers && nil.is_none() && same_rows(rows, self.list(section)) {
                continue;
            }
            match self.lists.iter_mut().find(|(id, _)| id == section) {
                Some((_, own)) => own.clone_from(rows),
                None => self.lists.push((section.clone(), rows.clone())),
            }
            self.list_nils.retain(|(id, ..)| id != section);
            self.list_nils.extend(nil.cloned());
            laid.answers.insert(section.to_string());
        }
        self.lay(laid, &over.account);
    }

    /// Takes one answer as the officer entered it. That of a list is a nil, and takes the place of its rows.
    pub fn enter(&mut self, entered: &Entered) {
        let list = self.lists.iter_mut().find(|(id, _)| *id == *entered.answer);
        if let Some((section, rows)) = list {
            let Answer::Nil { nil, reason } = &entered.said else {
                return;
            };
            rows.clear();
            let section = section.clone();
            self.list_nils.retain(|(id, ..)| *id != section);
            self.list_nils.push((section, *nil, reason.clone()));
        } else {
            let said = FieldReading {
                field: entered.answer.clone(),
                answer: entered.said.clone(),
                raw: entered.raw.clone(),
                place: None,
                anchor: Anchor::Lost,
                estimate: entered.is_of_last,
                remark: String::new(),
            };
            match self.fields.iter_mut().find(|f| f.field == entered.answer) {
                Some(own) => {
                    let remark = std::mem::take(&mut own.remark);
                    *own = FieldReading { remark, ..said };
                }
                None => self.fields.push(said),
            }
        }
        let laid = Laid {
            receipt: None,
            file: entered.source.clone(),
            learned: None,
            answers: BTreeSet::from([entered.answer.to_string()]),
        };
        self.lay(laid, &Account::default());
    }

    /// Keeps where answers came from. What the officer entered from one source is kept together.
    fn lay(&mut self, laid: Laid, over: &Account) {
        for before in &mut self.laid {
            before
                .answers
                .retain(|answer| !laid.answers.contains(answer));
        }
        match self.laid.last_mut() {
            Some(last) if last.receipt.is_none() && last.is_from_where(&laid) => {
                last.answers.extend(laid.answers);
            }
            _ => self.laid.push(laid),
        }
        self.account = self.recounted(over);
    }

    /// The account of all answers, with what belongs to none of either file.
    fn recounted(&self, over: &Account) -> Account {
        let mut account = Account {
            strays: self.account.strays.clone(),
            notes: self.account.notes.clone(),
            ..Account::default()
        };
        account.strays.extend(over.strays.iter().cloned());
        account.notes.extend(over.notes.iter().cloned());
        let rows = self.lists.iter().flat_map(|(_, rows)| rows);
        let cells = rows.flat_map(|ListRow { cells }| cells);
        for said in self
            .fields
            .iter()
            .chain(cells)
            .filter(|said| said.is_entered())
        {
            account.count(&said.answer);
        }
        account
    }
}

/// Whether rows of a list answer the same, cell by cell.
fn same_rows(rows: &[ListRow], others: &[ListRow]) -> bool {
    let same_cells = |one: &ListRow, other: &ListRow| {
        let mut cells = one.cells.iter().zip(&other.cells);
        one.cells.len() == other.cells.len()
            && cells.all(|(one, other)| one.answer.says_the_same(&other.answer))
    };
    let mut both = rows.iter().zip(others);
    rows.len() == others.len() && both.all(|(one, other)| same_cells(one, other))
}

#[cfg(test)]
mod tests;
