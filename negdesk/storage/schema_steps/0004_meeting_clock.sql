-- A meeting's clock can stand still: since when, and for how many seconds it stood still before that.
ALTER TABLE meeting ADD COLUMN paused_at TEXT;
ALTER TABLE meeting ADD COLUMN paused_seconds INTEGER NOT NULL DEFAULT 0;

-- What is typed somewhere and not yet entered, such as in the capture line of a meeting. It is no fact of the library:
-- undo, merging and the change signal pass it by, so it has neither number nor stable name.
CREATE TABLE draft (
  place TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
