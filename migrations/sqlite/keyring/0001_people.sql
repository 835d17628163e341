-- Who is who, and everybody's keys. Of this file only the latest copy is ever kept: a key that
-- was deleted here makes the person's rows unreadable in every copy of the other file.

-- `pseud` is a keyed hash of the Discord id; the blob holds the uid and the person's keys.
CREATE TABLE person (
    pseud BLOB NOT NULL PRIMARY KEY,
    blob BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Somebody whose key is gone and whose rows are still to be swept out of the other file.
CREATE TABLE tomb (
    uid BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- One row, the ledger: vouches for all people, and bears the generation.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    blob BLOB NOT NULL
) STRICT, WITHOUT ROWID;
