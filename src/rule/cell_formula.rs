//! A formula as a cell of a workbook holds it, taken apart as far as Excel's limits and its references go.
//!
//! In: the text, without a leading `=`. Out: how long and how deep it is, which functions it calls, which cells and names
//! it takes its result from. Any formula of Excel may stand here, not only what kits may say: see [`Formula`](super::Formula)
//! for those.

use formualizer_parse::{TokenStream, TokenSubType, TokenType};

/// Functions whose result does not depend on what the cells of their argument hold.
const OF_PLACES: [&str; 4] = ["ROW", "ROWS", "COLUMN", "COLUMNS"];

/// What a cell formula is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellFormula {
    /// Characters as Excel counts them, in UTF-16 units.
    pub length: usize,
    /// How many calls and brackets stand inside one another.
    pub depth: usize,
    /// Most arguments of one call.
    pub arguments: usize,
    /// Most characters of a text in quotes, in UTF-16 units.
    pub text: usize,
    /// Functions that are called, in capitals, each once.
    pub functions: Vec<String>,
    /// What its result is taken from.
    pub references: Vec<Reference>,
}

/// What a formula takes its result from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// Cells from one corner to the other; of the formula's own sheet where none is named.
    Cells {
        /// Name of the sheet.
        sheet: Option<String>,
        /// Upper left corner: row and column from 0.
        first: (u32, u16),
        /// Lower right corner.
        last: (u32, u16),
    },
    /// A defined name.
    Name(String),
}

/// An open call or bracket.
struct Open {
    /// Arguments so far.
    arguments: usize,
    /// Whether references directly inside do not count.
    of_places: bool,
}

impl CellFormula {
    /// Takes a formula apart; `None` where it cannot be read.
    pub fn of(text: &str) -> Option<Self> {
        let stream = TokenStream::new(&format!("={text}")).ok()?;
        let mut whole = Self {
            length: text.encode_utf16().count(),
            ..Self::default()
        };
        let mut open: Vec<Open> = Vec::new();
        for at in 0..stream.len() {
            let token = stream.get(at)?;
            match (token.span.token_type, token.span.subtype) {
                (TokenType::Func, TokenSubType::Open) => {
                    let name = token.value.trim_end_matches('(').to_uppercase();
                    // Where nothing stands between the brackets, there is no argument.
                    let next = stream.get(at + 1);
                    let is_empty = next.is_some_and(|t| t.span.subtype == TokenSubType::Close);
                    open.push(Open {
                        arguments: usize::from(!is_empty),
                        of_places: OF_PLACES.contains(&name.as_str()),
                    });
                    if !whole.functions.contains(&name) {
                        whole.functions.push(name);
                    }
                }
                (TokenType::Paren | TokenType::Array, TokenSubType::Open) => open.push(Open {
                    arguments: 0,
                    of_places: false,
                }),
                (_, TokenSubType::Close) => {
                    let closed = open.pop()?;
                    whole.arguments = whole.arguments.max(closed.arguments);
                }
                (TokenType::Sep, TokenSubType::Arg) => open.last_mut()?.arguments += 1,
                (TokenType::Operand, TokenSubType::Text) => {
                    let inner = token.value.trim_matches('"').replace("\"\"", "\"");
                    whole.text = whole.text.max(inner.encode_utf16().count());
                }
                (TokenType::Operand, TokenSubType::Range)
                    if open.last().is_none_or(|o| !o.of_places) =>
                {
                    whole.references.push(Reference::of(token.value));
                }
                _ => {}
            }
            whole.depth = whole.depth.max(open.len());
        }
        open.is_empty().then_some(whole)
    }
}

