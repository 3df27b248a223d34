"""A harvest, whatever the repository does."""

from datetime import timedelta

import pytest

from pustakota.contexts.network import actions, queries
from pustakota.contexts.network.errors import HarvestRefused, SourceRefused
from pustakota.contexts.network.models import Entry, EntryKey, Group, HarvestRemark, HarvestRun, Source
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.fetching import Fetched
from tests.conftest import NothingChanges
from tests.contexts.network.partner import Repository, book, busy, changed, cut
from tests.factories.moments import NOW
from tests.factories.network import a_source, harvested

pytestmark = pytest.mark.django_db


@pytest.fixture
def repository() -> Repository:
    made = Repository()
    for number in range(1, 8):
        made.put(number, book(f"Judul nomor {number} dari seri", author=f"Pengarang {number}"))
    return made


def live() -> dict[str, str]:
    return {entry.identifier: entry.title for entry in Entry.objects.filter(is_deleted=False)}


def test_a_source_is_asked_who_it_is_and_the_fullest_format_is_chosen(repository: Repository) -> None:
    source = a_source(repository)
    assert (source.repository, source.prefix, source.offers) == (
        "Perpustakaan Contoh",
        "marcxml",
        ["marcxml", "oai_dc"],
    )
    assert (source.by_seconds, source.deletions, source.contact) == (True, "persistent", "a@b.id")


def test_what_is_no_repository_becomes_no_source(repository: Repository, nothing_changes: NothingChanges) -> None:
    refused = {
        "not_oai": lambda address: Fetched(200, b"<html><body>Selamat datang</body></html>", address),
        "status": lambda address: Fetched(404, b"", address),
        "unreachable": lambda address: cut(Fetched(200, b"", address)),
    }
    for code, fetch in refused.items():
        with nothing_changes(), pytest.raises(SourceRefused) as refusal:
            a_source(fetch)
        assert refusal.value.reasons[0].code == code
        assert refusal.value.worded()[0].message
    repository.prefixes = ("etdms",)
    with pytest.raises(SourceRefused, match="no_format"):
        a_source(repository)


