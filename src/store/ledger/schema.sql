-- The secret by which the campaign knows what it issued; one row.
CREATE TABLE campaign (
    issue_key TEXT NOT NULL
);

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
    understood_with TEXT NOT NULL,
    -- Where the officer, who filled it for the unit, learned what it says.
    learned TEXT
);
CREATE INDEX receipts_by_hash ON receipts (hash);

-- The versions of forms that were issued, by the hash of their layout. The layout with all its texts is JSON behind a
-- checksum.
CREATE TABLE issued_forms (
    layout TEXT PRIMARY KEY,
    form TEXT NOT NULL,
    kit TEXT NOT NULL,
    at TEXT NOT NULL,
    contents BLOB NOT NULL
) WITHOUT ROWID;

-- Wrappings (ZIP, mail) by the hash of their bytes. What was found in them is JSON.
CREATE TABLE parcels (
    hash TEXT PRIMARY KEY,
    contents TEXT NOT NULL
) WITHOUT ROWID;

-- What the journal beside the archive holds too, as JSON: what cannot be found out again from the files received.
CREATE TABLE journal (
    number INTEGER PRIMARY KEY,
    entry TEXT NOT NULL
);

-- What it said, whole and cell by cell: a receipt may hold several units. Cells are a JSON list in the order of the form,
-- each a list of what the columns of the view below say, from section to cell. Long rows lie in a table of their own, not
-- in the index: who looks for one does not go through the others.
CREATE TABLE readings (
    receipt INTEGER NOT NULL REFERENCES receipts (id),
    unit TEXT NOT NULL,
    form TEXT NOT NULL,
    whole BLOB NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (receipt, unit)
);

-- The cells, for whoever asks with SQL. A cell of a list names its section and its row from 1; a cell of a grid has
-- section '' and row 0. In the order of the form: by unit, then position.
CREATE VIEW fields AS
SELECT
    r.receipt AS receipt,
    r.unit AS unit,
    c.key AS position,
    json_extract(c.value, '$[0]') AS section,
    json_extract(c.value, '$[1]') AS row,
    json_extract(c.value, '$[2]') AS field,
    json_extract(c.value, '$[3]') AS answer,
    json_extract(c.value, '$[4]') AS value,
    json_extract(c.value, '$[5]') AS raw,
    json_extract(c.value, '$[6]') AS remark,
    json_extract(c.value, '$[7]') AS estimate,
    json_extract(c.value, '$[8]') AS anchor,
    json_extract(c.value, '$[9]') AS sheet,
    json_extract(c.value, '$[10]') AS cell
FROM readings r, json_each(r.cells) c;

-- What was found in it. Messages are their id and facts as JSON; so is what the officer can do.
CREATE TABLE findings (
    receipt INTEGER NOT NULL REFERENCES receipts (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    unit TEXT,
    file TEXT NOT NULL,
    message TEXT NOT NULL,
    todo TEXT NOT NULL,
    action TEXT,
    cells TEXT NOT NULL,
    reason TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (receipt, position)
);

-- Returns that wait for the officer, beside the one in force where there is one. Why is JSON.
CREATE TABLE pending (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    unit TEXT NOT NULL,
    form TEXT NOT NULL,
    waits INTEGER NOT NULL REFERENCES receipts (id),
    beside INTEGER REFERENCES receipts (id),
    why TEXT NOT NULL
);
CREATE UNIQUE INDEX pending_once ON pending (unit, form, waits, coalesce(beside, 0));

-- What units were asked to mend, as it was asked last.
CREATE TABLE questions (
    unit TEXT NOT NULL,
    finding TEXT NOT NULL,
    basis TEXT NOT NULL,
    receipt INTEGER,
    at TEXT NOT NULL,
    PRIMARY KEY (unit, finding)
) WITHOUT ROWID;

-- What was decided, whole as JSON; the name of its kind and what it is asked by stand beside it, where it has them. Rows are
-- only added. Those of one act (0: by the program's rules) are taken back together.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act INTEGER NOT NULL,
    what TEXT NOT NULL,
    unit TEXT,
    form TEXT,
    receipt INTEGER REFERENCES receipts (id),
    undoes INTEGER,
    told TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX decisions_by_obligation ON decisions (what, unit, form, id, act);
CREATE INDEX decisions_undone ON decisions (undoes) WHERE undoes IS NOT NULL;

-- Those that hold.
CREATE VIEW standing AS
SELECT * FROM decisions
WHERE undoes IS NULL AND act NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL);

-- What we wrote last under each name, to know whether a person has changed it since, and what of ours it takes the place
-- of: it is recorded before it is written, so after a crash either may lie there.
CREATE TABLE outputs (
    name TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    replaced TEXT,
    at TEXT NOT NULL
) WITHOUT ROWID;

-- What the forms that are sent show, as a hash: one with other facts is stale.
CREATE TABLE shown (
    name TEXT PRIMARY KEY,
    facts TEXT NOT NULL
) WITHOUT ROWID;

-- Editions of the report, with what is kept of each, as JSON.
CREATE TABLE editions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    edition TEXT NOT NULL,
    hash TEXT NOT NULL,
    at TEXT NOT NULL,
    kept TEXT NOT NULL
);
