//! Mã đối chiếu: a short code of what a form says in numbers and chosen words, so that a signed sheet of paper can be
//! held against the file that came with it.
//!
//! In: a form and its reading. Out: a [`PaperCode`], the same that the formulas of the form print. Texts do not enter it.
//!
//! The code is two sums, each modulo a prime of its own below 32⁴, written as four letters or digits each. Of a cell with
//! the value `v` each sum holds `(N + FILLED) * w`, where `N` is `v` in millionths and `w` the weight of the cell, which
//! follows from its id alone: a kit that gains, loses or moves indicators leaves the codes of what was printed before as
//! they are. A blank cell adds nothing, a zero does. The rows of a list are taken one after the other, blank ones left
//! out: each multiplies what came before it by [`ROW`] and adds its own cells.
//!
//! One changed number always changes the code unless it changes by a multiple of the product of both primes, 1.1 × 10¹²,
//! in millionths; of all other mistakes, two values that changed places among them, one in that many goes unseen. Every
//! product is below 2⁵³, so that it is exact in a spreadsheet.

use super::form::{FieldRef, Form};
use super::reading::{Answer, FieldReading, Reading};
use crate::rule::rounded;
use crate::value::kind::Entry;
use crate::value::understand::serial_of_day;
use crate::value::{Kind, Nil, Value};
use crate::words::{Fact, ToFact};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The primes by which the two sums are taken.
pub const PRIMES: [u32; 2] = [1_048_573, 1_048_571];

/// By what the sums of a list's earlier rows are multiplied, for each prime.
pub const ROW: [u32; 2] = [613_651, 480_749];

/// The millionths that a filled cell has beside its value, so that a zero is not a blank.
pub const FILLED: u32 = 370_197;

/// Numbers that are not below this size have no code: they are more than 15 digits.
pub const TOO_GREAT: f64 = 1e15;

/// Letters and digits of a code, in the order of what they stand for; none looks like another.
pub const LETTERS: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Letters in each half of a code.
const HALF: usize = 4;

/// A million: parts of a number are taken in these.
const MILLION: f64 = 1_000_000.0;

/// The code of what a form says, `K7M4-2P9X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaperCode([u32; 2]);

/// What a text is that is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not eight letters and digits of a code")]
pub struct NotACode;

impl PaperCode {
    /// The code of a form with what was read from it. `None` where the form has no cell that counts, or where a cell holds
    /// what is neither a number nor a word of its list: its own sheet shows no code then either.
    pub fn of(form: &Form, reading: &Reading) -> Option<Self> {
        if !has_code(form) {
            return None;
        }
        let mut sums = weights(&form.id);
        for field in form.fields().filter(enters) {
            let id = field.id();
            if let Some(value) = entered(field.kind(), reading.field(&id)).ok()? {
                add(&mut sums, value, weights(&id))?;
            }
        }
        for (section, list) in form.lists() {
            let rows = reading.list(&section.id);
            let mut of_list = [0; 2];
            for row in rows {
                for (sum, (prime, factor)) in of_list.iter_mut().zip(PRIMES.iter().zip(ROW)) {
                    *sum = times(*sum, factor, *prime);
                }
                for column in list
                    .columns
                    .iter()
                    .filter(|c| counts(&c.kind) && !c.computed)
                {
                    let said = row.cells.iter().find(|cell| cell.column() == column.id);
                    if let Some(value) = entered(&column.kind, said).ok()? {
                        add(&mut of_list, value, cell_weights(&section.id, &column.id))?;
                    }
                }
            }
            let nils = reading.list_nils.iter();
            let mut nils = nils.filter(|(id, ..)| *id == section.id && rows.is_empty());
            if let Some((_, nil, _)) = nils.next() {
                add(&mut of_list, of_nil(*nil), weights(&section.id))?;
            }
            for (sum, (own, prime)) in sums.iter_mut().zip(of_list.into_iter().zip(PRIMES)) {
                *sum = (*sum + own) % prime;
            }
        }
        Some(Self(sums))
    }

    /// The code of a form in which nothing is filled.
    pub fn of_blank(form: &Form) -> Option<Self> {
        has_code(form).then(|| Self(weights(&form.id)))
    }
}

/// Whether a form has a cell that enters a code.
pub fn has_code(form: &Form) -> bool {
    let mut listed = form.lists().flat_map(|(_, list)| &list.columns);
    form.fields().any(|field| enters(&field))
        || listed.any(|column| counts(&column.kind) && !column.computed)
}

/// Whether a field enters the code: what is computed follows from the rest.
pub fn enters(field: &FieldRef<'_>) -> bool {
    counts(field.kind()) && !field.is_computed()
}

/// Whether a cell of this kind enters the code: numbers, days, and words of a list.
pub fn counts(kind: &Kind) -> bool {
    !matches!(kind.spec().entry, Entry::Anything)
}

