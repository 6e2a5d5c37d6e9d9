//! What differs between two versions of a return.

use super::reading::{field, nil_word};
use crate::app::diff::{Compared, Difference, FormCompared, Said, Standing, Turn, Version, What};
use crate::value::Nil;
use serde_json::{Value, json};

/// Each form with its two versions, and what the later one says otherwise.
pub fn compared(compared: &Compared) -> String {
    let forms: Value = compared.forms.iter().map(form).collect();
    json!({
        "unit": compared.unit.code,
        "unit_name": compared.unit.name,
        "forms": forms,
    })
    .to_string()
}

fn form(form: &FormCompared) -> Value {
    let differences: Value = form.differences.iter().map(difference).collect();
    json!({
        "form": form.form,
        "number": form.number,
        "before": version(&form.before),
        "after": version(&form.after),
        "differences": differences,
        "only_written_otherwise": form.only_written,
    })
}

fn version(version: &Version) -> Value {
    let files = version.receipts.iter().map(|receipt| {
        json!({
            "receipt": receipt.id.0,
            "file": receipt.file,
            "hash": receipt.hash,
            "received_at": receipt.received_at,
        })
    });
    let standing = match version.standing {
        Standing::InForce => "in_force",
        Standing::Waits => "waits",
        Standing::Past => "past",
    };
    json!({ "files": files.collect::<Value>(), "standing": standing })
}

fn difference(one: &Difference) -> Value {
    let (before, after) = match &one.what {
        What::Answer { before, after } => (
            before.as_deref().map_or(Value::Null, said),
            after.as_deref().map_or(Value::Null, said),
        ),
        What::RowAdded(row, cells) => (Value::Null, list_row(*row, cells)),
        What::RowGone(row, cells) => (list_row(*row, cells), Value::Null),
        What::Status { before, after } => (status(before.as_ref()), status(after.as_ref())),
    };
    let change = match one.turn() {
        Turn::Changed => "changed",
        Turn::Filled => "filled",
        Turn::Cleared => "cleared",
        Turn::Added => "row_added",
        Turn::Gone => "row_gone",
    };
    json!({
        "field": one.id,
        "number": one.number,
        "label": one.label,
        "change": change,
        "before": before,
        "after": after,
    })
}

fn said(said: &Said) -> Value {
    let mut told = field(&said.reading);
    let laid = said.laid.as_ref();
    let file = laid.map_or(said.file.as_str(), |laid| &laid.file);
    told["file"] = said.learned.as_deref().unwrap_or(file).into();
    told["entered"] = said.learned.is_some().into();
    if !said.column.is_empty() {
        told["column"] = said.column.as_str().into();
    }
    told
}

fn list_row(row: usize, cells: &[Said]) -> Value {
    json!({ "row": row, "cells": cells.iter().map(said).collect::<Value>() })
}

fn status(status: Option<&(Nil, String)>) -> Value {
    status.map_or(
        Value::Null,
        |(nil, reason)| json!({ "answer": nil_word(*nil), "reason": reason }),
    )
}
