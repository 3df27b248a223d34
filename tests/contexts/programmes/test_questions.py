"""What is asked at registering and afterwards: kept with its version, forgotten in time, nobody known by it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given as examples
from hypothesis import strategies as st

from pustakota.contexts.forms import actions as forms
from pustakota.contexts.forms.errors import FormRefused
from pustakota.contexts.forms.models import Version
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.programmes import actions, queries, tasks
from pustakota.contexts.programmes.actions import Source
from pustakota.contexts.programmes.models import Occurrence, Registration, SurveyAnswer
from pustakota.contexts.programmes.rules import FEWEST, shown_counts
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence
from tests.refusals import reasons

QUESTIONS = {
    "title": {"id": "Pertanyaan", "en": "Questions"},
    "fields": [
        {
            "name": "laptop",
            "kind": "choice",
            "label": {"id": "Membawa laptop?", "en": "Do you bring a laptop?"},
            "required": True,
            "choices": [
                {"value": "ya", "label": {"id": "Ya", "en": "Yes"}},
                {"value": "tidak", "label": {"id": "Tidak", "en": "No"}},
            ],
        },
        {
            "name": "sistem",
            "kind": "text",
            "label": {"id": "Sistemnya apa?", "en": "Which system?"},
            "required": True,
            "show_if": {"field": "laptop", "is": "ya"},
        },
    ],
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def a_form(title: str = "Kelas koding", definition: dict[str, Any] | None = None) -> Version:
    begun = forms.begin(title=title, by=SYSTEM, at=NOW)
    return forms.publish(code=begun.form.code, definition=definition or QUESTIONS, by=SYSTEM, at=NOW)


@pytest.mark.django_db
def test_where_questions_are_asked_nobody_registers_without_answering_but_staff_may() -> None:
    version, patron = a_form(), a_patron()
    occurrence = an_occurrence(a_programme(form=version.form))
    plain = lambda: actions.register(  # noqa: E731
        occurrence=occurrence, person=patron.person, by=a_member_acting(patron), at=NOW
    )
    assert reasons(plain) == ["answers_needed"]
    other = lambda: actions.register(  # noqa: E731
        occurrence=occurrence, person=patron.person, by=a_member_acting(patron), at=NOW, form_version=a_form("Lain")
    )
    assert reasons(other) == ["answers_needed"]
    assert not Registration.objects.exists()
    said = [("laptop", "Membawa laptop?", "Ya")]
    made = actions.register(
        occurrence=occurrence,
        person=patron.person,
        by=a_member_acting(patron),
        at=NOW,
        form_version=version,
        answers=said,
    )
    assert (made.form_version, made.answers) == (version, [["laptop", "Membawa laptop?", "Ya"]])
    assert a_registration(occurrence).answers == []
    assert ("Membawa laptop?", "Ya") in queries.kept_about(patron.person_id)["Registrations"][0].items()
    tasks.part_from_persons(BEGINS + timedelta(days=91))
    made.refresh_from_db()
    assert (made.person, made.answers) == (None, [])


@pytest.mark.django_db
def test_on_the_page_only_what_was_asked_is_kept_and_all_that_is_missing_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    occurrence = an_occurrence(a_programme(form=a_form().form))
    patron = a_patron()
    account = patron.person.account
    assert account
    client = Client()
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    address = f"/en/kegiatan/{occurrence.pk}/daftar/"
    asked = client.post(address, {"untuk": "1", "orang": "1"})
    assert (asked.status_code, Registration.objects.get().status) == (200, "held")
    assert "Do you bring a laptop?" in asked.text
    wrong = client.post(address, {"untuk": "1", "orang": "1", "jawab": "1", "tanya-laptop": "ya"})
    assert wrong.status_code == 422
    sent = {"untuk": "1", "orang": "1", "jawab": "1", "tanya-laptop": "tidak", "tanya-sistem": "tidak ditanya"}
    longer = client.post(address, {**sent, "lagi": "1"})
    assert (longer.status_code, "tidak ditanya" in longer.text, "Not everything" in longer.text) == (200, True, False)
    twice = client.post(address, {**sent, "lagi": "1"})
    assert (twice.status_code, "held longer once already" in twice.text) == (409, True)
    assert client.post(address, {**sent, "batal": "1"}).status_code == 302
    assert Registration.objects.get().status == "left"
    assert client.post(address, sent).status_code == 302
    made = Registration.objects.get(status="confirmed")
    assert made.answers == [["laptop", "Do you bring a laptop?", "No"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "label", ["Apakah Anda punya alergi?", "Riwayat penyakit", "Agama", "Sedang hamil?", "Obat yang diminum"]
)
@pytest.mark.parametrize("place", ["label", "help", "choice"])
def test_nobody_is_asked_about_health_or_religion(label: str, place: str) -> None:
    words = {"id": label}
    field: dict[str, Any] = {"name": "x", "kind": "choice", "label": {"id": "Pilih"}}
    field["choices"] = [{"value": "a", "label": words if place == "choice" else {"id": "Satu"}}]
    field |= {place: words} if place != "choice" else {}
    with pytest.raises(FormRefused) as refused:
        a_form(definition={"title": {"id": "Tanya"}, "fields": [field]})
    assert [reason.code for reason in refused.value.reasons] == ["asked_of_nobody"]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 7, "b": 6}, {"a": 7, "b": 6}),
        ({"a": 7, "b": 0}, {"a": 7, "b": 0}),
        ({"a": 17, "b": 2, "c": 9}, {"a": 17, "b": None, "c": None}),
        ({"a": 17, "b": 2, "c": 1}, {"a": 17, "b": None, "c": None}),
        ({"a": 2}, {"a": None}),
    ],
)
def test_few_are_hidden_and_cannot_be_had_by_subtraction(counts: dict[str, int], shown: dict[str, int | None]) -> None:
    assert shown_counts(counts) == shown


@examples(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=1))
def test_no_shown_count_is_small_and_never_one_alone_is_hidden(counts: dict[str, int]) -> None:
    shown = shown_counts(counts)
    assert all(number is None or number == 0 or number >= FEWEST for number in shown.values())
    hidden = [value for value, number in shown.items() if number is None]
    assert len(hidden) != 1 or sum(number > 0 for number in counts.values()) == 1


def came(occurrence: Occurrence, number: int) -> list[Registration]:
    rows = [a_registration(occurrence) for _ in range(number)]
    return [actions.check_in(registration=row, by=SYSTEM, at=BEGINS, source=Source.DESK) for row in rows]


@pytest.mark.django_db
def test_whoever_came_is_asked_once_and_the_answers_lead_to_nobody() -> None:
    version = a_form("Pendapat")
    occurrence = an_occurrence(a_programme(survey=version.form))
    rows, absent = came(occurrence, 6), a_registration(occurrence)
    after = BEGINS + timedelta(hours=3)
    answer = lambda row, **said: actions.answer_survey(  # noqa: E731
        registration=row, version=version, values=said, at=after
    )
    assert reasons(lambda: answer(rows[0])) == ["not_reported"]
    assert actions.invite_to_survey(occurrence_id=occurrence.pk, at=after) == 0
    actions.report(occurrence=occurrence, by=SYSTEM, at=after)
    actions.invite_to_survey(occurrence_id=occurrence.pk, at=after)
    actions.invite_to_survey(occurrence_id=occurrence.pk, at=after)
    assert Notice.objects.filter(because__startswith="survey:").count() == 6
    for row in rows:
        row.refresh_from_db()
        row.occurrence.refresh_from_db()
    for row in rows[:4]:
        answer(row, laptop="ya", sistem="Linux")
    few = queries.survey_results(occurrence, language="en")
    assert (few.came, few.answered, list(few.questions)) == (6, 4, [])
    answer(rows[4], laptop="ya", sistem="Windows")
    assert reasons(lambda: answer(rows[4], laptop="tidak")) == ["answered_before"]
    absent.refresh_from_db()
    absent.occurrence.refresh_from_db()
    assert reasons(lambda: answer(absent)) == ["did_not_come"]
    enough = queries.survey_results(occurrence, language="en")
    assert enough.questions[0].choices == [("Yes", 5), ("No", 0)]
    assert sorted(enough.questions[1].texts) == ["Linux", "Linux", "Linux", "Linux", "Windows"]
    assert {field.name for field in SurveyAnswer._meta.fields} == {"id", "occurrence", "version", "values"}


@pytest.mark.django_db
def test_the_link_of_the_survey_says_no_before_and_thanks_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    occurrence = an_occurrence(a_programme(survey=a_form("Pendapat").form))
    [row] = came(occurrence, 1)
    monkeypatch.setattr(clock, "now", lambda: BEGINS + timedelta(hours=3))
    address, client = f"/en/kegiatan/pendapat/{row.code}/", Client()
    assert client.get(address).status_code == 409
    actions.report(occurrence=occurrence, by=SYSTEM, at=clock.now())
    assert client.get(address).status_code == 200
    assert client.post(address, {"jawab": "1"}).status_code == 422
    thanks = client.post(address, {"jawab": "1", "tanya-laptop": "tidak"})
    assert "without your name" in thanks.text
    assert SurveyAnswer.objects.get().values == {"laptop": "tidak"}
    assert client.post(address, {"jawab": "1", "tanya-laptop": "ya"}).status_code == 409
    assert client.get("/en/kegiatan/pendapat/nobody/").status_code == 404


@pytest.mark.django_db
def test_in_a_nameless_room_a_link_asks_whoever_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    version = a_form("Pendapat")
    circle = a_programme(is_nameless=True, registration="none", survey=version.form)
    occurrence = an_occurrence(circle, capacity=None)
    actions.count(occurrence=occurrence, number=9, by=SYSTEM, at=BEGINS, source=Source.DESK)
    address, client = f"/en/kegiatan/{occurrence.pk}/pendapat/{queries.survey_key(occurrence)}/", Client()
    monkeypatch.setattr(clock, "now", lambda: BEGINS - timedelta(hours=1))
    assert client.get(address).status_code == 409
    monkeypatch.setattr(clock, "now", lambda: BEGINS + timedelta(hours=1))
    page = client.get(address)
    assert (page.status_code, "No name is asked" in page.text) == (200, True)
    assert client.post(address, {"jawab": "1"}).status_code == 422
    for _ in range(6):
        assert "without your name" in client.post(address, {"jawab": "1", "tanya-laptop": "tidak"}).text
    found = queries.survey_results(occurrence, language="en")
    assert (found.came, found.answered, found.questions[0].choices) == (9, 6, [("Yes", 0), ("No", 6)])
    assert not Registration.objects.exists()
    assert client.get(f"/en/kegiatan/{occurrence.pk}/pendapat/0123456789/").status_code == 404
    monkeypatch.setattr(clock, "now", lambda: BEGINS + timedelta(days=40))
    assert client.post(address, {"jawab": "1", "tanya-laptop": "ya"}).status_code == 409
    assert SurveyAnswer.objects.count() == 6


@pytest.mark.django_db
def test_one_address_answers_for_a_room_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    occurrence = an_occurrence(a_programme(registration="none", survey=a_form("Pendapat").form), capacity=None)
    monkeypatch.setattr(clock, "now", lambda: BEGINS)
    address, client = f"/en/kegiatan/{occurrence.pk}/pendapat/{queries.survey_key(occurrence)}/", Client()
    answers = [client.post(address, {"jawab": "1", "tanya-laptop": "tidak"}).status_code for _ in range(62)]
    assert (answers.count(200), answers[60:]) == (60, [409, 409])


@pytest.mark.django_db
def test_where_people_register_nobody_answers_by_an_open_link() -> None:
    version = a_form("Pendapat")
    occurrence = an_occurrence(a_programme(survey=version.form))
    answer = lambda: actions.answer_openly(occurrence=occurrence, version=version, values={}, at=NOW)  # noqa: E731
    assert reasons(answer) == ["no_survey", "survey_not_begun"]
    monthly = an_occurrence(a_programme(registration="none", survey=version.form))
    other = lambda: actions.answer_openly(  # noqa: E731
        occurrence=monthly, version=a_form("Lain"), values={}, at=BEGINS
    )
    assert reasons(other) == ["no_survey"]
