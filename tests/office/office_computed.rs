//! Computed cells as `LibreOffice` calculates them, against what intake calculates; products of columns among them, which the
//! engine of the plain tests does not know.

use crate::computed_form::{self, FORM, same};
use crate::filled;
use crate::libreoffice::{convert, save};
use calamine::{Data, Reader, Xlsx, open_workbook};

#[test]
fn a_computed_cell_shows_in_libreoffice_what_intake_calculates() {
    let product = r#"  { id = "tich", label = "Tích", formula = "SUMPRODUCT(kq[tt], kq[tk])", rollup = "mean" },
  { id = "tu_do""#;
    let kit = computed_form::kit_of(&FORM.replace(r#"  { id = "tu_do""#, product));
    let sent = filled::sent(&kit);
    let dir = tempfile::tempdir().expect("a folder");
    let fills = computed_form::fills(40);
    let forms: Vec<Vec<u8>> = fills
        .iter()
        .map(|fill| filled::filled(&kit, &sent, fill))
        .collect();
    let named = (0..).zip(&forms);
    let paths: Vec<_> = named
        .map(|(at, form)| save(dir.path(), &format!("{at}.xlsx"), form))
        .collect();
    let out = convert(dir.path(), &paths, "xlsx");
    let mut compared = 0;
    for ((at, form), fill) in (0..).zip(&forms).zip(&fills) {
        let mut book: Xlsx<_> = open_workbook(out.join(format!("{at}.xlsx"))).expect("a workbook");
        for (sheet, (row, col), wanted) in computed_form::expected(&kit, form) {
            let range = book.worksheet_range(&sheet).expect("the sheet");
            let said = range.get_value((row, u32::from(col))).map(Data::to_string);
            let said = said.unwrap_or_default();
            compared += 1;
            assert!(
                same(&said, &wanted),
                "{sheet} {row} {col}: {said:?}, not {wanted:?}: {fill:?}"
            );
        }
    }
    assert!(compared > 600, "{compared}");
}
