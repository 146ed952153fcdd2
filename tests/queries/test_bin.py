"""What is in the bin, and since when."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from negdesk.commands import counterpart, log, negotiation, template
from negdesk.desk import Desk
from negdesk.queries.bin import bin_sheet
from negdesk.storage import clock


def test_the_bin_has_all_that_was_thrown_away_the_newest_first(desk: Desk) -> None:
    assert desk.ask(bin_sheet).lines == ()
    deal = desk.do(negotiation.new_negotiation, "Lease")
    ana = desk.do(counterpart.add_counterpart, "Ana")
    entry = desk.do(log.write_entry, ana, "Called\n" + "x" * 500)
    own = desk.do(template.save_own_template, deal, "Mine")
    start = datetime(2026, 11, 20, 12, 0).astimezone()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: desk.do(log.bin_entry, entry),
        lambda: desk.do(negotiation.bin_negotiation, deal),
        lambda: desk.do(template.bin_own_template, own),
        lambda: desk.do(counterpart.bin_counterpart, ana),
    )
    for days, deed in enumerate(deeds):
        with clock.frozen(start + timedelta(days=days)):
            deed()
    lines = desk.ask(bin_sheet).lines
    assert [(line.kind, line.id, line.about) for line in lines] == [
        ("counterpart", ana, ""), ("template", own, ""), ("negotiation", deal, ""), ("log_entry", entry, "Ana"),
    ]  # fmt: skip
    assert [line.binned_on for line in lines] == [date(2026, 11, day) for day in (23, 22, 21, 20)]
    assert len(lines[-1].text) == 200
    desk.do(counterpart.restore_counterpart, ana)
    assert len(desk.ask(bin_sheet).lines) == 3
