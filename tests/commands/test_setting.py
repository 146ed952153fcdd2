"""What the library knows of its owner."""

import pytest

from negdesk.commands import setting
from negdesk.desk import Desk
from negdesk.domain.refusal import Refusal
from negdesk.queries.setting import SettingsSheet, settings_sheet


def test_what_was_never_set_is_empty(desk: Desk) -> None:
    assert desk.ask(settings_sheet) == SettingsSheet()


def test_each_is_kept_cleaned_and_can_be_taken_back(desk: Desk) -> None:
    for key, value in (
        ("our_name", " Harbour  Bakery\n"), ("our_job_title", "Owner"), ("our_address", "Quay 1\nHarbour"),
        ("currency", "eur"),
    ):  # fmt: skip
        desk.do(setting.set_setting, key, value)
    assert desk.ask(settings_sheet) == SettingsSheet("Harbour  Bakery", "Owner", "Quay 1\nHarbour", "EUR")
    desk.do(setting.set_setting, "currency", "")
    assert desk.ask(settings_sheet).currency == ""
    desk.undo()
    assert desk.ask(settings_sheet).currency == "EUR"


@pytest.mark.parametrize(("key", "value"), [("currency", "euros"), ("currency", "12"), ("our_name", "x" * 201)])
def test_what_cannot_be_is_refused(desk: Desk, key: str, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        desk.do(setting.set_setting, key, value)
    assert refused.value.field == key
    assert desk.ask(settings_sheet) == SettingsSheet()
