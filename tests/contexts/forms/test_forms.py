"""What a form may ask, what is kept of the answers, and that published versions stay."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.forms import actions, queries
from pustakota.contexts.forms.errors import FormRefused
from pustakota.contexts.forms.models import Version
from pustakota.contexts.forms.rules import checked, definition_of, read_out, reasons_not_to_publish
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW, later
from tests.factories.people import somebody_with_role


def words(text: str) -> dict[str, str]:
    return {"id": text, "en": f"{text} (en)"}


WHO: dict[str, Any] = {
    "name": "who",
    "kind": "choice",
    "required": True,
    "label": words("Saya"),
    "choices": [{"value": "pupil", "label": words("pelajar")}, {"value": "adult", "label": words("umum")}],
}
SCHOOL: dict[str, Any] = {
    "name": "school",
    "kind": "text",
    "required": True,
    "label": words("Sekolah"),
    "show_if": {"field": "who", "is": "pupil"},
}
BASE: dict[str, Any] = {"title": words("Formulir"), "fields": [WHO, SCHOOL]}


def of(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"title": words("Formulir"), "fields": list(fields)}


def a_field(**change: Any) -> dict[str, Any]:
    return {"name": "x", "kind": "text", "label": words("X")} | change


@pytest.mark.parametrize(
    ("definition", "codes"),
    [
        (BASE, []),
        ([], ["no_fields"]),
        ({"title": words("A"), "fields": []}, ["no_fields"]),
        ({"fields": [a_field()]}, ["title_missing"]),
        (of(a_field(name="Nama Lengkap")), ["name_wrong"]),
        (of(a_field(), a_field()), ["name_twice"]),
        (of(a_field(kind="file", label={"en": "X"})), ["kind_unknown", "label_missing"]),
        (of(a_field(kind="choice")), ["choices_wrong"]),
        (of(WHO | {"choices": [*WHO["choices"], WHO["choices"][0]]}), ["choices_wrong"]),
        (of(SCHOOL, WHO), ["show_if_wrong"]),
        (of(WHO, SCHOOL | {"show_if": {"field": "who", "is": "nobody"}}), ["show_if_wrong"]),
        (of("name"), ["field_unreadable"]),  # type: ignore[arg-type]
    ],
)
def test_a_definition_is_refused_with_every_reason(definition: object, codes: list[str]) -> None:
    assert [reason.code for reason in reasons_not_to_publish(definition)] == codes


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(JSON | st.builds(lambda fields: {"title": words("A"), "fields": fields}, st.lists(JSON, max_size=3)))
def test_any_json_is_judged_and_never_breaks(definition: object) -> None:
    reasons_not_to_publish(definition)


@pytest.mark.parametrize(
    ("said", "values", "problems"),
    [
        ({"who": "adult"}, {"who": "adult"}, {}),
        ({"who": "adult", "school": "SMAN 1"}, {"who": "adult"}, {}),
        ({"who": "pupil", "school": " SMAN 1 "}, {"who": "pupil", "school": "SMAN 1"}, {}),
        ({"who": "pupil"}, {"who": "pupil"}, {"school": "missing"}),
        ({}, {}, {"who": "missing"}),
        ({"who": "boss"}, {}, {"who": "unknown_choice"}),
    ],
)
def test_only_what_was_asked_counts(said: dict[str, str], values: dict[str, str], problems: dict[str, str]) -> None:
    found = checked(definition_of(BASE), said)
    assert (found.values, found.problems) == (values, problems)


@pytest.mark.parametrize(
    ("kind", "said", "problem"),
    [
        ("number", "12", None),
        ("number", "12,5", "no_number"),
        ("date", "2026-02-28", None),
        ("date", "2026-02-30", "no_date"),
        ("date", "20260228", "no_date"),
        ("consent", "yes", None),
        ("consent", "on", "no_consent"),
        ("text", "a" * 301, "too_long"),
        ("long_text", "a" * 301, None),
    ],
)
def test_each_kind_is_judged(kind: str, said: str, problem: str | None) -> None:
    found = checked(definition_of(of(a_field(kind=kind))), {"x": said})
    assert found.problems.get("x") == problem


def test_answers_are_read_out_in_the_words_that_were_asked() -> None:
    definition = definition_of(BASE)
    assert read_out(definition, {"who": "pupil", "school": "SMAN 1"}, "en") == [
        ("who", "Saya (en)", "pelajar (en)"),
        ("school", "Sekolah (en)", "SMAN 1"),
    ]


@pytest.mark.django_db
def test_a_new_version_stands_beside_the_old_one() -> None:
    first = actions.publish(code="uji", definition=BASE, by=SYSTEM, at=NOW)
    second = actions.publish(code="uji", definition=of(WHO), by=SYSTEM, at=later(days=1))
    assert (first.number, second.number) == (1, 2)
    assert queries.current_version("uji") == second
    kept = queries.version("uji", 1)
    assert kept is not None
    assert kept.definition == BASE


@pytest.mark.django_db
def test_the_same_definition_makes_no_new_version(nothing_changes: NothingChanges) -> None:
    actions.publish(code="uji", definition=BASE, by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(FormRefused) as refused:
        actions.publish(code="uji", definition=BASE, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["unchanged"]


@pytest.mark.django_db
def test_only_those_with_the_right_publish(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.publish(code="uji", definition=BASE, by=somebody_with_role("pustakawan"), at=NOW)


@pytest.mark.django_db
def test_a_form_is_shown_and_judged_by_the_same_definition() -> None:
    version = actions.publish(code="uji", definition=BASE, by=SYSTEM, at=NOW)
    sent = queries.AskedForm(version, QueryDict("who=pupil&school="), language="id")
    assert not sent.is_valid()
    assert list(sent.errors) == ["school"]
    sound = queries.AskedForm(version, QueryDict("who=adult&school="), language="id")
    assert sound.is_valid()
    assert sound.read_out() == [("who", "Saya", "umum")]
    assert 'data-shown-for="pupil"' in str(sound["school"])


@pytest.mark.django_db
def test_a_new_library_can_ask_who_wishes_to_join() -> None:
    version = queries.current_version(queries.JOINING)
    assert version is not None
    assert Version.objects.filter(form=version.form_id).count() == 2
    assert reasons_not_to_publish(version.definition) == ()


def test_a_question_that_waits_for_another_says_so_to_those_whose_browser_shows_all() -> None:
    raw = {
        "title": {"id": "Daftar"},
        "fields": [
            {
                "name": "who",
                "kind": "choice",
                "label": {"id": "Saya"},
                "choices": [{"value": "pupil", "label": {"id": "pelajar"}}],
            },
            {
                "name": "school",
                "kind": "text",
                "label": {"id": "Sekolah"},
                "show_if": {"field": "who", "is": "pupil"},
            },
        ],
    }
    with translation.override("en"):
        again = queries.asked_draft(raw, language="id")
    assert again is not None
    assert again["school"].help_text == "Only if “Saya” is “pelajar”."
    assert not again["who"].help_text
