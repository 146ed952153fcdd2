-- When which field of which row changed last, and what a merge of two libraries set aside.
-- The uid of a change is `TABLE:UID:FIELD`; with an empty field it says when a row was removed.
-- No such row means: as it was when it was first written down.
CREATE TABLE field_change (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  changed_at TEXT NOT NULL
) STRICT;

-- A value (as JSON) that another library's newer one took the place of; with an empty field a whole row.
-- The uid is made of what it says, so that the same value is kept once, whichever library is merged into which.
CREATE TABLE merge_past (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  table_name TEXT NOT NULL,
  row_uid TEXT NOT NULL,
  field TEXT NOT NULL DEFAULT '',
  value TEXT NOT NULL,
  merged_at TEXT NOT NULL
) STRICT;
CREATE INDEX merge_past_row ON merge_past (row_uid);
