"""A link by e-mail that signs in: for anybody who asks, telling nobody who has an account, once, for a short time."""

from datetime import timedelta

import pyotp
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as notice_queries
from pustakota.contexts.notices.carriers.email import EmailCarrier
from pustakota.contexts.notices.models import DirectLetter
from pustakota.contexts.notices.rules import Answer, Carried
from pustakota.contexts.notices.tasks import carry_direct, prune
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import SignInRefused
from pustakota.contexts.people.models import Account, SignInLink
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Unreachable
from tests.factories.moments import NOW, later
from tests.factories.people import a_member_of_staff
from tests.sites.public.conftest import Town, signed_in

ASK = "/en/masuk/surel/"
EMAIL = "siti@contoh.example"


@pytest.fixture(autouse=True)
def mail_is_sent(settings: Settings, town: Town) -> None:
    settings.OFFERED_CHANNELS = ["email"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert town.mother.person.account
    town.mother.person.account.email = EMAIL
    town.mother.person.account.save()


def a_link(email: str = EMAIL) -> SignInLink:
    return actions.ask_sign_in_link(email=email, language="en", at=clock.now())


def address_of(link: SignInLink) -> str:
    return reverse("public:sign_in_by_link", args=[queries.sign_in_code(link)])


def test_a_member_asks_for_a_link_and_the_letter_signs_in_once(visitor: Client, town: Town) -> None:
    assert "Send me a link" in visitor.get("/en/masuk/").content.decode()
    said = visitor.post(ASK, {"email": "Siti@Contoh.example"}).content.decode()
    assert "a link is on its way" in said
    link = SignInLink.objects.get()
    notices.send_sign_in_link(link_id=link.pk, at=NOW)
    assert carry_direct(EmailCarrier(), at=NOW) == 1
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert address_of(link) in letter.body
    assert carry_direct(EmailCarrier(), at=NOW) == 0, "a letter is sent once"
    shown = visitor.get(address_of(link))
    assert (shown.status_code, "_auth_user_id" in visitor.session) == (200, False), "a scanner signs nobody in"
    sent = visitor.post(address_of(link))
    assert sent["Location"] == "/en/akun/"
    assert visitor.get(sent["Location"]).status_code == 200
    other = Client()
    assert other.get(address_of(link)).status_code == 404
    assert other.post(address_of(link)).status_code == 422
    assert "_auth_user_id" not in other.session


def test_the_answer_to_a_stranger_is_the_same_and_nothing_is_sent(visitor: Client) -> None:
    known, unknown = (visitor.post(ASK, {"email": each}).content.decode() for each in (EMAIL, "lain@contoh.example"))
    assert known.replace(EMAIL, "…") == unknown.replace("lain@contoh.example", "…")
    first, second = SignInLink.objects.order_by("pk")
    assert (first.account is None, second.account is None) == (False, True)
    for link in (first, second):
        notices.send_sign_in_link(link_id=link.pk, at=NOW)
    assert [letter.number for letter in notice_queries.direct_letters(at=NOW)] == [first.pk]


def test_staff_and_closed_accounts_get_no_link(town: Town) -> None:
    staff = a_member_of_staff(at_point=town.point).account
    assert staff
    Account.objects.filter(pk=staff.pk).update(email="staf@contoh.example")
    assert a_link("staf@contoh.example").account is None
    Account.objects.filter(email=EMAIL).update(is_active=False)
    assert a_link().account is None


def test_a_link_ends_with_its_time_with_another_and_with_a_changed_address() -> None:
    old, new, changed = (queries.sign_in_code(a_link()) for _each in range(3))
    for code in (old[:-2], "x", "a:b"):
        assert queries.sign_in_link_of_code(code, at=NOW) is None
    assert queries.sign_in_link_of_code(old, at=NOW + timedelta(minutes=19))
    assert queries.sign_in_link_of_code(old, at=NOW + timedelta(minutes=20)) is None
    actions.use_sign_in_link(code=new, at=NOW)
    with pytest.raises(SignInRefused):
        actions.use_sign_in_link(code=old, at=NOW)
    fresh = queries.sign_in_code(a_link())
    Account.objects.filter(email=EMAIL).update(email="baru@contoh.example")
    for code in (fresh, changed):
        with pytest.raises(SignInRefused):
            actions.use_sign_in_link(code=code, at=NOW)


def test_nobodys_mailbox_is_flooded_and_nobody_asks_without_end(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [a_link() for _each in range(6)]
    assert [link.account is None for link in links] == [False] * 5 + [True]
    answers = [visitor.post(ASK, {"email": EMAIL}).status_code for _each in range(11)]
    assert answers == [200] * 10 + [429]
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    assert a_link().account is not None


def test_a_second_factor_is_asked_for_after_the_link_too(visitor: Client, town: Town) -> None:
    account = town.mother.person.account
    assert account
    secret = actions.begin_second_factor(account=account, at=NOW)
    code = pyotp.TOTP(secret).at(NOW)
    actions.confirm_second_factor(account=account, code=code, at=NOW)
    assert visitor.post(address_of(a_link()))["Location"] == "/en/masuk/kode/"
    assert "_auth_user_id" not in visitor.session


def test_where_no_mail_is_sent_there_is_no_such_page(visitor: Client, settings: Settings) -> None:
    settings.OFFERED_CHANNELS = []
    assert visitor.get(ASK).status_code == 404
    assert "Send me a link" not in visitor.get("/en/masuk/").content.decode()
    link = a_link()
    assert notices.send_sign_in_link(link_id=link.pk, at=NOW) is None


def test_what_the_server_refuses_is_not_tried_again_and_what_fails_is(monkeypatch: pytest.MonkeyPatch) -> None:
    link = a_link()
    letter = notices.send_sign_in_link(link_id=link.pk, at=NOW)
    assert letter
    for answer, waits in ((Answer.FAILED, 1), (Answer.UNREACHABLE, 1), (Answer.REFUSED, 0)):
        notices.end_direct(letter=letter, carried=Carried(answer=answer), at=NOW)
        assert len(notice_queries.direct_letters(at=NOW)) == waits
    assert letter.failures == 2
    other = notices.send_sign_in_link(link_id=a_link().pk, at=NOW)
    assert other
    monkeypatch.setattr(EmailCarrier, "carry", lambda _self, _parcel: Carried(answer=Answer.UNREACHABLE, said="zu"))
    with pytest.raises(Unreachable):
        carry_direct(EmailCarrier(), at=NOW)
    assert notice_queries.direct_letters(at=NOW + timedelta(minutes=21)) == []
    prune(later(days=8))
    assert not DirectLetter.objects.exists()
    actions.prune_sign_ins(by=SYSTEM, at=later(days=8))
    assert not SignInLink.objects.exists()


def test_a_member_who_is_signed_in_sees_the_link_among_their_data(town: Town) -> None:
    a_link()
    assert "link by e-mail" in signed_in(town.mother).get("/en/akun/data/semua/").content.decode()
