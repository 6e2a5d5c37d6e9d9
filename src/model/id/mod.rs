//! Ids as types: whoever holds one may use it as a key without looking at its text again.
//!
//! Each is made by parsing only. Texts are shared (`Arc<str>`), so that a copy costs no allocation. Stored and
//! sent as the text itself.

mod shape;

use self::shape::{
    FINGERPRINT, is_dotted, is_figure, is_filled, is_fingerprint, is_hash, is_item, is_path,
    is_rule_id, is_snake, is_unit_code,
};
use crate::value::fold::without_accents;
use crate::words::{Fact, ToFact};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

/// A text that cannot be an id of the kind it was parsed for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {kind}")]
pub struct NotAnId {
    /// Name of the type.
    pub kind: &'static str,
    /// The text.
    pub text: String,
}

/// Parses an id out of a stored text as it passes by, without a copy of the text in between.
struct Parsed<T>(PhantomData<T>);

impl<T: FromStr<Err = NotAnId>> Visitor<'_> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of an id")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $is_valid:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(Parsed(PhantomData))
            }
        }

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                if $is_valid(text) {
                    Ok(Self(Arc::from(text)))
                } else {
                    Err(NotAnId {
                        kind: stringify!($name),
                        text: text.to_owned(),
                    })
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ToFact for $name {
            fn to_fact(&self) -> Fact {
                Fact::Text(self.to_string())
            }
        }

        impl fmt::Debug for $name {
            /// As the text.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl PartialEq<String> for $name {
            fn eq(&self, other: &String) -> bool {
                *self.0 == **other
            }
        }

        impl PartialEq<$name> for String {
            fn eq(&self, other: &$name) -> bool {
                **self == *other.0
            }
        }

        impl PartialEq<$name> for str {
            fn eq(&self, other: &$name) -> bool {
                *self == *other.0
            }
        }

        impl PartialEq<$name> for &str {
            fn eq(&self, other: &$name) -> bool {
                **self == *other.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                *self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
            }
        }
    };
}

id!(
    /// Code of a unit in the roster, e.g. `16390` or `01635`; unique in its campaign.
    UnitCode, is_unit_code
);
id!(
    /// Id of a form of the kit: `xa` in `xa.may_de_ban`.
    FormId, is_snake
);
id!(
    /// Id of a section of a form.
    SectionId, is_snake
);
id!(
    /// Id of a field of a form, the defined name of its cell: `may_de_ban`.
    FieldId, is_snake
);
id!(
    /// Id of a column of a list, unique in it: `ten` in `phan_mem.ten`.
    ColumnId, is_snake
);
id!(
    /// What an answer goes by in a reading: its field, or list and column: `may_de_ban`, `phan_mem.ten`.
    AnswerId, is_dotted
);
id!(
    /// Id of a figure: `xa.may_de_ban`, `ty_le_may_cu`, `dot.nam`; of one without a name its formula: `xa=cuoi / ho`.
    FigureId, is_figure
);
id!(
    /// A field of a form among those of all forms: `xa.may_de_ban`; the cell of a list is `xa.phan_mem.ten`.
    FieldPath, is_path
);
id!(
    /// What a finding or a change is about: an answer, a cell of a list with its row from 0 (`phan_mem[0].ten`), a
    /// figure.
    ItemId, is_item
);
id!(
    /// Id of a rule of the kit: `TONG-01`.
    RuleId, is_rule_id
);
id!(
    /// BLAKE3 hash of a file's bytes, in 64 hexadecimal digits; the archive keeps the file under it.
    FileHash, is_hash
);
id!(
    /// What people and decisions call a finding: `16390-TONG-01`, `16390-SO-02-tong_may`, `bieu.xlsx-DV-01`.
    FindingId, is_filled
);
id!(
    /// Fingerprint of the values that a finding is about, in 16 hexadecimal digits.
    Basis, is_fingerprint
);

impl ItemId {
    /// A cell of a list by its row, from 0.
    pub fn list_cell(list: &SectionId, row: usize, column: &ColumnId) -> Self {
        Self(Arc::from(format!("{list}[{row}].{column}")))
    }

    /// List, row from 0 and column of a cell of a list.
    ///
    /// ```
    /// use tonghop::model::id::ItemId;
    /// let item: ItemId = "phan_mem[2].ten".parse().unwrap();
    /// assert_eq!(item.as_list_cell(), Some(("phan_mem", 2, "ten")));
    /// assert_eq!("phan_mem.ten".parse::<ItemId>().unwrap().as_list_cell(), None);
    /// ```
    pub fn as_list_cell(&self) -> Option<(&str, u32, &str)> {
        let (list, cell) = self.split_once('[')?;
        let (row, column) = cell.split_once("].")?;
        Some((list, row.parse().ok()?, column))
    }
}

