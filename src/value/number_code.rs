//! Number format codes of Excel, as far as reports need them, written the Vietnamese way.
//!
//! In: a code such as `#,##0.0##,,," tỷ đồng"`. Out: numbers as text, or what of the code is not understood, where, and the
//! nearest code that is. A cell of a workbook takes the very same code. Knows nothing of kits.

use super::format::{NOT_A_NUMBER, grouped, rounded};
use std::ops::Range;

/// Most decimals.
const MOST_DECIMALS: usize = 9;
/// Most sections: positive, negative, zero.
const SECTIONS: usize = 3;

/// A number format code.
///
/// One section writes every number; a second writes negative ones without their sign; a third writes zero. What is not all
/// of it is never written 100%, and what is not nothing never 0%.
///
/// ```
/// use tonghop::value::NumberCode;
/// let written = |code: &str, n| NumberCode::parse(code).unwrap().write(n);
/// assert_eq!(written("0.00%", 0.07315), "7,32%");
/// assert_eq!(written("#,##0.0##,,,\" tỷ đồng\"", 7_315_250_000.0), "7,315 tỷ đồng");
/// let rise = "\"tăng \"0.0#%;\"giảm \"0.0#%;\"không đổi\"";
/// assert_eq!([0.125, -0.05, 0.0].map(|n| written(rise, n)), ["tăng 12,5%", "giảm 5,0%", "không đổi"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberCode {
    source: String,
    sections: Vec<Section>,
}

/// What a section writes: words around a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Section {
    before: String,
    digits: Option<Digits>,
    after: String,
    is_share: bool,
}

/// How the digits of a number are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Digits {
    /// Least digits before the mark.
    whole: usize,
    /// Whether groups of three are parted.
    is_grouped: bool,
    /// Least and most decimals.
    decimals: (u8, u8),
    /// How often it is divided by a thousand.
    thousands: u8,
}

/// A code that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFault {
    /// Bytes of the code.
    pub at: Range<usize>,
    /// What is wrong there.
    pub what: CodeFaultKind,
    /// A code that is understood and near.
    pub nearest: Option<String>,
}

/// What is wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFaultKind {
    /// A character that codes here do not have.
    Character(char),
    /// A text without its second quote.
    OpenText,
    /// More than three sections.
    Sections,
    /// A second number in one section.
    SecondNumber,
    /// A percent sign twice, or without a number.
    Percent,
    /// Digits in an order that stands for nothing here.
    Digits,
    /// No section writes a number.
    NoNumber,
}

impl NumberCode {
    /// Understands a code.
    ///
    /// # Errors
    /// At what is not understood first.
    pub fn parse(code: &str) -> Result<Self, CodeFault> {
        // What is offered is itself understood.
        let is_sound = |near: &String| Self::read(near).is_ok();
        Self::read(code).map_err(|fault| CodeFault {
            nearest: fault.nearest.filter(is_sound),
            ..fault
        })
    }

    fn read(code: &str) -> Result<Self, CodeFault> {
        let mut sections = Vec::new();
        let mut reader = Reader::of(code);
        loop {
            let (section, ends) = reader.section()?;
            sections.push(section);
            if ends {
                break;
            }
            if sections.len() == SECTIONS {
                let rest = reader.at.saturating_sub(1);
                let nearest = code.get(..rest).map(str::to_owned);
                return Err(fault(rest..code.len(), CodeFaultKind::Sections, nearest));
            }
        }
        if sections[0].digits.is_none() {
            let nearest = Some(format!("0{code}"));
            return Err(fault(0..code.len(), CodeFaultKind::NoNumber, nearest));
        }
        Ok(Self {
            source: code.to_owned(),
            sections,
        })
    }

    /// The code, as a cell takes it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it writes a share of 1 as hundredths.
    pub fn is_share(&self) -> bool {
        self.sections[0].is_share
    }

