//! The ledger (sổ tiếp nhận): what came and when, what it said, what was found, what was decided, what was written.
//!
//! In: receipts with their readings and findings, decisions, hashes of outputs. Out: the same, after any number of
//! runs. One `SQLite` file with a rollback journal (it may lie on a network share); every write is one transaction.
//! Nothing is taken back: a later decision stands above an earlier one. Knows nothing of kits, files or the clock.

mod columns;
mod decide;
mod entries;
mod error;
mod issued;
mod output;
mod parcel;
mod pending;
mod question;
mod receipt;
mod record;
mod schema;

pub(crate) use entries::{Agreement, parse as parse_entry};
pub use error::LedgerError;

use crate::model::reading::Reading;
use crate::store::folder::only_for_the_user;
use crate::store::journal::Journal;
use crate::store::seal;
use rusqlite::{Connection, OpenFlags};
use schema::State;
use std::cell::{Cell, RefCell};
use std::fs::OpenOptions;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a call to the ledger comes to.
pub type Result<T> = std::result::Result<T, LedgerError>;

/// How long another program may hold the file before we give up.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    batch: Cell<Batch>,
    /// The journal that follows, once it is kept.
    journal: RefCell<Option<Journal>>,
    /// The campaign beside whose archive the ledger is sealed when the work on it ends.
    sealed_in: Option<PathBuf>,
    /// What is calculated anew in a return that is put together of several.
    calculated: Option<Calculation>,
}

/// Calculates anew what a return says beyond its entries.
struct Calculation(Box<dyn Fn(&mut Reading) + Send + Sync>);

impl std::fmt::Debug for Calculation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Calculation")
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        if let Some(root) = &self.sealed_in
            && let Ok(last) = self.last_entry()
        {
            seal::put(root, last);
        }
    }
}

/// Whether several things are being done together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Batch {
    #[default]
    None,
    Whole,
    /// A piece of work within it failed: nothing of the batch is kept.
    HalfDone,
}

impl Ledger {
    /// Has what a return says beyond its entries calculated anew wherever answers are laid over it.
    pub fn calculate_by(&mut self, calculate: impl Fn(&mut Reading) + Send + Sync + 'static) {
        self.calculated = Some(Calculation(Box::new(calculate)));
    }

    /// Opens a ledger, or begins one where there is none.
    ///
    /// A file that is damaged, belongs to another program or was written by another version of this one is told so
    /// and left as it is.
    pub fn open(path: &Path) -> Result<Self> {
        if !path.exists() {
            // The database takes the rights of its file for its journal too. A file that cannot be made is told when it is
            // opened.
            let _ = only_for_the_user(OpenOptions::new().write(true).create_new(true)).open(path);
        }
        Connection::open(path)
            .map_err(Into::into)
            .and_then(Self::on)
            .map_err(|error| error.of(path))
    }

