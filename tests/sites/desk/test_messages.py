"""The desk's lists of messages: what to send by hand, whom only paper reaches, what was sent."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pustakota.contexts.notices import actions
from pustakota.contexts.notices.models import Attempt, Letter
from pustakota.contexts.notices.rules import Channel
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import ClassSeat, Organisation, Person, SchoolClass
from tests.conftest import NothingChanges
from tests.contexts.notices.servers import a_mail_server
from tests.factories.moments import NOW
from tests.factories.notices import a_reader, queued
from tests.factories.organisation import a_point
from tests.sites.desk.conftest import signed_in

PHONE = "+628123456789"


@pytest.fixture
def waiting(point: ServicePoint) -> Letter:
    queued(a_reader(name="Siti Aminah", phone=PHONE, home=point))
    actions.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    return Letter.objects.get()


def test_a_message_stands_ready_with_a_link_that_holds_its_words(desk: Client, waiting: Letter) -> None:
    page = desk.get(reverse("desk:messages")).content.decode()
    assert "Siti Aminah" in page
    link = page.partition('href="https://wa.me/628123456789?text=')[2].partition('"')[0]
    text = unquote(link)
    assert text.startswith(f"*{waiting.point.library.name}*\n")
    assert "9 March" in text or "9 Maret" in text
    assert "To send by hand (1)" in page


def test_sent_by_hand_it_leaves_the_list_and_stands_in_the_log(desk: Client, waiting: Letter) -> None:
    answer = desk.post(reverse("desk:message_sent", args=[waiting.code]))
    assert answer.status_code == 302
    assert "Siti Aminah" not in desk.get(reverse("desk:messages")).content.decode()
    log = desk.get(reverse("desk:messages_sent")).content.decode()
    assert "Siti Aminah" in log
    assert "sent by hand" in log
    sender = Attempt.objects.get().by_account
    assert Person.objects.get(account=sender).name in log


def test_a_message_is_not_sent_twice(desk: Client, waiting: Letter, nothing_changes: NothingChanges) -> None:
    desk.post(reverse("desk:message_sent", args=[waiting.code]))
    with nothing_changes():
        again = desk.post(reverse("desk:message_sent", args=[waiting.code]))
    assert again.status_code == 422
    assert "does not wait any more" in again.content.decode()


def test_a_wrong_number_is_a_line_on_paper(desk: Client, waiting: Letter) -> None:
    desk.post(reverse("desk:message_wrong_number", args=[waiting.code]))
    actions.gather(channel=Channel.PRINT, after=0, at=NOW)
    page = desk.get(reverse("desk:messages_on_paper")).content.decode()
    assert "Siti Aminah" in page
    paper = Letter.objects.get(channel="print")
    assert desk.post(reverse("desk:message_sent", args=[paper.code]))["Location"] == reverse("desk:messages_on_paper")
    assert "Everybody is reached" in desk.get(reverse("desk:messages_on_paper")).content.decode()


def test_the_printed_list_gathers_pupils_by_class_and_the_others_by_address(desk: Client, point: ServicePoint) -> None:
    school = Organisation.objects.create(name="SDN 1 Junrejo", kind="school")
    pupils = SchoolClass.objects.create(organisation=school, name="5A", school_year="2025/2026")
    pupil = a_reader(name="Zaki", home=point)
    ClassSeat.objects.create(school_class=pupils, person=pupil.person)
    others = [a_reader(name=name, home=point) for name in ("Budi", "Ani")]
    for patron, address in zip(others, ("Desa Beji", "Desa Tlekung"), strict=True):
        Person.objects.filter(pk=patron.person_id).update(address=address)
    for patron in (*others, pupil):
        queued(patron)
    actions.gather(channel=Channel.PRINT, after=0, at=NOW)
    page = desk.get(reverse("desk:messages_on_paper")).content.decode()
    places = [page.index(words) for words in ("SDN 1 Junrejo · 5A", "Zaki", "By address", "Budi", "Ani")]
    assert places == sorted(places)


def test_whoever_answers_stop_is_not_written_to_again(desk: Client, waiting: Letter) -> None:
    desk.post(reverse("desk:message_stop", args=[waiting.code]))
    queued(waiting.person.patron, number=2)
    actions.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    assert not Letter.objects.filter(channel="whatsapp", state="waiting").exists()


def test_volunteers_see_none_of_it(volunteer: Client, waiting: Letter, nothing_changes: NothingChanges) -> None:
    with nothing_changes():
        for name in ("messages", "messages_on_paper", "messages_sent"):
            assert volunteer.get(reverse(f"desk:{name}")).status_code == 403
        for name in ("message_sent", "message_wrong_number", "message_stop", "message_again"):
            assert volunteer.post(reverse(f"desk:{name}", args=[waiting.code])).status_code == 403


def test_members_of_another_point_are_not_written_to_from_here(desk: Client, nothing_changes: NothingChanges) -> None:
    queued(a_reader(phone=PHONE, home=a_point()))
    actions.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    letter = Letter.objects.get()
    with nothing_changes():
        assert desk.post(reverse("desk:message_sent", args=[letter.code])).status_code == 403


def test_the_log_shows_what_the_other_side_said_and_tries_again_when_told(
    desk: Client, point: ServicePoint, settings: Settings
) -> None:
    settings.OFFERED_CHANNELS = ["email"]
    queued(a_reader(name="Budi", email="budi@example.org", home=point))
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    letter = Letter.objects.get()
    Attempt.objects.create(letter=letter, begun_at=NOW, ended_at=NOW, outcome="failed", said="451 later")
    Letter.objects.filter(pk=letter.pk).update(not_before=NOW, failures=1)
    page = desk.get(reverse("desk:messages_sent"), {"state": "waiting", "channel": "email"}).content.decode()
    assert "451 later" in page
    assert desk.post(reverse("desk:message_again", args=[letter.code])).status_code == 302
    letter.refresh_from_db()
    assert letter.not_before is None
    assert "Budi" not in desk.get(reverse("desk:messages_sent"), {"state": "sent"}).content.decode()


def test_whoever_runs_the_system_tries_the_mail_server(point: ServicePoint, settings: Settings) -> None:
    head = signed_in("kepala", None, station=point)
    with a_mail_server() as mailbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
        page = head.post(reverse("desk:trial_message"), {"email": "it@example.org"}, follow=True).content.decode()
        assert "The mail server took the trial message." in page
        assert [letter["To"] for letter in mailbox.letters] == ["it@example.org"]
    page = head.post(reverse("desk:trial_message"), {"email": "it@example.org"}, follow=True).content.decode()
    assert "The mail server did not take it" in page


def test_others_do_not(desk: Client) -> None:
    assert desk.post(reverse("desk:trial_message"), {"email": "it@example.org"}).status_code == 403
