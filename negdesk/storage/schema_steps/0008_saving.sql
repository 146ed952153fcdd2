-- How often this library was saved, counted inside each transaction, and a name by which it knows its count: beside a
-- library that is open lies how often it was *said* to be saved (`saved_mark.py`), and where the library itself knows of
-- fewer times, something that was saved is missing. It is no fact of the library: undo, merging and the change signal
-- pass it by, so it has no stable name of a row.
CREATE TABLE saving (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  library TEXT NOT NULL DEFAULT '',
  number INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO saving (id) VALUES (1);
