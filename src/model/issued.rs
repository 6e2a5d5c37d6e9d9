//! A version of a form that was issued, as it is remembered.

use super::id::FormId;
use serde::{Deserialize, Serialize};

/// A form as it was laid out when workbooks of it were issued: a return is compared with the version that it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedForm {
    /// Hash of the layout, which the workbooks carry.
    pub layout: String,
    /// The form.
    pub form: FormId,
    /// Hash of the kit.
    pub kit: String,
    /// When the first of them was written.
    pub at: String,
    /// The layout with all its texts, as JSON.
    pub contents: String,
}
