"""Requests, letters, obligations and forms at the desk."""

import json

from django.test import Client
from django.urls import reverse

from pustakota.contexts.cases.models import Case
from pustakota.contexts.charges.models import Charge
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.credentials.models import Credential
from pustakota.contexts.forms import queries as forms
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM
from tests.factories.cases import a_case, a_registration
from tests.factories.catalogue import a_record, an_item
from tests.factories.charges import a_basis, a_charge
from tests.factories.circulation import a_loan
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, a_patron_type
from tests.sites.desk.conftest import signed_in


def text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_inbox_shows_what_waits_here(desk: Client, point: ServicePoint) -> None:
    a_case(subject="Cantik Itu Luka", at_point=point, at=later(days=-20))
    a_case(subject="Pulang", at_point=a_point())
    shown = text(desk, "desk:cases")
    assert "Cantik Itu Luka" in shown
    assert "late since" in shown
    assert "Pulang" not in shown
    assert "Late answers" in text(desk, "desk:start")
    assert "Cantik Itu Luka" not in desk.get(reverse("desk:cases"), {"whose": "mine"}).content.decode()


def test_a_case_is_taken_answered_and_closed(desk: Client, point: ServicePoint) -> None:
    case = a_case(at_point=point)
    address = reverse("desk:case", args=[case.code])
    desk.post(reverse("desk:take_case", args=[case.code]))
    case.refresh_from_db()
    assert case.owner is not None
    assert desk.post(address, {"words": "Edisi mana?"}).status_code == 302
    assert "Edisi mana?" in text(desk, "desk:case", case.code)
    desk.post(address, {"words": "Akan dibeli.", "outcome": "will_be_bought"})
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "will_be_bought")
    late = desk.post(address, {"words": "Lagi"})
    assert late.status_code == 422
    desk.post(reverse("desk:reopen_case", args=[case.code]))
    case.refresh_from_db()
    assert case.state == "open"


def test_those_without_the_right_answer_nothing(volunteer: Client, point: ServicePoint) -> None:
    case = a_case(at_point=point)
    assert volunteer.get(reverse("desk:cases")).status_code == 403
    assert volunteer.post(reverse("desk:case", args=[case.code]), {"words": "x"}).status_code == 403


def test_one_press_makes_a_member_and_hands_over_the_password(desk: Client, point: ServicePoint) -> None:
    case, kind = a_registration(point), a_patron_type()
    assert "Register this member" in text(desk, "desk:case", case.code)
    answer = desk.post(reverse("desk:register_from_case", args=[case.code]), {"type": kind.pk}, follow=True)
    patron = Patron.objects.get(person__name="Rini Kusuma")
    assert "shown only once" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).asker == patron.person


def test_why_somebody_cannot_be_registered_is_said(desk: Client, point: ServicePoint) -> None:
    case, kind = a_registration(point, born_on="2018-01-01"), a_patron_type()
    answer = desk.post(reverse("desk:register_from_case", args=[case.code]), {"type": kind.pk})
    assert answer.status_code == 422
    assert "until a parent or guardian agrees" in answer.content.decode()


def test_a_loan_is_declared_lost_and_its_replacement_received(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(item=an_item(record=a_record("Saman"), at_point=point), patron=a_patron(home=point))
    assert "Saman" in text(desk, "desk:declare_lost", loan.pk)
    desk.post(reverse("desk:declare_lost", args=[loan.pk]))
    charge = Charge.objects.get()
    assert "Saman" in text(desk, "desk:charges", loan.member.card_number)
    waived = desk.post(reverse("desk:charge", args=[charge.code]), {"wish": "waive", "because": "x"})
    assert waived.status_code == 403
    desk.post(reverse("desk:charge", args=[charge.code]), {"wish": "end", "because": "B0099"})
    charge.refresh_from_db()
    assert (charge.state, charge.because) == ("settled", "B0099")
    assert charge.receipt in text(desk, "desk:receipts")


def test_money_without_its_legal_basis_is_refused_in_words(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    address = reverse("desk:charges", args=[patron.card_number])
    refused = desk.post(address, {"why": "late", "amount": 1000})
    assert refused.status_code == 422
    assert "legal basis" in refused.content.decode()
    desk.post(address, {"why": "late", "amount": 1000, "basis": a_basis().pk})
    assert Charge.objects.get().amount == 1000


def test_a_clearance_letter_is_refused_then_issued(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    charge = a_charge(patron, what="Saman")
    address = reverse("desk:clearance", args=[patron.card_number])
    assert "Saman" in text(desk, "desk:clearance", patron.card_number)
    assert desk.post(address).status_code == 422
    assert not Credential.objects.exists()
    desk.post(reverse("desk:charge", args=[charge.code]), {"wish": "end"})
    issued = desk.post(address)
    letter = Credential.objects.get()
    assert issued["Location"] == reverse("desk:letter", args=[letter.code])
    assert letter.number in text(desk, "desk:letters")


def test_the_head_revokes_a_letter(point: ServicePoint) -> None:
    patron = a_patron(home=point)
    letter = circulation.clear_member(patron=patron, at_point=point, by=SYSTEM, at=NOW)
    head = signed_in("kepala", point)
    assert "Revoke" in text(head, "desk:letter", letter.code)
    head.post(reverse("desk:letter", args=[letter.code]), {"because": "salah orang"})
    letter.refresh_from_db()
    assert letter.revoked_because == "salah orang"


def test_the_head_publishes_a_form_anew(point: ServicePoint) -> None:
    head = signed_in("kepala", None, station=point)
    newest = forms.current_version(forms.JOINING)
    assert newest is not None
    assert "Become a member" in text(head, "desk:forms")
    address = reverse("desk:form", args=[forms.JOINING])
    assert head.post(address, {"definition": "{"}).status_code == 422
    assert head.post(address, {"definition": '{"fields": []}'}).status_code == 422
    shorter = newest.definition | {"fields": newest.definition["fields"][:2]}
    assert head.post(address, {"definition": json.dumps(shorter)}).status_code == 302
    asked = forms.current_version(forms.JOINING)
    assert asked is not None
    assert asked.number == newest.number + 1


def test_a_desk_does_not_publish_forms(desk: Client) -> None:
    assert desk.get(reverse("desk:forms")).status_code == 403
