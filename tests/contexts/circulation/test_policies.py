from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from pustakota.contexts.charges.actions import Why
from pustakota.contexts.circulation import queries
from pustakota.contexts.circulation.actions import add_policy, check_out
from pustakota.contexts.circulation.errors import LendingRefused, PolicyRefused
from pustakota.contexts.circulation.models import PolicyRow, Source
from pustakota.contexts.circulation.permissions import POLICY, Override
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import an_item, an_item_type
from tests.factories.charges import a_basis, a_charge
from tests.factories.circulation import LONG_AGO, a_policy
from tests.factories.moments import MONDAY, NOW
from tests.factories.organisation import a_library, a_point
from tests.factories.people import a_patron, a_patron_type, an_actor

pytestmark = pytest.mark.django_db
HEAD = an_actor(POLICY)


def test_a_new_library_begins_with_the_plain_rule() -> None:
    (row,) = queries.policy_rows()
    assert (row.max_loans, row.loan_days, row.max_renewals, row.fine_per_day, row.blocks_while_overdue) == (
        3,
        7,
        2,
        0,
        True,
    )


def test_only_who_may_writes_policies(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        add_policy(row=PolicyRow(name="Semua", valid_from=LONG_AGO), by=an_actor("circulation.lend"))


def test_a_fine_without_its_legal_basis_is_refused(nothing_changes: NothingChanges) -> None:
    row = PolicyRow(name="Denda", item_type=an_item_type(), fine_per_day=500, valid_from=LONG_AGO)
    later = a_basis("Perda 9/2026", valid_from=date(2026, 1, 1))
    basis = a_basis("Perda 3/2024 pasal 12")
    with nothing_changes(), pytest.raises(PolicyRefused) as refused:
        add_policy(row=row, by=HEAD)
    assert [reason.code for reason in refused.value.worded()] == ["fine_without_basis"]
    row.basis = later
    with nothing_changes(), pytest.raises(PolicyRefused) as refused:
        add_policy(row=row, by=HEAD)
    assert [reason.code for reason in refused.value.worded()] == ["basis_not_in_force"]
    row.basis = basis
    assert add_policy(row=row, by=HEAD).legal_basis == "Perda 3/2024 pasal 12"


def test_the_database_itself_refuses_a_fine_without_basis_and_a_rule_for_point_and_library() -> None:
    point = a_point()
    for fields in ({"fine_per_day": 1}, {"service_point": point, "library": point.library}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PolicyRow.objects.create(name="x", valid_from=LONG_AGO, **fields)


def everything() -> dict[str, Any]:
    return {}


def one_point() -> dict[str, Any]:
    return {"service_point": a_point()}


def one_library() -> dict[str, Any]:
    return {"library": a_library()}


def both_types() -> dict[str, Any]:
    return {"patron_type": a_patron_type(), "item_type": an_item_type()}


@pytest.mark.parametrize("make_scope", [everything, one_point, one_library, both_types])
def test_a_rule_of_equal_rank_is_refused_and_names_its_rival(
    make_scope: Callable[[], dict[str, Any]], nothing_changes: NothingChanges
) -> None:
    scope = make_scope()
    rival = "Aturan umum" if not scope else a_policy("Yang lama", **scope).name
    with nothing_changes(), pytest.raises(PolicyRefused) as refused:
        a_policy("Yang baru", **scope)
    with translation.override("en"):
        (worded,) = refused.value.worded()
    assert worded.code == "same_rank"
    assert rival in worded.message


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "refused"),
    [
        (date(2026, 6, 1), date(2026, 6, 30), False),
        (date(2026, 1, 1), date(2026, 2, 28), False),
        (date(2026, 2, 1), date(2026, 3, 1), True),
        (date(2026, 5, 31), None, True),
        (date(2026, 4, 1), date(2026, 4, 2), True),
        (date(2026, 1, 1), None, True),
    ],
)
def test_rules_of_equal_rank_may_follow_but_not_overlap_each_other(
    valid_from: date, valid_until: date | None, refused: bool
) -> None:
    scope = {"item_type": an_item_type()}
    a_policy("Maret sampai Mei", **scope, valid_from=date(2026, 3, 1), valid_until=date(2026, 5, 31))
    dates = {"valid_from": valid_from, "valid_until": valid_until}
    if not refused:
        assert a_policy("Lain", **scope, **dates).pk
        return
    with pytest.raises(PolicyRefused):
        a_policy("Lain", **scope, **dates)


def test_rules_for_two_member_types_do_not_rival_each_other() -> None:
    assert a_policy("Umum", patron_type=a_patron_type("umum")).pk
    assert a_policy("Pelajar", patron_type=a_patron_type("pelajar")).pk


def test_a_saved_rule_does_not_rival_itself() -> None:
    row = a_policy("Pelajar", patron_type=a_patron_type("pelajar"))
    row.loan_days = 14
    add_policy(row=row, by=HEAD)
    row.refresh_from_db()
    assert row.loan_days == 14


def test_point_beats_library_beats_any_in_one_query(queries_are: QueriesAre) -> None:
    here, sister = a_point(), a_point()
    elsewhere = a_point(library=a_library("Kabupaten"))
    patron_type, item_type = a_patron_type(), an_item_type()
    a_policy("Jenis anggota dan koleksi", patron_type=patron_type, item_type=item_type)
    a_policy("Perpustakaan", library=here.library)
    a_policy("Titik", service_point=here)

    def winner(point: Any) -> str:
        with queries_are(1):
            policy = queries.policy_for(
                point=point, patron_type_id=patron_type.pk, item_type_id=item_type.pk, today=MONDAY
            )
        assert policy
        return policy.name

    assert [winner(point) for point in (here, sister, elsewhere)] == [
        "Titik",
        "Perpustakaan",
        "Jenis anggota dan koleksi",
    ]
    unknown = queries.policy_for(point=elsewhere, patron_type_id=patron_type.pk, item_type_id=None, today=MONDAY)
    assert unknown
    assert unknown.name == "Aturan umum"


def owing(amount: int) -> Patron:
    """A member with two open charges of this amount."""
    patron = a_patron()
    for _ in range(2):
        a_charge(patron, amount=amount, why=Why.OTHER)
    return patron


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"max_open_charges": 1}, "too_many_charges"), ({"max_owed": 9_999}, "owes_too_much")],
)
def test_a_rule_may_stop_lending_to_who_owes_and_is_overruled_like_others(limits: dict[str, int], code: str) -> None:
    patron = owing(5_000)
    item = an_item(at_point=patron.home_point)
    a_policy("Pusat", service_point=patron.home_point, **limits)
    lend = partial(
        check_out, item=item, patron=patron, at_point=patron.home_point, by=SYSTEM, at=NOW, source=Source.DESK
    )
    with pytest.raises(LendingRefused) as refused:
        lend()
    assert [(reason.code, reason.facts["policy"]) for reason in refused.value.reasons] == [(code, "Pusat")]
    assert lend(override=Override("lunas besok")).pk


@pytest.mark.parametrize("limits", [{}, {"max_open_charges": 2}, {"max_owed": 10_000}])
def test_who_owes_no_more_than_the_rule_allows_borrows(limits: dict[str, int]) -> None:
    patron = owing(5_000)
    item = an_item(at_point=patron.home_point)
    a_policy("Pusat", service_point=patron.home_point, **limits)
    loan = check_out(item=item, patron=patron, at_point=patron.home_point, by=SYSTEM, at=NOW, source=Source.DESK)
    assert loan.pk
