"""Many who want one computer, one locker or a number in the same moment, on real transactions."""

from functools import partial

import pytest

from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.models import Claim, Locker, LockerUse, Sitting, Turn
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal
from tests.contexts.circulation.desks import at_once
from tests.factories.computers import a_computer, a_sitting
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron

pytestmark = pytest.mark.usefixtures("transactional_db")
RIVALS = 12


def test_one_of_many_sits_down_at_a_computer() -> None:
    computer = a_computer()
    patrons = [a_patron() for _ in range(RIVALS)]
    answers = at_once(
        *(partial(actions.sit_down, computer=computer, patron=patron, by=SYSTEM, at=NOW) for patron in patrons)
    )
    refusals = [answer for answer in answers if isinstance(answer, Refusal)]
    assert {reason.code for refusal in refusals for reason in refusal.reasons} == {"in_use"}
    assert (len(refusals), Sitting.objects.count(), Claim.objects.count()) == (RIVALS - 1, 1, 1)


def test_nobody_has_the_number_of_another() -> None:
    computer = a_computer()
    a_sitting(computer)
    point = computer.resource.service_point
    patrons = [a_patron() for _ in range(RIVALS)]
    at_once(*(partial(actions.take_number, at_point=point, patron=patron, by=SYSTEM, at=NOW) for patron in patrons))
    assert sorted(Turn.objects.values_list("number", flat=True)) == list(range(1, RIVALS + 1))


def test_one_of_many_has_a_locker() -> None:
    point = a_point()
    actions.add_lockers(at_point=point, first=1, last=1, by=SYSTEM)
    locker = Locker.objects.get()
    patrons = [a_patron() for _ in range(RIVALS)]
    answers = at_once(
        *(partial(actions.take_locker, locker=locker, patron=patron, by=SYSTEM, at=NOW) for patron in patrons)
    )
    assert sum(isinstance(answer, Refusal) for answer in answers) == RIVALS - 1
    assert LockerUse.objects.count() == 1
