"""The exercises see by themselves what was done at the desk."""

import pytest
from django.test import RequestFactory

from pustakota.config.management.commands.training import surroundings, training_folder
from pustakota.contexts.catalogue.queries import item_of_barcode
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.circulation.permissions import Override
from pustakota.contexts.circulation.queries import hold_by_code, open_loan_of_item
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.queries import patron_of_card
from pustakota.demo.models import ExerciseLaid
from pustakota.demo.people import BLOCKED, card
from pustakota.demo.places import found_places, service_points
from pustakota.demo.policies import make_policies, make_types
from pustakota.demo.training.exercises import EXERCISES, NEW_CHILD, NEW_MEMBER, Exercise, Facts
from pustakota.demo.training.preparing import prepare
from pustakota.demo.training.views import training
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import a_record, an_item
from tests.factories.moments import NOW
from tests.factories.people import a_child, a_patron

pytestmark = pytest.mark.django_db


@pytest.fixture
def main() -> ServicePoint:
    """The main library with what the exercises need, and the exercises laid out."""
    found_places(NOW)
    make_types(NOW)
    make_policies(NOW)
    point = service_points()[0]
    for number in range(1, 11):
        a_patron(card_number=card(number), home=point)
    a_patron(card_number=card(BLOCKED[0]), home=point, blocked=True)
    for number in range(12):
        an_item(record=a_record(f"Judul {number}"), at_point=point)
    prepare(NOW)
    return point


def facts_of(exercise: Exercise) -> Facts:
    return Facts(**ExerciseLaid.objects.get(number=exercise.number).facts)


def do(exercise: Exercise, facts: Facts, point: ServicePoint) -> None:
    """What a member of staff would do for this exercise."""
    patron, item = patron_of_card(facts.card), item_of_barcode(facts.barcode)
    assert patron
    assert item
    given = {"at_point": point, "by": SYSTEM, "at": NOW}
    match exercise.number:
        case 1 | 8:
            circulation.check_out(item=item, patron=patron, source=circulation.Source.DESK, **given)  # type: ignore[arg-type]
        case 2 | 7:
            circulation.check_in(item=item, **given)  # type: ignore[arg-type]
        case 3:
            loan = open_loan_of_item(item)
            assert loan
            circulation.renew(loan=loan, by=SYSTEM, at=NOW)
        case 4:
            a_patron(name=NEW_MEMBER, home=point)
        case 5:
            a_child(guardian=patron, name=NEW_CHILD)
        case 6:
            circulation.place_hold(record=item.record, patron=patron, pickup_point=point, by=SYSTEM, at=NOW)
        case 9:
            hold = hold_by_code(facts.hold)
            assert hold
            circulation.cancel_hold(hold=hold, by=SYSTEM, at=NOW)
        case 10:
            override = Override("sudah diselesaikan di meja")
            circulation.check_out(  # type: ignore[misc]
                item=item,
                patron=patron,
                source=circulation.Source.DESK,
                override=override,
                **given,  # type: ignore[arg-type]
            )


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: f"exercise {exercise.number}")
def test_an_exercise_is_open_until_it_alone_is_done(exercise: Exercise, main: ServicePoint) -> None:
    facts = facts_of(exercise)
    assert not exercise.is_done(facts)
    do(exercise, facts, main)
    assert [each.number for each in EXERCISES if each.is_done(facts_of(each))] == [exercise.number]


def test_the_page_marks_what_is_done_and_keeps_the_mark(main: ServicePoint) -> None:
    lend, facts = EXERCISES[0], facts_of(EXERCISES[0])
    do(lend, facts, main)
    page = training(RequestFactory().get("/desk/latihan/")).content.decode()  # type: ignore[arg-type]
    assert facts.barcode in page
    item = item_of_barcode(facts.barcode)
    assert item
    circulation.check_in(item=item, at_point=main, by=SYSTEM, at=NOW)
    training(RequestFactory().get("/desk/latihan/"))  # type: ignore[arg-type]
    done = ExerciseLaid.objects.exclude(done_at=None)
    assert [row.number for row in done] == [lend.number]


def test_there_are_ten() -> None:
    assert [exercise.number for exercise in EXERCISES] == list(range(1, 11))


def test_the_practice_library_takes_nothing_from_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUSTAKOTA_DATABASE_URL", "postgresql://real")
    monkeypatch.setenv("PUSTAKOTA_EMAIL_URL_FILE", "/run/secrets/mail")
    around = surroundings(training_folder(), 8010)
    assert around["PUSTAKOTA_DATABASE_URL"] == around["PUSTAKOTA_EMAIL_URL"] == ""
    assert "PUSTAKOTA_EMAIL_URL_FILE" not in around
    assert around["PUSTAKOTA_DATA"].endswith("-training")
