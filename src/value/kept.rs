//! Texts whose other form is remembered: the few hundred labels of a form come back in each of thousands of files.

use foldhash::{HashMap, HashMapExt};

/// So many are remembered at most; then all are forgotten.
const MOST: usize = 4_096;
/// Longer texts hardly come back.
const LONGEST: usize = 512;

/// Texts with what was made of them.
pub(super) struct Kept(HashMap<String, String>);

impl Kept {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self(HashMap::new())
    }

    /// What `make` makes of a text, or made of it before.
    pub(super) fn get(&mut self, text: &str, make: impl FnOnce(&str) -> String) -> String {
        if text.len() > LONGEST {
            return make(text);
        }
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        if self.0.len() >= MOST {
            self.0.clear();
        }
        let new = make(text);
        self.0.insert(text.to_owned(), new.clone());
        new
    }
}
