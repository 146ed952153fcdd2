"""Fields of one's own: added, changed, put in another order, taken away and given back."""

import pytest

from negdesk.commands import counterpart, own_field
from negdesk.desk import Desk
from negdesk.domain.refusal import Refusal


@pytest.fixture
def ana(desk: Desk) -> int:
    return desk.do(counterpart.add_counterpart, "Ana")


def held(desk: Desk) -> list[tuple[object, ...]]:
    return desk.ask(lambda c: c.execute("SELECT name, text FROM own_field ORDER BY position, id").fetchall())


def test_they_stand_in_the_order_in_which_they_were_put(desk: Desk, ana: int) -> None:
    gate = desk.do(own_field.add_own_field, ana, " Delivery gate ", "Gate 4")
    tea = desk.do(own_field.add_own_field, ana, "Tea", "Black")
    assert held(desk) == [("Delivery gate", "Gate 4"), ("Tea", "Black")]
    desk.do(own_field.move_own_field, tea, 0)
    desk.do(own_field.edit_own_field, gate, text="Gate 5")
    assert held(desk) == [("Tea", "Black"), ("Delivery gate", "Gate 5")]
    desk.do(own_field.remove_own_field, tea)
    assert held(desk) == [("Delivery gate", "Gate 5")]
    for _ in range(3):
        desk.undo()
    assert held(desk) == [("Delivery gate", "Gate 4"), ("Tea", "Black")]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_one_without_a_name_is_refused(desk: Desk, ana: int, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        desk.do(own_field.add_own_field, ana, name)
    assert refused.value.field == "name"
    assert held(desk) == []
