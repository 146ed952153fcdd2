-- The first library. Dates are YYYY-MM-DD, times are UTC YYYY-MM-DDTHH:MM:SSZ, amounts are exact decimal text,
-- yes and no are 1 and 0, an empty text is '', and what is not known is NULL.
CREATE TABLE counterpart (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
  name TEXT NOT NULL,
  job_title TEXT NOT NULL DEFAULT '',
  organisation_id INTEGER REFERENCES counterpart (id) ON DELETE SET NULL,
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  how_we_know TEXT NOT NULL DEFAULT '',
  languages TEXT NOT NULL DEFAULT '',
  what_matters TEXT NOT NULL DEFAULT '',
  known_since TEXT NOT NULL DEFAULT '',
  quiet_after_days INTEGER DEFAULT 60,
  created_at TEXT NOT NULL,
  binned_at TEXT
) STRICT;
CREATE INDEX counterpart_organisation ON counterpart (organisation_id);
CREATE INDEX counterpart_name ON counterpart (name COLLATE NOCASE);

CREATE TABLE negotiation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  context TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL DEFAULT '',
  stage TEXT NOT NULL DEFAULT 'planning'
    CHECK (stage IN ('planning', 'meeting', 'agreed_in_principle', 'agreed', 'paused', 'no_deal')),
  outcome_us TEXT NOT NULL DEFAULT '',
  outcome_them TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  stage_changed_at TEXT NOT NULL,
  binned_at TEXT
) STRICT;
CREATE INDEX negotiation_stage ON negotiation (stage);

CREATE TABLE party (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  counterpart_id INTEGER NOT NULL REFERENCES counterpart (id) ON DELETE CASCADE,
  decides INTEGER NOT NULL DEFAULT 0,
  advises INTEGER NOT NULL DEFAULT 0,
  signs INTEGER NOT NULL DEFAULT 0,
  speaks INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,
  UNIQUE (negotiation_id, counterpart_id)
) STRICT;
CREATE INDEX party_counterpart ON party (counterpart_id);

CREATE TABLE authority (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('us', 'them')),
  who TEXT NOT NULL DEFAULT '',
  limit_amount TEXT,
  limit_note TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  UNIQUE (negotiation_id, side)
) STRICT;

CREATE TABLE alternative (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('us', 'them')),
  text TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX alternative_negotiation ON alternative (negotiation_id);

CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  unit TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL DEFAULT '',
  more_is_better INTEGER NOT NULL DEFAULT 0,
  opening TEXT,
  target TEXT,
  walk_away TEXT,
  weight INTEGER NOT NULL DEFAULT 3,
  their_target TEXT,
  their_walk_away TEXT,
  their_source TEXT NOT NULL DEFAULT '',
  authority_limit TEXT,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX term_negotiation ON term (negotiation_id);

CREATE TABLE ledger_item (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('us', 'them')),
  title TEXT NOT NULL,
  cost INTEGER NOT NULL DEFAULT 0,
  value INTEGER NOT NULL DEFAULT 0,
  cost_amount TEXT,
  limit_text TEXT NOT NULL DEFAULT '',
  condition_text TEXT NOT NULL DEFAULT '',
  priority TEXT NOT NULL DEFAULT 'tradable' CHECK (priority IN ('must', 'tradable', 'wish')),
  give_first INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'offered', 'asked', 'accepted', 'declined')),
  state_at TEXT,
  due_on TEXT,
  due_text TEXT NOT NULL DEFAULT '',
  planned INTEGER NOT NULL DEFAULT 1,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX ledger_item_negotiation ON ledger_item (negotiation_id);