    /// The number as text.
    pub fn write(&self, n: f64) -> String {
        let own = if n < 0.0 {
            self.sections.get(1)
        } else if n == 0.0 {
            self.sections.get(2)
        } else {
            None
        };
        if let Some(section) = own {
            return section.write(n.abs());
        }
        let section = &self.sections[0];
        let number = section.number(n.abs());
        let is_something = number.contains(|c: char| ('1'..='9').contains(&c));
        let sign = if n < 0.0 && is_something { "-" } else { "" };
        [sign, &section.write(n.abs())].concat()
    }
}

impl Section {
    fn write(&self, n: f64) -> String {
        [&self.before, &self.number(n), &self.after]
            .map(String::as_str)
            .concat()
    }

    fn number(&self, n: f64) -> String {
        let digits = self.digits.map(|digits| digits.write(n, self.is_share));
        digits.unwrap_or_default()
    }
}

impl Digits {
    fn write(self, n: f64, is_share: bool) -> String {
        let shift = if is_share { 2 } else { 0 } - 3 * i32::from(self.thousands);
        let (least, most) = self.decimals;
        let is_part = is_share && n > 0.0 && n < 1.0;
        let says_all_or_nothing = |(whole, part): &(String, String)| {
            part.is_empty() && matches!(whole.as_str(), "0" | "100")
        };
        let furthest = if is_part { most.max(2) } else { most };
        let mut tried = (most..=furthest).map(|places| rounded(n, shift, places));
        let found = tried.find(|digits| {
            digits
                .as_ref()
                .is_none_or(|digits| !is_part || !says_all_or_nothing(digits))
        });
        let digits = found.unwrap_or_else(|| {
            let step = 10_f64.powi(-i32::from(furthest));
            let nearest = if n < 0.5 { step } else { 100.0 - step };
            rounded(nearest, 0, furthest)
        });
        let Some((whole, mut part)) = digits else {
            return NOT_A_NUMBER.to_owned();
        };
        while part.len() < usize::from(least) {
            part.push('0');
        }
        let mut out = format!("{whole:0>width$}", width = self.whole);
        if self.is_grouped {
            out = grouped(&out);
        }
        if !part.is_empty() {
            out.push(',');
            out.push_str(&part);
        }
        out
    }
}

fn fault(at: Range<usize>, what: CodeFaultKind, nearest: Option<String>) -> CodeFault {
    CodeFault { at, what, nearest }
}

/// A code while it is read.
struct Reader<'c> {
    code: &'c str,
    at: usize,
}

impl<'c> Reader<'c> {
    fn of(code: &'c str) -> Self {
        Self { code, at: 0 }
    }

