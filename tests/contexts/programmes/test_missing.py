"""Whoever stays away again and again asks instead of getting a seat at once; an excuse counts."""

from datetime import timedelta

import pytest

from pustakota.contexts.people.models import Patron
from pustakota.contexts.programmes import actions
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.contexts.programmes.models import Programme, Registration
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.moments import NOW
from tests.factories.people import a_child, a_member_acting, a_patron
from tests.factories.programmes import a_programme, a_registration, an_occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """Two missed dates change nothing, the third does."""
    return a_programme(title="Kelas Koding", most_missed=2)


def missed(programme: Programme, patron: Patron, *, days: int, by: Patron | None = None) -> Registration:
    """A date so many days ago, to which somebody did not come; ``by``: who had registered them."""
    begins = NOW - timedelta(days=days)
    occurrence = an_occurrence(programme, starts_at=begins)
    actor = a_member_acting(by) if by else a_member_acting(patron)
    made = actions.register(occurrence=occurrence, person=patron.person, by=actor, at=begins - timedelta(days=1))
    actions.report(occurrence=occurrence, by=SYSTEM, at=begins + timedelta(hours=3))
    made.refresh_from_db()
    return made


def status_of(programme: Programme, patron: Patron) -> str:
    occurrence = an_occurrence(programme)
    made = actions.register(occurrence=occurrence, person=patron.person, by=a_member_acting(patron), at=NOW)
    return str(made.status)


@pytest.mark.parametrize(
    ("ago", "status"),
    [((10, 20), "confirmed"), ((10, 20, 30), "pending"), ((10, 20, 91), "confirmed"), ((10, 20, 89), "pending")],
)
def test_who_missed_more_dates_than_the_programme_takes_asks(
    programme: Programme, ago: tuple[int, ...], status: str
) -> None:
    patron = a_patron()
    for days in ago:
        missed(programme, patron, days=days)
    assert status_of(programme, patron) == status


def test_a_programme_that_says_nothing_looks_at_nothing(programme: Programme, queries_are: QueriesAre) -> None:
    patron = a_patron()
    for days in (10, 20, 30):
        missed(programme, patron, days=days)
    occurrence, by = an_occurrence(a_programme()), a_member_acting(patron)
    with queries_are(4):
        made = actions.register(occurrence=occurrence, person=patron.person, by=by, at=NOW)
    assert made.status == "confirmed"


def test_staff_register_whom_they_like(programme: Programme) -> None:
    patron = a_patron()
    for days in (10, 20, 30):
        missed(programme, patron, days=days)
    assert a_registration(an_occurrence(programme), patron=patron).status == "confirmed"


def test_what_children_missed_counts_for_who_registered_them(programme: Programme) -> None:
    mother = a_patron()
    children = [a_child(guardian=mother, name=name) for name in ("Bima", "Sinta")]
    for days, child in ((10, children[0]), (20, children[1]), (30, children[0])):
        missed(programme, child, days=days, by=mother)
    assert status_of(programme, mother) == "pending"


def test_an_excuse_counts(programme: Programme, nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    rows = [missed(programme, patron, days=days) for days in (10, 20, 30)]
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.excuse(registration=rows[0], by=a_member_acting(patron))
    actions.excuse(registration=rows[0], by=SYSTEM)
    assert status_of(programme, patron) == "confirmed"


def test_nobody_is_excused_who_did_not_stay_away(programme: Programme, nothing_changes: NothingChanges) -> None:
    made = a_registration(an_occurrence(programme))
    with nothing_changes(), pytest.raises(RegistrationRefused) as refused:
        actions.excuse(registration=made, by=SYSTEM)
    assert [reason.code for reason in refused.value.reasons] == ["not_missed"]
