-- Promises kept in parts, moved to another day, and reminded of; files kept with a negotiation or a counterpart.
-- `parts` is NULL where a promise is kept or not kept as a whole. `first_due_on` is the day it was promised for at
-- first, NULL where it never moved.
ALTER TABLE promise ADD COLUMN parts INTEGER;
ALTER TABLE promise ADD COLUMN parts_kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE promise ADD COLUMN first_due_on TEXT;
ALTER TABLE promise ADD COLUMN remind INTEGER NOT NULL DEFAULT 1;

CREATE TABLE attached_file (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER REFERENCES negotiation (id) ON DELETE CASCADE,
  counterpart_id INTEGER REFERENCES counterpart (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  added_at TEXT NOT NULL,
  binned_at TEXT
) STRICT;
CREATE INDEX attached_file_negotiation ON attached_file (negotiation_id);
CREATE INDEX attached_file_counterpart ON attached_file (counterpart_id);

-- Beside the row that lists read and that changes, so that neither reading nor undo ever carries the bytes along.
CREATE TABLE file_content (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  attached_file_id INTEGER NOT NULL UNIQUE REFERENCES attached_file (id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;
