//! Formats of a kit, and the filters with places, in the narrative and in tables.

use crate::answering::answering;
use crate::minikit::{a_kit, words};
use std::collections::BTreeMap;
use tonghop::report::narrate;
use tonghop::rollup::{self, RollupInput, conditions};

const FIGURES: &str = r#"
[format]
tram2 = "0.00%"
nghin = '#,##0.0,," triệu hộ"'
tang_giam = '"tăng "0.0#%;"giảm "0.0#%;"không đổi"'

[[figure]]
id = "tl"
label = "Tỷ lệ"
kind = "percent"
format = "tram2"
formula = "xa.ngheo / xa.ho"

[[table]]
id = "b"
columns = [{ label = "Số" }, { label = "Tỷ lệ" }]
rows = [{ cells = ["{xa.ho|nghin}", "{tl}"] }]
"#;

#[test]
fn a_figure_is_written_as_its_format_says_in_text_and_in_tables() {
    let narrative = "Có {{ xa.ho | nghin }}, {{ tl }}, {{ tl | tram3 }}, {{ tl | tram1 }}, {{ tl | tang_giam }}, \
        {{ tl | le4 }} (trên {{ xa.ngheo | do_phu }}).\n\n{{ bang(\"b\") }}\n";
    let kit = a_kit(FIGURES, narrative);
    let units = [
        answering(
            &kit,
            "X1",
            "xa",
            &[("X1", "ho", "7315250"), ("X1", "ngheo", "535110")],
        ),
        answering(&kit, "X2", "xa", &[("X2", "ho", ""), ("X2", "ngheo", "")]),
    ];
    let input = RollupInput {
        kit: &kit,
        facts: &[],
        chosen: &[],
        previous: &BTreeMap::new(),
    };
    let figures = rollup::figures(input, &units);
    let told = narrate(&kit, &figures, conditions(&kit, &figures)).expect("a narrative");
    let text = words(&told);
    assert!(
        text.starts_with("Có 7,3 triệu hộ, 7,31%, 7,315%, 7,3%, tăng 7,31%, 0,0731 (trên 1/2)."),
        "{text}"
    );
    assert!(text.contains("| 7,3 triệu hộ | 7,31%"), "{text}");
}
