-- Whose lock is just being put on or changed: a start looks here for what was left half-way.
CREATE TABLE turning (
    pseud BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
