"""Every carrier, true or fake, behaves alike; and what the other side really received."""

import base64
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest
from pytest_django import Settings

from pustakota.contexts.notices.carriers import Carrier, keys
from pustakota.contexts.notices.carriers.email import EmailCarrier
from pustakota.contexts.notices.carriers.push import PushCarrier
from pustakota.contexts.notices.rules import Answer, Browser, Carried, Parcel, Words
from tests.contexts.notices.carriers import FakeCarrier
from tests.contexts.notices.servers import Mailbox, PushService, a_mail_server, a_push_service

WORDS = Words(
    library="Perpustakaan Umum Arunika",
    subject="Perpustakaan Umum Arunika: Terlambat",
    greeting="Halo Siti,",
    lines=("Satu pinjaman harus kembali Senin, 9 Maret.",),
    more="Rincian: http://localhost/akun/",
    account_address="http://localhost/akun/",
    stop="Berhenti: %(address)s",
    stop_address="http://localhost/pesan/berhenti/x",
    language="id",
)


class Side(Protocol):
    """A carrier with what stands behind it."""

    carrier: Carrier
    closed: bool

    def parcel(self, number: int) -> Parcel: ...
    def received(self) -> list[str]: ...
    def answer(self, answer: Answer) -> None: ...


@dataclass
class MailSide:
    mailbox: Mailbox
    carrier: EmailCarrier = field(default_factory=EmailCarrier)
    closed: bool = False

    def parcel(self, number: int) -> Parcel:
        return Parcel(message_id=f"{number:032x}", words=WORDS, email="siti@example.org")

    def received(self) -> list[str]:
        return [each.strip("<>").partition("@")[0] for each in self.mailbox.ids]

    def answer(self, answer: Answer) -> None:
        self.mailbox.answers.append(
            {Answer.FAILED: "451 later", Answer.REFUSED: "rcpt 550 nobody siti@example.org"}[answer]
        )


@dataclass
class PushSide:
    service: PushService
    carrier: PushCarrier = field(default_factory=PushCarrier)
    closed: bool = False

    def parcel(self, number: int) -> Parcel:
        browser = Browser(number=7, endpoint=self.service.endpoint, **self.service.keys)
        return Parcel(message_id=f"{number:032x}", words=WORDS, browsers=(browser,))

    def received(self) -> list[str]:
        return [shown["tag"] for shown in self.service.shown]

    def answer(self, answer: Answer) -> None:
        self.service.answers.append({Answer.FAILED: 503, Answer.REFUSED: 410}[answer])


@dataclass
class FakeSide:
    carrier: FakeCarrier = field(default_factory=FakeCarrier)
    closed: bool = False

    def parcel(self, number: int) -> Parcel:
        return Parcel(message_id=f"{number:032x}", words=WORDS, email="siti@example.org")

    def received(self) -> list[str]:
        return self.carrier.ids

    def answer(self, answer: Answer) -> None:
        self.carrier.answers.append(Carried(answer=answer, said="no"))


@pytest.fixture
def mail(settings: Settings) -> Iterator[MailSide]:
    with a_mail_server() as mailbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
        side = MailSide(mailbox)
        yield side
        side.carrier.close()


@pytest.fixture
def push(settings: Settings, tmp_path: Path) -> Iterator[PushSide]:
    settings.DATA, settings.VAPID_CONTACT = tmp_path, "mailto:pustaka@example.org"
    with a_push_service() as service:
        side = PushSide(service)
        yield side
        side.carrier.close()


@pytest.fixture(params=["mail", "push", "fake"])
def side(request: pytest.FixtureRequest) -> Side:
    found: Side = FakeSide() if request.param == "fake" else request.getfixturevalue(request.param)
    return found


def test_a_parcel_arrives_under_its_own_name(side: Side) -> None:
    assert side.carrier.carry(side.parcel(1)) == Carried(answer=Answer.TAKEN)
    assert side.received() == [f"{1:032x}"]


def test_several_parcels_arrive_in_order(side: Side) -> None:
    answers = [side.carrier.carry(side.parcel(number)).answer for number in (1, 2, 3)]
    assert answers == [Answer.TAKEN] * 3
    assert side.received() == [f"{number:032x}" for number in (1, 2, 3)]


def test_a_repetition_bears_the_same_name(side: Side) -> None:
    for _ in range(2):
        side.carrier.carry(side.parcel(5))
    assert side.received() == [f"{5:032x}"] * 2


