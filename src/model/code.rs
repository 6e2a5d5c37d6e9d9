//! The codes of findings: one table, one row each.
//!
//! What is done with a finding of a code (in which order it is mended, who is asked, whether a final waits) is read
//! from its row, never from its text. A code never changes its meaning, and one that fell out of use is not used again.

use crate::model::id::{NotAnId, RuleId};
use crate::value::Severity;
use crate::words::{Fact, ToFact};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a finding is called: a code of the program, or a rule of the kit. Stored as its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Code {
    /// A row of the table.
    Own(&'static Row),
    /// A rule of the kit, which is never called like a row.
    Rule(RuleId),
}

/// A code of the program and what is done with its findings.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// As people read it, e.g. `SO-02`.
    pub id: &'static str,
    /// Among which it is mended.
    pub group: Group,
    /// How bad its findings are, unless they say otherwise.
    pub severity: Severity,
    /// What its findings stand on.
    pub about: About,
    /// Who can settle it.
    pub settled_by: SettledBy,
    /// Whether a final waits until it is settled, however bad it is. For an error a final waits anyway.
    pub asks: bool,
}

/// Groups of codes in the order of mending: what hides other findings comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The file cannot be read.
    File,
    /// Whose file it is.
    Owner,
    /// Which form it is.
    Form,
    /// Parts of one form differ.
    Parts,
    /// Sheets, rows and columns are not where they were.
    Shape,
    /// Numbers.
    Number,
    /// Có or Không.
    YesNo,
    /// One of several words.
    Choice,
    /// Days and months.
    Date,
    /// Words.
    Text,
    /// What is blank, and what stands beside an answer.
    Answer,
    /// All others, the kit's rules among them, in the order in which they were found.
    Other,
}

/// What a finding stands on, and so for how long a decision about it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The file itself: a decision about it does not hold for another file with the same fault.
    File,
    /// What stands in its cells, in whichever file.
    Cells,
    /// Several returns.
    Campaign,
}

/// Who can settle a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettledBy {
    /// The unit, with another return: letters ask it.
    Unit,
    /// The officer, with a decision: no unit is asked.
    Officer,
    /// Nobody need do anything.
    Nobody,
}

macro_rules! codes {
    ($($name:ident $id:literal $group:ident $severity:ident $about:ident $settled_by:ident $asks:literal $doc:literal;)*) => {
        $(
            #[doc = $doc]
            pub static $name: Row = Row {
                id: $id,
                group: Group::$group,
                severity: Severity::$severity,
                about: About::$about,
                settled_by: SettledBy::$settled_by,
                asks: $asks,
            };
        )*
        /// All of them.
        pub static CODES: &[&Row] = &[$(&$name),*];
    };
}

