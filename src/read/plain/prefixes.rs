//! The prefixes of names and the namespaces that they stand for (Namespaces in XML 1.0).

use super::not_plain::NotPlain;

/// More prefixes than any program declares in one part.
const MOST: usize = 48;
/// More prefixes than one tag uses before it declares them.
const MOST_EARLY: usize = 8;

/// Namespaces that have no prefix in a plain part: that of the spreadsheet, which is the default one, and two that XML
/// keeps for itself.
const RESERVED: [&str; 3] = [
    super::MAIN,
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2000/xmlns/",
];

/// The prefixes that may be used here.
#[derive(Debug)]
pub(super) struct Prefixes<'a> {
    declared: [Declared<'a>; MOST],
    count: usize,
    /// Prefixes that a tag used; it may still declare them.
    early: [&'a str; MOST_EARLY],
    early_count: usize,
}

#[derive(Debug, Default, Clone, Copy)]
struct Declared<'a> {
    prefix: &'a str,
    namespace: &'a str,
    /// How many elements are around the one that declares it.
    depth: usize,
}

impl Default for Prefixes<'_> {
    fn default() -> Self {
        Self {
            declared: [Declared::default(); MOST],
            count: 0,
            early: [""; MOST_EARLY],
            early_count: 0,
        }
    }
}

impl<'a> Prefixes<'a> {
    /// Takes the attribute of an element at this depth that declares a prefix. Two prefixes of one namespace would
    /// let one attribute stand twice in a tag.
    pub(super) fn declare(
        &mut self,
        prefix: &'a str,
        namespace: &'a str,
        depth: usize,
    ) -> Result<(), NotPlain> {
        let is_odd = namespace.is_empty()
            || namespace.contains('&')
            || namespace.bytes().any(|b| b <= b' ')
            || RESERVED.contains(&namespace)
            || matches!(prefix, "xml" | "xmlns")
            || self
                .all()
                .any(|d| d.namespace == namespace && d.prefix != prefix);
        if is_odd || self.count == MOST {
            return Err(NotPlain);
        }
        self.declared[self.count] = Declared {
            prefix,
            namespace,
            depth,
        };
        self.count += 1;
        Ok(())
    }

    /// Notes a prefix that a tag uses.
    pub(super) fn note(&mut self, prefix: &'a str) -> Result<(), NotPlain> {
        if prefix == "xml" || self.namespace(prefix).is_some() {
            return Ok(());
        }
        if prefix == "xmlns" || self.early_count == MOST_EARLY {
            return Err(NotPlain);
        }
        self.early[self.early_count] = prefix;
        self.early_count += 1;
        Ok(())
    }

    /// At the end of a tag: everything that it used is declared.
    #[inline]
    pub(super) fn settle(&mut self) -> Result<(), NotPlain> {
        if self.early_count == 0 {
            return Ok(());
        }
        let mut early = self.early[..self.early_count].iter();
        let are_declared = early.all(|prefix| self.namespace(prefix).is_some());
        self.early_count = 0;
        if are_declared { Ok(()) } else { Err(NotPlain) }
    }

    /// Forgets what an element at this depth declared.
    #[inline]
    pub(super) fn leave(&mut self, depth: usize) {
        while self.count > 0 && self.declared[self.count - 1].depth >= depth {
            self.count -= 1;
        }
    }

    /// The namespace that a prefix stands for.
    pub(super) fn namespace(&self, prefix: &str) -> Option<&'a str> {
        let mut innermost = self.all().rev();
        innermost.find(|d| d.prefix == prefix).map(|d| d.namespace)
    }

    fn all(&self) -> impl DoubleEndedIterator<Item = &Declared<'a>> {
        self.declared[..self.count].iter()
    }
}
