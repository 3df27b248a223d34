"""Suggesting a title, asking to join, and one's own requests, obligations and letters."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pustakota.contexts.cases import actions
from pustakota.contexts.cases.models import Case
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.credentials import actions as credentials
from pustakota.contexts.credentials.models import Credential
from pustakota.foundation.actors import SYSTEM
from tests.factories.cases import a_case
from tests.factories.charges import a_charge
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.sites.public.conftest import Town, signed_in

TITLE = {"title": "Ronggeng Dukuh Paruk", "author": "Ahmad Tohari"}


@pytest.fixture(autouse=True)
def nobody_has_sent_anything() -> None:
    cache.clear()


def letter_of(town: Town) -> Credential:
    return circulation.clear_member(patron=town.mother, at_point=town.point, by=SYSTEM, at=NOW)


def test_a_visitor_suggests_a_title_and_reads_the_answer_at_its_address(visitor: Client, town: Town) -> None:
    page = visitor.get(reverse("public:suggest"), {"judul": "Ronggeng"})
    assert b'value="Ronggeng"' in page.content
    sent = visitor.post(reverse("public:suggest"), {**TITLE, "point": town.point.pk, "email": "a@contoh.id"})
    case = Case.objects.get()
    assert sent["Location"] == reverse("public:case", args=[case.code])
    assert (case.kind, case.asker, case.contact_email) == ("suggestion", None, "a@contoh.id")
    actions.close_case(case=case, outcome="will_be_bought", words="Kami pesan bulan ini.", by=SYSTEM, at=NOW)
    shown = visitor.get(sent["Location"]).content.decode()
    assert "Kami pesan bulan ini." in shown
    assert "a@contoh.id" not in shown


def test_a_suggestion_without_a_title_is_shown_again(visitor: Client, town: Town) -> None:
    sent = visitor.post(reverse("public:suggest"), {"author": "Ahmad Tohari", "point": town.point.pk})
    assert sent.status_code == 422
    assert b"Ahmad Tohari" in sent.content
    assert not Case.objects.exists()


def test_a_program_that_fills_in_everything_is_not_believed(visitor: Client, town: Town) -> None:
    sent = visitor.post(reverse("public:suggest"), {**TITLE, "point": town.point.pk, "website": "http://x"})
    assert sent.status_code == 422
    assert not Case.objects.exists()


def test_too_many_suggestions_from_one_place_are_refused(visitor: Client, town: Town) -> None:
    answers = [visitor.post(reverse("public:suggest"), {**TITLE, "point": town.point.pk}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert Case.objects.count() == 10


def test_a_member_sees_what_they_asked_and_nobody_elses(member: Client, town: Town) -> None:
    sent = member.post(reverse("public:suggest"), {**TITLE, "point": town.point.pk})
    assert Case.objects.get().asker == town.mother.person
    assert b"Ronggeng Dukuh Paruk" in member.get(reverse("public:my_cases")).content
    other = signed_in(a_patron())
    assert other.get(sent["Location"]).status_code == 404
    assert b"Ronggeng Dukuh Paruk" not in other.get(reverse("public:my_cases")).content
    assert Client().get(sent["Location"]).status_code == 404


def test_a_member_asks_further_once_there_is_an_answer(member: Client, town: Town) -> None:
    case = a_case(asker=town.mother.person, at_point=town.point)
    address = reverse("public:case", args=[case.code])
    early = member.post(address, {"words": "Halo?"})
    assert early.status_code == 422
    actions.answer_case(case=case, words="Edisi mana?", by=SYSTEM, at=NOW)
    assert member.post(address, {"words": "Edisi 2019."}).status_code == 302
    case.refresh_from_db()
    assert case.state == "open"


def test_a_form_of_the_library_becomes_a_case_for_the_desk(visitor: Client, town: Town) -> None:
    given = {"name": "Rini", "born_on": "1990-04-21", "phone": "0812 3456 7890", "who": "resident", "agrees": "on"}
    given["for_whom"] = "me"
    page = visitor.get(reverse("public:join")).content.decode()
    assert "Full name" in page
    sent = visitor.post(reverse("public:join"), {**given, "point": town.point.pk})
    case = Case.objects.get()
    assert sent["Location"] == reverse("public:case", args=[case.code])
    assert (case.kind, case.subject, case.form, case.form_version) == ("registration", "Rini", "daftar-anggota", 2)
    assert {"field": "born_on", "asked": "Date of birth", "value": "1990-04-21"} in case.answers
    shown = visitor.get(sent["Location"]).content.decode()
    assert "0812" not in shown
    assert "Rini" not in shown


def test_what_is_missing_in_the_form_is_said_at_once(visitor: Client, town: Town) -> None:
    sent = visitor.post(reverse("public:join"), {"name": "Rini", "born_on": "kemarin", "point": town.point.pk})
    said = sent.content.decode()
    assert sent.status_code == 422
    assert said.count("Please fill this in.") == 4  # for whom, telephone, who, agreement
    assert "Write a date" in said
    assert not Case.objects.exists()


def test_a_member_sees_what_they_owe(member: Client, town: Town) -> None:
    a_charge(town.mother, what="Bumi Manusia")
    a_charge(a_patron(), what="Pulang")
    shown = member.get(reverse("public:my_charges")).content.decode()
    assert "Bumi Manusia" in shown
    assert "Pulang" not in shown


def test_anybody_checks_a_letter_and_reads_a_shortened_name(visitor: Client, town: Town) -> None:
    letter = letter_of(town)
    address = reverse("public:verify", args=[letter.code])
    assert address == f"/en/v/{letter.code}"
    shown = visitor.get(address).content.decode()
    assert "BP-2026-0001" in shown
    assert "Siti A." in shown
    assert "Siti Aminah" not in shown
    credentials.revoke(credential=letter, because="salah orang", by=SYSTEM, at=NOW)
    assert "salah orang" in visitor.get(address).content.decode()


def test_a_code_of_no_letter_is_said_to_be_none(visitor: Client, town: Town) -> None:
    unknown = visitor.get(reverse("public:verify", args=["tidak-ada"]))
    assert unknown.status_code == 404
    assert "No letter has this code" in unknown.content.decode()


def test_a_letter_is_downloaded_by_its_holder_alone(member: Client, town: Town) -> None:
    letter = letter_of(town)
    assert b"BP-2026-0001" in member.get(reverse("public:my_letters")).content
    address = reverse("public:letter", args=[letter.code])
    paper = member.get(address)
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert paper["Cache-Control"] == "private, no-store"
    assert signed_in(a_patron()).get(address).status_code == 404
    assert Client().get(address).status_code == 302
