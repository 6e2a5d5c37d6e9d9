//! How the report is set (`[trinh_bay]`), within the ranges of the decree.

use super::meant::Meaning;
use super::written::{Number, TrinhBay};
use crate::decree::{Choice, RANGES};
use crate::msg;

impl Meaning<'_, '_> {
    /// Choices within the decree's ranges; what lies outside is told, and the default stands in for it.
    pub(super) fn choice(&mut self, w: &TrinhBay) -> Choice {
        let mut choice = Choice::default();
        let hundredths = |n: Number| (n.0 * 100.0).round().clamp(0.0, 1e6) as u32;
        let body = (u32::from(RANGES.body.0), u32::from(RANGES.body.1));
        if let Some(size) = self.within("co_chu", w.co_chu, body, "II.6") {
            choice.body = size as u8;
        }
        for (key, written, range, place) in [
            (
                "le_tren",
                w.le_tren,
                RANGES.top_bottom,
                &mut choice.page.top,
            ),
            (
                "le_duoi",
                w.le_duoi,
                RANGES.top_bottom,
                &mut choice.page.bottom,
            ),
            ("le_trai", w.le_trai, RANGES.left, &mut choice.page.left),
            ("le_phai", w.le_phai, RANGES.right, &mut choice.page.right),
        ] {
            if let Some(edge) = self.within(key, written, range, "I.3") {
                *place = edge;
            }
        }
        let between = (RANGES.paragraph, RANGES.paragraph * 4);
        if let Some(points) = self.within("cach_doan", w.cach_doan, between, "II.6") {
            choice.spacing.paragraph = points;
        }
        if let Some(line) = w.gian_dong.map(hundredths) {
            if (RANGES.line.0..=RANGES.line.1).contains(&line) {
                choice.spacing.line = line;
            } else {
                self.outside("gian_dong", "1", "1.5", "II.6");
            }
        }
        if let Some(indent) = w.lui_dong_dau {
            let indent = hundredths(Number(indent.0 * 10.0));
            if [RANGES.first_line.0, RANGES.first_line.1].contains(&indent) {
                choice.spacing.first_line = indent;
            } else {
                let at = self.page.place(&["trinh_bay", "lui_dong_dau"]);
                self.page.note(at, msg!("campaign.indent-decree"), None);
            }
        }
        choice
    }

    /// A whole number within a range.
    fn within(
        &mut self,
        key: &str,
        written: Option<Number>,
        range: (u32, u32),
        clause: &str,
    ) -> Option<u32> {
        let Number(number) = written?;
        let (least, most) = (f64::from(range.0), f64::from(range.1));
        if (least..=most).contains(&number) && number.fract() == 0.0 {
            return Some(number as u32);
        }
        self.outside(key, &range.0.to_string(), &range.1.to_string(), clause);
        None
    }

    fn outside(&mut self, key: &str, least: &str, most: &str, clause: &str) {
        let at = self.page.place(&["trinh_bay", key]);
        let message = msg!(
            "campaign.outside-decree",
            key = key,
            least = least,
            most = most,
            clause = clause
        );
        self.page.note(at, message, None);
    }
}