// Not used again: TEP-12 (the binary workbook, which is read now).
codes! {
    EMPTY_FILE "TEP-01" File Error File Unit false "Nothing in it.";
    FILE_CLOSED "TEP-02" File Error File Unit false "The system would not open it.";
    FILE_UNKNOWN "TEP-03" File Error File Unit false "No format that is known.";
    FILE_DAMAGED "TEP-04" File Error File Unit false "Its end is missing or its parts do not fit.";
    PASSWORD "TEP-05" File Error File Unit false "Opens only with a password.";
    WEB_PAGE "TEP-06" File Error File Unit false "A web page under a workbook's name.";
    PLAIN_TEXT "TEP-07" File Error File Unit false "Plain text.";
    PDF "TEP-08" File Warning File Officer false "A PDF, kept as an attachment.";
    PICTURE "TEP-09" File Warning File Officer false "A picture, kept as an attachment.";
    TEXT_DOCUMENT "TEP-10" File Error File Unit false "A text document or slides.";
    OTHER_ARCHIVE "TEP-11" File Error File Unit false "An archive with other files in it.";
    OLD_EXCEL "TEP-13" File Error File Unit false "A workbook of Excel 95 or older.";
    TOO_LARGE "TEP-14" File Error File Unit false "More than a return can have.";
    BOMB "TEP-15" File Error File Unit false "Small outside, very large inside.";
    READER_CRASHED "TEP-16" File Error File Unit false "Broke the reading process.";
    TOO_SLOW "TEP-17" File Error File Unit false "Took longer than a file may take.";
    OTHER_PROGRAM "TEP-19" File Error File Unit false "A file of another program, or one that leads to a file elsewhere.";
    FILE_NAME_OTHERWISE "TEP-20" File Warning File Officer true "Its name is of another year or of a version that is not to be used.";
    NO_READER "TEP-18" File Error File Officer false "The reading process could not be started.";

    UNIT_UNKNOWN "DV-01" Owner Error File Officer false "Nothing tells whose it is.";
    UNIT_CONTRADICTION "DV-02" Owner Error File Officer false "What tells whose it is does not agree.";
    UNIT_BY_FILE_NAME "DV-03" Owner Note File Officer false "Only the file's name tells whose it is.";
    UNIT_ELSEWHERE "DV-11" Owner Warning File Officer true "A sheet of the file names another unit.";
    SAME_FILE "DV-05" Owner Warning File Unit false "Two units sent the same bytes.";
    SAME_FIGURES "DV-06" Owner Warning Campaign Unit true "Units whose figures are all the same.";
    SAME_WORDS "DV-12" Owner Note Campaign Nobody false "Many units gave the same words.";
    OTHER_SENDER "DV-10" Owner Note File Nobody false "Mailed from the address of another unit.";
    UNIT_BY_SENDER "DV-09" Owner Note File Officer false "Only the sender tells whose it is.";

    NOT_OUR_FORM "BIEU-01" Form Error File Unit false "No form of the kit.";
    OTHER_KIT "BIEU-02" Form Error File Unit false "Of another kit.";
    OTHER_CAMPAIGN "BIEU-03" Form Error File Unit false "Of another campaign.";
    OTHER_PERIOD "BIEU-04" Form Error File Unit false "Of another period.";
    OTHER_FORM "BIEU-05" Form Error File Unit false "Another form than the unit's.";
    BLANK_FORM "BIEU-06" Form Error File Unit false "Nothing was filled.";
    OTHER_VERSION "BIEU-07" Form Note File Nobody false "Made with another version of the kit.";
    NOT_AS_ISSUED "BIEU-08" Form Warning File Officer true "Its token is none that the campaign gave.";
    OTHER_LAYOUT "BIEU-11" Form Note File Nobody false "Laid out otherwise than issued.";
    PERIOD_UNCLEAR "BIEU-09" Form Warning File Officer true "The period that it shows may be another one.";
    IDENTITY_GONE "BIEU-10" Form Warning File Officer true "Ours, but nothing in it says for whom and for which period it was issued.";

    PARTS_DIFFER "PHAN-01" Parts Error Campaign Unit false "Two units filled one field differently.";

    SHEET_GONE "CAU-01" Shape Error Cells Unit false "A sheet is gone.";
    ROWS_GONE "CAU-02" Shape Error Cells Unit false "Fields were not found on their sheet.";
    ROWS_SORTED "CAU-03" Shape Warning Cells Unit false "Rows stand in another order.";
    LABEL_CHANGED "CAU-04" Shape Warning Cells Unit true "The label of a row says another thing.";
    SHEET_ADDED "CAU-05" Shape Note Cells Nobody false "A sheet was put in.";
    SHEET_COPIED "CAU-06" Shape Warning Cells Unit false "A sheet has the rows of another one.";
    TOO_MANY_CELLS "CAU-07" Shape Warning Cells Unit false "A sheet has more cells than are read.";
    STRAYS "CAU-08" Shape Warning Cells Unit false "Cells that belong to no field.";
    TEXT_CHANGED "CAU-09" Shape Warning Cells Unit false "A unit of measure or a heading says something else.";
    CHECKS_CHANGED "CAU-10" Shape Note Cells Nobody false "Live checks were changed.";
    FROM_OTHER_FILE "CAU-11" Shape Note Cells Nobody false "A formula takes something from another file.";
    NOTES "NHIN-02" Shape Note Cells Nobody false "Notes on cells or text boxes say something.";
    HIDDEN_ANSWERS "NHIN-03" Shape Warning Cells Unit true "Answers stand on a sheet, in rows or in columns that are hidden.";
    HIDDEN_ZEROS "NHIN-04" Shape Note Cells Nobody false "Answers of 0 on a sheet that shows no zeros.";
    STRUCK_LABELS "NHIN-05" Shape Warning Cells Unit true "The label, the unit or the heading of an answer is struck out.";
    ROWS_TWICE "CAU-12" Shape Error Cells Unit false "Rows stand at several places of their sheet.";
    HEADING_CHANGED "CAU-13" Shape Warning Cells Unit true "The heading over a column says something else.";
    COLUMN_NOT_OURS "CAU-14" Shape Error Cells Unit false "No column is plainly the one that was planned.";
    TEXT_OTHERWISE "CAU-19" Shape Warning Cells Unit true "A label, a title or a line is of something else: another period, a plan, another scale.";
    ASKED_SINCE "CAU-17" Shape Warning Cells Unit true "The kit asks for more since the form was issued.";
    MEANT_OTHERWISE "CAU-18" Shape Warning Cells Officer true "Texts were changed since the form was issued, and its figures may be of something else now.";
    RIVALS "CAU-20" Shape Warning Cells Unit true "Figures or words beside answers may be meant instead of them.";
    RIVAL_SHEET "CAU-21" Shape Warning Cells Unit true "Another sheet gives rows of the form other figures.";
    FORMULA_OTHERWISE "CAU-22" Shape Warning Cells Unit true "A formula takes an answer from figures of another time, or puts one in place of an error.";
    CELL_OF_TWO "CAU-15" Shape Error Cells Unit false "One cell may be the answer of two fields.";
    MEASURE_CHANGED "CAU-16" Shape Warning Cells Unit true "The unit of measure of a row says something else.";

    NOT_A_NUMBER "SO-01" Number Error Cells Unit false "Something else stands where a number is wanted.";
    WORD_FOR_NOTHING "SO-02" Number Error Cells Unit false "A word for nothing, neither a number nor 0.";
    FRACTION "SO-03" Number Error Cells Unit false "A fraction in a count.";
    NEGATIVE "SO-04" Number Error Cells Unit false "Less than nothing.";
    BECAME_A_DAY "SO-05" Number Error Cells Unit false "Excel made a day of it.";
    SHARE_UNCLEAR "SO-06" Number Error Cells Unit false "A share of 1 or of 100; a note where it was taken for one.";
    OTHER_WORDS "SO-07" Number Warning Cells Unit true "Other words behind a number than the row's unit of measure.";
    ESTIMATE "SO-08" Number Warning Cells Unit true "The unit calls it an estimate.";
    ERROR_VALUE "SO-09" Number Error Cells Unit false "`#DIV/0!` and its like.";
    UNCOMPUTED "SO-10" Number Error Cells Unit false "A formula without a result in the file.";
    SEPARATOR_UNCLEAR "SO-11" Number Error Cells Unit false "A point or comma that may part thousands or decimals.";
    NUMBER_TOO_LARGE "SO-12" Number Error Cells Unit false "More digits than Excel keeps.";
    OTHER_SCALE "SO-13" Number Error Cells Unit false "\"5 triệu\" where the column is not in millions.";
    MORE_DECIMALS "SO-14" Number Note Cells Nobody false "More decimals than the column has.";
    BEYOND_SHARE "SO-16" Number Error Cells Unit false "A percentage that no share can be.";
    BOUND "SO-17" Number Warning Cells Unit true "The unit only bounds the number: \"dưới 25\".";
    REMARK_OTHERWISE "SO-18" Number Warning Cells Unit true "The remark beside an answer names another number, period or scale, or doubts it.";
    SEEN_OTHERWISE "NHIN-01" Number Warning Cells Unit true "A person sees another answer than the file holds.";
    NEAR_PREVIOUS "SO-15" Number Note Cells Nobody false "Of two numbers the one near last period's value.";

    NOT_YES_NO "CK-01" YesNo Error Cells Unit false "Neither Có nor Không.";
    NOT_A_CHOICE "CH-01" Choice Error Cells Unit false "None of the choices.";
    NOT_A_DAY "NG-01" Date Error Cells Unit false "Not a day.";
    NOT_A_MONTH "NG-02" Date Error Cells Unit false "Not a month.";
    FAR_FROM_PERIOD "NG-03" Date Warning Cells Unit true "A day or month that is years away from the period, or after it.";
    DAY_FOR_MONTH "NG-04" Date Warning Cells Unit true "A whole day where a month is wanted, which may be written the month first.";
    NO_WORDS "VB-01" Text Error Cells Unit false "A mark, a 0 or a word for nothing where words are wanted.";
    HARDLY_WORDS "VB-04" Text Warning Cells Unit true "Words that hardly answer what is asked.";
    CORRECTION "VB-05" Text Warning Cells Unit true "Words among the opinions that put a figure right.";
    OLD_FONT "VB-02" Text Note Cells Nobody false "Typed in a font from before Unicode.";
    FONT_UNCLEAR "VB-03" Text Warning Cells Unit true "Words that may be typed in a font from before Unicode.";

    STILL_BLANK "TT-01" Answer Error Cells Unit false "A field that must be answered is blank.";
    NO_REASON "TT-02" Answer Error Cells Unit false "\"Không có số liệu\" without a reason.";
    VALUE_AND_STATUS "TT-03" Answer Error Cells Unit false "A value beside a status that says there is none.";
    STATUS_UNKNOWN "TT-04" Answer Error Cells Unit false "A status that is not understood.";
    LIST_BLANK "TT-05" Answer Error Cells Unit false "A list that must be answered is empty.";
    LIST_CELL_BLANK "TT-06" Answer Error Cells Unit false "A cell of a list's row is blank.";
    LIST_NO_ITEM "TT-07" Answer Warning Cells Unit true "A row of a list adds up, heads or stands for others.";
    LIST_ROW_TWICE "TT-08" Answer Warning Cells Unit true "Rows of a list say the same.";
    LIST_COUNT_TYPED "TT-09" Answer Warning Cells Unit true "The count of a list's rows was typed, and is another.";

    COMPUTED_DIFFERS "TINH-01" Other Warning Cells Unit false "A computed cell of a file says another value than its entries give.";

    IMPLAUSIBLE "KH-01" Other Warning Cells Unit false "A value that is hardly possible.";
    RULE_NEEDS_NUMBER "QT-01" Other Error Cells Unit false "A rule needs a number and found words.";
    RULE_UNDEFINED "QT-02" Other Error Cells Unit false "A rule cannot be computed.";

    ROW_OF_TWO "BANG-01" Other Error Cells Unit false "A row names two units.";
    ROW_OF_OTHER_FORM "BANG-02" Other Warning Cells Unit false "A row of a unit that answers another form.";
    UNIT_TWICE "BANG-03" Other Error Cells Unit false "Two rows of one unit differ.";
    ROW_OF_NOBODY "BANG-04" Other Error Cells Unit false "A row with figures but without a unit.";
    HEADING_UNCLEAR "BANG-05" Other Error Cells Unit false "A heading that may be of several fields.";
    HEADING_STRANGE "BANG-06" Other Warning Cells Unit false "A heading that is of no field.";
    TABLE_UNDERSTOOD "BANG-07" Other Note Cells Nobody false "How a table was understood.";

    TOTAL_DIFFERS "BANG-08" Other Warning Cells Unit true "A total of a table is not the sum of its units.";
    COLUMN_UNHEADED "BANG-09" Other Warning Cells Unit true "Figures stand under no heading beside a column of a field.";

    UNSIGNED "KY-01" Other Note Campaign Officer false "No signed copy vouches for the figures; as bad as the kit says.";

    RETURN_WAITS "NHAN-01" Other Warning File Officer true "A return waits beside the one in force.";
}

