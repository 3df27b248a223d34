"""Who registered from home, at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.models import Kind, Source
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import queries
from pustakota.contexts.people.models import JoiningRule, Patron
from pustakota.foundation.actors import SYSTEM, VISITOR
from tests.factories.joining import a_joining_rule, a_registration_from_home
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, a_patron_type
from tests.sites.desk.conftest import signed_in

LIST = "/en/desk/pendaftaran/"


def page_of(key: int) -> str:
    return reverse("desk:registration", args=[key])


def test_those_of_ones_own_point_stand_in_the_list_and_all_on_wish(desk: Client, point: ServicePoint) -> None:
    bima = a_registration_from_home(point, child=True, name="Bima")
    (guardian,) = queries.guardians_of(bima.patron)
    assert guardian.account
    assert f"signs in with {guardian.account.username}" in desk.get(page_of(bima.pk)).content.decode()
    a_registration_from_home(a_point(name="Cabang"), name="Orang Lain", is_proved=False)
    mine = desk.get(LIST).content.decode()
    assert "Bima" in mine
    assert "Orang Lain" not in mine
    everywhere = desk.get(f"{LIST}?di=semua").content.decode()
    assert "Orang Lain" in everywhere
    assert "without proof of the browser" in everywhere


def test_an_empty_list_says_what_will_stand_there(desk: Client) -> None:
    page = desk.get(LIST).content.decode()
    assert "Nobody waits" in page
    assert "asks by its own form" in page


def test_somebody_is_compared_and_completed_and_gets_the_printed_card(desk: Client, point: ServicePoint) -> None:
    known = a_patron(name="Wulandari Rini", home=point, born_on=None)
    known.person.phone = "+6281234567890"
    known.person.save()
    found = a_registration_from_home(point)
    page = desk.get(page_of(found.pk)).content.decode()
    assert known.card_number in page
    assert "same telephone" in page
    member = desk.get(reverse("desk:member", args=[found.patron.card_number])).content.decode()
    assert "Compare with a document" in member
    assert "Prolong the membership" not in member
    given = {"type": found.wanted_type_id, "card_number": "K7"}
    assert desk.post(page_of(found.pk), given).status_code == 422, "nobody was seen"
    sent = desk.post(page_of(found.pk), {**given, "is_seen": "on"})
    assert sent["Location"] == reverse("desk:member", args=["K7"])
    assert not queries.is_provisional(found.patron_id)
    assert desk.get(page_of(found.pk)).status_code == 404
    assert "Provisional until" not in desk.get(sent["Location"]).content.decode()


def test_what_nobody_stands_behind_is_declined(desk: Client, point: ServicePoint) -> None:
    found = a_registration_from_home(point)
    sent = desk.post(page_of(found.pk), {"wish": "decline"})
    assert sent["Location"] == LIST
    assert Patron.objects.get(pk=found.patron_id).status == "closed"


def test_volunteers_and_colleagues_of_other_points_decide_nothing(
    volunteer: Client, desk: Client, point: ServicePoint
) -> None:
    found = a_registration_from_home(point)
    other = a_registration_from_home(a_point())
    assert volunteer.get(LIST).status_code == 403
    assert volunteer.get(page_of(found.pk)).status_code == 403
    assert desk.get(page_of(other.pk)).status_code == 403
    assert desk.get("/en/desk/pendaftaran/aturan/").status_code == 403


def test_the_head_of_a_library_sets_how_members_are_taken_in_and_ends_it(
    librarian: Client, point: ServicePoint
) -> None:
    kinds = {name: a_patron_type(name).pk for name in ("sementara", "umum", "anak")}
    address = "/en/desk/pendaftaran/aturan/"
    given = {"provisional_type": kinds["sementara"], "adult_type": kinds["umum"], "child_type": kinds["anak"]}
    assert librarian.post(address, {**given, "days": "14"}).status_code == 403
    assert address not in librarian.get(LIST).content.decode()
    head = signed_in("kepala", point.library, station=point)
    assert address in head.get(LIST).content.decode()
    assert head.post(address, {**given, "days": "0"}).status_code == 422
    given |= {"approves_confirmed": "on", "address_words": "Batu"}
    assert head.post(address, {**given, "days": "14"})["Location"] == LIST
    rule = JoiningRule.objects.get()
    assert (rule.library_id, rule.days, rule.approves_confirmed) == (point.library_id, 14, True)
    head.post(address, {"wish": "end"})
    assert not JoiningRule.objects.exists()


def test_a_school_that_asks_is_led_to_its_list_and_registers_nobody(desk: Client, point: ServicePoint) -> None:
    a_joining_rule(point)
    case = cases.open_case(
        kind=Kind.REGISTRATION,
        subject="SDN 1",
        form=("lembaga", 1),
        at_point=point,
        source=Source.WEB,
        by=VISITOR,
        at=NOW,
    )
    page = desk.get(reverse("desk:case", args=[case.code])).content.decode()
    assert reverse("desk:organisations") in page
    assert "Register this member" not in page
    with pytest.raises(CaseRefused):
        cases.register_from_case(case=case, type=a_patron_type(), at_point=point, by=SYSTEM, at=NOW)
