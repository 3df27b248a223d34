"""References: from authority records and by hand, into the lists from A to Z."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue.errors import ReferenceRefused
from pustakota.contexts.catalogue.marc.iso2709 import to_iso2709
from pustakota.contexts.catalogue.marc.reader import read
from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, control_field, data_field
from pustakota.contexts.catalogue.models import Heading, Reference
from pustakota.contexts.catalogue.queries import references
from pustakota.contexts.catalogue.rules.references import Pointing, pointings
from pustakota.foundation.actors import EVERYWHERE, SYSTEM, Actor, ActorKind
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.contexts.catalogue.real_files import real_file
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW

CATALOGUER = Actor(kind=ActorKind.STAFF, account_id=7, permissions={EVERYWHERE: frozenset({"catalogue.edit"})})
LEADER = "00000nz  a2200000n  4500"


def authority(*fields: Field, number: str = "1") -> MarcRecord:
    return MarcRecord(LEADER, (control_field("001", number), control_field("003", "ID-PNRI"), *fields))


DEKKER = authority(
    data_field("100", "1 ", [("a", "Dekker, Eduard Douwes,"), ("d", "1820-1887")]),
    data_field("400", "0 ", [("w", "nne"), ("a", "Multatuli,"), ("d", "1820-1887")]),
    data_field("400", "1 ", [("w", "nnea"), ("a", "Hidden, Form")]),
    data_field("410", "2 ", [("a", "A body")]),
    data_field("500", "1 ", [("w", "g"), ("a", "Douwes Dekker, Ernest")]),
)


def test_a_name_is_found_under_its_other_forms_and_beside_its_kin() -> None:
    assert pointings(DEKKER) == [
        Pointing("author", "Multatuli", "Dekker, Eduard Douwes", False),
        Pointing("author", "A body", "Dekker, Eduard Douwes", False),
        Pointing("author", "Douwes Dekker, Ernest", "Dekker, Eduard Douwes", True),
    ]


def test_subjects_keep_their_divisions_and_other_kinds_say_nothing() -> None:
    field = data_field("150", "  ", [("a", "Koperasi"), ("z", "Indonesia")])
    other = data_field("450", "  ", [("a", "Ekonomi rakyat"), ("z", "Indonesia")])
    assert pointings(authority(field, other)) == [
        Pointing("subject", "Ekonomi rakyat -- Indonesia", "Koperasi -- Indonesia", False)
    ]
    assert pointings(authority(data_field("155", "  ", [("a", "Novel")]), other)) == []
    assert pointings(authority(field, field, other)) == []


@pytest.mark.django_db
def test_lists_lead_to_headings_that_have_titles_and_say_also_where_both_have() -> None:
    for authors in (["Dekker, Eduard Douwes"], ["Douwes Dekker, Ernest"]):
        record = a_record("Max Havelaar")
        record.authors = authors
        record.save()
    _taken(DEKKER)
    actions.refer(kind="author", label="Si anu", see="Nobody, At All", is_also=False, by=CATALOGUER, at=NOW)
    actions.count_headings(by=SYSTEM, at=NOW)
    seen = set(Heading.objects.filter(see="Dekker, Eduard Douwes").values_list("label", "is_also", "records"))
    assert seen == {
        ("Eduard Douwes Dekker", False, 1),
        ("Multatuli", False, 1),
        ("A body", False, 1),
        ("Douwes Dekker, Ernest", True, 1),
    }
    assert not Heading.objects.filter(label="Si anu").exists()
    assert [row.see for row in references.led_to("MULTATULI")] == ["Dekker, Eduard Douwes"]
    assert references.led_to("") == []


@pytest.mark.django_db
def test_a_record_that_comes_again_replaces_what_it_said_and_staff_keep_theirs() -> None:
    actions.refer(kind="author", label="Multatuli", see="Dekker, Eduard Douwes", is_also=False, by=CATALOGUER, at=NOW)
    _taken(DEKKER)
    assert Reference.objects.filter(origin="").count() == 1
    assert Reference.objects.count() == 3
    _taken(authority(*DEKKER.fields[2:4]))
    assert [row.label for row in Reference.objects.all()] == ["Multatuli"]


@pytest.mark.django_db
def test_what_is_no_authority_record_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    book = MarcRecord("00000nam a2200000n  4500", (data_field("245", "10", [("a", "Buku")]),))
    file = tmp_path / "both.mrc"
    file.write_bytes(b"".join(to_iso2709(each) for each in (book, DEKKER)))
    *_before, taken = actions.take_authorities(entries=read(file), by=SYSTEM, at=NOW)
    assert (taken.read, taken.references, [problem[0] for problem in taken.problems]) == (2, 3, [1])


@pytest.mark.django_db
def test_the_command_takes_real_files_twice_alike() -> None:
    said = io.StringIO()
    for _time in range(2):
        call_command("import_authorities", str(real_file("bib/koha_misc4dev_auth_1706.marcxml")), stdout=said)
        assert Reference.objects.count() == 27
    assert "1,706" in said.getvalue()


@pytest.mark.django_db
def test_a_file_that_is_no_marc_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "x.mrc"
    file.write_text("halo", encoding="utf-8")
    with pytest.raises(CommandError, match=r"is not MARC|bukan MARC"):
        call_command("import_authorities", str(file))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"kind": "class"}, ["unknown_kind"]),
        ({"label": " "}, ["form_missing"]),
        ({"label": "B"}, ["same_form"]),
        ({"label": "x" * 301, "kind": "x"}, ["unknown_kind", "too_long"]),
        ({"label": "C"}, ["there_already"]),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused_with_every_reason(
    given: dict[str, str], codes: list[str], nothing_changes: NothingChanges
) -> None:
    whole = {"kind": "author", "label": "A", "see": "B", "is_also": False}
    actions.refer(**{**whole, "label": "C"}, by=CATALOGUER, at=NOW)  # type: ignore[arg-type]
    with nothing_changes(), pytest.raises(ReferenceRefused) as refused:
        actions.refer(**{**whole, **given}, by=CATALOGUER, at=NOW)  # type: ignore[arg-type]
    assert [reason.code for reason in refused.value.reasons] == codes


@pytest.mark.django_db
def test_only_cataloguers_refer(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.refer(kind="author", label="A", see="B", is_also=False, by=Actor(kind=ActorKind.STAFF), at=NOW)


def _taken(record: MarcRecord) -> None:
    entries = read(io.BytesIO(to_iso2709(record)))
    assert [*actions.take_authorities(entries=entries, by=SYSTEM, at=NOW)]