impl Code {
    /// The row of that text, if it is one of the table.
    pub fn row(text: &str) -> Option<&'static Row> {
        CODES.iter().copied().find(|row| row.id == text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Own(row) => row.id,
            Self::Rule(id) => id,
        }
    }

    /// Whether it is this row of the table.
    pub fn is(&self, row: &Row) -> bool {
        matches!(self, Self::Own(own) if *own == row)
    }

    /// Among which it is mended.
    pub fn group(&self) -> Group {
        match self {
            Self::Own(row) => row.group,
            Self::Rule(_) => Group::Other,
        }
    }

    /// What its findings stand on.
    pub fn about(&self) -> About {
        match self {
            Self::Own(row) => row.about,
            Self::Rule(_) => About::Cells,
        }
    }

    /// Who can settle it: what breaks a rule of the kit is the unit's to mend.
    pub fn settled_by(&self) -> SettledBy {
        match self {
            Self::Own(row) => row.settled_by,
            Self::Rule(_) => SettledBy::Unit,
        }
    }

    /// Whether a final waits until it is settled, however bad it is.
    pub fn asks(&self) -> bool {
        match self {
            Self::Own(row) => row.asks,
            Self::Rule(_) => false,
        }
    }
}

impl From<&'static Row> for Code {
    fn from(row: &'static Row) -> Self {
        Self::Own(row)
    }
}

impl From<RuleId> for Code {
    fn from(id: RuleId) -> Self {
        Self::Rule(id)
    }
}

impl TryFrom<String> for Code {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        match Self::row(&text) {
            Some(row) => Ok(Self::Own(row)),
            None => RuleId::try_from(text).map(Self::Rule),
        }
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.as_str().to_owned()
    }
}

impl ToFact for Code {
    fn to_fact(&self) -> Fact {
        Fact::Text(self.to_string())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_stored_as_its_text_and_comes_back_as_its_row() {
        for row in CODES {
            let code = Code::Own(row);
            let stored = serde_json::to_string(&code).unwrap();
            assert_eq!(stored, format!("\"{}\"", row.id));
            assert_eq!(serde_json::from_str::<Code>(&stored).unwrap(), code);
        }
        let rule: Code = serde_json::from_str("\"X-MAY-01\"").unwrap();
        assert!(matches!(&rule, Code::Rule(id) if *id == "X-MAY-01"));
        assert!(serde_json::from_str::<Code>("\"a b\"").is_err());
    }
}