    fn rest(&self) -> &'c str {
        &self.code[self.at..]
    }

    /// The next section, and whether the code ends with it.
    fn section(&mut self) -> Result<(Section, bool), CodeFault> {
        let mut section = Section::default();
        let begins = self.at;
        while let Some(next) = self.rest().chars().next() {
            let from = self.at;
            match next {
                ';' => {
                    self.at += 1;
                    self.share_of_something(&section, begins)?;
                    return Ok((section, false));
                }
                '"' => {
                    let Some(end) = self.rest()[1..].find('"') else {
                        let nearest = Some(format!("{}\"", self.code));
                        let at = from..self.code.len();
                        return Err(fault(at, CodeFaultKind::OpenText, nearest));
                    };
                    let words = &self.rest()[1..=end];
                    section.words().push_str(words);
                    self.at += end + 2;
                }
                '%' if section.is_share => {
                    let nearest = without(self.code, from..from + 1);
                    return Err(fault(from..from + 1, CodeFaultKind::Percent, nearest));
                }
                '%' => {
                    section.is_share = true;
                    section.words().push('%');
                    self.at += 1;
                }
                '0' | '#' | '.' | ',' => {
                    let is_digit = |c: char| matches!(c, '0' | '#' | '.' | ',');
                    let length = self.rest().find(|c| !is_digit(c));
                    let end = from + length.unwrap_or(self.rest().len());
                    if section.digits.is_some() {
                        let nearest = without(self.code, from..end);
                        return Err(fault(from..end, CodeFaultKind::SecondNumber, nearest));
                    }
                    section.digits = Some(self.digits(from..end)?);
                    self.at = end;
                }
                other => {
                    let end = from + other.len_utf8();
                    let nearest = Some(self.instead_of(other, from));
                    return Err(fault(from..end, CodeFaultKind::Character(other), nearest));
                }
            }
        }
        self.share_of_something(&section, begins)?;
        Ok((section, true))
    }

    fn share_of_something(&self, section: &Section, begins: usize) -> Result<(), CodeFault> {
        if section.is_share && section.digits.is_none() {
            let nearest = self.code[begins..].replacen('%', "0%", 1);
            let nearest = [&self.code[..begins], &nearest].concat();
            let at = begins..self.at;
            return Err(fault(at, CodeFaultKind::Percent, Some(nearest)));
        }
        Ok(())
    }

    /// A code without the stranger: words put in quotes, a digit of Excel's that may be blank as one that may be left out.
    fn instead_of(&self, other: char, from: usize) -> String {
        let (before, rest) = self.code.split_at(from);
        if other == '?' {
            return self.code.replace('?', "#");
        }
        let is_ours = |c: char| matches!(c, '0' | '#' | '.' | ',' | '%' | ';' | '"');
        let end = rest.find(is_ours).unwrap_or(rest.len());
        let (words, behind) = rest.split_at(end);
        format!("{before}\"{words}\"{behind}")
    }

    fn digits(&self, at: Range<usize>) -> Result<Digits, CodeFault> {
        let written = &self.code[at.clone()];
        understood(written).ok_or_else(|| {
            let nearest = mended(written)
                .map(|mended| [&self.code[..at.start], &mended, &self.code[at.end..]].concat());
            fault(at.clone(), CodeFaultKind::Digits, nearest)
        })
    }
}

impl Section {
    /// The words that are being read: before the number, or behind it.
    fn words(&mut self) -> &mut String {
        if self.digits.is_some() {
            &mut self.after
        } else {
            &mut self.before
        }
    }
}

fn without(code: &str, part: Range<usize>) -> Option<String> {
    Some([code.get(..part.start)?, code.get(part.end..)?].concat())
}

/// `#,##0.0##,,,` taken apart: `None` for digits in another order.
fn understood(written: &str) -> Option<Digits> {
    let scaled = |part: &str| part.len() - part.trim_end_matches(',').len();
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let thousands = scaled(whole) + scaled(part);
    let (whole, part) = (whole.trim_end_matches(','), part.trim_end_matches(','));
    let is_grouped = whole.contains(',');
    if is_grouped && whole.rsplit(',').next().is_some_and(|last| last.len() != 3) {
        return None;
    }
    let whole = whole.replace(',', "");
    let (may, must) = whole.split_at(whole.find('0')?);
    let are = |text: &str, sign: char| text.chars().all(|c| c == sign);
    if !are(may, '#') || !are(must, '0') {
        return None;
    }
    let least = part.find('#').unwrap_or(part.len());
    let (shown, further) = part.split_at(least);
    let begins_well = written.contains('.') != shown.is_empty();
    let fits = are(shown, '0') && are(further, '#') && part.len() <= MOST_DECIMALS;
    (begins_well && fits && thousands <= 4).then_some(Digits {
        whole: must.len(),
        is_grouped,
        decimals: (least as u8, part.len() as u8),
        thousands: thousands as u8,
    })
}

