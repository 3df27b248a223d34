"""The city's lending rules, beside the general one (3 items, 7 days, 2 renewals) that every library starts with."""

from datetime import date, datetime
from typing import Any

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue import queries as catalogue_queries
from pustakota.contexts.circulation import actions
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as people_queries
from pustakota.demo import places
from pustakota.foundation.actors import SYSTEM

ITEM_TYPES = {"buku": "Buku", "anak": "Buku anak", "referensi": "Referensi", "av": "Audio-visual dan elektronik"}
PATRON_TYPES = {"umum": "Umum", "pelajar": "Pelajar", "anak": "Anak", "guru": "Guru", "sementara": "Sementara"}
MEMBERSHIP_YEARS = 2
SINCE = date(2024, 1, 1)


def make_types(_at: datetime) -> None:
    """Kinds of items and kinds of membership."""
    for code, name in ITEM_TYPES.items():
        catalogue.add_item_type(code=code, name=name, by=SYSTEM)
    for code, name in PATRON_TYPES.items():
        people.add_patron_type(code=code, name=name, by=SYSTEM, years=MEMBERSHIP_YEARS)


def make_policies(_at: datetime) -> None:
    """Rules for children and teachers, for reference works, for the van, for films at the main library."""
    item_type = {row.code: row for row in catalogue_queries.item_types()}
    patron_type = {row.code: row for row in people_queries.patron_types()}
    main, _branch, _garden, van, _village = places.service_points()
    _add(
        "Anak: 2 buku, 14 hari", patron_type=patron_type["anak"], max_loans=2, max_holds=2, loan_days=14, max_renewals=1
    )
    _add("Guru: 6 buku, 21 hari", patron_type=patron_type["guru"], max_loans=6, max_holds=6, loan_days=21)
    _add("Kartu sementara: hanya pesan", patron_type=patron_type["sementara"], max_loans=0, max_holds=2, max_renewals=0)
    _add("Referensi dibaca di tempat", item_type=item_type["referensi"], is_lendable=False)
    _add(
        "Pusling: sampai kunjungan berikutnya",
        service_point=van,
        max_loans=2,
        loan_days=7,
        max_renewals=1,
        pickup_days=2,
    )
    _add(
        "Film dan CD di perpustakaan pusat",
        service_point=main,
        item_type=item_type["av"],
        max_loans=2,
        loan_days=3,
        max_renewals=0,
    )


def _add(name: str, **columns: Any) -> None:
    actions.add_policy(row=actions.PolicyRow(name=name, valid_from=SINCE, **columns), by=SYSTEM)
