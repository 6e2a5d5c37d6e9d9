//! What Decree 30/2020/NĐ-CP, Appendix I asks of a document's looks, as one table of data.
//!
//! The writer and whoever judges a document read from here; nobody else knows a size or a margin. Where the
//! decree leaves a range, [`Look::sizes`] holds the range and [`Look::size`] our choice within it.

pub mod rules;
pub mod signature;
pub mod words;

use crate::msg;
use crate::value::format;
use crate::words::{Lang, official};

/// Side to which a component is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// Left edge.
    Left,
    /// Centred in its place.
    Centre,
    /// Justified.
    Justified,
}

/// A component of the document (thành phần thể thức), or a part of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// Quốc hiệu.
    NationalName,
    /// Tiêu ngữ.
    Motto,
    /// Cơ quan chủ quản trực tiếp.
    Parent,
    /// Cơ quan ban hành.
    Issuer,
    /// "Số: …/BC-UBND".
    Number,
    /// Địa danh và thời gian ban hành.
    PlaceAndDate,
    /// Tên loại.
    Kind,
    /// Trích yếu.
    Subject,
    /// Kính gửi.
    Addressees,
    /// Running text.
    Body,
    /// "I. NHỮNG KẾT QUẢ".
    Heading1,
    /// Khoản with a title: "1. …".
    Heading2,
    /// Part of such a khoản: "1.1. …".
    Heading3,
    /// Điểm: "a) …".
    Heading4,
    /// Quyền hạn, chức vụ của người ký.
    SignerTitle,
    /// Họ tên người ký.
    SignerName,
    /// "Nơi nhận:".
    RecipientsTitle,
    /// The list below it.
    Recipients,
    /// Số trang.
    PageNumber,
    /// Caption of a table.
    Caption,
    /// Cells of a table.
    TableText,
    /// Căn cứ ban hành.
    Basis,
    /// Trích yếu of a công văn: "V/v …".
    LetterSubject,
    /// Ký hiệu người soạn thảo và số lượng bản: "PL.(30)".
    DraftersMark,
    /// "Phụ lục I".
    AppendixNumber,
    /// Tên phụ lục.
    AppendixTitle,
    /// "(Kèm theo Báo cáo số … ngày … của …)".
    AppendixOf,
}

/// How a component looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Which component.
    pub component: Component,
    /// Printed in capitals (chữ in hoa).
    pub upper: bool,
    /// Smallest and largest size allowed, in points.
    pub sizes: (u8, u8),
    /// Size used, in points.
    pub size: u8,
    /// Bold (đậm).
    pub bold: bool,
    /// Italic (nghiêng).
    pub italic: bool,
    /// Where it is set.
    pub set: Set,
    /// Clause of Appendix I it comes from; "" where the decree is silent and we chose.
    pub source: &'static str,
}

/// Lengths of the page, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSetup {
    /// Paper width (A4).
    pub width: u32,
    /// Paper height.
    pub height: u32,
    /// Top margin, 20 to 25.
    pub top: u32,
    /// Bottom margin, 20 to 25.
    pub bottom: u32,
    /// Left margin, 30 to 35.
    pub left: u32,
    /// Right margin, 15 to 20.
    pub right: u32,
    /// From the edge of the paper to the page number.
    pub header: u32,
}

/// What Appendix I allows, each as the least and the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranges {
    /// Top and bottom margin in millimetres (I.3).
    pub top_bottom: (u32, u32),
    /// Left margin (I.3).
    pub left: (u32, u32),
    /// Right margin (I.3).
    pub right: (u32, u32),
    /// Size of the body in points (II.6).
    pub body: (u8, u8),
    /// First-line indents of the body in hundredths of a millimetre, one or the other (II.6).
    pub first_line: (u32, u32),
    /// Least space between paragraphs in points (II.6).
    pub paragraph: u32,
    /// Line spacing in hundredths of a line (II.6).
    pub line: (u32, u32),
    /// Length of the rules below issuer and subject in hundredths of the text line (II.2, II.5).
    pub short_rule: (u32, u32),
}

/// The ranges of the decree.
pub const RANGES: Ranges = Ranges {
    top_bottom: (20, 25),
    left: (30, 35),
    right: (15, 20),
    body: (13, 14),
    first_line: (1000, 1270),
    paragraph: 6,
    line: (100, 150),
    short_rule: (33, 50),
};

/// Spacing of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spacing {
    /// First-line indent in hundredths of a millimetre: 1000 or 1270.
    pub first_line: u32,
    /// Between paragraphs, in points: at least 6.
    pub paragraph: u32,
    /// Line spacing in hundredths of a line: 100 to 150.
    pub line: u32,
}

/// Appendix I, I.1 to I.3: A4 upright; the least margins, so that wide tables fit.
pub const PAGE: PageSetup = PageSetup {
    width: 210,
    height: 297,
    top: 20,
    bottom: 20,
    left: 30,
    right: 15,
    header: 10,
};

/// Appendix I, II.6.
pub const SPACING: Spacing = Spacing {
    first_line: 1270,
    paragraph: 6,
    line: 115,
};

/// Appendix I, I.4.
pub const FONT: &str = "Times New Roman";
/// Appendix I, II.1.
pub const NATIONAL_NAME: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Appendix I, II.1.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Appendix I, II.3.
pub const NUMBER_LABEL: &str = "Số:";
/// Appendix I, II.9a.
pub const ADDRESSEES_LABEL: &str = "Kính gửi:";
/// Appendix I, II.9b.
pub const RECIPIENTS_LABEL: &str = "Nơi nhận:";
/// First recipient of a document that has addressees.
pub const AS_ABOVE: &str = "Như trên";
/// Last recipient; the drafting office follows.
pub const ARCHIVE: &str = "Lưu: VT";
/// Length of the rules below issuer and subject in hundredths of the text line: 33 to 50 (II.2, II.5).
pub const SHORT_RULE: u32 = 40;