impl From<&AnswerId> for ItemId {
    fn from(answer: &AnswerId) -> Self {
        Self(answer.0.clone())
    }
}

impl From<&FieldId> for ItemId {
    fn from(field: &FieldId) -> Self {
        Self(field.0.clone())
    }
}

impl From<&SectionId> for ItemId {
    /// A list as a whole.
    fn from(list: &SectionId) -> Self {
        Self(list.0.clone())
    }
}

impl From<&FigureId> for ItemId {
    fn from(figure: &FigureId) -> Self {
        Self(figure.0.clone())
    }
}

impl FieldPath {
    /// Of a form and a field, or a list or its cell, by their ids in the kit.
    pub fn new(form: &str, field: &str) -> Self {
        Self(Arc::from([form, ".", field].concat()))
    }

    /// Id of the form.
    pub fn form(&self) -> &str {
        split_path(&self.0).map_or("", |(form, _)| form)
    }

    /// Id of the field.
    pub fn field(&self) -> &str {
        split_path(&self.0).map_or(&self.0, |(_, field)| field)
    }
}

/// A text as a part of an id that people type: itself where it can be, else what is left of it without its accents, and a few
/// digits that tell it from others of which the same is left.
fn typeable(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 40;
    const LEFT: usize = 24;
    let can_be = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
    if text.len() <= LONGEST && text.chars().all(can_be) {
        return Cow::Borrowed(text);
    }
    let mut left = String::new();
    for c in without_accents(text).chars() {
        match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '_' | '.') => left.push(c),
            _ if left.is_empty() || left.ends_with('-') => {}
            _ => left.push('-'),
        }
    }
    left.truncate(LEFT);
    let hash = blake3::hash(text.as_bytes()).to_hex();
    Cow::Owned(format!("{}-{}", left.trim_end_matches('-'), &hash[..4]))
}

/// What would be the form and the field, were a text a [`FieldPath`].
///
/// ```
/// use tonghop::model::id::split_path;
/// assert_eq!(split_path("xa.phan_mem.ten"), Some(("xa", "phan_mem.ten")));
/// assert_eq!(split_path("xa"), None);
/// ```
pub fn split_path(text: &str) -> Option<(&str, &str)> {
    text.split_once('.')
}

/// The last word of what people write for an id of a figure.
pub fn last_word(text: &str) -> &str {
    text.rsplit('.').next().unwrap_or(text)
}

impl From<&FieldPath> for FigureId {
    /// The figure that all answers to a field make.
    fn from(path: &FieldPath) -> Self {
        Self(path.0.clone())
    }
}

impl FigureId {
    /// The word before what the campaign itself says: `dot.nam`.
    pub const SETTINGS: &'static str = "dot";
    /// The word before last period's figures: `truoc.xa.may_tinh`.
    pub const PREVIOUS: &'static str = "truoc";

    /// The word before last period's figures, with its dot.
    pub const PREVIOUS_DOT: &'static str = "truoc.";

    /// What is known in a space (a form, a set) by a name there; a formula, begun by `=`, is its own name.
    pub fn at(space: &str, name: &str) -> Self {
        if name.starts_with('=') {
            Self(Arc::from([space, name].concat()))
        } else {
            Self::of_field(space, name)
        }
    }

    /// By what it goes in a space; `None` when it is not of that space.
    pub fn local(&self, space: &str) -> Option<&str> {
        let rest = self.0.strip_prefix(space)?;
        match rest.strip_prefix('.') {
            Some(name) => Some(name),
            None => rest.starts_with('=').then_some(rest),
        }
    }

    /// The figure that all answers to a field or a list of a form make.
    pub fn of_field(form: &str, field: &str) -> Self {
        (&FieldPath::new(form, field)).into()
    }

    /// The same of last period.
    pub fn of_previous(path: &FieldPath) -> Self {
        Self(Arc::from([Self::PREVIOUS, ".", path].concat()))
    }

    /// What the settings say under this name.
    pub fn of_setting(name: &str) -> Self {
        Self(Arc::from([Self::SETTINGS, ".", name].concat()))
    }

    /// How many units should fill a form.
    pub fn units_due(form: &str) -> Self {
        Self::of_field(form, "so_don_vi")
    }