@pytest.mark.parametrize("answer", [Answer.FAILED, Answer.REFUSED])
def test_what_is_not_taken_is_said_and_the_next_is_carried_all_the_same(side: Side, answer: Answer) -> None:
    side.answer(answer)
    carried = side.carrier.carry(side.parcel(1))
    assert (carried.answer, bool(carried.said)) == (answer, True)
    assert side.carrier.carry(side.parcel(2)).answer == Answer.TAKEN
    assert side.received() == [f"{2:032x}"]


def test_a_carrier_may_be_closed_twice_and_before_it_was_used(side: Side) -> None:
    side.carrier.close()
    side.carrier.close()


# What the mail server received


def test_a_letter_has_its_words_in_plain_text_with_a_way_to_end_it(mail: MailSide) -> None:
    mail.carrier.carry(mail.parcel(1))
    (letter,) = mail.mailbox.letters
    assert letter["To"] == "siti@example.org"
    assert letter["Subject"] == "Perpustakaan Umum Arunika: Terlambat"
    assert letter["Message-ID"] == f"<{1:032x}@localhost>"
    assert letter["List-Unsubscribe"] == "<http://localhost/pesan/berhenti/x>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, coloured = letter.get_payload()  # type: ignore[misc]
    assert coloured.get_content_type() == "text/html"  # type: ignore[union-attr]
    text = plain.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert text.splitlines()[:3] == ["Halo Siti,", "", "Satu pinjaman harus kembali Senin, 9 Maret."]
    assert "Berhenti: http://localhost/pesan/berhenti/x" in text


def test_the_log_of_a_refusal_does_not_hold_the_address(mail: MailSide) -> None:
    mail.answer(Answer.REFUSED)
    said = mail.carrier.carry(mail.parcel(1)).said
    assert "550" in said
    assert "siti@" not in said


@pytest.mark.parametrize("address", ["siti@ex\nBcc: all@example.org", "sit\u00ed@example.org", "siti"])
def test_an_address_that_cannot_be_written_to_holds_nobody_up(mail: MailSide, address: str) -> None:
    wrong = Parcel(message_id="1", words=WORDS, email=address)
    mail.carrier.carry(wrong)
    assert mail.carrier.carry(mail.parcel(2)).answer == Answer.TAKEN
    assert mail.received()[-1] == f"{2:032x}"


def test_a_server_that_is_not_there_is_no_failure_of_the_letter(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free.getsockname()[1]
        carried = EmailCarrier().carry(Parcel(message_id="1", words=WORDS, email="siti@example.org"))
    assert carried.answer == Answer.UNREACHABLE


# What the browser received


def test_a_browser_can_open_what_was_closed_for_it(push: PushSide) -> None:
    push.carrier.carry(push.parcel(1))
    (shown,) = push.service.shown
    assert shown == {
        "title": "Perpustakaan Umum Arunika",
        "body": "Satu pinjaman harus kembali Senin, 9 Maret.",
        "url": "http://localhost/akun/",
        "tag": f"{1:032x}",
        "lang": "id",
    }
    (headers,) = push.service.headers
    assert (headers["Topic"], headers["Content-Encoding"]) == (f"{1:032x}", "aes128gcm")


def test_a_browser_that_is_gone_is_named(push: PushSide) -> None:
    push.answer(Answer.REFUSED)
    assert push.carrier.carry(push.parcel(1)).gone == (7,)


def test_one_browser_of_two_is_enough(push: PushSide) -> None:
    browser = Browser(number=7, endpoint=push.service.endpoint, **push.service.keys)
    gone = Browser(number=8, endpoint=push.service.endpoint, **push.service.keys)
    push.service.answers = [404]
    carried = push.carrier.carry(Parcel(message_id="1", words=WORDS, browsers=(gone, browser)))
    assert (carried.answer, carried.gone) == (Answer.TAKEN, (8,))


def test_our_key_is_made_once_and_readable_by_its_owner_alone(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert keys.private_key() == keys.private_key()
    path = tmp_path / keys.FILE
    assert path.stat().st_mode & 0o077 == 0
    assert len(base64.urlsafe_b64decode(keys.public_key() + "=")) == 65
    settings.VAPID_PRIVATE_KEY = "A" * 42 + "E"
    assert keys.private_key() == "A" * 42 + "E"