/// The table: one line a component.
#[rustfmt::skip]
pub const LOOKS: [Look; 27] = {
    use Component as C;
    use Set::{Centre, Justified, Left};
    [
        //   component           upper  sizes     size bold   italic set
        look(C::NationalName,    true,  (12, 13), 13, true,  false, Centre,    "II.1"),
        look(C::Motto,           false, (13, 14), 14, true,  false, Centre,    "II.1"),
        look(C::Parent,          true,  (12, 13), 13, false, false, Centre,    "II.2"),
        look(C::Issuer,          true,  (12, 13), 13, true,  false, Centre,    "II.2"),
        look(C::Number,          false, (13, 13), 13, false, false, Centre,    "II.3"),
        look(C::PlaceAndDate,    false, (13, 14), 14, false, true,  Centre,    "II.4"),
        look(C::Kind,            true,  (13, 14), 14, true,  false, Centre,    "II.5"),
        look(C::Subject,         false, (13, 14), 14, true,  false, Centre,    "II.5"),
        look(C::Addressees,      false, (13, 14), 14, false, false, Left,      "II.9a"),
        look(C::Body,            false, (13, 14), 14, false, false, Justified, "II.6"),
        look(C::Heading1,        true,  (13, 14), 14, true,  false, Left,      "II.6"),
        look(C::Heading2,        false, (13, 14), 14, true,  false, Left,      "II.6"),
        look(C::Heading3,        false, (13, 14), 14, true,  false, Left,      "II.6"),
        look(C::Heading4,        false, (13, 14), 14, false, false, Justified, "II.6"),
        look(C::SignerTitle,     true,  (13, 14), 14, true,  false, Centre,    "II.7"),
        look(C::SignerName,      false, (13, 14), 14, true,  false, Centre,    "II.7"),
        look(C::RecipientsTitle, false, (12, 12), 12, true,  true,  Left,      "II.9b"),
        look(C::Recipients,      false, (11, 11), 11, false, false, Left,      "II.9b"),
        look(C::PageNumber,      false, (13, 14), 14, false, false, Centre,    "I.7"),
        look(C::Caption,         false, (13, 14), 13, true,  false, Centre,    ""),
        look(C::TableText,       false, (12, 14), 13, false, false, Left,      ""),
        look(C::Basis,           false, (13, 14), 14, false, true,  Justified, "II.6"),
        look(C::LetterSubject,   false, (12, 13), 12, false, false, Centre,    "II.5"),
        look(C::DraftersMark,    true,  (11, 11), 11, false, false, Left,      "II.12"),
        look(C::AppendixNumber,  false, (14, 14), 14, true,  false, Centre,    "III.1"),
        look(C::AppendixTitle,   true,  (13, 14), 14, true,  false, Centre,    "III.1"),
        look(C::AppendixOf,      false, (13, 14), 14, false, true,  Centre,    "III.1"),
    ]
};

#[expect(
    clippy::too_many_arguments,
    reason = "a row of the table above, read in columns"
)]
const fn look(
    component: Component,
    upper: bool,
    sizes: (u8, u8),
    size: u8,
    bold: bool,
    italic: bool,
    set: Set,
    source: &'static str,
) -> Look {
    Look {
        component,
        upper,
        sizes,
        size,
        bold,
        italic,
        set,
        source,
    }
}

/// What an office chose where the decree leaves a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Margins; paper and header are not chosen.
    pub page: PageSetup,
    /// Indent and spacing.
    pub spacing: Spacing,
    /// Size of the body in points: 13 or 14. With 13 every component takes the least of its range, so that they
    /// stay in proportion.
    pub body: u8,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            page: PAGE,
            spacing: SPACING,
            body: Component::Body.look().size,
        }
    }
}

impl Choice {
    /// How a component looks under this choice.
    pub fn look(&self, component: Component) -> Look {
        let look = *component.look();
        if self.body < Component::Body.look().size {
            Look {
                size: look.sizes.0,
                ..look
            }
        } else {
            look
        }
    }
}

impl Component {
    /// How the decree wants it to look.
    ///
    /// ```
    /// use tonghop::decree::Component;
    /// assert_eq!(Component::Recipients.look().size, 11);
    /// assert!(Component::RecipientsTitle.look().italic);
    /// ```
    pub const fn look(self) -> &'static Look {
        &LOOKS[self as usize]
    }
}

/// What an appendix is called: without a number when it is the only one (Decree 30/2020, Appendix I, III.1).
pub fn appendix_name(all: usize, at: usize) -> String {
    if all < 2 {
        return official("report.appendix");
    }
    let number = format::roman(at + 1);
    msg!("report.appendix-number", number = number).say(Lang::Vi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_component_finds_its_own_line_of_the_table() {
        for look in &LOOKS {
            assert_eq!(look.component.look(), look);
        }
    }

    #[test]
    fn every_choice_is_within_the_range_of_the_decree() {
        for look in &LOOKS {
            assert!((look.sizes.0..=look.sizes.1).contains(&look.size));
        }
        let within = |n: u32, range: (u32, u32)| (range.0..=range.1).contains(&n);
        assert!(within(PAGE.top, RANGES.top_bottom) && within(PAGE.bottom, RANGES.top_bottom));
        assert!(within(PAGE.left, RANGES.left) && within(PAGE.right, RANGES.right));
        assert!(
            [RANGES.first_line.0, RANGES.first_line.1].contains(&SPACING.first_line)
                && SPACING.paragraph >= RANGES.paragraph
        );
        assert!(within(SPACING.line, RANGES.line) && within(SHORT_RULE, RANGES.short_rule));
    }
}
