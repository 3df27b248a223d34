from datetime import date
from typing import Any

import pytest

from pustakota.contexts.people import actions, queries, rules
from pustakota.contexts.people.errors import ClassRefused
from pustakota.contexts.people.models import Consent, Guardianship, Organisation, Patron, Person, SchoolClass
from pustakota.contexts.people.permissions import EDIT, VIEW
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, a_patron_type, an_actor

LIST = """Nama;Panggilan;Tanggal lahir;Wali;Telepon;Setuju
Dimas Prasetyo;Dimas;21/03/2015;Sri Wahyuni;0812 1111 2222;ya
"Putri; Ayu";Putri;2015-07-01;Sri Wahyuni;0812 1111 2222;ya
"""
TABS = "Dimas Prasetyo\tDimas\t21-03-2015\tSri Wahyuni\t081211112222\tya"


def a_school(**fields: Any) -> Organisation:
    school = Organisation(**{"name": "SDN Sumberjati 1", "kind": "school"} | fields)
    return actions.keep_organisation(organisation=school, by=SYSTEM)


def bring_in(text: str = LIST, *, school: Organisation | None = None, **given: Any) -> SchoolClass:
    asked = {"name": "5A", "school_year": "2026/2027", "by": SYSTEM, "at": NOW} | given
    if "type" not in asked:
        asked |= {"type": a_patron_type("pelajar"), "home_point": a_point()}
    return actions.bring_in_class(organisation=school or a_school(), text=text, **asked)


# Reading a list


@pytest.mark.parametrize("text", [LIST, TABS, "\n\n" + TABS.replace("\t", ",") + "\n"])
def test_a_list_is_read_with_or_without_headings_however_it_is_cut(text: str) -> None:
    line = rules.read_class_list(text, today=MONDAY)[0]
    assert (line.name, line.call_name, line.born_on) == ("Dimas Prasetyo", "Dimas", date(2015, 3, 21))
    assert (line.guardian, line.agreed, list(line.reasons)) == ("Sri Wahyuni", True, [])


def test_every_slip_of_every_line_is_named() -> None:
    text = """Dimas;;21/03/2015;Sri;;ya
;;31/02/2015;;12;
Bayu;;;Sri;;ya
Tua;;1/1/1980;Sri;;ya
Dimas;;21/03/2015;Sri;;ya"""
    found = [
        (line.number, [reason.code for reason in line.reasons]) for line in rules.read_class_list(text, today=MONDAY)
    ]
    assert found == [
        (1, []),
        (
            2,
            [
                "line_name_missing",
                "line_born_wrong",
                "line_guardian_missing",
                "line_phone_wrong",
                "line_consent_missing",
            ],
        ),
        (3, ["line_born_missing"]),
        (4, ["line_no_child"]),
        (5, ["line_twice"]),
    ]


# Bringing it in


@pytest.mark.django_db
def test_a_class_is_registered_with_guardians_consent_on_paper_and_seats() -> None:
    made = bring_in()
    patrons = list(queries.patrons_of_class(made.pk))
    assert [patron.person.name for patron in patrons] == ["Dimas Prasetyo", "Putri; Ayu"]
    (guardian,) = Person.objects.filter(name="Sri Wahyuni")
    assert Guardianship.objects.filter(guardian=guardian).count() == 2
    assert set(Consent.objects.values_list("purpose", "given_how", "said_by")) == {("guardian", "paper", guardian.pk)}
    assert [each.pupils for each in queries.classes_of(made.organisation_id)] == [2]


@pytest.mark.django_db
def test_who_is_a_member_already_only_joins_and_the_same_list_again_changes_nothing() -> None:
    school = a_school()
    given = {"school": school, "type": a_patron_type("pelajar"), "home_point": a_point()}
    first = bring_in(**given)
    count = Patron.objects.count()
    assert bring_in(**given) == first
    assert bring_in(**given, name="6A", school_year="2027/2028") != first
    assert Patron.objects.count() == count


@pytest.mark.django_db
def test_a_list_with_a_slip_brings_nobody_in(nothing_changes: NothingChanges) -> None:
    given = {
        "school": a_school(agreement_ends_on=date(2026, 1, 1)),
        "type": a_patron_type(),
        "home_point": a_point(),
    }
    with nothing_changes(), pytest.raises(ClassRefused) as refused:
        bring_in(LIST + "Bayu;;;Sri;;ya", **given, name="", school_year="2026")
    codes = [reason.code for reason in refused.value.worded()]
    assert codes == ["class_name_missing", "year_wrong", "agreement_ended", "line_born_missing"]
    with pytest.raises(ClassRefused):
        bring_in(" \n", **given)


@pytest.mark.django_db
def test_a_class_is_brought_in_by_who_registers_there(nothing_changes: NothingChanges) -> None:
    given = {"school": a_school(), "type": a_patron_type(), "home_point": a_point()}
    with nothing_changes(), pytest.raises(NotAllowed):
        bring_in(**given, by=an_actor(VIEW))


# Agreements


@pytest.mark.django_db
def test_a_membership_by_agreement_ends_with_it_and_is_prolonged_with_it() -> None:
    school = a_school(agreement="12/PKS/2026", agreement_ends_on=date(2026, 12, 31))
    made = bring_in(school=school)
    assert {patron.expires_on for patron in queries.patrons_of_class(made.pk)} == {date(2026, 12, 31)}
    patron = queries.patrons_of_class(made.pk)[0]
    assert actions.extend_membership(patron=patron, by=SYSTEM, at=later(days=200)) == date(2026, 12, 31)
    school.agreement_ends_on = date(2028, 6, 30)
    actions.keep_organisation(organisation=school, by=SYSTEM)
    assert {patron.expires_on for patron in queries.patrons_of_class(made.pk)} == {date(2028, 6, 30)}
    for held in queries.affiliations_of(patron.person_id):
        actions.end_affiliation(affiliation=held, by=SYSTEM, on=date(2026, 9, 1))
    assert Patron.objects.get(pk=patron.pk).expires_on == date(2026, 9, 1)


@pytest.mark.django_db
def test_a_membership_of_ones_own_does_not_end_with_an_agreement() -> None:
    school, patron = a_school(agreement_ends_on=date(2026, 4, 1)), a_patron()
    actions.affiliate(person=patron.person, organisation=school, by=SYSTEM, on=MONDAY, by_agreement=False)
    assert Patron.objects.get(pk=patron.pk).expires_on == patron.expires_on
    assert queries.agreement_end(patron.person_id) is None


@pytest.mark.django_db
def test_organisations_are_kept_by_who_may_edit(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.keep_organisation(organisation=Organisation(name="SD"), by=an_actor(VIEW))
    assert actions.keep_organisation(organisation=Organisation(name="SD"), by=an_actor(EDIT)).pk
