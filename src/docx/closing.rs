//! The signature block below the body: Nơi nhận (recipients) at the left, the signature at the right, in one row that
//! no page breaks.

use super::letterhead::bare;
use super::metrics::unbroken;
use super::parts::{Sheet, side_by_side, signed};
use super::text;
use crate::decree::{ARCHIVE, AS_ABOVE, Component, RECIPIENTS_LABEL};
use crate::model::document::Frame;
use docx_rs::{Paragraph, Table};

/// Room for the signature and the seal, about 25 mm.
const SIGNATURE_ROOM: u32 = 1400;

/// The table of both.
pub(super) fn table(sheet: &Sheet, frame: &Frame) -> Table {
    let left = sheet.text * 45 / 100;
    let right = sheet.text - left;
    side_by_side(vec![[
        (left, recipients(sheet, frame)),
        (right, signature(sheet, frame, right)),
    ]])
}

fn recipients(sheet: &Sheet, frame: &Frame) -> Vec<Paragraph> {
    let mut lines: Vec<String> = Vec::new();
    if !frame.addressees.is_empty() {
        lines.push(AS_ABOVE.to_owned());
    }
    // "Như trên" has said the addressees.
    let addressed: Vec<String> = frame.addressees.iter().map(|n| bare(n)).collect();
    lines.extend(
        frame
            .recipients
            .iter()
            .map(|name| bare(name))
            .filter(|name| !name.is_empty() && !addressed.contains(name)),
    );
    let mut out = vec![sheet.line_of(Component::RecipientsTitle, RECIPIENTS_LABEL, 0, 0)];
    out.extend(
        lines
            .iter()
            .map(|line| sheet.line_of(Component::Recipients, &format!("- {line};"), 0, 0)),
    );
    // The line itself says "VT".
    let drafter = bare(&frame.drafter);
    let units = drafter.split(',').map(str::trim);
    let drafter = units
        .filter(|unit| *unit != "VT")
        .collect::<Vec<_>>()
        .join(", ");
    let archive = if drafter.is_empty() {
        format!("- {ARCHIVE}.")
    } else {
        format!("- {ARCHIVE}, {drafter}.")
    };
    out.push(sheet.line_of(Component::Recipients, &archive, 0, 0));
    if let Some(mark) = &frame.drafters_mark {
        out.push(sheet.line_of(Component::DraftersMark, mark, 0, 0));
    }
    out
}

fn signature(sheet: &Sheet, frame: &Frame, place: u32) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = frame
        .signature
        .iter()
        .map(|line| {
            let look = sheet.look(Component::SignerTitle);
            let line = unbroken(&text::upper(line), look.size, look.weight(), place);
            let (side, _) = sheet.even(Component::SignerTitle, &line, place);
            let side = signed(side);
            let title = sheet.line_of(Component::SignerTitle, &line, 0, 0);
            title.indent(Some(side), None, Some(side), None)
        })
        .collect();
    let name = text::clean(&frame.signer).replace(' ', "\u{a0}");
    out.push(sheet.line_of(Component::SignerName, &name, SIGNATURE_ROOM, 0));
    out
}
