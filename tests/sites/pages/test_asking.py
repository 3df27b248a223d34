"""A page with a form of the library's own: what readers send becomes a request at the desk."""

from typing import Any

import pytest
from django.test import Client

from pustakota.contexts.cases.models import Case
from pustakota.contexts.forms import actions as forms
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import actions
from pustakota.sites.pages.actions import Draft
from pustakota.sites.pages.models import FormPage, HomePage, SitePage
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.sites.pages.conftest import Library, signed_in_as
from tests.sites.pages.test_home import page_at

DEFINITION: dict[str, Any] = {
    "title": {"id": "Sewa ruang"},
    "intro": {"id": "Kami menjawab dalam dua hari."},
    "fields": [
        {"name": "email", "kind": "text", "label": {"id": "Untuk acara apa?"}, "required": True},
        {"name": "many", "kind": "number", "label": {"id": "Berapa orang?"}},
    ],
}


@pytest.fixture
def page(library: Library) -> SitePage:
    forms.publish(code="sewa", definition=DEFINITION, by=SYSTEM, at=NOW)
    fields = {"form": "sewa", "kind": "proposal", "point": library.point}
    return actions.publish(
        draft=Draft(kind="form", slug="sewa-ruang", title="Sewa ruang", fields=fields), by=SYSTEM, at=NOW
    )


def test_what_a_visitor_sends_is_a_request_at_the_point(visitor: Client, page: SitePage, library: Library) -> None:
    shown = page_at(visitor, "/sewa-ruang/")
    assert "Untuk acara apa?" in shown
    assert "Kami menjawab dalam dua hari." in shown
    answer = visitor.post("/sewa-ruang/", {"email": "Dongeng", "many": "40", "asker-name": "Siti", "asker-email": ""})
    case = Case.objects.get()
    assert answer["Location"] == f"/permintaan/{case.code}/"
    assert (case.kind, case.service_point_id, case.subject) == ("proposal", library.point.pk, "Sewa ruang")
    assert (case.form, case.form_version, case.contact_name) == ("sewa", 1, "Siti")
    assert [(said["asked"], said["value"]) for said in case.answers] == [
        ("Untuk acara apa?", "Dongeng"),
        ("Berapa orang?", "40"),
    ]


def test_a_member_who_is_signed_in_need_not_say_who_asks(page: SitePage, library: Library) -> None:
    patron, member = a_patron(name="Siti", home=library.point), Client()
    assert patron.person.account
    member.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
    assert "asker-name" not in page_at(member, "/sewa-ruang/")
    member.post("/sewa-ruang/", {"email": "Dongeng"})
    assert Case.objects.get().asker == patron.person


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"many": "40"}, "Please fill this in."),
        ({"email": "Dongeng", "many": "banyak"}, "Write a whole number."),
        ({"email": "Dongeng", "asker-website": "https://spam.example"}, ""),
        ({"email": "Dongeng", "asker-email": "siti"}, ""),
    ],
)
def test_what_cannot_be_taken_comes_back_with_what_was_typed(
    visitor: Client, page: SitePage, sent: dict[str, str], words: str
) -> None:
    answer = visitor.post("/sewa-ruang/", sent, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert not Case.objects.exists()
    if "email" in sent:
        assert 'value="Dongeng"' in answer.content.decode()


def test_nobody_sends_without_end(visitor: Client, page: SitePage) -> None:
    codes = [visitor.post("/sewa-ruang/", {"email": "Dongeng"}).status_code for _ in range(11)]
    assert codes == [302] * 10 + [429]
    assert Case.objects.count() == 10


def test_a_form_that_is_gone_leaves_a_way_to_ask(visitor: Client, page: SitePage) -> None:
    FormPage.objects.update(form="tidak-ada")
    assert "<form method" not in page_at(visitor, "/sewa-ruang/").partition("<main")[2]


def test_an_editor_puts_a_form_on_a_page(page: SitePage, library: Library) -> None:
    editor, home = signed_in_as("penyunting"), HomePage.objects.get(locale__language_code="id")
    address = f"/cms/pages/add/pages/formpage/{home.pk}/"
    offered = editor.get(address).content.decode()
    assert '<option value="sewa">Sewa ruang</option>' in offered
    assert 'value="daftar-anggota"' not in offered
    sent = {"title": "Tanya", "slug": "tanya", "intro": "null", "form": "sewa", "kind": "question",
            "point": str(library.point.pk), "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
            "seo_title": "", "search_description": "", "action-publish": "1"}  # fmt: skip
    editor.post(address, sent)
    assert "Untuk acara apa?" in page_at(Client(), "/tanya/")
