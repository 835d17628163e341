-- Who asked to be reminded of something, and when. It lies here, beside the keys, because of this
-- file only the newest copy is kept: no old backup says whose pages were whose.

-- `due_at` and `claimed_at` are unix seconds; due_at is whole minutes, and NULL while it is paused.
-- Whom it is for, where, in which zone and about what stands in the blob, sealed under the
-- master key. A row that was sent goes on to its next time or goes away: no history is kept.
CREATE TABLE schedule (
    pseud BLOB NOT NULL,
    id BLOB NOT NULL,
    due_at INTEGER,
    claimed_at INTEGER,
    blob BLOB NOT NULL,
    PRIMARY KEY (pseud, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_due ON schedule (due_at) WHERE claimed_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX schedule_claimed ON schedule (claimed_at) WHERE claimed_at IS NOT NULL;
