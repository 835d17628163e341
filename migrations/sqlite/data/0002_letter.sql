-- What somebody wrote while their lock was on: sealed so that their own phrase alone opens it. Each
-- goes away with the change that brings it among their pages.

-- `id` counts up for each uid, as eight bytes, so that they are read in order.
CREATE TABLE letter (
    uid BLOB NOT NULL,
    id BLOB NOT NULL,
    blob BLOB NOT NULL,
    PRIMARY KEY (uid, id)
) STRICT, WITHOUT ROWID;
