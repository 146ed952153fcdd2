"""What the search line finds in the library: places to go to and passages that hold the words."""

from collections.abc import Iterator
from dataclasses import dataclass

from negdesk.domain.privacy import Open
from negdesk.domain.wording import t
from negdesk.storage.database import Connection

MOST = 8
"""Hits of one kind that are shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the page it is on, its number there, the step, and what to put the cursor on."""

    page: Open[str]
    id: Open[int]
    step: Open[str]
    focus: Open[str]
    title: Open[str]
    passage: str


@dataclass(frozen=True, slots=True)
class SearchSheet:
    """What was found, the nearest first: names before passages."""

    hits: Open[tuple[Hit, ...]]


_NAMES = """
SELECT 'negotiation', id, '', '', title, '' FROM negotiation
  WHERE binned_at IS NULL AND title LIKE ?1 ESCAPE '\\' ORDER BY stage_changed_at DESC LIMIT ?2
"""
_COUNTERPARTS = """
SELECT 'counterpart', id, '', '', name, job_title FROM counterpart
  WHERE binned_at IS NULL AND (name LIKE ?1 ESCAPE '\\' OR job_title LIKE ?1 ESCAPE '\\') ORDER BY name LIMIT ?2
"""
_LOG = """
SELECT 'counterpart', c.id, '', 'log_entry:' || e.id, c.name, e.text FROM log_entry e
  JOIN counterpart c ON c.id = e.counterpart_id
  WHERE e.binned_at IS NULL AND c.binned_at IS NULL AND e.text LIKE ?1 ESCAPE '\\' ORDER BY e.happened_on DESC LIMIT ?2
"""
_LEDGER = """
SELECT 'negotiation', n.id, 'plan', 'ledger_item:' || i.id, n.title, i.title FROM ledger_item i
  JOIN negotiation n ON n.id = i.negotiation_id
  WHERE n.binned_at IS NULL AND i.title LIKE ?1 ESCAPE '\\' ORDER BY n.stage_changed_at DESC LIMIT ?2
"""
_CAPTURES = """
SELECT 'negotiation', n.id, 'meet', 'capture:' || c.id, n.title, c.text FROM capture c
  JOIN meeting m ON m.id = c.meeting_id JOIN negotiation n ON n.id = m.negotiation_id
  WHERE n.binned_at IS NULL AND c.text LIKE ?1 ESCAPE '\\' ORDER BY c.captured_at DESC LIMIT ?2
"""
_PROMISES = """
SELECT 'promises', p.id, '', 'promise:' || p.id, coalesce(n.title, c.name, ''), p.text FROM promise p
  LEFT JOIN negotiation n ON n.id = p.negotiation_id LEFT JOIN counterpart c ON c.id = p.counterpart_id
  WHERE p.text LIKE ?1 ESCAPE '\\' AND n.binned_at IS NULL ORDER BY p.due_on DESC LIMIT ?2
"""
_ALL = (_NAMES, _COUNTERPARTS, _LEDGER, _PROMISES, _LOG, _CAPTURES)


def search_sheet(connection: Connection, words: str) -> SearchSheet:
    """What holds these words in this order; nothing for no words. Upper and lower case are the same in Latin."""
    wanted = words.strip()
    return SearchSheet(tuple(_hits(connection, wanted)) if wanted else ())


def _hits(connection: Connection, wanted: str) -> Iterator[Hit]:
    literal = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    for sql in _ALL:
        for row in connection.execute(sql, (f"%{literal}%", MOST)):
            page, number, step, focus, title, text = row
            # What was promised is private, so it is never the title, which the shield leaves open.
            yield Hit(page, number, step, focus, title or t("Promise"), _passage(text, wanted))


def _passage(text: str, wanted: str) -> str:
    """The part of a text around what was found, short enough for one line."""
    start = max(0, text.casefold().find(wanted.casefold()) - 30)
    part = " ".join(text[start : start + 160].split())
    return f"… {part}" if start else part
