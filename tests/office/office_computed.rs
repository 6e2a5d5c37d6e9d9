//! Computed cells as `LibreOffice` calculates them, against what intake calculates; products of columns among them, which the
//! engine of the plain tests does not know.

use crate::computed_form::{self, FORM, same};
use crate::filled;
use crate::libreoffice::calculated;
use calamine::{Data, Reader};

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
    let books = calculated(dir.path(), &forms);
    let mut compared = 0;
    for ((mut book, form), fill) in books.zip(&forms).zip(&fills) {
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
