-- Tags of log entries and of counterparts: a tag is one name, whatever its capitals (`folded`). Those of an entry stand
-- in its text as `#tag`. What an entry said before it was edited is kept in `merge_past`, as what a merge set aside is.
CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entry_tag (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  log_entry_id INTEGER NOT NULL REFERENCES log_entry (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  UNIQUE (log_entry_id, tag_id)
) STRICT;
CREATE INDEX entry_tag_tag ON entry_tag (tag_id);

CREATE TABLE counterpart_tag (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  counterpart_id INTEGER NOT NULL REFERENCES counterpart (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  UNIQUE (counterpart_id, tag_id)
) STRICT;
CREATE INDEX counterpart_tag_tag ON counterpart_tag (tag_id);

-- An entry that names another counterpart as `@name`; `name` is what stands in its text, also after they are renamed.
CREATE TABLE mention (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  log_entry_id INTEGER NOT NULL REFERENCES log_entry (id) ON DELETE CASCADE,
  counterpart_id INTEGER NOT NULL REFERENCES counterpart (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  UNIQUE (log_entry_id, counterpart_id)
) STRICT;
CREATE INDEX mention_counterpart ON mention (counterpart_id);
