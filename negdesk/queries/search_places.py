"""Where each thing that a search finds is shown: its page, step and row, its title, and its texts."""

from dataclasses import dataclass

from negdesk.domain.wording import mark, t


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of a source are read: the group they are shown in, and SQL for (page, page's number, step, focus,
    title, kind, texts…) of a row, followed by whether it is in the bin."""

    group: str
    sql: str


def _of_deal(group: str, table: str, step: str, kind: str, *texts: str, join: str = "") -> Reading:
    joined = join or "JOIN negotiation n ON n.id = x.negotiation_id"
    return Reading(
        group,
        f"SELECT x.id, 'negotiation', n.id, '{step}', '{table}:' || x.id, n.title, {kind}, n.binned_at IS NOT NULL,"
        f" {', '.join(texts)} FROM {table} x {joined}",
    )


NAMES, PROMISES, LEDGER = mark("Negotiations and counterparts"), mark("Promises"), mark("Gives and gets")
PLAN, MEETINGS, LOG = mark("Plans"), mark("Meetings"), mark("Private log")
AGREEMENTS, OTHER = mark("Agreements and look-backs"), mark("Templates and files")
CAPTURES = mark("Captured in meetings")
GROUPS = (NAMES, PROMISES, LEDGER, PLAN, CAPTURES, MEETINGS, LOG, AGREEMENTS, OTHER)

_BY_MEETING = "JOIN meeting m ON m.id = x.meeting_id JOIN negotiation n ON n.id = m.negotiation_id"
_CAPTURE = (
    "CASE x.kind WHEN 'our_offer' THEN 'offer' WHEN 'their_offer' THEN 'offer' WHEN 'if_then' THEN 'ifthen'"
    " WHEN 'private' THEN 'note' ELSE x.kind END"
)
_CONTENT = "(SELECT group_concat(atom, ' · ') FROM json_tree(x.content) WHERE type = 'text')"

READINGS = {
    1: Reading(NAMES, "SELECT x.id, 'negotiation', x.id, '', '', x.title, 'negotiation', x.binned_at IS NOT NULL,"
               " x.title, x.context, x.outcome_us, x.outcome_them, x.note FROM negotiation x"),
    2: Reading(NAMES, "SELECT x.id, 'counterpart', x.id, '', '', x.name, x.kind, x.binned_at IS NOT NULL, x.name,"
               " x.job_title, x.email, x.phone, x.address, x.how_we_know, x.languages, x.what_matters, x.known_since"
               " FROM counterpart x"),
    3: _of_deal(PLAN, "term", "plan", "'term'", "x.name", "x.unit", "x.their_source"),
    4: _of_deal(LEDGER, "ledger_item", "plan", "CASE x.side WHEN 'us' THEN 'give' ELSE 'get' END", "x.title",
                "x.limit_text", "x.condition_text", "x.due_text"),
    5: _of_deal(PLAN, "if_then", "plan", "'ifthen'", "x.if_text", "x.then_text"),
    6: _of_deal(PLAN, "question", "plan", "'question'", "x.text", "x.answer"),
    7: _of_deal(PLAN, "alternative", "plan", "'alternative'", "x.text"),
    8: _of_deal(PLAN, "authority", "plan", "'authority'", "x.who", "x.limit_note", "x.evidence"),
    9: _of_deal(MEETINGS, "meeting", "meet", "'meeting'", "x.place"),
    10: _of_deal(MEETINGS, "checklist_item", "meet", "'checklist'", "x.text", "x.note", join=_BY_MEETING),
    11: _of_deal(MEETINGS, "offer", "meet", "'offer'", "x.text"),
    12: _of_deal(CAPTURES, "capture", "meet", _CAPTURE, "x.text", join=_BY_MEETING),
    13: _of_deal(PLAN, "lamp", "agree", "'commitment'", "x.who", "x.evidence"),
    14: _of_deal(AGREEMENTS, "agreement_version", "agree", "'agreement'", _CONTENT),
    15: Reading(PROMISES, "SELECT x.id, 'promises', 0, '', 'promise:' || x.id, coalesce(n.title, c.name, ''),"
                " 'promise', n.binned_at IS NOT NULL OR n.id IS NULL AND c.binned_at IS NOT NULL,"
                " x.text, x.due_text, x.benefit_us, x.benefit_them FROM promise x"
                " LEFT JOIN negotiation n ON n.id = x.negotiation_id"
                " LEFT JOIN counterpart c ON c.id = x.counterpart_id"),
    16: Reading(LOG, "SELECT x.id, 'counterpart', c.id, '', 'log_entry:' || x.id, c.name, x.kind,"
                " coalesce(x.binned_at, c.binned_at) IS NOT NULL, x.text FROM log_entry x"
                " JOIN counterpart c ON c.id = x.counterpart_id"),
    17: _of_deal(AGREEMENTS, "look_back", "follow", "'lookback'", "x.learnt"),
    18: Reading(OTHER, "SELECT x.id, 'templates', x.id, '', 'template:' || x.id, x.name, 'template',"
                f" x.binned_at IS NOT NULL, x.name, x.context, {_CONTENT} FROM template x"),
    19: Reading(OTHER, "SELECT x.id, CASE WHEN x.negotiation_id IS NULL THEN 'counterpart' ELSE 'negotiation' END,"
                " coalesce(x.negotiation_id, x.counterpart_id), '', 'attached_file:' || x.id,"
                " coalesce(n.title, c.name, ''), 'file', coalesce(x.binned_at, n.binned_at, c.binned_at) IS NOT NULL,"
                " x.name, x.note FROM attached_file x LEFT JOIN negotiation n ON n.id = x.negotiation_id"
                " LEFT JOIN counterpart c ON c.id = x.counterpart_id"),
    20: Reading(NAMES, "SELECT x.id, 'counterpart', c.id, '', 'own_field:' || x.id, c.name, 'counterpart',"
                " c.binned_at IS NOT NULL, x.name, x.text FROM own_field x"
                " JOIN counterpart c ON c.id = x.counterpart_id"),
}  # fmt: skip
"""By the number of the index's source."""


def group_text(group: str) -> str:
    """The heading of a group, in the user's language."""
    return t(group)
