"""What the library knows of its owner: our side's name and address, the usual currency."""

from collections.abc import Callable

from sqlmodel import Session, select

from negdesk.domain.checking import check_currency
from negdesk.domain.side_mark import check_mark_text, mark_text
from negdesk.domain.text import NAME_LIMIT, clean_line, clean_text
from negdesk.storage.tables import SettingRow


def set_setting(session: Session, key: str, value: str) -> None:
    """Keep one of ``our_name our_job_title our_address our_mark currency sample``; another key is a mistake of ours."""
    checked = check_setting(key, value)
    row = session.exec(select(SettingRow).where(SettingRow.key == key)).one_or_none()
    if row is None:
        session.add(SettingRow(key=key, value=checked))
    elif row.value != checked:
        row.value = checked


def set_mark(session: Session, png: bytes) -> None:
    """Keep a picture as our side's mark on papers, its pixels alone; no bytes take the mark away."""
    set_setting(session, "our_mark", mark_text(png))


def check_setting(key: str, value: str) -> str:
    """The value as it would be kept. Raises `Refusal` about the value, KeyError for a key that is not known."""
    return _CHECKS[key](value)


_CHECKS: dict[str, Callable[[str], str]] = {
    "our_name": lambda value: clean_line(value, "our_name", NAME_LIMIT),
    "our_job_title": lambda value: clean_line(value, "our_job_title"),
    "our_address": lambda value: clean_text(value, "our_address"),
    "our_mark": check_mark_text,
    "currency": check_currency,
    "sample": lambda value: clean_line(value, "sample"),
}
