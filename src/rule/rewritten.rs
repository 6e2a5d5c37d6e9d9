//! A formula with other names.
//!
//! In: what to write in the place of each name and column. Out: the text, all else as it was written. Numbers in criteria
//! are taken out of their quotes: in text the decimal mark follows the machine.

use super::criterion;
use super::expr::{ColumnName, Used};
use super::formula::Formula;
impl Formula {
    /// The text with other names and columns; the second argument of `column` tells whether it must be one range.
    ///
    /// ```
    /// use tonghop::rule::Formula;
    /// let formula = Formula::parse("SUM(a[], b) + COUNTIF(a[d], \">=0.5\")").unwrap();
    /// let text = formula.rewritten(&|name| format!("{name}_1"), &|column, _| format!("r_{}", column.field));
    /// assert_eq!(text, "SUM(r_, b_1) + COUNTIF(r_d, \">=\"&0.5)");
    /// ```
    pub fn rewritten(
        &self,
        name: &dyn Fn(&str) -> String,
        column: &dyn Fn(&ColumnName, bool) -> String,
    ) -> String {
        let mut text = String::new();
        let mut done = 0;
        for one in &self.uses {
            text.push_str(self.source.get(done..one.at.start).unwrap_or_default());
            let written = self.source.get(one.at.clone()).unwrap_or_default();
            match &one.what {
                Used::Name(at) => text.push_str(&name(&self.names[*at].text)),
                Used::Column(at) => text.push_str(&column(&self.columns[*at], one.alone)),
                Used::Criterion(said) => {
                    let said = criterion::independent(said);
                    text.push_str(said.as_deref().unwrap_or(written));
                }
            }
            done = one.at.end;
        }
        text.push_str(self.source.get(done..).unwrap_or_default());
        text
    }
}