CREATE TABLE if_then (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  if_text TEXT NOT NULL,
  then_text TEXT NOT NULL DEFAULT '',
  used_at TEXT,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX if_then_negotiation ON if_then (negotiation_id);

CREATE TABLE question (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',
  asked_at TEXT,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX question_negotiation ON question (negotiation_id);

CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  starts_at TEXT,
  planned_minutes INTEGER,
  place TEXT NOT NULL DEFAULT '',
  started_at TEXT,
  ended_at TEXT,
  no_next_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX meeting_negotiation ON meeting (negotiation_id);
CREATE INDEX meeting_starts ON meeting (starts_at);

CREATE TABLE attendee (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
  counterpart_id INTEGER NOT NULL REFERENCES counterpart (id) ON DELETE CASCADE,
  UNIQUE (meeting_id, counterpart_id)
) STRICT;
CREATE INDEX attendee_counterpart ON attendee (counterpart_id);

CREATE TABLE checklist_item (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
  phase TEXT NOT NULL CHECK (phase IN ('open', 'explore', 'exchange', 'close')),
  kind TEXT NOT NULL DEFAULT 'plain'
    CHECK (kind IN ('plain', 'rapport', 'give_first', 'give', 'get', 'question', 'closing')),
  text TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  ledger_item_id INTEGER REFERENCES ledger_item (id) ON DELETE SET NULL,
  question_id INTEGER REFERENCES question (id) ON DELETE SET NULL,
  ticked_at TEXT,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX checklist_item_meeting ON checklist_item (meeting_id);
CREATE INDEX checklist_item_ledger ON checklist_item (ledger_item_id);
CREATE INDEX checklist_item_question ON checklist_item (question_id);

CREATE TABLE offer (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  meeting_id INTEGER REFERENCES meeting (id) ON DELETE SET NULL,
  side TEXT NOT NULL CHECK (side IN ('us', 'them')),
  made_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'declined')),
  text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX offer_negotiation ON offer (negotiation_id);
CREATE INDEX offer_meeting ON offer (meeting_id);

CREATE TABLE offer_value (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  offer_id INTEGER NOT NULL REFERENCES offer (id) ON DELETE CASCADE,
  term_id INTEGER NOT NULL REFERENCES term (id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  UNIQUE (offer_id, term_id)
) STRICT;
CREATE INDEX offer_value_term ON offer_value (term_id);

CREATE TABLE capture (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
  captured_at TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('note', 'give', 'get', 'our_offer', 'their_offer', 'private', 'question', 'if_then')),
  text TEXT NOT NULL,
  ledger_item_id INTEGER REFERENCES ledger_item (id) ON DELETE SET NULL,
  offer_id INTEGER REFERENCES offer (id) ON DELETE SET NULL,
  if_then_id INTEGER REFERENCES if_then (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX capture_meeting ON capture (meeting_id);
CREATE INDEX capture_ledger ON capture (ledger_item_id);
CREATE INDEX capture_offer ON capture (offer_id);
CREATE INDEX capture_if_then ON capture (if_then_id);

CREATE TABLE lamp (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('us', 'them')),
  kind TEXT NOT NULL CHECK (kind IN ('wants', 'can_sign')),
  lit INTEGER NOT NULL DEFAULT 0,
  who TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  set_at TEXT,
  UNIQUE (negotiation_id, side, kind)
) STRICT;

CREATE TABLE agreement_version (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL REFERENCES negotiation (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  agreed_on TEXT NOT NULL,
  frozen_at TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (negotiation_id, version)
) STRICT;

CREATE TABLE promise (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER REFERENCES negotiation (id) ON DELETE CASCADE,
  counterpart_id INTEGER REFERENCES counterpart (id) ON DELETE SET NULL,
  ledger_item_id INTEGER REFERENCES ledger_item (id) ON DELETE SET NULL,
  meeting_id INTEGER REFERENCES meeting (id) ON DELETE SET NULL,
  side TEXT NOT NULL CHECK (side IN ('us', 'them')),
  text TEXT NOT NULL,
  due_on TEXT,
  due_text TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'broken', 'withdrawn')),
  settled_on TEXT,
  next_step INTEGER NOT NULL DEFAULT 0,
  benefit_us TEXT NOT NULL DEFAULT '',
  benefit_them TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX promise_negotiation ON promise (negotiation_id);
CREATE INDEX promise_counterpart ON promise (counterpart_id);
CREATE INDEX promise_ledger ON promise (ledger_item_id);
CREATE INDEX promise_meeting ON promise (meeting_id);
CREATE INDEX promise_due ON promise (state, due_on);

CREATE TABLE log_entry (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  counterpart_id INTEGER NOT NULL REFERENCES counterpart (id) ON DELETE CASCADE,
  negotiation_id INTEGER REFERENCES negotiation (id) ON DELETE SET NULL,
  meeting_id INTEGER REFERENCES meeting (id) ON DELETE SET NULL,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'call', 'message', 'meeting', 'gave', 'got')),
  happened_on TEXT NOT NULL,
  written_at TEXT NOT NULL,
  text TEXT NOT NULL,
  rapport INTEGER,
  value INTEGER NOT NULL DEFAULT 0,
  binned_at TEXT
) STRICT;
CREATE INDEX log_entry_counterpart ON log_entry (counterpart_id, happened_on);
CREATE INDEX log_entry_negotiation ON log_entry (negotiation_id);
CREATE INDEX log_entry_meeting ON log_entry (meeting_id);

CREATE TABLE look_back (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  negotiation_id INTEGER NOT NULL UNIQUE REFERENCES negotiation (id) ON DELETE CASCADE,
  outcome_us INTEGER,
  outcome_them INTEGER,
  ourselves_us INTEGER,
  ourselves_them INTEGER,
  way_us INTEGER,
  way_them INTEGER,
  relationship_us INTEGER,
  relationship_them INTEGER,
  learnt TEXT NOT NULL DEFAULT '',
  written_at TEXT NOT NULL
) STRICT;

CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  context TEXT NOT NULL DEFAULT '',
  content TEXT NOT NULL,
  created_at TEXT NOT NULL,
  binned_at TEXT
) STRICT;

CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL DEFAULT ''
) STRICT;
