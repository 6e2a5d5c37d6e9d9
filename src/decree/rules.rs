//! The rules that a document is judged by, each with its place in the decree.

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The decree says otherwise.
    Rule,
    /// No clause forbids it, but a careful clerk would send it back.
    Care,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable id; never changes its meaning.
    pub id: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// Its place in Decree 30/2020/NĐ-CP; "" for a rule of care.
    pub source: &'static str,
}

macro_rules! rules {
    ($($name:ident $id:literal $level:ident $source:literal $doc:literal;)*) => {
        $(#[doc = $doc] pub const $name: Rule = Rule { id: $id, level: Level::$level, source: $source };)*
        /// All of them, in the order in which findings are shown.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    PAPER "KT-01" Rule "Phụ lục I, I.1" "A4.";
    MARGINS "KT-02" Rule "Phụ lục I, I.3" "Margins within their ranges.";
    FONT "KT-03" Rule "Phụ lục I, I.4" "Times New Roman.";
    COLOUR "KT-04" Rule "Phụ lục I, I.4" "Black.";
    PAGE_NUMBER "KT-05" Rule "Phụ lục I, I.7" "Numbers at the top, centred, none on the first page.";
    NATIONAL_NAME "TP-01" Rule "Phụ lục I, II.1" "Quốc hiệu and Tiêu ngữ, word for word.";
    MOTTO_RULE "TP-02" Rule "Phụ lục I, II.1b" "A solid rule below Tiêu ngữ.";
    NUMBER "TP-03" Rule "Phụ lục I, II.3" "Số and ký hiệu.";
    DATE "TP-04" Rule "Phụ lục I, II.4" "Địa danh and date.";
    KIND "TP-05" Rule "Phụ lục I, II.5" "Tên loại and trích yếu.";
    SUBJECT_RULE "TP-06" Rule "Phụ lục I, II.5" "A solid rule below trích yếu.";
    ADDRESSEES "TP-07" Rule "Phụ lục I, II.9a" "Kính gửi.";
    RECIPIENTS "TP-08" Rule "Phụ lục I, II.9b" "Nơi nhận.";
    SIGNATURE "TP-09" Rule "Phụ lục I, II.7; Điều 13" "Lines above the signature.";
    SIGNER "TP-10" Rule "Phụ lục I, II.7" "The name without degrees or titles.";
    ISSUER "TP-11" Rule "Phụ lục I, II.2" "The office that issues it.";
    LOOK "TB-01" Rule "Phụ lục I, V" "Size, weight, slope, capitals and place of a component.";
    BODY_SIZE "TB-02" Rule "Phụ lục I, II.6" "Body in 13 to 14 points.";
    BODY_ALIGN "TB-03" Rule "Phụ lục I, II.6" "Body justified.";
    BODY_INDENT "TB-04" Rule "Phụ lục I, II.6" "First line in by 1 or 1.27 cm.";
    BODY_SPACING "TB-05" Rule "Phụ lục I, II.6" "At least 6 pt between paragraphs.";
    BODY_LINES "TB-06" Rule "Phụ lục I, II.6" "Line spacing 1 to 1.5.";
    ORDER "BC-01" Rule "Phụ lục I, II.6" "Headings numbered without gaps.";
    HEADING "BC-02" Rule "Phụ lục I, II.6" "Headings written alike.";
    LETTERS "BC-03" Rule "Phụ lục I, II.6" "Points lettered a, b, c, d, đ, e.";
    END "BC-04" Care "Phụ lục III" "./. at the end.";
    SYMBOL "HV-01" Rule "Phụ lục I, II.3" "No spaces and no long dash within a ký hiệu.";
    CITATION "HV-02" Rule "Phụ lục I, II.6" "First citation with date, issuer and subject.";
    CITED_PARTS "HV-03" Rule "Phụ lục II, V.6" "Điều in capital, khoản and điểm not.";
    GOVERNMENT "HV-04" Rule "Phụ lục II, III" "Chính phủ.";
    OFFICES "HV-05" Rule "Phụ lục II, III" "Names of offices.";
    SENTENCE "HV-06" Rule "Phụ lục II, I" "A capital after a full stop and only there.";
    ONE_SPELLING "HV-07" Care "" "One citation, one spelling.";
    MARKS "HV-08" Care "" "Spaces around punctuation.";
    ENDS "HV-09" Care "" "A paragraph ends with a mark.";
    ITEMS "HV-10" Care "" "Items begin alike.";
    PERCENT "HV-11" Care "" "100% written one way.";
    DATES "HV-12" Rule "Phụ lục I, II.4" "Days and months 1, 2 with a leading 0.";
    GROUPS "HV-13" Care "" "Thousands written one way.";
    COUNTED "HV-14" Care "" "As many items as announced.";
    GLOSSARY "HV-15" Care "" "Terms spelt as the kit spells them.";
    LEFT_OVER "HV-16" Care "" "No placeholder left.";
    PAGE_BREAK "HV-17" Care "" "No page break typed within the text.";
    DOUBLED "HV-18" Care "" "No word written twice.";
    FIGURE "SL-01" Care "" "A figure as in the ledger.";
    STALE "SL-02" Care "" "A figure of an earlier edition.";
    UNKNOWN "SL-03" Care "" "A number that no figure explains.";
    HIDDEN "SL-04" Care "" "No text that nobody sees.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::code::CODES;

    #[test]
    fn no_rule_is_called_like_another_or_like_a_finding() {
        let rules = RULES.iter().map(|rule| rule.id);
        let mut all: Vec<&str> = rules.chain(CODES.iter().map(|row| row.id)).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn rules_of_the_decree_name_their_place() {
        for rule in RULES {
            assert!(
                rule.level == Level::Care || !rule.source.is_empty(),
                "{}",
                rule.id
            );
        }
    }
}
