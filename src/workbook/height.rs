//! How tall a row must be: programs that open a workbook do not all work it out themselves.

/// The height of a row whose texts stand in columns of these widths.
pub(super) fn of_row<'t>(texts: impl IntoIterator<Item = (&'t str, f64)>) -> f64 {
    let lines = texts.into_iter().map(|(text, width)| lines(text, width));
    (f64::from(lines.max().unwrap_or(1)) * 15.75 + 3.0).min(409.0)
}

/// How many lines a text takes in a column of so many characters.
pub(super) fn lines(text: &str, width: f64) -> u32 {
    // Letters of Times New Roman are narrower than its digits, which a width counts.
    let room = (width * 1.1).max(4.0) as usize;
    if !text.contains('\n') && text.chars().count() <= room {
        return 1;
    }
    let mut count = 0;
    for line in text.lines() {
        count += 1;
        let mut used = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > room {
                count += 1;
                used = 0;
            }
            used += length + usize::from(used > 0);
            // A long word, such as a file name, is torn.
            while used > room {
                count += 1;
                used -= room;
            }
        }
    }
    count.max(1)
}
