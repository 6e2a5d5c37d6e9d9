//! Decisions: which return counts, which finding is accepted, which unit is not waited for, whose a file is.

use super::entries::note;
use super::{Ledger, LedgerError, Result};
use crate::model::entry::Entry;
use crate::model::id::{ActId, Basis, FigureId, FileHash, FindingId, FormId, ReceiptId, UnitCode};
use crate::model::obligation::Obligation;
use crate::model::receipt::{Act, Counting, Decided, Decision};
use crate::value::Day;
use rusqlite::{Row, params};
use std::collections::BTreeMap;

impl Ledger {
    /// Adds a decision.
    pub fn decide(&mut self, decision: &Decision) -> Result<()> {
        let columns = Columns::of(&decision.what);
        let transaction = self.begin()?;
        for id in [columns.receipt, columns.beside].into_iter().flatten() {
            let known: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM receipts WHERE id = ?1)")?
                .query_row([id], |row| row.get(0))?;
            if !known {
                return Err(LedgerError::NoReceipt(id));
            }
        }
        transaction
            .prepare_cached(
                "INSERT INTO decisions
                 (act, what, unit, into_unit, was_unit, form, receipt, beside, hash, finding, basis, figure, typed, ledger, number, day,
                 signed, undoes, by_whom, at, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            )?
            .execute(params![
                decision.act.id,
                columns.what,
                columns.unit,
                columns.into,
                columns.was,
                columns.form,
                columns.receipt,
                columns.beside,
                columns.hash,
                columns.finding,
                columns.basis,
                columns.figure,
                columns.typed,
                columns.ledger,
                columns.number,
                columns.day,
                columns.signed,
                columns.undoes,
                decision.act.by,
                decision.act.at,
                decision.reason
            ])?;
        note(&transaction, &Entry::Decided(decision.clone()))?;
        transaction.commit()?;
        Ok(())
    }

    /// The number of the next act of a person.
    pub fn next_act(&self) -> Result<ActId> {
        let sql = "SELECT coalesce(max(act), 0) + 1 FROM decisions";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// All decisions that hold, in the order they were made.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.decisions_in("standing")
    }

    /// All that was ever decided, also what was taken back and that it was, in the order it was.
    pub fn all_decisions(&self) -> Result<Vec<Decision>> {
        self.decisions_in("decisions")
    }

    fn decisions_in(&self, table: &str) -> Result<Vec<Decision>> {
        let sql = format!("SELECT * FROM {table} ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            decisions.push(Decision {
                what: decided(row)?,
                act: Act {
                    id: row.get("act")?,
                    by: row.get("by_whom")?,
                    at: row.get("at")?,
                },
                reason: row.get("reason")?,
            });
        }
        Ok(decisions)
    }

    /// The receipts that count. One that was understood anew and is no return of its unit any more does not.
    pub fn in_force(&self) -> Result<BTreeMap<Obligation, Counting>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.unit, d.form, d.receipt, d.id
             FROM decisions d
             JOIN readings g ON g.receipt = d.receipt AND g.unit = d.unit AND g.form = d.form
             WHERE d.id IN
             (SELECT max(id) FROM standing WHERE what = 'put-in-force' GROUP BY unit, form)",
        )?;
        let rows = statement.query_map([], |row| {
            let counting = Counting {
                base: row.get(2)?,
                laid: Vec::new(),
            };
            Ok((obligation_of(row)?, (row.get(3)?, counting)))
        })?;
        let mut all: BTreeMap<Obligation, (i64, Counting)> =
            rows.collect::<rusqlite::Result<_>>()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT d.unit, d.form, d.receipt, d.id
             FROM standing d
             JOIN readings g ON g.receipt = d.receipt AND g.unit = d.unit AND g.form = d.form
             WHERE d.what = 'combine' ORDER BY d.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // One that was put in force since took the place of all before it.
            if let Some((since, counting)) = all.get_mut(&obligation_of(row)?)
                && *since < row.get("id")?
            {
                counting.laid.push(row.get("receipt")?);
            }
        }
        let all = all.into_iter();
        Ok(all.map(|(owed, (_, counting))| (owed, counting)).collect())
    }
}

/// What the first two columns say is owed.
fn obligation_of(row: &Row) -> rusqlite::Result<Obligation> {
    Ok(Obligation {
        unit: row.get(0)?,
        form: row.get(1)?,
    })
}

/// How the ledger calls that what was typed over a figure counts, or does not.
const KEEP: &str = "keep-typed";
const DROP: &str = "drop-typed";

