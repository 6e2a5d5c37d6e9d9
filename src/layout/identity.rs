//! What the very hidden sheet of an intake workbook says of it: the keys in its first column, the values beside them.

/// Id of the kit.
pub const KIT: &str = "kit";
/// Version of the kit.
pub const KIT_VERSION: &str = "kit_version";
/// Id of the form.
pub const FORM: &str = "form";
/// Code of the unit; blank in a workbook for all.
pub const UNIT: &str = "unit";
/// Short name of the campaign.
pub const CAMPAIGN: &str = "campaign";
/// Name of the period.
pub const PERIOD: &str = "period";
/// Hash of the layout.
pub const LAYOUT: &str = "layout";
/// What [`IssueKey::token`](crate::model::issue_key::IssueKey::token) gave for this workbook.
pub const TOKEN: &str = "token";
/// Marks of the notes that we wrote beside cells, as [`note_mark`] gives them, parted by spaces; only in a workbook that
/// goes back to its unit.
pub const NOTES: &str = "notes";

/// What tells a note that we wrote from any other, whatever a program that saved it did to its spaces and line ends.
pub fn note_mark(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    blake3::hash(words.join(" ").as_bytes()).to_hex()[..12].to_owned()
}