    /// How many units filled a form.
    pub fn units_answered(form: &str) -> Self {
        Self::of_field(form, "da_bao_cao")
    }

    /// What stands like a figure in a text of ours and is none: a word of letters a to z and `_`.
    pub(crate) fn of_sentence(name: &'static str) -> Self {
        Self(Arc::from(name))
    }

    /// Whether all answers to this field make the figure.
    pub fn is_of(&self, path: &FieldPath) -> bool {
        self.0 == path.0
    }

    /// Whether the settings say it.
    pub fn is_setting(&self) -> bool {
        self.space() == Some(Self::SETTINGS)
    }

    /// Whether it is of last period.
    pub fn is_previous(&self) -> bool {
        self.space() == Some(Self::PREVIOUS)
    }

    /// The first of several words: a form, [`Self::SETTINGS`] or [`Self::PREVIOUS`].
    pub fn space(&self) -> Option<&str> {
        split_path(&self.0).map(|(space, _)| space)
    }

    /// The last word.
    pub fn last_word(&self) -> &str {
        last_word(&self.0)
    }

    /// A name in a space, which may itself be joined: `truoc.xa`.
    pub fn joined(space: &str, name: &str) -> String {
        [space, ".", name].concat()
    }

    /// Whether it goes by a name in this space.
    pub fn is_in(&self, space: &str) -> bool {
        let rest = self.0.strip_prefix(space);
        rest.is_some_and(|rest| rest.starts_with('.'))
    }
}
macro_rules! as_written {
    ($($name:ident),*) => {
        $(impl $name {
            /// The id as a person wrote it, whatever that is: for a loader that goes on to tell every mistake after
            /// it has told this one, and hands nothing out.
            pub(crate) fn as_written(text: &str) -> Self {
                Self(Arc::from(text))
            }
        })*
    };
}

as_written!(UnitCode, FormId, SectionId, FieldId, ColumnId);

impl FieldId {
    /// Of an indicator in a column of this suffix, which is empty for the main one.
    pub fn of(row: &Self, suffix: &str) -> Self {
        if suffix.is_empty() {
            row.clone()
        } else {
            Self(Arc::from([row, "_", suffix].concat()))
        }
    }
}

impl From<FieldId> for AnswerId {
    fn from(field: FieldId) -> Self {
        Self(field.0)
    }
}

impl From<&SectionId> for AnswerId {
    /// Of a list as a whole.
    fn from(section: &SectionId) -> Self {
        Self(section.0.clone())
    }
}

impl AnswerId {
    /// Of a list's cell, whatever its row.
    pub fn of_list(section: &SectionId, column: &ColumnId) -> Self {
        Self(Arc::from([section.as_str(), ".", column].concat()))
    }
}

impl FindingId {
    /// Of a finding of this code about a unit, a file or the whole campaign (`dot`), told from others of its code by
    /// `about`, which may be empty. Anybody can type it: it is short, of ASCII letters, digits and `_.-[]`.
    pub fn of(whose: &str, code: &str, about: &str) -> Self {
        let parts = [whose, code, about].into_iter().map(typeable);
        let parts: Vec<Cow<'_, str>> = parts.filter(|part| !part.is_empty()).collect();
        Self(Arc::from(parts.join("-")))
    }

    /// Of the same finding about a file of these bytes and no other.
    #[must_use]
    pub fn in_file(&self, hash: &FileHash) -> Self {
        Self(Arc::from([self, "-", hash.short()].concat()))
    }
}

impl From<blake3::Hash> for Basis {
    fn from(hash: blake3::Hash) -> Self {
        Self(Arc::from(&hash.to_hex()[..FINGERPRINT]))
    }
}

impl FileHash {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        blake3::hash(bytes).into()
    }

    /// As much of it as people need to tell files apart.
    pub fn short(&self) -> &str {
        &self.0[..8]
    }
}

impl From<blake3::Hash> for FileHash {
    fn from(hash: blake3::Hash) -> Self {
        Self(Arc::from(hash.to_hex().as_str()))
    }
}

/// Number of a receipt in the ledger, from 1, never used again; 0 while it is not recorded.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ReceiptId(pub i64);

impl fmt::Display for ReceiptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Number of an act in the ledger, from 1, never used again; 0 for what the program did by its rules.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ActId(pub i64);

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ToFact for ActId {
    fn to_fact(&self) -> Fact {
        self.to_string().to_fact()
    }
}

#[cfg(test)]
mod tests;
