"""The sample library, made by the same commands that the desk uses, so that it holds only what gestures can make.

Its content is in ``resources/sample/*.toml``, in days from today: it is as fresh on every day as on the first one.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlmodel import Session

from negdesk.commands import counterpart, log, promise, setting
from negdesk.commands.sample_story import Told, moment
from negdesk.commands.sample_talks import tell_negotiation
from negdesk.domain.counterpart import CounterpartKind, EntryKind
from negdesk.domain.dates import LONG_MONTHS
from negdesk.domain.negotiation import Side
from negdesk.resource_files import resources_folder
from negdesk.storage import clock

P = ParamSpec("P")
R = TypeVar("R")

FIRST_DAY = -740
"""The day on which the sample's first counterpart was written down."""


class Do(Protocol):
    """Runs one command as one transaction, as `Desk.do` does."""

    def __call__(self, command: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R: ...


def fill_sample(do: Do, today: date) -> None:
    """Fill an empty library with the sample as of `today`.

    A chapter (the people, their log, one negotiation) is one transaction of many commands: that each is on the disk by
    itself matters for a person's gestures, not here, and would take most of the time.
    """
    folder = resources_folder() / "sample"
    people = _read(folder / "library.toml", today)
    who = do(_introduce, people, today)
    do(_write_log, _read(folder / "log.toml", today), who, today)
    for path in sorted((folder / "negotiations").glob("*.toml")):
        do(tell_negotiation, _read(path, today), who, today)


def _read(path: Path, today: date) -> Told:
    """A TOML file of the sample with years and months filled in, counted from today: ``{year-3}``, ``{month+6}``."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{year-(\d+)\}", lambda found: str(today.year - int(found[1])), text)
    return tomllib.loads(
        re.sub(r"\{month\+(\d+)\}", lambda found: LONG_MONTHS[(today.month - 1 + int(found[1])) % 12], text)
    )


def _introduce(session: Session, people: Told, today: date) -> dict[str, int]:
    """Say who we are, and make every counterpart; returns their numbers by the keys of the file."""
    for key, value in people["our_side"].items():
        setting.set_setting(session, key, value)
    setting.set_setting(session, "sample", "1")
    who: dict[str, int] = {}
    with clock.frozen(moment(today, FIRST_DAY, "08:00")):
        for told in people["counterpart"]:
            known = {name: held for name, held in told.items() if name not in ("key", "kind", "name", "organisation")}
            known.setdefault("quiet_after_days", None)
            who[told["key"]] = counterpart.add_counterpart(
                session,
                told["name"],
                CounterpartKind(told["kind"]),
                organisation_id=who[told["organisation"]] if "organisation" in told else None,
                **known,
            )
    return who


def _write_log(session: Session, told: Told, who: Mapping[str, int], today: date) -> None:
    """Write the log of two years, day by day, and the promises that belong to no negotiation."""
    entries = [(entry, who[about["who"]]) for about in told["about"] for entry in about["entries"]]
    for entry, counterpart_id in sorted(entries, key=lambda pair: pair[0]["day"]):
        with clock.frozen(moment(today, entry["day"], "17:30")):
            log.write_entry(
                session,
                counterpart_id,
                entry["text"],
                EntryKind(entry["kind"]),
                rapport=entry.get("rapport"),
                value=entry.get("value", 0),
            )
    for each in told["promise"]:
        _promise(session, each, who, today)


def _promise(session: Session, told: Told, who: Mapping[str, int], today: date) -> None:
    due_on = today + timedelta(days=told["due"]) if "due" in told else None
    with clock.frozen(moment(today, told["made"], "12:00")):
        promise_id = promise.add_promise(
            session, Side(told["side"]), told["text"], due_on, counterpart_id=who[told["who"]]
        )
    if "settled" in told:
        promise.keep(session, promise_id, today + timedelta(days=told["settled"]))
    if "broken" in told:
        with clock.frozen(moment(today, told["broken"], "12:00")):
            promise.not_kept(session, promise_id)