/// Digits that are understood and mean what these seem to mean.
fn mended(written: &str) -> Option<String> {
    let swapped: String = written
        .chars()
        .map(|c| match c {
            '.' => ',',
            ',' => '.',
            c => c,
        })
        .collect();
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let mut filled = whole.trim_end_matches('#').to_owned();
    let missing = whole.len() - filled.len();
    filled.push_str(&"#".repeat(missing.saturating_sub(1)));
    filled.push('0');
    let decimals: String = part.replacen('#', "0", 1).replace(['.', ','], "");
    let joined = |whole: &str| match decimals.as_str() {
        "" => whole.to_owned(),
        decimals => format!("{whole}.{decimals}"),
    };
    [swapped, joined(whole), joined(&filled)]
        .into_iter()
        .find(|text| understood(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(code: &str, n: f64) -> String {
        NumberCode::parse(code).unwrap().write(n)
    }

    #[test]
    fn numbers_are_written_as_excel_writes_them_with_vietnamese_marks() {
        for (code, n, wanted) in [
            ("0", 7315.4, "7315"),
            ("#,##0", 7315.0, "7.315"),
            ("#,##0", -1_234_567.0, "-1.234.567"),
            ("0.0##", 8.0, "8,0"),
            ("0.0##", 8.12345, "8,123"),
            ("00", 6.0, "06"),
            ("#,##0,", 12_345.0, "12"),
            ("0.00,,", 1_500_000.0, "1,50"),
            ("0.0%", 0.985, "98,5%"),
            ("\"(\"0\")\"", 3.0, "(3)"),
            ("0;0", -4.0, "4"),
            ("0;\"-\"0;\"không\"", 0.0, "không"),
            ("0", -0.2, "0"),
            ("0\" m2\"", -0.2, "0 m2"),
            ("0\" m2\"", -2.0, "-2 m2"),
            ("0", f64::NAN, NOT_A_NUMBER),
        ] {
            assert_eq!(written(code, n), wanted, "{code} of {n}");
        }
    }

    #[test]
    fn only_all_is_100_percent_and_only_nothing_is_0_percent() {
        assert_eq!(written("0%", 1.0), "100%");
        assert_eq!(written("0%", 0.996), "99,6%");
        assert_eq!(written("0.0%", 7314.0 / 7315.0), "99,99%");
        assert_eq!(written("0.0%", 0.999_999), "99,99%");
        assert_eq!(written("0.00%", 0.000_001), "0,01%");
        assert_eq!(written("0.000%", 0.000_000_1), "0,001%");
        assert_eq!(written("0%", 0.0), "0%");
        assert_eq!(written("0%;\"giảm \"0%", -0.001), "giảm 0,1%");
    }

    #[test]
    fn what_is_not_understood_is_told_at_its_place_with_the_nearest() {
        for (code, at, what, nearest) in [
            ("0,00%", 0..4, CodeFaultKind::Digits, Some("0.00%")),
            ("#.##0", 0..5, CodeFaultKind::Digits, Some("#,##0")),
            ("#,###", 0..5, CodeFaultKind::Digits, Some("#,##0")),
            (".00", 0..3, CodeFaultKind::Digits, Some("0.00")),
            ("0.#", 0..3, CodeFaultKind::Digits, Some("0.0")),
            (
                "0 tỷ",
                1..2,
                CodeFaultKind::Character(' '),
                Some("0\" tỷ\""),
            ),
            (
                "#,##0.0?",
                7..8,
                CodeFaultKind::Character('?'),
                Some("#,##0.0#"),
            ),
            ("0\" hộ", 1..7, CodeFaultKind::OpenText, Some("0\" hộ\"")),
            ("0;0;0;0", 5..7, CodeFaultKind::Sections, Some("0;0;0")),
            ("0%%", 2..3, CodeFaultKind::Percent, Some("0%")),
            ("\"hộ\"%", 0..7, CodeFaultKind::Percent, Some("\"hộ\"0%")),
            ("0\"a\"0", 4..5, CodeFaultKind::SecondNumber, Some("0\"a\"")),
            ("\"hộ\"", 0..6, CodeFaultKind::NoNumber, Some("0\"hộ\"")),
            ("dd/mm", 0..1, CodeFaultKind::Character('d'), None),
        ] {
            let fault = NumberCode::parse(code).unwrap_err();
            let told = (fault.at, fault.what, fault.nearest.as_deref());
            assert_eq!(told, (at, what, nearest), "{code}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_reader(code in "[0#.,%;\"a đ?]{0,24}", n in -1e12..1e12_f64) {
            match NumberCode::parse(&code) {
                Ok(understood) => {
                    understood.write(n);
                }
                Err(fault) => {
                    proptest::prop_assert!(code.get(fault.at).is_some());
                }
            }
        }
    }
}