impl Reference {
    /// What an operand stands for.
    fn of(operand: &str) -> Self {
        let (sheet, cells) = match operand.rsplit_once('!') {
            Some((sheet, cells)) => (Some(unquoted(sheet)), cells),
            None => (None, operand),
        };
        let (one, other) = cells.split_once(':').unwrap_or((cells, cells));
        let is_cell = |corner: &Corner| corner.row.is_some() && corner.col.is_some();
        match (corner(one), corner(other)) {
            // A column or a row alone is a name: `a`, `b`.
            (Some(one), Some(other)) if cells.contains(':') || is_cell(&one) => {
                let of = |corner: Corner, default: (u32, u16)| {
                    (
                        corner.row.unwrap_or(default.0),
                        corner.col.unwrap_or(default.1),
                    )
                };
                let (first, last) = (of(one, (0, 0)), of(other, (LAST_ROW, LAST_COLUMN)));
                Self::Cells {
                    sheet,
                    first: (first.0.min(last.0), first.1.min(last.1)),
                    last: (first.0.max(last.0), first.1.max(last.1)),
                }
            }
            _ => Self::Name(cells.to_owned()),
        }
    }
}

const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u16 = 16_383;

/// A corner of a range; a whole row or column leaves one of the two out.
struct Corner {
    row: Option<u32>,
    col: Option<u16>,
}

/// `$B$3`, and in ranges `$B` or `3`.
fn corner(text: &str) -> Option<Corner> {
    let text = text.replace('$', "").to_ascii_uppercase();
    let split = text.find(|c: char| !c.is_ascii_uppercase());
    let (letters, digits) = text.split_at(split.unwrap_or(text.len()));
    let col = letters.bytes().try_fold(0_u32, |n, b| {
        (n < 100_000).then(|| n * 26 + u32::from(b - b'A') + 1)
    });
    let col = match letters {
        "" => None,
        _ => Some(col.filter(|n| *n <= u32::from(LAST_COLUMN) + 1)? as u16 - 1),
    };
    let row = match digits {
        "" => None,
        _ => Some(
            digits
                .parse()
                .ok()
                .filter(|n| (1..=LAST_ROW + 1).contains(n))?
                - 1,
        ),
    };
    (row.is_some() || col.is_some()).then_some(Corner { row, col })
}

fn unquoted(sheet: &str) -> String {
    let inner = sheet.strip_prefix('\'').and_then(|s| s.strip_suffix('\''));
    inner.unwrap_or(sheet).replace("''", "'")
}

/// Whether Excel reads a word as a cell rather than as a name: `A1`, `may1`, `R1C1`, `c`.
pub fn reads_as_cell(word: &str) -> bool {
    super::scan::reads_as_cell(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(sheet: Option<&str>, first: (u32, u16), last: (u32, u16)) -> Reference {
        Reference::Cells {
            sheet: sheet.map(str::to_owned),
            first,
            last,
        }
    }

    #[test]
    fn a_formula_is_taken_apart() {
        let formula = CellFormula::of(
            "IF(SUM('Biểu 01'!$C$5:F7,may_tinh,a)=0,\"a\"\"b\",(TODAY()+1)&COUNTIF(A:B,\"Cần *\"))",
        );
        let formula = formula.expect("read");
        assert_eq!((formula.depth, formula.arguments, formula.text), (3, 3, 5));
        assert_eq!(formula.length, 79);
        assert_eq!(formula.functions, ["IF", "SUM", "TODAY", "COUNTIF"]);
        assert_eq!(
            formula.references,
            [
                cells(Some("Biểu 01"), (4, 2), (6, 5)),
                Reference::Name("may_tinh".to_owned()),
                Reference::Name("a".to_owned()),
                cells(None, (0, 0), (LAST_ROW, 1)),
            ]
        );
    }

    #[test]
    fn where_cells_stand_does_not_depend_on_what_they_hold() {
        let formula = CellFormula::of("ROWS(A1:A9)+SUM(B2)").expect("read");
        assert_eq!(formula.references, [cells(None, (1, 1), (1, 1))]);
    }

    #[test]
    fn depth_and_arguments_have_no_end_here() {
        let deep = format!("{}1{}", "ABS(".repeat(70), ")".repeat(70));
        assert_eq!(CellFormula::of(&deep).expect("read").depth, 70);
        let wide = format!("SUM({}1)", "1,".repeat(299));
        assert_eq!(CellFormula::of(&wide).expect("read").arguments, 300);
        assert_eq!(CellFormula::of("SUM(1").map(|f| f.depth), None);
    }
}
