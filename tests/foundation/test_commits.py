"""What shows only where transactions truly begin and end."""

import pytest

from pustakota.foundation import locks, outbox
from pustakota.foundation.delivery import Outbox
from pustakota.foundation.models import Message
from tests.factories.catalogue import an_item
from tests.factories.moments import NOW
from tests.foundation.deeds import Done, announce


class Killed(BaseException):
    """The process dies here."""


def test_announcing_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        outbox.announce(Done(thing="a", number=1), at=NOW)
    assert not Message.objects.exists()


def test_rows_are_held_only_inside_a_transaction(transactional_db: None) -> None:
    item = an_item()
    for attempt in (lambda: locks.hold(item), lambda: locks.hold_with(item, "record")):
        with pytest.raises(RuntimeError, match="inside a transaction"):
            attempt()


def test_a_crash_within_a_single_reaction_delivers_it_again_and_undoes_what_it_wrote(transactional_db: None) -> None:
    lives = [Killed]

    def write(done: Done) -> None:
        Message.objects.create(name="written", subject="x", fields={}, at=NOW, fanned_out=True)
        if lives:
            raise lives.pop()

    announce(("a", 1), at=NOW)
    box = Outbox({Done: [write]})
    with pytest.raises(Killed):
        box.run_once(at=NOW)
    assert not Message.objects.filter(name="written").exists()
    assert box.drain(at=NOW) == 1
    assert Message.objects.filter(name="written").count() == 1
