-- What one wants to know of a counterpart besides the fields that every counterpart has: a name of one's own, and text.
-- `reminders_off` silences "going quiet" without forgetting the counterpart's rhythm (`quiet_after_days`).
CREATE TABLE own_field (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  counterpart_id INTEGER NOT NULL REFERENCES counterpart (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  text TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX own_field_counterpart ON own_field (counterpart_id);

ALTER TABLE counterpart ADD COLUMN reminders_off INTEGER NOT NULL DEFAULT 0 CHECK (reminders_off IN (0, 1));
