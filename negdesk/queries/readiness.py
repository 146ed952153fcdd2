"""How ready each of several plans is, counted together: two statements however many negotiations there are."""

from collections import defaultdict
from collections.abc import Sequence

from negdesk.domain.readiness import PlanFacts, Readiness, TermFacts, readiness
from negdesk.storage.database import Connection

_COUNTS = """
SELECT n.id, n.outcome_us, n.outcome_them,
  (SELECT count(*) FROM alternative a WHERE a.negotiation_id = n.id AND a.side = 'us'),
  (SELECT count(*) FROM question q WHERE q.negotiation_id = n.id),
  (SELECT count(*) FROM ledger_item i WHERE i.negotiation_id = n.id AND i.side = 'us' AND i.value > 0),
  (SELECT count(*) FROM ledger_item i WHERE i.negotiation_id = n.id AND i.side = 'us' AND i.give_first),
  (SELECT count(*) FROM ledger_item i WHERE i.negotiation_id = n.id AND i.side = 'them' AND i.priority = 'must'),
  coalesce((SELECT who FROM authority a WHERE a.negotiation_id = n.id AND a.side = 'us'), ''),
  coalesce((SELECT who FROM authority a WHERE a.negotiation_id = n.id AND a.side = 'them'), '')
FROM negotiation n WHERE n.id IN ({marks})
"""


def readiness_of(connection: Connection, ids: Sequence[int]) -> dict[int, Readiness]:
    """For each of these negotiations that is there, how ready its plan is and what is open."""
    marks = ",".join("?" * len(ids))
    terms: dict[int, list[TermFacts]] = defaultdict(list)
    for negotiation_id, term_id, name, has_target, has_walk_away in connection.execute(
        "SELECT negotiation_id, id, name, target IS NOT NULL, walk_away IS NOT NULL FROM term"
        f" WHERE negotiation_id IN ({marks}) ORDER BY position, id",
        tuple(ids),
    ):
        terms[negotiation_id].append(TermFacts(term_id, name, bool(has_target), bool(has_walk_away)))
    return {
        row[0]: readiness(
            PlanFacts(
                outcome_us=row[1],
                outcome_them=row[2],
                terms=tuple(terms[row[0]]),
                our_alternatives=row[3],
                questions=row[4],
                valued_gives=row[5],
                gives_first=row[6],
                must_gets=row[7],
                who_signs_us=row[8],
                who_signs_them=row[9],
            )
        )
        for row in connection.execute(_COUNTS.format(marks=marks), tuple(ids))
    }
