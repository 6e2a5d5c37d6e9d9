//! The live check: a condition with its guards as formulas of the workbook.
//!
//! In: a formula, the words to show, what is known of each name. Out: the texts of cell formulas. Each name that must be
//! answered has its guard in a cell of its own, so that no formula grows with the names; what they say together is read
//! from their range. The guards are those of `judge`: the greater the number of a guard, the sooner it decides. COUNTA
//! and COUNT see a cell as ISBLANK and ISNUMBER do. An error value in a cell shows the word for "not a number".

use super::Formula;

/// What a live check in the workbook says. Short words; quotes are doubled where they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveWords {
    /// A needed cell is still blank, e.g. "Chưa nhập đủ".
    pub not_yet: String,
    /// A cell holds text where a number is needed, e.g. "Cần gõ số".
    pub not_number: String,
    /// A needed row has a nil, e.g. "Không xét".
    pub not_judged: String,
    /// The condition holds, e.g. "Đạt".
    pub holds: String,
    /// It does not, e.g. "Cần bổ sung".
    pub broken: String,
}

/// What a live check must know of a name in the workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveName {
    /// Defined name of its status cell, where it has one: a status instead of an answer makes the rule "not judged".
    pub status: Option<String>,
    /// What a blank of it means.
    pub blank: LiveBlank,
    /// The cell that says whether it is there, of a computed name: 0, 1 and more where it waits, or else a nil.
    pub state: Option<String>,
}

/// What a cell without an answer means to a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LiveBlank {
    /// It is still to be answered: "not yet".
    #[default]
    NotYet,
    /// It may stay blank: an answer like any other.
    Answer,
    /// The cell counts rows of a list that must have some: 0 is "not yet".
    ZeroIsNotYet,
    /// The cell counts rows of a list that may have none: it always holds a number.
    Counted,
}

/// What a guard says: its number in the workbook. The greatest of all guards of a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Nothing stands against judging.
    Judged = 0,
    /// Text where a number is needed.
    NotNumber = 1,
    /// Still to be answered.
    NotYet = 2,
    /// A status instead of an answer.
    NotJudged = 3,
}

/// A guard of a live check: the formula of a cell, without a leading `=`, and what it gives on the blank form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveGuard {
    /// The formula.
    pub formula: String,
    /// 0 where nothing stands against judging the rule while nobody has filled anything.
    pub blank: u8,
}

impl Formula {
    /// The guards of this condition, each the formula of a cell of the workbook; `about` tells of each name what they need.
    ///
    /// They are those of [`Formula::judge`]. There are none where nothing must be answered.
    pub fn live_guards(&self, about: &dyn Fn(&str) -> LiveName) -> Vec<LiveGuard> {
        let name = |at: &usize| self.names[*at].text.as_str();
        let needed = self.facts.needed.iter();
        let alone = needed.map(|at| {
            let is_number = self.facts.numeric.contains(at);
            guard(name(at), is_number, &about(name(at)))
        });
        let pairs = self.facts.pairs.iter();
        let beside = pairs.map(|(a, b)| {
            // A blank that is allowed is no text beside a number.
            let (a, b) = (name(a), name(b));
            let is_mixed = format!("AND(COUNTA({a},{b})=2,ISNUMBER({a})<>ISNUMBER({b}))");
            LiveGuard::of(&[(is_mixed, Verdict::NotNumber)], Verdict::Judged)
        });
        alone.chain(beside).flatten().collect()
    }

    /// The text, without a leading `=`, of a workbook formula that says where this condition stands; `guards` is the range
    /// of its guards.
    pub fn live_check(&self, words: &LiveWords, guards: Option<&str>) -> String {
        let broken = quoted(&words.broken);
        let judged = format!(
            "IFERROR(IF({},{},{broken}),{broken})",
            self.source.trim(),
            quoted(&words.holds)
        );
        let Some(range) = guards else {
            return judged;
        };
        let said = [&words.not_number, &words.not_yet, &words.not_judged].map(|w| quoted(w));
        format!("CHOOSE(MAX({range})+1,{judged},{})", said.join(","))
    }
}

impl LiveGuard {
    /// The first condition that is true decides; no guard where there is none.
    fn of(verdicts: &[(String, Verdict)], blank: Verdict) -> Option<Self> {
        if verdicts.is_empty() {
            return None;
        }
        let nested = |rest: String, (condition, verdict): &(String, Verdict)| {
            format!("IF({condition},{},{rest})", *verdict as u8)
        };
        let none = (Verdict::Judged as u8).to_string();
        Some(Self {
            formula: verdicts.iter().rev().fold(none, nested),
            blank: blank as u8,
        })
    }
}

/// The guard of a name that must be answered.
fn guard(name: &str, is_number: bool, about: &LiveName) -> Option<LiveGuard> {
    if let Some(state) = &about.state {
        let waits = (format!("{state}>=1"), Verdict::NotYet);
        let is_nil = (format!("{state}>0"), Verdict::NotJudged);
        return LiveGuard::of(&[waits, is_nil], Verdict::NotYet);
    }
    if about.blank == LiveBlank::Counted {
        return None;
    }
    let mut verdicts = Vec::new();
    // A status stands for a blank; beside a value it is a matter of its row, and the value counts.
    if let Some(status) = &about.status {
        let is_nil = match about.blank {
            LiveBlank::ZeroIsNotYet => format!("AND({name}=0,COUNTA({status})>0)"),
            _ => format!("COUNTA({name})<COUNTA({status})"),
        };
        verdicts.push((is_nil, Verdict::NotJudged));
    }
    let waits = match about.blank {
        LiveBlank::NotYet => Some(format!("COUNTA({name})=0")),
        LiveBlank::ZeroIsNotYet => Some(format!("{name}=0")),
        LiveBlank::Answer | LiveBlank::Counted => None,
    };
    let blank = waits.as_ref().map_or(Verdict::Judged, |_| Verdict::NotYet);
    verdicts.extend(waits.map(|waits| (waits, Verdict::NotYet)));
    if is_number {
        let is_text = match about.blank {
            LiveBlank::Answer => format!("COUNT({name})<COUNTA({name})"),
            _ => format!("COUNT({name})=0"),
        };
        verdicts.push((is_text, Verdict::NotNumber));
    }
    LiveGuard::of(&verdicts, blank)
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}
