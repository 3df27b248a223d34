"""Pages about when members are told, what is told tomorrow, news, legal bases, open obligations, words of letters."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.charges.models import Charge
from pustakota.contexts.credentials.models import Credential
from pustakota.contexts.notices.models import DailyLimit, News, TimetableRow, Topic
from pustakota.contexts.organisation.models import PolicyDocument, ServicePoint
from tests.conftest import NothingChanges
from tests.factories.charges import a_basis, a_charge
from tests.factories.circulation import a_loan
from tests.factories.moments import NOW
from tests.factories.notices import a_reader
from tests.factories.people import a_member_of_staff, a_patron

QUIET = {"quiet_from": "20:00", "quiet_until": "07:00", "is_told": "on"}


@pytest.fixture
def head(point: ServicePoint) -> Client:
    """The head of the library, everywhere."""
    staff = a_member_of_staff(role="kepala", station=point)
    client = Client()
    assert staff.account
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_head_says_on_which_days_members_are_told(head: Client, point: ServicePoint) -> None:
    row = TimetableRow.objects.get(kind="overdue")
    assert "3, 7, 14, 30, 60, 90 days after the due day" in text(head, "desk:message_rules")
    address = reverse("desk:message_rule", args=[row.pk])
    refused = head.post(address, QUIET | {"days": "0, x"})
    assert (refused.status_code, "Write whole numbers" in refused.content.decode()) == (422, True)
    refused = head.post(address, QUIET | {"days": "0"})
    assert "from 1 to 365" in refused.content.decode()
    assert head.post(address, QUIET | {"days": "5, 2"}).status_code == 302
    assert "2, 5 days after the due day" in text(head, "desk:message_rules")
    new = reverse("desk:new_message_rule") + "?kind=due_soon"
    assert head.post(new, QUIET | {"days": "1", "service_point": point.pk}).status_code == 302
    row = TimetableRow.objects.get(service_point=point)
    head.post(reverse("desk:remove_message_rule", args=[row.pk]))
    assert not TimetableRow.objects.filter(service_point=point).exists()


def test_the_head_says_how_many_messages_a_day(head: Client, nothing_changes: NothingChanges) -> None:
    address = reverse("desk:message_rules")
    with nothing_changes():
        assert head.post(address, {"letters": 6}).status_code == 422
    assert head.post(address, {"letters": 2}).status_code == 302
    assert DailyLimit.objects.get().letters == 2


def test_whoever_lends_reads_the_days_and_changes_none(desk: Client, nothing_changes: NothingChanges) -> None:
    row = TimetableRow.objects.get(kind="overdue")
    assert reverse("desk:message_rule", args=[row.pk]) not in text(desk, "desk:message_rules")
    with nothing_changes():
        assert desk.post(reverse("desk:message_rule", args=[row.pk]), QUIET | {"days": "5"}).status_code == 403


def test_what_is_told_tomorrow_is_counted_today(desk: Client, point: ServicePoint) -> None:
    assert "Nothing is told tomorrow" in text(desk, "desk:messages_tomorrow")
    patron = a_reader(phone="+628123456789", home=point)
    for _copy in range(2):
        a_loan(patron=patron, at_point=point, at=NOW - timedelta(days=3))
    seen = text(desk, "desk:messages_tomorrow")
    assert "3 days before" in seen
    assert "2 loans · 1 member" in seen
    assert "WhatsApp, sent by hand: 1" in seen
    assert "A loan is due on Friday, 6 March (in 3 days)." in seen


def test_news_are_seen_before_they_are_sent(librarian: Client, point: ServicePoint) -> None:
    given = {"topic": Topic.objects.get(code="kegiatan").pk, "subject": "Dongeng", "text": "Sabtu pagi."}
    address = reverse("desk:news")
    looked = librarian.post(address, given | {"wish": "look"}).content.decode()
    assert "0 members chose" in looked
    assert not News.objects.exists()
    assert librarian.post(address, given | {"wish": "send"}).status_code == 302
    assert News.objects.get().point == point
    assert "Dongeng" in text(librarian, "desk:news")


def test_the_head_offers_a_topic_and_ends_it(head: Client) -> None:
    head.post(reverse("desk:new_topic"), {"name": "Sastra", "name_en": "Literature"})
    head.post(reverse("desk:topic", args=["sastra"]), {"name": "Sastra kita"})
    topic = Topic.objects.get(code="sastra")
    assert (topic.name, topic.is_offered) == ("Sastra kita", False)


def test_whoever_lends_writes_no_news(desk: Client, nothing_changes: NothingChanges) -> None:
    with nothing_changes():
        assert desk.post(reverse("desk:news"), {"wish": "send"}).status_code == 403


def test_a_legal_basis_is_noted_once_and_shows_whether_it_holds(head: Client, desk: Client) -> None:
    given = {"number": "Perda 3/2024 pasal 12", "title": "Retribusi", "valid_until": "2025-12-31"}
    assert head.post(reverse("desk:new_document"), given).status_code == 302
    assert "not in force" in text(head, "desk:documents")
    assert head.post(reverse("desk:new_document"), given).status_code == 422
    document = PolicyDocument.objects.get()
    head.post(reverse("desk:document", args=[document.pk]), {"number": document.number})
    assert "not in force" not in text(head, "desk:documents")
    assert desk.post(reverse("desk:new_document"), given | {"number": "X"}).status_code == 403


def test_only_what_is_in_force_can_be_chosen_for_a_charge(desk: Client, point: ServicePoint) -> None:
    old = a_basis("Perda 1/1999", valid_until=NOW.date() - timedelta(days=1))
    patron = a_patron(home=point)
    answer = desk.post(
        reverse("desk:charges", args=[patron.card_number]), {"why": "late", "amount": 1000, "basis": old.pk}
    )
    assert answer.status_code == 422
    assert not Charge.objects.exists()


def test_the_totals_of_what_is_owed_open_to_their_rows(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    a_charge(patron, what="Bumi Manusia")
    charge = a_charge(patron, amount=50_000)
    desk.post(reverse("desk:charge", args=[charge.code]), {"wish": "end", "amount": 20_000, "method": "cash"})
    seen = text(desk, "desk:open_charges")
    assert "Rp30.000" in seen.replace("\xa0", "").replace(" ", "").replace("Rp ", "Rp")
    money = desk.get(reverse("desk:open_charges") + "?jenis=uang").content.decode()
    assert ("Bumi Manusia" in seen, "Bumi Manusia" in money) == (True, False)
    paper = desk.get(reverse("desk:receipt", args=[charge.code, "TT-2026-0001"]))
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    assert desk.get(reverse("desk:receipt", args=[charge.code, "TT-2026-0002"])).status_code == 404


def test_what_cannot_be_replaced_is_asked_for_in_money(desk: Client, point: ServicePoint) -> None:
    charge = a_charge(a_patron(home=point), what="Bumi Manusia")
    assert "ask for money instead" not in text(desk, "desk:charge", charge.code)
    basis = a_basis()
    assert "ask for money instead" in text(desk, "desk:charge", charge.code)
    address = reverse("desk:ask_in_money", args=[charge.code])
    assert desk.post(address, {"amount": 80_000}).status_code == 422
    assert desk.post(address, {"amount": 80_000, "basis": basis.pk}).status_code == 302
    assert Charge.objects.get(state="open").amount == 80_000


def test_the_head_chooses_the_words_of_the_clearance_letter_and_writes_one_anew(
    head: Client, desk: Client, point: ServicePoint
) -> None:
    words = reverse("desk:letter_text", args=["clearance"])
    assert desk.get(words).status_code == 403
    look = head.post(words, {"after": "Bebas per [hari].", "wish": "look"})
    assert look["Content-Type"] == "application/pdf"
    assert head.post(words, {"after": "Bebas per [nama]."}).status_code == 422
    assert head.post(words, {"after": "Bebas per [hari]."}).status_code == 302
    patron = a_patron(home=point)
    desk.post(reverse("desk:clearance", args=[patron.card_number]))
    letter = Credential.objects.get()
    assert letter.said["text"] == {"after": "Bebas per [hari]."}
    anew = {"wish": "reissue", "because": "Salah nama"}
    assert desk.post(reverse("desk:letter", args=[letter.code]), anew).status_code == 403
    head.post(reverse("desk:letter", args=[letter.code]), anew)
    new = Credential.objects.get(replaces=letter)
    assert letter.number in text(head, "desk:letter", new.code)
    assert new.number in text(head, "public:verify", letter.code)
