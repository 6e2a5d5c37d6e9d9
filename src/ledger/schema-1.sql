-- What came.
CREATE TABLE receipts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL,
    hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    application TEXT,
    saved_at TEXT,
    unit TEXT,
    form TEXT,
    kit_version TEXT,
    kit_hash TEXT NOT NULL
);
CREATE INDEX receipts_by_hash ON receipts (hash);

-- What it said, whole: a receipt may hold several units.
CREATE TABLE readings (
    receipt INTEGER NOT NULL REFERENCES receipts (id),
    unit TEXT NOT NULL,
    form TEXT NOT NULL,
    whole BLOB NOT NULL,
    PRIMARY KEY (receipt, unit)
) WITHOUT ROWID;

-- What it said, cell by cell in the order of the form, for whoever asks with SQL. A cell of a list names its section
-- and its row from 1; a cell of a grid has section '' and row 0.
CREATE TABLE fields (
    receipt INTEGER NOT NULL REFERENCES receipts (id),
    position INTEGER NOT NULL,
    unit TEXT NOT NULL,
    section TEXT NOT NULL,
    row INTEGER NOT NULL,
    field TEXT NOT NULL,
    answer TEXT NOT NULL,
    value TEXT,
    raw TEXT NOT NULL,
    remark TEXT NOT NULL,
    estimate INTEGER NOT NULL,
    anchor TEXT NOT NULL,
    sheet TEXT,
    cell TEXT,
    PRIMARY KEY (receipt, position)
) WITHOUT ROWID;

-- What was found in it. Messages are their id and facts as JSON.
CREATE TABLE findings (
    receipt INTEGER NOT NULL REFERENCES receipts (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    unit TEXT NOT NULL,
    file TEXT NOT NULL,
    message TEXT NOT NULL,
    todo TEXT NOT NULL,
    cells TEXT NOT NULL,
    reason TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (receipt, position)
) WITHOUT ROWID;

-- What was decided. Rows are only added.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    unit TEXT,
    receipt INTEGER REFERENCES receipts (id),
    hash TEXT,
    finding TEXT,
    basis TEXT,
    reason TEXT NOT NULL,
    why TEXT,
    by_whom TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX decisions_by_unit ON decisions (kind, unit, id);

-- What we wrote last under each name, to know whether a person has changed it since.
CREATE TABLE outputs (
    name TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;

-- Editions of the report, with the figures in them.
CREATE TABLE editions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    edition TEXT NOT NULL,
    hash TEXT NOT NULL,
    at TEXT NOT NULL,
    figures TEXT NOT NULL
);
