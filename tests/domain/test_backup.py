"""Which backups are kept, and how they are named."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.backup import BackupName, Reason, backups_to_keep, read_name

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # a Tuesday


def made(*ago: timedelta, reason: Reason = Reason.CHANGED) -> list[BackupName]:
    return [BackupName("library.0a0b0c0d", NOW - each, reason) for each in ago]


def hours(*numbers: float) -> list[timedelta]:
    return [timedelta(hours=each) for each in numbers]


def days(*numbers: float) -> list[timedelta]:
    return [timedelta(days=each) for each in numbers]


@pytest.mark.parametrize(
    ("ago", "kept"),
    [
        ([], []),
        (days(4000), days(4000)),  # the newest always, whatever its age
        (hours(0.5, 1, 1.5, 23), hours(0.5, 1, 1.5, 23)),  # all of the last day
        (hours(25, 26, 30), hours(25)),  # yesterday's newest, once it is over
        (days(*range(1, 14)), days(*range(1, 14))),  # each of two weeks
        (days(13.1, 13.2), days(13.1)),
        (days(15, 16, 17, 18), days(15, 16)),  # one of each week: Monday the 9th begins one
        (days(75, 76, 77), days(75)),  # beyond ten weeks one of each month: September
        (days(300, 301), days(300)),  # beyond nine months only as the newest of all
        ([*days(1), *days(300, 301)], days(1)),
        (days(-3, 40, 41), days(-3, 40)),  # one that lies ahead stays
    ],
)
def test_what_is_kept(ago: list[timedelta], kept: list[timedelta]) -> None:
    assert backups_to_keep(made(*ago), NOW) == set(made(*kept))


def test_what_was_made_before_a_change_of_everything_stays_two_weeks() -> None:
    before = made(*days(2, 2.01, 2.02, 13, 13.01), reason=Reason.IMPORT)
    assert backups_to_keep(before, NOW) == set(before)
    old = made(*days(15, 15.01), reason=Reason.IMPORT)
    assert backups_to_keep([*old, *made(*days(1))], NOW) == {old[0], *made(*days(1))}


def test_of_two_of_the_same_second_the_same_one_stays_in_whatever_order_they_come() -> None:
    moment = days(1)
    both = [*made(*moment, reason=Reason.UPGRADE), *made(*moment, reason=Reason.CHANGED)]
    assert backups_to_keep(both[::-1], NOW) == backups_to_keep(both, NOW)


MOMENTS = st.integers(0, 32_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
BACKUPS = st.builds(BackupName, st.just("l"), MOMENTS, st.sampled_from(Reason))


@given(st.lists(BACKUPS, max_size=60), MOMENTS)
def test_the_newest_always_stays_and_nothing_comes_in(backups: list[BackupName], now: datetime) -> None:
    kept = backups_to_keep(backups, now)
    assert kept <= set(backups)
    if backups:
        assert max(each.made_at for each in backups) in {each.made_at for each in kept}
    assert backups_to_keep(kept, now) == kept, "what was kept once is kept at the same moment"


@given(
    st.text(st.characters(exclude_characters="/\0"), min_size=1),
    MOMENTS,
    st.sampled_from(Reason),
)
def test_a_name_reads_back(library: str, made_at: datetime, reason: Reason) -> None:
    name = BackupName(library, made_at.replace(microsecond=0), reason)
    assert read_name(name.file_name()) == name


@pytest.mark.parametrize(
    "name",
    ["library.negdesk", "x.20261124T011417Z.changed.negdesk", "x.20261199T011417Z.changed.backup.negdesk",
     "x.20261124T011417Z.why-not.backup.negdesk", "x.20261124T011417Z.changed.backup.negdesk.key", ""],
)  # fmt: skip
def test_other_files_are_not_ours(name: str) -> None:
    assert read_name(name) is None
