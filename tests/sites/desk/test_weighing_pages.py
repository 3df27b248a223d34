"""The pages on which staff see what a search shows first, try other weights and put them in force."""

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.search import actions, queries
from pustakota.contexts.search.models import Expected, JudgedQuery, WeightsVersion
from pustakota.foundation.actors import SYSTEM
from tests.conftest import NothingChanges
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW
from tests.factories.people import a_member_of_staff
from tests.sites.desk.conftest import signed_in


@pytest.fixture
def head(point: ServicePoint) -> Client:
    """The head of the library, everywhere."""
    staff = a_member_of_staff(role="kepala", station=point)
    client = Client()
    assert staff.account
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def books(db: None) -> list[Record]:
    found = [a_record("Batik pesisir"), a_record("Kain lama")]
    found[1].details = {"subjects": ["Batik"]}
    found[1].save()
    actions.rebuild(catalogue.search_documents([row.pk for row in found]))
    return found


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def draft(**changed: float) -> str:
    form = {name: f"{changed.get(name, getattr(queries.FIRST, name)):g}" for name in queries.RANGES}
    pairs = "&".join(f"{name}={value}" for name, value in form.items())
    return f"{reverse('desk:weighing_trial')}?dari=0&{pairs}&places=&same="


@pytest.mark.parametrize(("typed", "sentence"), [(" ", "Type what somebody"), ("x" * 201, "at most 200 letters")])
def test_a_question_that_cannot_be_added_is_refused_in_words(head: Client, typed: str, sentence: str) -> None:
    answer = head.post(reverse("desk:add_judged_query"), {"text": typed})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_a_question_is_added_and_its_titles_are_graded(head: Client, books: list[Record]) -> None:
    assert "No questions yet" in text(head, reverse("desk:weighing"))
    answer = head.post(reverse("desk:add_judged_query"), {"text": "batik"})
    address = reverse("desk:judged_query", args=[JudgedQuery.objects.get().pk])
    assert answer["Location"] == address
    assert "Batik pesisir" in text(head, address)
    assert "Kain lama" in text(head, address + "?q=kain")
    head.post(address, {f"judul-{books[0].pk}": "0", f"judul-{books[1].pk}": "3"})
    assert list(Expected.objects.values_list("number", "grade")) == [(books[1].pk, 3)]
    assert "0.631" in text(head, reverse("desk:weighing"))
    assert head.post(address, {f"judul-{books[1].pk}": "7"}).status_code == 422
    head.post(reverse("desk:forget_judged_query", args=[JudgedQuery.objects.get().pk]))
    assert not JudgedQuery.objects.exists()


def test_a_draft_shows_what_rises_and_is_put_in_force_with_a_reason(head: Client, books: list[Record]) -> None:
    query = actions.judge_query(text="batik", by=SYSTEM, at=NOW)
    actions.expect(query=query, things={("record", books[1].pk): 3}, by=SYSTEM)
    page = text(head, draft(subjects=90))
    assert "Subjects: 4 → <strong>90</strong>" in page
    assert ("better" in page, "rose 2 → 1: Kain lama" in " ".join(page.split())) == (True, True)
    assert not WeightsVersion.objects.exists()
    assert head.post(draft(subjects=90), {"reason": ""}).status_code == 422
    assert head.post(draft(subjects=90), {"reason": "Siswa mencari topik"}).status_code == 302
    assert queries.weights_in_force().subjects == 90
    page = text(head, reverse("desk:weighing"))
    assert "Siswa mencari topik" in page
    late = head.post(draft(subjects=50), {"reason": "Terlambat"})
    assert (late.status_code, "Somebody else has changed the weights" in late.content.decode()) == (422, True)
    back = reverse("desk:weighing_trial") + "?versi=0"
    assert "Version 0 beside the one in force" in text(head, back)
    assert head.post(back, {"reason": "Kembali"}).status_code == 302
    assert queries.weights_in_force() == queries.FIRST


def test_a_draft_out_of_range_is_worded_and_compares_nothing(head: Client, books: list[Record]) -> None:
    page = text(head, draft(title=0))
    assert ("greater than or equal to 0.1" in page, "Put the draft in force" in page) == (True, False)
    with_local = text(head, draft(local=5))
    assert "Put the draft in force" in with_local
    refused = head.post(draft(local=5), {"reason": "Daerah kita"})
    assert (refused.status_code, "name of at least one place" in refused.content.decode()) == (422, True)
    assert head.get(reverse("desk:weighing_trial") + "?versi=99").status_code == 404


def test_a_cataloguer_of_one_point_judges_and_puts_nothing_in_force(
    point: ServicePoint, books: list[Record], nothing_changes: NothingChanges
) -> None:
    cataloguer = signed_in("pengatalog", point)
    page = text(cataloguer, draft(subjects=90))
    assert "only who may change them everywhere" in page
    with nothing_changes():
        assert cataloguer.post(draft(subjects=90), {"reason": "Topik"}).status_code == 403
    assert cataloguer.post(reverse("desk:add_judged_query"), {"text": "batik"}).status_code == 302


def test_others_at_the_desk_do_not_come_here(desk: Client, nothing_changes: NothingChanges) -> None:
    for name in ("desk:weighing", "desk:weighing_trial"):
        assert desk.get(reverse(name)).status_code == 403
    with nothing_changes():
        assert desk.post(reverse("desk:add_judged_query"), {"text": "batik"}).status_code == 403
