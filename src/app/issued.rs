//! What a campaign issued: its forms by version, as ledger and journal keep them.

use super::Stop;
use crate::check::Issued;
use crate::layout::Layout;
use crate::model::form::Form;
use crate::model::issue_key::IssueKey;
use crate::model::issued::IssuedForm;
use crate::model::kit::Kit;
use crate::msg;
use crate::store::ledger::Ledger;
use crate::words::system;

/// A form of today's kit, as it is remembered once workbooks of it are written.
pub(super) fn version(kit: &Kit, form: &Form, at: &str) -> Result<IssuedForm, Stop> {
    let layout = Layout::of(kit, form);
    Ok(IssuedForm {
        layout: layout.hash(),
        form: form.id.clone(),
        kit: kit.hash(),
        at: at.to_owned(),
        contents: serde_json::to_string(&layout)
            .map_err(|e| Stop::Fault(msg!("emit.cannot-make", reason = system::fault(&e))))?,
    })
}

/// What a ledger knows of it.
pub(crate) fn known(ledger: &Ledger, key: Option<IssueKey>) -> Result<Issued, Stop> {
    Ok(of(&ledger.issued_forms()?, key))
}

/// What these versions tell.
pub(super) fn of<'i>(
    versions: impl IntoIterator<Item = &'i IssuedForm>,
    key: Option<IssueKey>,
) -> Issued {
    let laid_out = |issued: &IssuedForm| {
        let layout = serde_json::from_str(&issued.contents).ok()?;
        Some((issued.layout.clone(), layout))
    };
    Issued {
        key,
        versions: versions.into_iter().filter_map(laid_out).collect(),
    }
}
