"""The oat flour negotiation as rows of a real library file, in every table, for the papers to be made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from negdesk.storage.database import IN_MEMORY, Connection, Database, open_library

NOW = "2026-11-23T09:41:00Z"


def put(connection: Connection, table: str, **values: Any) -> int:
    """Write one row and return its number."""
    named = {"uid": uuid4().hex, **values}
    marks = ", ".join("?" * len(named))
    cursor = connection.execute(f"INSERT INTO {table} ({', '.join(named)}) VALUES ({marks})", tuple(named.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


@contextmanager
def oat_library() -> Iterator[Database]:
    """A library in memory with all of it; the negotiation is number 1, and so is its counterpart."""
    database = open_library(IN_MEMORY)
    fill(database.connection)
    yield database
    database.close()


def fill(connection: Connection) -> int:
    """Write it all; returns the number of the negotiation. The counterpart has number 1."""
    put(connection, "setting", key="our_name", value="Harbour Bakery")
    put(connection, "setting", key="our_job_title", value="Owner")
    put(connection, "setting", key="our_address", value="Quay 4, the old granary")
    mill = put(
        connection, "counterpart", kind="organisation", name="Nordmill Foods", job_title="Head of purchasing",
        email="orders@nordmill.example", phone="+45 12 34 56 78", address="Mill road 1",
        how_we_know="The fair in spring", languages="Danish, English",
        what_matters="Full trucks, no surprises", known_since="2023", created_at=NOW,
    )  # fmt: skip
    it = put(
        connection, "negotiation", title="Oat flour, yearly supply", context="supplier purchase", currency="EUR",
        stage="meeting", outcome_us="A reliable year of flour at a price our margins can carry.",
        outcome_them="A predictable order book, paid on time; a name to show other bakeries.", note="Ask about sacks",
        created_at=NOW, stage_changed_at=NOW,
    )  # fmt: skip
    put(connection, "party", negotiation_id=it, counterpart_id=mill, decides=1, speaks=1)
    _plan(connection, it)
    give, get = _ledger(connection, it)
    _meeting(connection, it, mill, give, get)
    _log(connection, it, mill)
    put(connection, "template", name="Our own way", content="{}", created_at=NOW)
    return it


def _plan(connection: Connection, it: int) -> None:
    for side, who, limit, note in (("us", "Owner", "120000", "a year"), ("them", "Sales director", None, "")):
        put(
            connection, "authority", negotiation_id=it, side=side, who=who, limit_amount=limit, limit_note=note,
            evidence="Said so in May",
        )  # fmt: skip
    put(
        connection,
        "alternative",
        negotiation_id=it,
        side="us",
        text="Second mill in Jutland, € 690, four weeks' notice.",
    )
    put(connection, "alternative", negotiation_id=it, side="them", text="Spot market until harvest.")
    terms = (
        ("Price per tonne", "", "EUR", 0, "610", "640", "685", 5, "690", "655", "What the miller said at the fair"),
        ("Volume", "t a year", "", 1, "180", "160", "140", 3, "130", "150", "Their runs of two weeks"),
        ("Payment", "days", "", 1, "45", "30", "14", 2, None, None, ""),
    )
    for at, (name, unit, currency, more, opening, target, walk_away, weight, theirs, their_end, source) in enumerate(
        terms
    ):
        put(
            connection, "term", negotiation_id=it, name=name, unit=unit, currency=currency, more_is_better=more,
            opening=opening, target=target, walk_away=walk_away, weight=weight, their_target=theirs,
            their_walk_away=their_end, their_source=source, authority_limit="700" if currency else None, position=at,
        )  # fmt: skip
    put(
        connection, "if_then", negotiation_id=it, if_text="They can't move on the price",
        then_text="I offer to pay within 14 days for fifteen euros a tonne.",
    )  # fmt: skip
    put(
        connection, "if_then", negotiation_id=it, if_text="They worry about the volume",
        then_text="I offer a range with a floor, and call when we near it.",
    )  # fmt: skip
    put(
        connection,
        "question",
        negotiation_id=it,
        text="What would make this year easy for you?",
        answer="To know early.",
    )
    put(connection, "question", negotiation_id=it, text="Who else has to say yes?")


def _ledger(connection: Connection, it: int) -> tuple[int, int]:
    items = (
        ("us", "Two-month volume forecast", "accepted", 1, 1, 4, None, "today", 1, ""),
        ("us", "Payment within 14 days", "accepted", 0, 2, 3, None, "each invoice", 1, "up to 10 days"),
        ("us", "Reference on its site", "accepted", 0, 1, 2, "2026-12-15", "", 0, ""),
        ("us", "Storing their pallets", "planned", 0, 2, 2, None, "", 1, "one corner"),
        ("them", "Delivery every second week", "accepted", 0, 0, 4, None, "from 1 Dec", 1, ""),
        ("them", "Quality certificate per lot", "accepted", 0, 0, 2, None, "each lot", 0, ""),
        ("them", "A rebate at harvest", "declined", 0, 0, 3, None, "", 1, ""),
    )
    numbers = []
    for at, (side, title, state, first, cost, value, due_on, due_text, planned, limit) in enumerate(items):
        numbers.append(
            put(
                connection,
                "ledger_item",
                negotiation_id=it,
                side=side,
                title=title,
                state=state,
                give_first=first,
                cost=cost,
                value=value,
                due_on=due_on,
                due_text=due_text,
                planned=planned,
                limit_text=limit,
                condition_text="once the first lots are in" if at == 2 else "",
                position=at,
                state_at=NOW,
                priority="must" if at == 4 else "tradable",
                cost_amount="1400" if at == 1 else None,
            )
        )
    return numbers[0], numbers[4]


def _meeting(connection: Connection, it: int, mill: int, give: int, get: int) -> None:
    meeting = put(
        connection, "meeting", negotiation_id=it, starts_at="2026-11-23T10:00", place="At the mill", planned_minutes=60
    )
    put(connection, "attendee", meeting_id=meeting, counterpart_id=mill)
    put(
        connection,
        "checklist_item",
        meeting_id=meeting,
        phase="open",
        text="Ask about the harvest",
        note="He likes it",
        ledger_item_id=give,
    )
    put(
        connection,
        "capture",
        meeting_id=meeting,
        captured_at=NOW,
        kind="private",
        text="Certificate seems cheap for them.",
    )
    rounds = (
        ("them", "09:11", "declined", "668", "150", "30"), ("us", "09:13", "declined", "610", "180", "45"),
        ("us", "09:19", "declined", "625", "160", "30"), ("them", "09:28", "declined", "662", "150", "14"),
        ("us", "09:33", "declined", "640", "160", "14"), ("them", "09:40", "accepted", "648", "160", "14"),
    )  # fmt: skip
    for side, at, state, *values in rounds:
        offer = put(
            connection, "offer", negotiation_id=it, meeting_id=meeting, side=side, made_at=f"2026-11-23T{at}:00Z",
            state=state, text="" if state == "accepted" else "Said with a smile",
        )  # fmt: skip
        for term, value in enumerate(values, 1):
            put(connection, "offer_value", offer_id=offer, term_id=term, value=value)
    for side, kind in (("us", "wants"), ("us", "can_sign"), ("them", "wants"), ("them", "can_sign")):
        put(
            connection,
            "lamp",
            negotiation_id=it,
            side=side,
            kind=kind,
            lit=1,
            who="the boss",
            evidence="Nodded",
            set_at=NOW,
        )
    for side, text, due_on, due_text, next_step in (
        ("them", "Send the framework order", "2026-11-30", "", 1),
        ("us", "Sign the framework order", None, "within two days", 1),
        ("us", "Call about the old sacks", "2026-12-02", "", 0),
    ):
        put(
            connection, "promise", negotiation_id=it, counterpart_id=mill, side=side, text=text, due_on=due_on,
            due_text=due_text, next_step=next_step, benefit_us="Peace", benefit_them="A plan", created_at=NOW,
            ledger_item_id=get if next_step == 0 else None,
        )  # fmt: skip


def _log(connection: Connection, it: int, mill: int) -> None:
    entries = (
        (
            "meeting",
            "2026-11-07",
            "First talk about the oat year. Open, in good humour; they listened with both ears.",
            4,
            0,
        ),
        ("call", "2026-10-21", "Called to say that a truck is out until May. Worried, but told us first.", 3, 0),
        ("gave", "2026-09-02", "Sent them our forecast for autumn, unasked.", None, 3),
        ("got", "2025-12-12", "Two pallets brought on a Saturday.", 5, 4),
        ("note", "2025-11-30", "Their new purchaser was a baker himself.", None, 0),
        ("meeting", "2025-05-05", "The fair. Short and friendly.", 3, 0),
    )
    for kind, day, text, rapport, value in entries:
        put(
            connection, "log_entry", counterpart_id=mill, negotiation_id=it, kind=kind, happened_on=day, written_at=NOW,
            text=text, rapport=rapport, value=value,
        )  # fmt: skip
    put(
        connection, "look_back", negotiation_id=it, outcome_us=4, outcome_them=4, learnt="Come with the forecast.",
        written_at=NOW,
    )  # fmt: skip
