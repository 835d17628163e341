-- The pages of everybody, sealed. A uid is a random number: which person it stands for is known
-- to the keyring alone, so a copy of this file says neither who wrote nor what.
-- Every table here but `meta` bears a uid, so that forgetting somebody finds all of them.

-- One walkthrough somebody has begun: where they stand, and all their answers, in one blob.
CREATE TABLE sitting (
    uid BLOB NOT NULL,
    id BLOB NOT NULL,
    blob BLOB NOT NULL,
    PRIMARY KEY (uid, id)
) STRICT, WITHOUT ROWID;

-- What somebody decided once: consent, country, what stays unshared. Ids are keyed hashes.
CREATE TABLE setting (
    uid BLOB NOT NULL,
    id BLOB NOT NULL,
    blob BLOB NOT NULL,
    PRIMARY KEY (uid, id)
) STRICT, WITHOUT ROWID;

-- Vouches for all rows of one person: none lost, none added, none put back to an older version.
CREATE TABLE head (
    uid BLOB NOT NULL PRIMARY KEY,
    blob BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row, the ledger: vouches for all heads, and bears the generation.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    blob BLOB NOT NULL
) STRICT, WITHOUT ROWID;
