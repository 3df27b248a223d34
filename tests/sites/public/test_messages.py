"""My messages: the inbox, what I want to be told and how, browsers, and the link that ends a channel."""

import json

import pytest
from django.test import Client
from pytest_django import Settings

from pustakota.contexts.notices import queries
from pustakota.contexts.notices.models import PushSubscription, Recipient
from pustakota.contexts.notices.rules import Channel, Kind
from tests.conftest import NothingChanges
from tests.factories.notices import queued
from tests.factories.people import a_patron
from tests.sites.public.conftest import Town, signed_in

SUBSCRIPTION = {"endpoint": "https://web.push.apple.com/abc", "keys": {"p256dh": "B" * 87, "auth": "a" * 22}}


def test_a_visitor_signs_in_first(visitor: Client, town: Town) -> None:
    for path in ("/akun/pesan/", "/akun/pesan/pilihan/"):
        assert visitor.get(path)["Location"] == f"/masuk/?next={path}"


def test_the_account_says_how_many_messages_are_new(member: Client, town: Town) -> None:
    queued(town.mother)
    queued(town.child, number=2)
    page = member.get("/en/akun/").content.decode()
    assert '2<span class="visually-hidden"> new</span>' in page
    member.post("/en/akun/pesan/dibaca")
    assert '<span class="visually-hidden"> new</span>' not in member.get("/en/akun/").content.decode()


def test_a_mother_reads_what_concerns_her_and_her_child(member: Client, town: Town) -> None:
    queued(town.mother, facts={"due_on": "2026-02-27"})
    queued(town.child, "hold_ready", 2)
    page = member.get("/en/akun/pesan/").content.decode()
    assert "A loan was due on Friday, 27 February (3 days ago)." in page
    assert "Bima: A reserved title is ready for you at Perpustakaan Batu." in page
    assert page.count(">new<") == 2


def test_an_empty_inbox_says_what_belongs_there(member: Client, town: Town) -> None:
    assert "When a reserved title is ready" in member.get("/en/akun/pesan/").content.decode()


def test_a_long_inbox_is_read_in_parts(member: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pustakota.contexts.notices.queries.standing.INBOX_LIMIT", 2)
    monkeypatch.setattr(queries, "INBOX_LIMIT", 2)
    for number in range(5):
        queued(town.mother, number=number)
    first = member.get("/en/akun/pesan/").content.decode()
    older = first.partition('href="?sebelum=')[2].partition('"')[0]
    assert older
    assert "Older messages" in member.get(f"/en/akun/pesan/?sebelum={older}").content.decode()


def test_what_i_choose_is_kept(member: Client, town: Town, settings: Settings) -> None:
    settings.OFFERED_CHANNELS = ["email"]
    page = member.get("/en/akun/pesan/pilihan/").content.decode()
    assert 'name="overdue-email"' in page
    assert 'name="overdue-push"' not in page
    answer = member.post("/en/akun/pesan/pilihan/", {"language": "en", "names_titles": "on", "renewed-email": "on"})
    assert answer.status_code == 302
    recipient = Recipient.objects.get()
    assert (recipient.person_id, recipient.language, recipient.names_titles) == (town.mother.person_id, "en", True)
    reader = queries.reader(town.mother.person_id)
    assert reader is not None
    chosen = queries.kinds_chosen(reader.reach)
    assert chosen[Kind.RENEWED][Channel.EMAIL]
    assert not chosen[Kind.OVERDUE][Channel.EMAIL]


def test_a_language_nobody_speaks_here_is_refused(member: Client, town: Town, nothing_changes: NothingChanges) -> None:
    with nothing_changes():
        assert member.post("/en/akun/pesan/pilihan/", {"language": "xx"}).status_code == 422


def test_a_browser_takes_messages_and_no_longer(member: Client, town: Town, settings: Settings) -> None:
    settings.OFFERED_CHANNELS, settings.PUSH_SERVICES = ["push"], [".push.apple.com"]
    page = member.get("/en/akun/pesan/pilihan/").content.decode()
    assert f'data-key="{queries.push_key()}"' in page
    for wanted, number in ((True, 1), (False, 0)):
        answer = member.post(
            "/en/akun/pesan/peramban", json.dumps(SUBSCRIPTION | {"wanted": wanted}), content_type="application/json"
        )
        assert (answer.status_code, PushSubscription.objects.count()) == (204, number)


@pytest.mark.parametrize("body", ["", "[]", '{"endpoint": "https://x"}', '{"wanted": true, "endpoint": 1, "keys": 3}'])
def test_a_browser_that_says_nonsense_is_refused(
    member: Client, town: Town, body: str, settings: Settings, nothing_changes: NothingChanges
) -> None:
    settings.OFFERED_CHANNELS = ["push"]
    with nothing_changes():
        answer = member.post("/en/akun/pesan/peramban", body, content_type="application/json")
    assert answer.status_code in {204, 422}


def test_an_address_inside_our_walls_is_refused_in_words(
    member: Client, town: Town, settings: Settings, nothing_changes: NothingChanges
) -> None:
    settings.OFFERED_CHANNELS, settings.PUSH_SERVICES = ["push"], [".push.apple.com"]
    inside = SUBSCRIPTION | {"endpoint": "https://192.168.1.1/router", "wanted": True}
    with nothing_changes():
        answer = member.post("/en/akun/pesan/peramban", json.dumps(inside), content_type="application/json")
    assert answer.status_code == 422
    assert "not known here" in answer.json()["reasons"][0]


def test_the_link_in_a_letter_ends_its_channel_without_signing_in(visitor: Client, town: Town) -> None:
    code = queries.stop_code(town.mother.person_id, "email")
    asked = visitor.get(f"/en/pesan/berhenti/{code}").content.decode()
    assert "Stop these messages" in asked
    strict = Client(enforce_csrf_checks=True)  # a mail program presses the button by itself
    done = strict.post(f"/en/pesan/berhenti/{code}", {"List-Unsubscribe": "One-Click"})
    assert "Nothing more is sent to you this way" in done.content.decode()
    reader = queries.reader(town.mother.person_id)
    assert reader is not None
    assert not any(ways[Channel.EMAIL] for ways in queries.kinds_chosen(reader.reach).values())


def test_a_forged_link_leads_nowhere(visitor: Client, town: Town, nothing_changes: NothingChanges) -> None:
    with nothing_changes():
        assert visitor.post("/en/pesan/berhenti/abc").status_code == 404


def test_the_script_for_messages_lies_at_the_root(visitor: Client, town: Town) -> None:
    answer = visitor.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content


def test_somebody_else_reads_their_own_inbox(town: Town) -> None:
    queued(town.mother)
    stranger = signed_in(a_patron(home=town.point))
    assert "A loan was due" not in stranger.get("/en/akun/pesan/").content.decode()
    stranger.post("/en/akun/pesan/dibaca")
    assert queries.unread(town.mother.person_id) == 1