/// What a decision is about, column by column.
#[derive(Default)]
struct Columns<'d> {
    what: &'static str,
    unit: Option<&'d UnitCode>,
    into: Option<&'d UnitCode>,
    was: Option<&'d UnitCode>,
    form: Option<&'d FormId>,
    receipt: Option<ReceiptId>,
    beside: Option<ReceiptId>,
    hash: Option<&'d FileHash>,
    finding: Option<&'d FindingId>,
    basis: Option<&'d Basis>,
    figure: Option<&'d FigureId>,
    typed: Option<&'d str>,
    ledger: Option<&'d str>,
    number: Option<&'d str>,
    day: Option<String>,
    signed: Option<&'d FileHash>,
    undoes: Option<ActId>,
}

impl<'d> Columns<'d> {
    fn of(what: &'d Decided) -> Self {
        match what {
            Decided::AcceptFinding { finding, basis } => Self {
                what: "accept-finding",
                finding: Some(finding),
                basis: Some(basis),
                ..Self::default()
            },
            Decided::KeepInForce {
                obligation,
                waits,
                beside,
            } => Self {
                what: "keep-in-force",
                unit: Some(&obligation.unit),
                form: Some(&obligation.form),
                receipt: Some(*waits),
                beside: Some(*beside),
                ..Self::default()
            },
            Decided::Combine {
                obligation,
                over,
                beside,
            } => Self {
                what: "combine",
                unit: Some(&obligation.unit),
                form: Some(&obligation.form),
                receipt: Some(*over),
                beside: Some(*beside),
                ..Self::default()
            },
            Decided::GoWithout { unit } => Self {
                what: "go-without",
                unit: Some(unit),
                ..Self::default()
            },
            Decided::SettleFigure {
                figure,
                typed,
                ledger,
                keeps_typed,
            } => Self {
                what: if *keeps_typed { KEEP } else { DROP },
                figure: Some(figure),
                typed: Some(typed),
                ledger: Some(ledger),
                ..Self::default()
            },
            Decided::CountIn { unit, into } => Self {
                what: "count-in",
                unit: Some(unit),
                into: Some(into),
                ..Self::default()
            },
            Decided::AssignFile { hash, unit, was } => Self {
                what: "assign-file",
                hash: Some(hash),
                unit: Some(unit),
                was: was.as_ref(),
                ..Self::default()
            },
            Decided::IgnoreFile { hash } => Self {
                what: "ignore-file",
                hash: Some(hash),
                ..Self::default()
            },
            Decided::PutInForce {
                obligation,
                receipt,
            } => Self {
                what: "put-in-force",
                unit: Some(&obligation.unit),
                form: Some(&obligation.form),
                receipt: Some(*receipt),
                ..Self::default()
            },
            Decided::IssueReport {
                document,
                number,
                day,
                signed,
            } => Self {
                what: "issue-report",
                hash: Some(document),
                number: Some(number),
                day: Some(day.to_string()),
                signed: signed.as_ref(),
                ..Self::default()
            },
            Decided::TakeBack { act } => Self {
                what: "take-back",
                undoes: Some(*act),
                ..Self::default()
            },
        }
    }
}

fn decided(row: &Row) -> Result<Decided> {
    let obligation = || -> Result<Obligation> {
        Ok(Obligation {
            unit: row.get("unit")?,
            form: row.get("form")?,
        })
    };
    Ok(match row.get::<_, String>("what")?.as_str() {
        "accept-finding" => Decided::AcceptFinding {
            finding: row.get("finding")?,
            basis: row.get("basis")?,
        },
        "keep-in-force" => Decided::KeepInForce {
            obligation: obligation()?,
            waits: row.get("receipt")?,
            beside: row.get("beside")?,
        },
        "combine" => Decided::Combine {
            obligation: obligation()?,
            over: row.get("receipt")?,
            beside: row.get("beside")?,
        },
        "go-without" => Decided::GoWithout {
            unit: row.get("unit")?,
        },
        what @ (KEEP | DROP) => Decided::SettleFigure {
            figure: row.get("figure")?,
            typed: row.get("typed")?,
            ledger: row.get("ledger")?,
            keeps_typed: what == KEEP,
        },
        "count-in" => Decided::CountIn {
            unit: row.get("unit")?,
            into: row.get("into_unit")?,
        },
        "assign-file" => Decided::AssignFile {
            hash: row.get("hash")?,
            unit: row.get("unit")?,
            was: row.get("was_unit")?,
        },
        "ignore-file" => Decided::IgnoreFile {
            hash: row.get("hash")?,
        },
        "put-in-force" => Decided::PutInForce {
            obligation: obligation()?,
            receipt: row.get("receipt")?,
        },
        "issue-report" => Decided::IssueReport {
            document: row.get("hash")?,
            number: row.get("number")?,
            day: day_of(&row.get::<_, String>("day")?)?,
            signed: row.get("signed")?,
        },
        "take-back" => Decided::TakeBack {
            act: row.get("undoes")?,
        },
        _ => return Err(LedgerError::content()),
    })
}

fn day_of(written: &str) -> Result<Day> {
    written.parse().map_err(|_| LedgerError::content())
}