    /// Opens a ledger only to read from it, while another program may be writing in it or where nothing can be
    /// written; one that has not begun yet is empty.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Self::on(Connection::open_in_memory()?);
        }
        let mut connection = reading(path)?;
        let state = match schema::state(&connection) {
            // A run that was cut off left its journal: what it had begun must be undone first, which takes a writer.
            Err(LedgerError::Closed(_)) => {
                drop(Self::open(path)?);
                connection = reading(path)?;
                schema::state(&connection)
            }
            state => state,
        }?;
        if state == State::Empty {
            return Self::on(Connection::open_in_memory()?);
        }
        Ok(Self {
            connection,
            batch: Cell::default(),
            journal: RefCell::default(),
            sealed_in: None,
            calculated: None,
        })
    }

    fn on(mut connection: Connection) -> Result<Self> {
        connection.busy_timeout(PATIENCE)?;
        schema::prepare(&mut connection)?;
        Ok(Self {
            connection,
            batch: Cell::default(),
            journal: RefCell::default(),
            sealed_in: None,
            calculated: None,
        })
    }

    /// Looks through the whole file for what does not fit together: rows that an index misses, pages that nothing leads
    /// to.
    pub(crate) fn look_through(&self) -> Result<()> {
        let sql = "PRAGMA integrity_check(1)";
        let said: String = self.connection.query_row(sql, [], |row| row.get(0))?;
        if said == "ok" {
            Ok(())
        } else {
            Err(LedgerError::content())
        }
    }

    /// Becomes another number when another program writes in it: what was read between two equal ones was so at one moment.
    pub(crate) fn version(&self) -> Result<i64> {
        let version = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0));
        Ok(version?)
    }

    /// Reads several things as they are at one moment. Meanwhile another program's writing cannot be finished: to be
    /// kept short.
    pub fn at_once<T, E: From<LedgerError>>(
        &self,
        read: impl FnOnce(&Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let is_alone = self.connection.is_autocommit();
        if !is_alone {
            return read(self);
        }
        let moment = self.connection.unchecked_transaction();
        let moment = moment.map_err(LedgerError::from)?;
        let done = read(self);
        // Nothing was written: there is nothing to keep or to undo.
        drop(moment);
        done
    }

    /// Does several things that are kept together, or after an error or a crash not at all; not within another batch.
    pub fn together<T, E: From<LedgerError>>(
        &mut self,
        steps: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if self.batch.get() != Batch::None {
            self.batch.set(Batch::HalfDone);
            return Err(LedgerError::HalfDone.into());
        }
        begin(&self.connection)?;
        self.batch.set(Batch::Whole);
        let done = catch_unwind(AssertUnwindSafe(|| steps(self)));
        let is_whole = self.batch.take() == Batch::Whole;
        match &done {
            Ok(Ok(_)) if is_whole => {
                commit(&self.connection)?;
                self.follow();
            }
            _ => roll_back(&self.connection),
        }
        let done = done.unwrap_or_else(|fault| resume_unwind(fault));
        // An error that the steps passed over must not look like success.
        if done.is_ok() && !is_whole {
            return Err(LedgerError::HalfDone.into());
        }
        done
    }

    fn begin(&mut self) -> Result<Transaction<'_>> {
        Transaction::begin(&self.connection, &self.batch, &self.journal)
    }
}

/// A connection that never writes.
fn reading(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).map_err(|e| LedgerError::from(e).of(path))?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

fn begin(connection: &Connection) -> Result<()> {
    Ok(connection.execute_batch("BEGIN IMMEDIATE")?)
}

/// Keeps what was done, or nothing of it.
fn commit(connection: &Connection) -> Result<()> {
    let kept = connection.execute_batch("COMMIT");
    if kept.is_err() {
        roll_back(connection);
    }
    Ok(kept?)
}

/// Undoes what was done, unless `SQLite` has done so itself, as it does when the disk is full.
fn roll_back(connection: &Connection) {
    if !connection.is_autocommit() {
        // Nothing more can be done about work that cannot be undone; the journal undoes it at the next opening.
        let _ = connection.execute_batch("ROLLBACK");
    }
}

/// One piece of work on the ledger, alone or within a batch; undone unless committed, with its batch if it has one.
struct Transaction<'l> {
    connection: &'l Connection,
    batch: &'l Cell<Batch>,
    journal: &'l RefCell<Option<Journal>>,
    is_alone: bool,
    is_done: bool,
}

impl<'l> Transaction<'l> {
    fn begin(
        connection: &'l Connection,
        batch: &'l Cell<Batch>,
        journal: &'l RefCell<Option<Journal>>,
    ) -> Result<Self> {
        let is_alone = batch.get() == Batch::None;
        if is_alone {
            begin(connection)?;
        } else if batch.get() == Batch::HalfDone || connection.is_autocommit() {
            // What came before is undone or will be; this must not be kept alone.
            batch.set(Batch::HalfDone);
            return Err(LedgerError::HalfDone);
        }
        Ok(Self {
            connection,
            batch,
            journal,
            is_alone,
            is_done: false,
        })
    }

    fn commit(mut self) -> Result<()> {
        // What cannot be committed is undone by that already.
        self.is_done = true;
        if self.is_alone {
            commit(self.connection)?;
            entries::follow(self.connection, &mut self.journal.borrow_mut());
        }
        Ok(())
    }
}

