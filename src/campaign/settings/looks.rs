//! How the report is set (`[trinh_bay]`), within the ranges of the decree.

use super::asked::Asked;
use crate::decree::{Choice, RANGES};
use crate::msg;

/// Choices within the decree's ranges; what lies outside is told, and the default stands in for it. Lengths are in
/// millimetres, sizes in points; `lui_dong_dau` in centimetres, `gian_dong` in lines.
pub(super) fn choice(table: Asked) -> Choice {
    let mut choice = Choice::default();
    let hundredths = |n: f64| (n * 100.0).round().clamp(0.0, 1e6) as u32;
    let body = (u32::from(RANGES.body.0), u32::from(RANGES.body.1));
    if let Some(size) = within(&table, "co_chu", body, "II.6") {
        choice.body = size as u8;
    }
    let page = &mut choice.page;
    for (key, range, place) in [
        ("le_tren", RANGES.top_bottom, &mut page.top),
        ("le_duoi", RANGES.top_bottom, &mut page.bottom),
        ("le_trai", RANGES.left, &mut page.left),
        ("le_phai", RANGES.right, &mut page.right),
    ] {
        if let Some(edge) = within(&table, key, range, "I.3") {
            *place = edge;
        }
    }
    let between = (RANGES.paragraph, RANGES.paragraph * 4);
    if let Some(points) = within(&table, "cach_doan", between, "II.6") {
        choice.spacing.paragraph = points;
    }
    if let Some((lines, _)) = table.table.number("gian_dong") {
        let line = hundredths(lines);
        if (RANGES.line.0..=RANGES.line.1).contains(&line) {
            choice.spacing.line = line;
        } else {
            outside(&table, "gian_dong", "1", "1.5", "II.6");
        }
    }
    if let Some((indent, _)) = table.table.number("lui_dong_dau") {
        let indent = hundredths(indent * 10.0);
        if [RANGES.first_line.0, RANGES.first_line.1].contains(&indent) {
            choice.spacing.first_line = indent;
        } else {
            table.wrong_at("lui_dong_dau", msg!("campaign.indent-decree"));
        }
    }
    table.finish();
    choice
}

/// A whole number within a range.
fn within<'a>(table: &Asked<'a>, key: &'a str, range: (u32, u32), clause: &str) -> Option<u32> {
    let (number, _) = table.table.number(key)?;
    let (least, most) = (f64::from(range.0), f64::from(range.1));
    if (least..=most).contains(&number) && number.fract() == 0.0 {
        return Some(number as u32);
    }
    outside(
        table,
        key,
        &range.0.to_string(),
        &range.1.to_string(),
        clause,
    );
    None
}

fn outside<'a>(table: &Asked<'a>, key: &'a str, least: &str, most: &str, clause: &str) {
    let message = msg!(
        "campaign.outside-decree",
        key = key,
        least = least,
        most = most,
        clause = clause
    );
    table.wrong_at(key, message);
}
