"""By the word of the room, and from the list on paper."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from pustakota.contexts.people.models import Account
from pustakota.contexts.programmes import actions, queries, rules
from pustakota.contexts.programmes.actions import Band, Mode, Source
from pustakota.contexts.programmes.models import Kind, Occurrence, Registration
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM, Actor, ActorKind
from pustakota.foundation.errors import NotAllowed
from tests.factories.people import a_member_of_staff, a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "is_right"), [(0, True), (1, True), (2, True), (3, False), (-1, False), (60, False)]
)
def test_a_word_is_taken_for_a_few_minutes_and_in_one_room(minutes: int, is_right: bool) -> None:
    read = BEGINS
    word = rules.word_at("secret", 7, read)
    typed = f"  {word.upper().replace(' ', '')} "
    found = rules.is_word_of_room(typed, secret="secret", occurrence_id=7, at=read + minutes * A_MINUTE)
    assert found is is_right
    assert not rules.is_word_of_room("", secret="secret", occurrence_id=7, at=read)
    assert len({rules.word_at("secret", room, read) for room in range(200)}) > 100


def arrive(occurrence: Occurrence, registration: Registration, *, word: str = "", minutes: int = 0) -> Registration:
    assert registration.person
    at = BEGINS + minutes * A_MINUTE
    right = queries.word_of_room(occurrence, at=at)
    return actions.arrive_by_word(
        occurrence=occurrence, person=registration.person, word=word or right, by=SYSTEM, at=at, source=Source.WEB
    )


def test_whoever_reads_the_word_in_the_room_is_here() -> None:
    occurrence = an_occurrence()
    registration = a_registration(occurrence)
    assert reasons(lambda: arrive(occurrence, registration, word="awan")) == ["word_wrong"]
    assert reasons(lambda: arrive(occurrence, registration, minutes=-31)) == ["not_begun"]
    assert reasons(lambda: arrive(occurrence, registration, word="x", minutes=91)) == ["ended", "word_wrong"]
    assert queries.heads(occurrence) == 0
    assert arrive(occurrence, registration).status == "attended"
    assert reasons(lambda: arrive(occurrence, registration)) == ["already_here"]
    assert queries.heads(occurrence) == 1


def test_nobody_says_so_for_somebody_else() -> None:
    occurrence, other = an_occurrence(), a_patron()
    word = queries.word_of_room(occurrence, at=BEGINS)
    stranger = Actor(kind=ActorKind.PATRON, person_id=a_patron().person_id)
    with pytest.raises(NotAllowed):
        actions.arrive_by_word(
            occurrence=occurrence, person=other.person, word=word, by=stranger, at=BEGINS, source=Source.WEB
        )
    assert Client().post(f"/kegiatan/{occurrence.pk}/hadir/", {"kata": word}).status_code == 302


def test_a_circle_without_names_has_no_word_that_lets_anybody_in() -> None:
    occurrence = an_occurrence(a_programme(is_nameless=True, registration=Mode.NONE, kind=Kind.WELLBEING))
    word, patron = queries.word_of_room(occurrence, at=BEGINS), a_patron()
    act = lambda: actions.arrive_by_word(  # noqa: E731
        occurrence=occurrence, person=patron.person, word=word, by=SYSTEM, at=BEGINS, source=Source.WEB
    )
    assert reasons(act) == ["come_as_you_are"]
    assert not Registration.objects.exists()


def test_a_paper_list_is_entered_at_once_or_not_at_all() -> None:
    occurrence = an_occurrence(a_programme(most_in_party=3), capacity=4)
    ticked, absent = a_registration(occurrence, party=3), a_registration(occurrence)
    waits = a_registration(occurrence)
    evening = BEGINS + timedelta(hours=5)

    def enter(*rows: Registration, **numbers: int) -> int:
        return actions.note_paper_list(
            occurrence=occurrence,
            registration_ids={row.pk for row in rows},
            numbers={Band(band): number for band, number in numbers.items()},
            by=SYSTEM,
            at=evening,
            source=Source.DESK,
        )

    actions.check_in(registration=absent, by=SYSTEM, at=BEGINS, source=Source.DESK)
    assert reasons(lambda: enter(ticked, waits, child=5)) == ["no_seat"]
    assert queries.heads(occurrence) == 1
    assert enter(ticked, absent, child=5, adult=2) == 2
    assert queries.heads(occurrence) == 1 + 3 + 7
    assert enter(child=4) == 0
    assert queries.heads(occurrence) == 1 + 3 + 4
    ticked.refresh_from_db()
    assert ticked.came_at == BEGINS


def staff_at(occurrence: Occurrence) -> Account:
    account = a_member_of_staff(role="pustakawan", at_point=occurrence.service_point).account
    assert account
    return account


def test_the_desk_prints_the_list_shows_the_word_and_enters_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: BEGINS)
    occurrence = an_occurrence()
    registration = a_registration(occurrence, patron=a_patron(name="Siti Aminah"))
    client = Client()
    client.force_login(staff_at(occurrence), backend="pustakota.foundation.sessions.AccountBackend")
    address = f"/en/desk/kegiatan/{occurrence.pk}/"
    assert rules.word_at(str(settings.SECRET_KEY), occurrence.pk, BEGINS) in client.get(f"{address}layar/").text
    assert client.get(f"{address}daftar-hadir.pdf").content.startswith(b"%PDF")
    assert "Siti Aminah" in client.get(f"{address}centang/").text
    assert client.post(f"{address}centang/", {"people": ["999999"]}).status_code == 422
    answer = client.post(f"{address}centang/", {"people": [registration.pk], "child": "2"})
    assert answer.status_code == 302
    assert queries.heads(occurrence) == 3
