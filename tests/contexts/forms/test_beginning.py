"""A form is begun at the desk with one question, and known by its first title."""

import pytest

from pustakota.contexts.forms import actions, rules
from pustakota.contexts.forms.errors import FormRefused
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Tulis kepada kami!", "tulis-kepada-kami"),
        ("  ", "formulir"),
        ("é" * 9, "formulir"),
        ("abc " * 30, "abc-" * 10),
    ],
)
def test_a_title_makes_a_code(title: str, code: str) -> None:
    assert rules.code_of(title) == code.rstrip("-")


@pytest.mark.django_db
def test_a_new_form_can_be_asked_at_once_and_its_name_is_taken(nothing_changes: NothingChanges) -> None:
    made = actions.begin(title="Sewa ruang", by=SYSTEM, at=NOW)
    assert (made.form.code, made.number) == ("sewa-ruang", 1)
    assert rules.reasons_not_to_publish(made.definition) == ()
    with nothing_changes(), pytest.raises(FormRefused) as refused:
        actions.begin(title="sewa  ruang", by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["title_taken"]


@pytest.mark.django_db
def test_only_who_publishes_forms_begins_one(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.begin(title="Sewa ruang", by=VISITOR, at=NOW)
