"""Every table that leads to a person is listed in ``config/personal_data.py``; some things are asked of nobody."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from pustakota.config.personal_data import KEPT, NOT_OF_PERSONS
from pustakota.contexts.people.models import Account, Patron, Person
from tests.architecture import house

PERSONAL = re.compile(
    r"(^|_)(call_name|phone|email|address|born_on|birth\w*|nik|account_id|\w+_by|person_key|card_number|username)$"
)
DAYS = {"pick_up_by", "sorted_by", "opens_by", "by"}
ASKED_OF_NOBODY = re.compile(
    r"religion|agama\b|marital|status_kawin|perkawinan|pernikahan|mother_?s?_?(maiden|name)|ibu_kandung|nama_ibu",
    re.IGNORECASE,
)
OWN = {"foundation", *(name.rpartition(".")[2] for name in settings.CONTEXTS)}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OWN]


def fields_of_persons(model: type[models.Model]) -> list[str]:
    """What in a table leads to a person: a link to one, or a field that is named like something of a person."""
    return [field.name for field in model._meta.get_fields() if _leads_to_person(field)]


def _leads_to_person(field: object) -> bool:
    if not isinstance(field, models.Field):
        return False
    if field.related_model in {Person, Patron, Account}:
        return True
    is_plain = not field.is_relation and not isinstance(field, models.DateField | models.BooleanField)
    return is_plain and field.name not in DAYS and bool(PERSONAL.search(field.name))


def listed() -> set[str]:
    return {table for part in KEPT for table in part.tables} | NOT_OF_PERSONS.keys()


def test_every_table_that_leads_to_a_person_is_listed() -> None:
    found = {model._meta.label: fields_of_persons(model) for model in own_models()}
    missing = {label: fields for label, fields in found.items() if fields and label not in listed()}
    assert missing == {}, "name them in config/personal_data.py: who shows them, and what forgets them"


def test_every_listed_table_exists_and_belongs_to_its_context() -> None:
    labels = {model._meta.label for model in own_models()}
    assert listed() - labels == set()
    strays = [table for part in KEPT for table in part.tables if table.split(".")[0] != part.context]
    assert strays == []


def test_upper_contexts_forget_before_those_they_stand_on() -> None:
    assert KEPT[-1].context == "people"


def names() -> Iterator[str]:
    for model in own_models():
        yield from (f"{model._meta.label}.{field.name}" for field in model._meta.get_fields())
    for path in house.templates():
        yield from re.findall(r'name="(\w+)"', path.read_text(encoding="utf-8"))
    for path in house.modules():
        if path.stem in {"forms", "schemas"}:
            yield from (line.strip() for line in path.read_text(encoding="utf-8").splitlines())


def test_nobody_is_asked_for_religion_marital_status_or_the_name_of_the_mother() -> None:
    found = [name for name in names() if ASKED_OF_NOBODY.search(name)]
    assert found == []
    assert sum(1 for _ in names()) > 200


@pytest.mark.parametrize("name", ["people.Person.religion", "marital_status", "nama_ibu", "mothers_maiden_name"])
def test_a_question_that_is_asked_of_nobody_is_noticed(name: str) -> None:
    assert ASKED_OF_NOBODY.search(name)


@pytest.mark.parametrize("name", ["phone", "contact_email", "born_on", "noted_by", "account_id"])
def test_a_field_of_a_person_is_noticed(name: str) -> None:
    assert PERSONAL.search(name)