/// The weights of what has this id, for each prime: never 0.
pub fn weights(id: &str) -> [u32; 2] {
    let hash = *blake3::hash(id.as_bytes()).as_bytes();
    let part = |at: usize| {
        let bytes = [hash[at], hash[at + 1], hash[at + 2], hash[at + 3]];
        u32::from_le_bytes(bytes)
    };
    [part(0) % (PRIMES[0] - 1) + 1, part(4) % (PRIMES[1] - 1) + 1]
}

/// The weights of a column of a list.
pub fn cell_weights(section: &str, column: &str) -> [u32; 2] {
    weights(&format!("{section}.{column}"))
}

/// The number that stands for a state of figures in a cell that is blank.
pub fn of_nil(nil: Nil) -> f64 {
    match nil {
        Nil::NoData => -0.482_359,
        Nil::NotArisen => -0.761_683,
    }
}

/// A product modulo a prime.
pub fn times(one: u32, other: u32, prime: u32) -> u32 {
    let product = u64::from(one) * u64::from(other) % u64::from(prime);
    // Less than the prime.
    product as u32
}

/// The number that a cell enters with; `None` of a blank, an error of what has no code.
fn entered(kind: &Kind, said: Option<&FieldReading>) -> Result<Option<f64>, NotACode> {
    let value = match said.map(|said| &said.answer) {
        None | Some(Answer::Blank) => return Ok(None),
        Some(Answer::Nil { nil, .. }) => return Ok(Some(of_nil(*nil))),
        Some(Answer::NotUnderstood) => return Err(NotACode),
        Some(Answer::Value(value)) => value,
    };
    let number = match (value, kind) {
        (Value::Number(n), _) => Some(*n),
        (Value::YesNo(yes), _) => Some(if *yes { 1.0 } else { 2.0 }),
        (Value::Date(day), _) => serial_of_day(*day),
        (Value::Text(text), Kind::Choice(words)) => {
            let at = words.iter().position(|word| word == text);
            at.and_then(|at| u32::try_from(at + 1).ok()).map(f64::from)
        }
        _ => None,
    };
    number.map(Some).ok_or(NotACode)
}

/// Adds a number with its weights; `None` when it is too great.
fn add(sums: &mut [u32; 2], value: f64, weights: [u32; 2]) -> Option<()> {
    if !value.is_finite() || value.abs() >= TOO_GREAT {
        return None;
    }
    let whole = value.floor();
    let fraction = rounded((value - whole) * MILLION);
    // Both are whole and far below 2^63.
    let millionths = i128::from(whole as i64) * 1_000_000 + i128::from(fraction as i64);
    for (sum, (weight, prime)) in sums.iter_mut().zip(weights.into_iter().zip(PRIMES)) {
        let entered = (millionths + i128::from(FILLED)).rem_euclid(i128::from(prime));
        *sum = (*sum + times(entered as u32, weight, prime)) % prime;
    }
    Some(())
}

impl fmt::Display for PaperCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = LETTERS.as_bytes();
        for (at, sum) in self.0.into_iter().enumerate() {
            if at > 0 {
                f.write_str("-")?;
            }
            for place in (0..HALF).rev() {
                let letter = sum >> (5 * place) & 31;
                write!(f, "{}", char::from(letters[letter as usize]))?;
            }
        }
        Ok(())
    }
}

impl FromStr for PaperCode {
    type Err = NotACode;

    /// Reads a code as people type it: in small letters, with or without the hyphen.
    ///
    /// ```
    /// use tonghop::model::paper_code::PaperCode;
    /// let code: PaperCode = "K7M4-2P9X".parse().unwrap();
    /// assert_eq!(" k7m4 2p9x ".parse(), Ok(code));
    /// assert_eq!(code.to_string(), "K7M4-2P9X");
    /// assert!("K7M4-2P9".parse::<PaperCode>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let typed = text.chars().filter(|c| !c.is_whitespace());
        let typed = typed.filter(|c| !matches!(c, '-' | '–' | '—' | '.'));
        let digits: Option<Vec<u32>> = typed
            .map(|c| LETTERS.find(c.to_ascii_uppercase()).map(|at| at as u32))
            .collect();
        let digits = digits.filter(|d| d.len() == 2 * HALF).ok_or(NotACode)?;
        let sum = |half: &[u32]| half.iter().fold(0, |sum, digit| sum * 32 + digit);
        Ok(Self([sum(&digits[..HALF]), sum(&digits[HALF..])]))
    }
}

impl ToFact for PaperCode {
    fn to_fact(&self) -> Fact {
        self.to_string().into()
    }
}

impl<'de> Deserialize<'de> for PaperCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for PaperCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
