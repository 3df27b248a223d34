"""From what is to be told to letters, attempts, retries, other ways and lists – with a carrier that has no server."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from pytest_django import Settings

from pustakota.contexts.notices import actions, queries, rules, tasks
from pustakota.contexts.notices.errors import SendingRefused, SubscriptionRefused
from pustakota.contexts.notices.models import Attempt, Letter, PushSubscription, Telling
from pustakota.contexts.notices.rules import Answer, Carried, Channel, Kind
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import How
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed, Unreachable
from tests.conftest import NothingChanges, QueriesAre
from tests.contexts.notices.carriers import FakeCarrier
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.notices import a_reader, queued
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, somebody_with_role

pytestmark = pytest.mark.django_db
FAILED, REFUSED = Carried(answer=Answer.FAILED, said="451"), Carried(answer=Answer.REFUSED, said="550")


@pytest.fixture(autouse=True)
def mail_is_offered(settings: Settings) -> Iterator[None]:
    settings.OFFERED_CHANNELS = ["email"]
    with translation.override("en"):
        yield


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> FakeCarrier:
    return FakeCarrier()


@pytest.fixture
def send(post: FakeCarrier, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], int]:
    """A round of the worker at a moment."""
    monkeypatch.setitem(tasks.CARRIERS, Channel.EMAIL, lambda: post)

    def round_at(at: datetime) -> int:
        monkeypatch.setattr(clock, "now", lambda: at)
        return tasks.send(at)

    return round_at


Send = Callable[[datetime], int]


def test_everything_for_one_person_on_one_day_goes_in_one_letter(send: Send, post: FakeCarrier) -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron)
    queued(patron, number=2)
    queued(patron, "hold_ready", 3)
    assert send(NOW) == 1
    (parcel,) = post.parcels
    assert len(parcel.words.lines) == 2
    assert parcel.words.lines[0].startswith("2 pinjaman") or parcel.words.lines[0].startswith("2 loans")
    assert set(Telling.objects.values_list("state", flat=True)) == {"told"}


def test_what_comes_up_later_that_day_waits_for_the_next(send: Send, post: FakeCarrier) -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron)
    send(NOW)
    queued(patron, "hold_ready", 2, at=later(minutes=30))
    assert send(later(minutes=31)) == 0
    assert send(at_clock(MONDAY + timedelta(days=1), "06:59")) == 0
    assert send(at_clock(MONDAY + timedelta(days=1), "07:00")) == 1
    assert len(post.parcels) == 2


@pytest.mark.parametrize(
    ("clock_shows", "kind", "is_sent"),
    [
        ("06:59", "overdue", 0),
        ("07:00", "overdue", 1),
        ("19:59", "overdue", 1),
        ("20:00", "overdue", 0),
        ("20:59", "hold_ready", 1),
        ("21:00", "hold_ready", 0),
    ],
)
def test_nobody_is_disturbed_in_quiet_hours(send: Send, clock_shows: str, kind: str, is_sent: int) -> None:
    at = at_clock(MONDAY, clock_shows)
    queued(a_reader(email="siti@example.org"), kind, at=at)
    assert send(at) == is_sent


def test_quiet_hours_are_those_of_the_members_point(send: Send) -> None:
    queued(a_reader(email="a@example.org", home=a_point(zone="Asia/Jayapura")))
    queued(a_reader(email="b@example.org", home=a_point(zone="Asia/Jakarta")))
    assert send(at_clock(MONDAY, "18:30")) == 1  # 20.30 in Jayapura


def test_a_reason_that_ends_between_gathering_and_sending_is_left_out(send: Send, post: FakeCarrier) -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron)
    queued(patron, number=2, facts={"due_on": "2026-03-10"})
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    actions.withdraw(because=["loan:1"], at=NOW)
    send(NOW)
    assert [len(parcel.words.lines) for parcel in post.parcels] == [1]


def test_a_consent_that_is_withdrawn_stops_the_letter_that_waits(send: Send, post: FakeCarrier) -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron)
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    people.withdraw_consent(person=patron.person, purpose="email", by=SYSTEM, at=NOW, how=How.WEB)
    assert send(NOW) == 0
    assert (post.parcels, Letter.objects.count()) == ([], 0)
    assert queries.unread(patron.person_id) == 1


def test_what_is_no_longer_worth_telling_is_not_told(send: Send) -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron, "due_soon", useful_until=MONDAY)
    assert send(later(days=1)) == 0
    assert Telling.objects.get(channel="email").state == "withdrawn"


def test_a_letter_speaks_its_readers_language(send: Send, post: FakeCarrier) -> None:
    english = a_reader(email="b@example.org")
    actions.choose(person_id=english.person_id, language="en", names_titles=False, by=a_member_acting(english), at=NOW)
    queued(english, "hold_ready")
    with translation.override("id"):
        send(NOW)
    (parcel,) = post.parcels
    assert parcel.words.language == "en"
    assert parcel.words.lines[0].startswith("A reserved title is ready for you")
    assert "/en/akun/" in parcel.words.account_address


# Failure


def test_a_letter_that_fails_is_tried_again_later_and_later(send: Send, post: FakeCarrier) -> None:
    queued(a_reader(email="siti@example.org"))
    post.answers = [FAILED, FAILED]
    assert [send(NOW), send(later(minutes=1)), send(later(minutes=2)), send(later(minutes=16))] == [0, 0, 0, 0]
    assert Attempt.objects.filter(outcome="failed").count() == 2
    assert send(later(minutes=17)) == 1
    assert list(Attempt.objects.order_by("pk").values_list("outcome", "said")) == [
        ("failed", "451"),
        ("failed", "451"),
        ("sent", ""),
    ]


def test_a_retry_bears_the_same_name_and_waits_for_the_morning(send: Send, post: FakeCarrier) -> None:
    queued(a_reader(email="siti@example.org"), at=at_clock(MONDAY, "19:59"))
    post.answers = [FAILED]
    send(at_clock(MONDAY, "19:59"))
    (name,) = Letter.objects.values_list("message_id", flat=True)
    assert send(at_clock(MONDAY, "20:02")) == 0
    assert Letter.objects.get().not_before == at_clock(MONDAY + timedelta(days=1), "07:00")
    assert send(at_clock(MONDAY + timedelta(days=1), "07:00")) == 1
    assert post.ids == [name]


def test_what_is_given_up_by_mail_goes_by_hand_and_in_the_end_onto_paper(send: Send, post: FakeCarrier) -> None:
    with_phone = a_reader(email="a@example.org", phone="+628123456789")
    without = a_reader(email="b@example.org")
    queued(with_phone)
    queued(without)
    post.answers = [REFUSED, REFUSED]
    send(NOW)
    send(later(minutes=1))
    assert Letter.objects.filter(channel="email", state="given_up").count() == 2
    waiting = Letter.objects.filter(state="waiting").values_list("person", "channel")
    assert set(waiting) == {(with_phone.person_id, "whatsapp"), (without.person_id, "print")}


def test_after_the_last_wait_a_letter_is_given_up(send: Send, post: FakeCarrier) -> None:
    queued(a_reader(email="siti@example.org"))
    post.answers = [FAILED] * 9
    at = NOW
    for _ in range(12):
        send(at)
        at = at_clock(at.date() + timedelta(days=1), "12:00")
    assert Letter.objects.get(channel="email").state == "given_up"
    assert Attempt.objects.count() == len(rules.WAITS) + 1


def test_a_mail_server_that_is_down_costs_no_attempt_and_is_said(send: Send, post: FakeCarrier) -> None:
    queued(a_reader(email="siti@example.org"))
    post.answers = [Carried(answer=Answer.UNREACHABLE, said="connection refused")]
    with pytest.raises(Unreachable, match="email: connection refused"):
        send(NOW)
    assert (Attempt.objects.count(), Letter.objects.get().state) == (0, "waiting")
    assert send(later(minutes=1)) == 1


def test_an_attempt_that_was_cut_off_is_in_doubt_and_repeated_under_the_same_name(
    send: Send, post: FakeCarrier
) -> None:
    queued(a_reader(email="siti@example.org"))

    def the_power_fails() -> None:
        raise KeyboardInterrupt

    post.meanwhile = the_power_fails
    with pytest.raises(KeyboardInterrupt):
        send(NOW)
    assert Letter.objects.get().state == "sending"
    post.meanwhile = lambda: None
    assert send(later(minutes=1)) == 1
    assert list(Attempt.objects.order_by("pk").values_list("outcome", flat=True)) == ["in_doubt", "sent"]
    assert len(set(post.ids)) == 1


def test_a_letter_that_somebody_else_carries_is_not_carried_again() -> None:
    queued(a_reader(email="siti@example.org"))
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    letter = Letter.objects.get()
    assert actions.begin(letter=letter, at=NOW)
    assert actions.begin(letter=letter, at=NOW) is None


def test_the_name_of_a_letter_comes_from_its_reasons_alone() -> None:
    name = rules.letter_id("email", 7, ["b", "a"])
    assert name == rules.letter_id("email", 7, ["a", "b"])
    assert name != rules.letter_id("push", 7, ["a", "b"])
    assert name != rules.letter_id("email", 8, ["a", "b"])


def test_gathering_many_costs_as_many_queries_as_gathering_few(queries_are: QueriesAre) -> None:
    few, many = [[a_reader(email=f"{n}{k}@example.org") for n in range(k)] for k in (2, 8)]
    for expected, group in ((2, few), (8, many)):
        for patron in group:
            queued(patron)
        with queries_are(11):
            actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
        assert Letter.objects.count() == expected
        Letter.objects.all().delete()
        Telling.objects.all().delete()


# By hand


@pytest.fixture
def waiting() -> Letter:
    queued(a_reader(phone="+628123456789"))
    actions.gather(channel=Channel.WHATSAPP, after=0, at=NOW)
    return Letter.objects.get()


def test_a_message_sent_by_hand_is_noted_with_who_sent_it(waiting: Letter) -> None:
    by = somebody_with_role("sirkulasi", at_point=waiting.point, account_id=9)
    actions.note_sent(letter=waiting, by=by, at=NOW)
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.by_account) == ("by_hand", 9)
    assert Telling.objects.get(channel="whatsapp").state == "told"
    with pytest.raises(SendingRefused):
        actions.note_sent(letter=waiting, by=by, at=NOW)


def test_what_comes_up_meanwhile_joins_the_message_that_waits(waiting: Letter) -> None:
    patron = waiting.person.patron
    queued(patron, number=2, at=later(days=2))
    actions.gather(channel=Channel.WHATSAPP, after=0, at=later(days=2))
    assert Letter.objects.count() == 1
    assert len(queries.content_of(waiting)) == 2


def test_a_wrong_number_puts_what_matters_onto_paper(waiting: Letter) -> None:
    by = somebody_with_role("sirkulasi", at_point=waiting.point)
    actions.note_wrong_number(letter=waiting, by=by, at=NOW)
    actions.gather(channel=Channel.PRINT, after=0, at=NOW)
    assert queries.number_by_hand(waiting.point) == {"print": 1}


def test_stop_by_word_ends_the_channel_for_every_kind(waiting: Letter) -> None:
    by = somebody_with_role("sirkulasi", at_point=waiting.point)
    actions.stop_by_word(letter=waiting, by=by, at=NOW)
    reader = queries.reader(waiting.person_id)
    assert reader is not None
    assert not any(rules.is_wanted(kind, Channel.WHATSAPP, reader.reach) for kind in Kind)
    waiting.refresh_from_db()
    assert waiting.state == "dropped"


def test_sending_by_hand_wants_the_right_to_at_that_point(waiting: Letter, nothing_changes: NothingChanges) -> None:
    for by in (VISITOR, somebody_with_role("sirkulasi", at_point=a_point()), somebody_with_role("relawan")):
        with nothing_changes():
            for attempt in (actions.note_sent, actions.note_wrong_number, actions.stop_by_word):
                with pytest.raises(NotAllowed):
                    attempt(letter=waiting, by=by, at=NOW)


def test_a_link_opens_whatsapp_with_the_text() -> None:
    assert rules.wa_link("+628123456789", "Halo, 2 buku") == "https://wa.me/628123456789?text=Halo%2C%202%20buku"


# Browsers


KEYS = {"p256dh": "B" * 87, "auth": "a" * 22}


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [
        ("http://fcm.googleapis.com/x", "service_unknown"),
        ("https://10.0.0.1/x", "service_unknown"),
        ("https://evil.example/fcm.googleapis.com", "service_unknown"),
        ("https://notfcm.googleapis.com/x", "service_unknown"),
    ],
)
def test_only_the_services_of_browser_makers_are_called(
    settings: Settings, endpoint: str, code: str, nothing_changes: NothingChanges
) -> None:
    settings.OFFERED_CHANNELS = ["push"]
    settings.PUSH_SERVICES = ["fcm.googleapis.com", ".push.apple.com"]
    by = a_member_acting(a_reader())
    with nothing_changes(), pytest.raises(SubscriptionRefused) as refused:
        actions.subscribe_browser(endpoint=endpoint, **KEYS, by=by, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_a_browser_serves_one_person_at_a_time(settings: Settings) -> None:
    settings.OFFERED_CHANNELS, settings.PUSH_SERVICES = ["push"], [".push.apple.com"]
    one, other = a_member_acting(a_reader()), a_member_acting(a_reader())
    for by in (one, other):
        actions.subscribe_browser(endpoint="https://web.push.apple.com/x", **KEYS, by=by, at=NOW)
    assert PushSubscription.objects.get().person_id == other.person_id
    assert actions.unsubscribe_browser(endpoint="https://web.push.apple.com/x", by=one) == 0
    assert actions.unsubscribe_browser(endpoint="https://web.push.apple.com/x", by=other) == 1


def test_a_browser_that_is_gone_is_forgotten(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, post: FakeCarrier
) -> None:
    settings.OFFERED_CHANNELS = ["push"]
    patron = a_reader()
    row = PushSubscription.objects.create(person=patron.person, endpoint="https://x", p256dh="a", auth="b", made_at=NOW)
    post.channel, post.answers = Channel.PUSH, [Carried(answer=Answer.REFUSED, said="410", gone=(row.pk,))]
    monkeypatch.setitem(tasks.CARRIERS, Channel.PUSH, lambda: post)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    queued(patron)
    tasks.send(NOW)
    assert PushSubscription.objects.count() == 0
    tasks.send(NOW)
    assert Letter.objects.get(state="waiting").channel == "print"


# The end of memberships


def test_the_end_of_a_membership_is_told_a_month_and_a_week_before_until_it_is_prolonged() -> None:
    patron = a_reader(joined_at=later(days=-340))
    last = patron.expires_on
    told = []
    for left in (31, 30, 29, 8, 7, 6):
        tasks.tell_of_endings(at_clock(date.fromordinal(last.toordinal() - left), "05:50"))
        told.append(queries.unread(patron.person_id))
    assert told == [0, 1, 1, 1, 2, 2]
    people.extend_membership(patron=patron, by=SYSTEM, at=later(days=20))
    tasks.tell_of_endings(at_clock(last, "05:50"))
    assert queries.unread(patron.person_id) == 0
