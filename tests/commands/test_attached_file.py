"""Files are kept inside the library, whole, and undo gives them back."""

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.attached_file import LARGEST_BYTES
from negdesk.domain.refusal import Refusal
from negdesk.queries.attached_file import file_bytes, files_of_counterpart, files_of_negotiation

DATA = bytes(range(256)) * 40


@pytest.fixture
def negotiation(desk: Desk) -> int:
    return desk.do(commands.negotiation.new_negotiation, "Workshop lease")


def attach(desk: Desk, negotiation: int, name: str = "offer.pdf") -> int:
    return desk.do(commands.attached_file.attach_file, name, DATA, negotiation_id=negotiation)


def test_a_file_is_there_byte_for_byte(desk: Desk, negotiation: int) -> None:
    number = attach(desk, negotiation, "/home/me/offer.pdf")
    (line,) = desk.ask(files_of_negotiation, negotiation)
    assert (line.name, line.size) == ("offer.pdf", len(DATA))
    assert desk.ask(file_bytes, number) == DATA


def test_undo_and_redo_carry_the_bytes(desk: Desk, negotiation: int) -> None:
    number = attach(desk, negotiation)
    desk.undo()
    assert desk.ask(files_of_negotiation, negotiation) == ()
    with pytest.raises(Refusal):
        desk.ask(file_bytes, number)
    desk.redo()
    assert desk.ask(file_bytes, number) == DATA


def test_the_bin_gives_back(desk: Desk, negotiation: int) -> None:
    number = attach(desk, negotiation)
    desk.do(commands.attached_file.bin_file, number)
    assert desk.ask(files_of_negotiation, negotiation) == ()
    desk.do(commands.attached_file.restore_file, number)
    assert desk.ask(files_of_negotiation, negotiation)[0].id == number


def test_a_counterpart_has_files_of_its_own(desk: Desk, negotiation: int) -> None:
    person = desk.do(commands.counterpart.add_counterpart, "Ana")
    desk.do(commands.attached_file.attach_file, "cv.txt", b"", counterpart_id=person)
    assert [line.name for line in desk.ask(files_of_counterpart, person)] == ["cv.txt"]
    assert desk.ask(files_of_negotiation, negotiation) == ()


@pytest.mark.parametrize("to", [{}, {"negotiation_id": 1, "counterpart_id": 1}, {"negotiation_id": 77}])
def test_a_file_belongs_to_one_thing_that_is_there(desk: Desk, negotiation: int, to: dict[str, int]) -> None:
    with pytest.raises(Refusal):
        desk.do(commands.attached_file.attach_file, "a.txt", b"a", **to)
    assert desk.ask(lambda connection: connection.execute("SELECT count(*) FROM attached_file").fetchone()) == (0,)


def test_one_byte_too_many_is_refused_and_nothing_is_kept(desk: Desk, negotiation: int) -> None:
    with pytest.raises(Refusal, match="25 MB"):
        desk.do(commands.attached_file.attach_file, "film.mp4", bytes(LARGEST_BYTES + 1), negotiation_id=negotiation)
    assert desk.ask(files_of_negotiation, negotiation) == ()