def test_nobody_else_adds_or_harvests(repository: Repository, nothing_changes: NothingChanges) -> None:
    source = a_source(repository)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.harvest(source=source, by=VISITOR, fetch=repository, clock=lambda: NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.add_source(base_url="https://x.id", facts={"name": "x"}, by=VISITOR, at=NOW, fetch=repository)


def test_the_same_name_or_address_is_not_added_twice(repository: Repository) -> None:
    a_source(repository, base_url="https://a.id/oai")
    with pytest.raises(SourceRefused) as refusal:
        a_source(repository, base_url="https://a.id/oai", pattern="nowhere")
    assert [reason.code for reason in refusal.value.reasons] == ["name_taken", "address_taken", "pattern_wrong"]


@pytest.mark.parametrize("prefix", ["marcxml", "mods", "oai_dc"])
def test_everything_comes_in_page_by_page_in_any_format(repository: Repository, prefix: str) -> None:
    repository.prefixes = (prefix,)
    run = harvested(a_source(repository), repository)
    assert (run.state, run.is_whole, run.pages, run.seen, run.added, run.size) == ("done", True, 3, 7, 7, 7)
    assert live() == {f"oai:contoh.id:{n}": f"Judul nomor {n} dari seri" for n in range(1, 8)}
    first = Entry.objects.get(identifier="oai:contoh.id:1")
    assert (first.authors, first.year, first.language) == (["Pengarang 1"], 2005, "ind")
    assert first.publisher.endswith("Bentang")
    assert Group.objects.count() == 7


def test_a_second_harvest_asks_for_changes_and_follows_them(repository: Repository) -> None:
    source = a_source(repository)
    harvested(source, repository)
    repository.later(days=1)
    repository.put(2, None)
    repository.put(3, book("Judul yang diperbaiki"))
    repository.put(8, book("Judul yang baru", author="Lain"))
    run = harvested(source, repository, at=NOW + timedelta(days=1))
    assert repository.asked[-3]["from"] == f"{NOW - timedelta(minutes=10):%Y-%m-%dT%H:%M:%SZ}"
    assert (run.is_whole, run.added, run.changed, run.deleted, run.unchanged) == (False, 1, 1, 1, 5)
    assert live().keys() == {f"oai:contoh.id:{n}" for n in (1, 3, 4, 5, 6, 7, 8)}
    assert live()["oai:contoh.id:3"] == "Judul yang diperbaiki"
    gone = Entry.objects.get(identifier="oai:contoh.id:2")
    assert (gone.raw, gone.group, EntryKey.objects.filter(entry=gone).count()) == (None, None, 0)


def test_what_was_deleted_may_come_back(repository: Repository) -> None:
    source = a_source(repository)
    harvested(source, repository)
    for record in (None, book("Kembali lagi")):
        repository.later(days=1)
        repository.put(2, record)
        harvested(source, repository, at=repository.now)
    assert live()["oai:contoh.id:2"] == "Kembali lagi"
    assert Entry.objects.filter(identifier="oai:contoh.id:2").count() == 1


def test_nothing_new_is_no_failure(repository: Repository) -> None:
    source = a_source(repository)
    harvested(source, repository)
    repository.later(days=1)
    source.refresh_from_db()
    source.harvested_to = repository.now + timedelta(days=2)
    source.save()
    run = harvested(source, repository, at=repository.now)
    assert (run.state, run.seen, run.deleted) == ("done", 0, 0)


def test_an_interrupted_harvest_goes_on_at_its_token(repository: Repository) -> None:
    source = a_source(repository)
    repository.in_the_way = [lambda answer: answer, *[cut] * 6]
    with pytest.raises(HarvestRefused, match="unreachable"):
        harvested(source, repository)
    source.refresh_from_db()
    run = queries.open_run(source.pk)
    assert run is not None
    assert (run.seen, run.pages, source.failures, source.due_at) == (3, 1, 1, NOW + timedelta(minutes=30))
    assert "connection refused" in run.said
    run = harvested(source, repository)
    assert "resumptionToken" in repository.asked[-2]
    assert (run.state, run.seen, run.added, run.unchanged, HarvestRun.objects.count()) == ("done", 7, 7, 0, 1)
    assert len(live()) == 7


def test_a_token_that_was_forgotten_begins_the_list_again_without_doubles(repository: Repository) -> None:
    source = a_source(repository)

    def forget(answer: Fetched) -> Fetched:
        repository.tokens += 1
        return answer

    repository.in_the_way = [lambda answer: answer, forget]
    run = harvested(source, repository)
    assert (run.state, run.restarts, run.added, len(live())) == ("done", 1, 7, 7)
    assert run.unchanged == run.seen - 7 > 0


def test_a_repository_that_always_forgets_is_given_up(repository: Repository) -> None:
    source = a_source(repository)

    def forget(answer: Fetched) -> Fetched:
        repository.tokens += 1
        return answer

    repository.in_the_way = [forget] * 40
    with pytest.raises(HarvestRefused, match="tokens"):
        harvested(source, repository)
    assert HarvestRun.objects.get().state == "failed"


def test_a_busy_repository_is_asked_again_when_it_says(repository: Repository) -> None:
    rests: list[float] = []
    repository.in_the_way = []
    source = a_source(repository)
    repository.in_the_way = [busy(7), busy(), cut]
    assert harvested(source, repository, rest=rests.append).added == 7
    assert rests == [7, 2, 4]


def test_one_that_asks_for_hours_is_asked_another_time(repository: Repository) -> None:
    source = a_source(repository)
    repository.in_the_way = [busy(86_400)]
    with pytest.raises(HarvestRefused, match="status"):
        harvested(source, repository)
    assert queries.open_run(source.pk)


def test_forbidden_characters_are_mended_and_listed(repository: Repository) -> None:
    source = a_source(repository)
    repository.in_the_way = [changed(b"Judul nomor 2 dari", b"Judul\x0b nomor 2 & \xff&nbsp;&#11;dari")]
    run = harvested(source, repository)
    assert (run.added, run.refused) == (7, 0)
    assert live()["oai:contoh.id:2"].startswith("Judul nomor 2 &")
    remark = HarvestRemark.objects.get()
    assert (remark.page, remark.code, remark.taken) == (1, "mended", True)


def test_a_broken_record_costs_itself_alone_and_says_where_it_stands(repository: Repository) -> None:
    source = a_source(repository)
    repository.in_the_way = [changed(b"Judul nomor 2 dari seri</subfield>", b"Judul nomor 2 <dari seri</subfeld>")]
    run = harvested(source, repository)
    assert (run.state, run.added, run.refused) == ("done", 6, 1)
    assert "oai:contoh.id:2" not in live()
    remark = HarvestRemark.objects.get(code="unreadable")
    assert (remark.page, remark.ordinal, remark.identifier, remark.taken) == (1, 2, "oai:contoh.id:2", False)


def test_a_record_without_a_title_is_listed(repository: Repository) -> None:
    repository.put(2, book(""))
    run = harvested(a_source(repository), repository)
    assert (run.added, run.refused) == (6, 1)
    assert HarvestRemark.objects.get().ordinal == 2


def test_a_page_that_declares_a_document_type_is_not_read(repository: Repository) -> None:
    source = a_source(repository)
    bomb = changed(b"<OAI-PMH ", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><OAI-PMH ')
    repository.in_the_way = [bomb, bomb]
    run = harvested(source, repository)
    assert "aaaa" not in str(live())
    assert run.remarks.filter(code="broken_page").exists()


def test_a_page_that_is_none_is_asked_again_and_then_given_up(repository: Repository) -> None:
    source = a_source(repository)
    repository.in_the_way = [lambda answer: answer._replace(body=b"Fatal error: memory")] * 2
    with pytest.raises(HarvestRefused, match="not_oai"):
        harvested(source, repository)
    assert harvested(source, repository).added == 7


def test_where_deletions_are_forgotten_a_whole_harvest_finds_what_is_gone(repository: Repository) -> None:
    repository.deletions = "no"
    source = a_source(repository)
    harvested(source, repository)
    del repository.records[4]
    run = harvested(source, repository, at=NOW + timedelta(days=2))
    assert (run.is_whole, len(live())) == (False, 7)
    run = harvested(source, repository, at=NOW + timedelta(days=31))
    assert (run.is_whole, run.deleted) == (True, 1)
    assert "oai:contoh.id:4" not in live()


def test_a_repository_that_lost_half_of_itself_is_doubted(repository: Repository) -> None:
    for number in range(8, 111):
        repository.put(number, book(f"Judul {number}", author=f"Orang {number}"))
    repository.page = 50
    source = a_source(repository)
    harvested(source, repository)
    for number in range(1, 80):
        del repository.records[number]
    run = harvested(source, repository, whole=True)
    assert (run.deleted, len(live())) == (0, 110)
    assert HarvestRemark.objects.get().code == "half_missing"


def test_a_sitting_with_a_limit_stops_between_pages_and_is_due_at_once(repository: Repository) -> None:
    source = a_source(repository)
    run = harvested(source, repository, seconds=-1)
    source.refresh_from_db()
    assert (run.state, run.seen, source.due_at) == ("running", 3, NOW)
    assert harvested(source, repository).state == "done"
    assert len(live()) == 7


def test_a_source_that_is_off_is_not_asked(repository: Repository) -> None:
    source = a_source(repository)
    actions.change_source(source=source, facts={"is_on": False}, by=SYSTEM, at=NOW)
    with pytest.raises(HarvestRefused, match="off"):
        harvested(source, repository)
    assert queries.due_sources(NOW) == []


def test_another_pattern_of_addresses_wants_everything_anew(repository: Repository) -> None:
    source = a_source(repository)
    harvested(source, repository)
    actions.change_source(source=source, facts={"pattern": "https://contoh.id/katalog/{local}/"}, by=SYSTEM, at=NOW)
    assert Source.objects.get().whole_at is None
    assert harvested(source, repository).changed == 7
    assert Entry.objects.get(identifier="oai:contoh.id:3").link == "https://contoh.id/katalog/3/"