impl std::ops::Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        match (self.is_done, self.is_alone) {
            (true, _) => {}
            (false, true) => roll_back(self.connection),
            (false, false) => self.batch.set(Batch::HalfDone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ActId;
    use crate::model::receipt::{Act, Decided, Decision};

    fn decision(at: &str) -> Decision {
        Decision {
            what: Decided::GoWithout {
                unit: "U1".parse().expect("a code"),
            },
            // Large enough for pages of its own.
            reason: "x".repeat(20_000),
            act: Act {
                id: ActId(1),
                by: "ai".to_owned(),
                at: at.to_owned(),
            },
        }
    }

    /// A ledger that has no room for another decision.
    fn full() -> (tempfile::TempDir, Ledger) {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::open(&folder.path().join("so.sqlite")).expect("a ledger");
        let pages: i64 = ledger
            .connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .expect("pages");
        ledger
            .connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .expect("a limit");
        (folder, ledger)
    }

    fn make_room(ledger: &Ledger) {
        let most = ledger
            .connection
            .query_row("PRAGMA max_page_count = 100000", [], |_| Ok(()));
        most.expect("a limit");
    }

    #[test]
    fn after_a_full_disk_nothing_of_the_batch_is_kept_even_when_there_is_room_again() {
        let (_folder, mut ledger) = full();
        let done = ledger.together(|ledger| -> Result<()> {
            let first = ledger.decide(&decision("1"));
            assert!(matches!(first, Err(LedgerError::Full(_))), "{first:?}");
            // SQLite has ended the transaction itself.
            assert!(ledger.connection.is_autocommit());
            make_room(ledger);
            let next = ledger.decide(&decision("2"));
            assert!(matches!(next, Err(LedgerError::HalfDone)), "{next:?}");
            Ok(())
        });
        assert!(matches!(done, Err(LedgerError::HalfDone)), "{done:?}");
        assert_eq!(ledger.decisions().expect("decisions"), []);
        ledger.decide(&decision("3")).expect("works again");
    }

    #[test]
    fn a_full_disk_is_told_as_such() {
        let (_folder, mut ledger) = full();
        let done = ledger.together(|ledger| ledger.decide(&decision("1")));
        assert!(matches!(done, Err(LedgerError::Full(_))), "{done:?}");
    }

    #[test]
    fn a_batch_within_a_batch_or_a_fault_in_it_keeps_nothing() {
        let (_folder, mut ledger) = full();
        make_room(&ledger);
        let nested = ledger.together(|ledger| {
            ledger.decide(&decision("1"))?;
            let _ = ledger.together(|ledger| ledger.decide(&decision("2")));
            Ok::<(), LedgerError>(())
        });
        assert!(matches!(nested, Err(LedgerError::HalfDone)), "{nested:?}");
        let fault = catch_unwind(AssertUnwindSafe(|| {
            ledger.together(|ledger| -> Result<()> {
                ledger.decide(&decision("3"))?;
                panic!("a fault on purpose")
            })
        }));
        assert!(fault.is_err());
        assert_eq!(ledger.decisions().expect("decisions"), []);
        ledger.decide(&decision("4")).expect("works again");
    }

    #[test]
    fn a_batch_that_cannot_be_kept_is_undone() {
        let (folder, mut ledger) = full();
        make_room(&ledger);
        ledger
            .connection
            .busy_timeout(Duration::ZERO)
            .expect("no patience");
        let other = Connection::open(folder.path().join("so.sqlite")).expect("another program");
        // Whoever reads holds a commit back.
        other.execute_batch("BEGIN").expect("begun");
        let count = |c: &Connection| -> i64 {
            let sql = "SELECT count(*) FROM decisions";
            c.query_row(sql, [], |row| row.get(0)).expect("a count")
        };
        assert_eq!(count(&other), 0);
        let done = ledger.together(|ledger| ledger.decide(&decision("1")));
        assert!(matches!(done, Err(LedgerError::Busy(_))), "{done:?}");
        assert!(ledger.connection.is_autocommit(), "nothing left open");
        let alone = ledger.decide(&decision("2"));
        assert!(matches!(alone, Err(LedgerError::Busy(_))), "{alone:?}");
        other.execute_batch("COMMIT").expect("ended");
        assert_eq!(count(&other), 0);
        ledger.decide(&decision("3")).expect("works again");
        assert_eq!(count(&other), 1);
    }
}
