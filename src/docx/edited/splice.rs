//! Changes to a text at single places.

use std::ops::Range;

/// What comes in the place of ranges of a text.
#[derive(Debug, Clone, Default)]
pub struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    /// Puts a text in the place of a range.
    pub fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    /// Takes a range away.
    pub fn cut(&mut self, range: Range<usize>) {
        self.replace(range, String::new());
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with all changes. Of two that overlap the outer one holds, and what is put in where one begins comes before
    /// it; a range outside the text is passed over.
    ///
    /// ```
    /// use tonghop::docx::edited::Splices;
    /// let mut splices = Splices::default();
    /// splices.cut(2..3);
    /// splices.replace(0..1, "A".into());
    /// splices.replace(2..2, "-".into());
    /// assert_eq!(splices.apply("abcd"), "Ab-d");
    /// ```
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| {
            (range.start, !range.is_empty(), std::cmp::Reverse(range.end))
        });
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (range, new) in self.0 {
            if range.start < at || range.end < range.start {
                continue;
            }
            let (Some(before), Some(_)) = (text.get(at..range.start), text.get(range.clone()))
            else {
                continue;
            };
            out.push_str(before);
            out.push_str(&new);
            at = range.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}
