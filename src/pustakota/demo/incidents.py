"""An incident with personal data that was noticed yesterday and waits for its letters."""

from datetime import datetime, timedelta

from pustakota.contexts.privacy import actions
from pustakota.contexts.privacy.actions import Facts
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

CONCERNED = range(101, 113)


def keep_an_incident(at: datetime) -> None:
    """A list of a class lay on the table of the reading room for an afternoon."""
    point = places.service_points()[0]
    yesterday = periods.start_of_day(periods.local_day(at, point.zone) - timedelta(days=1), point.zone)
    facts = Facts(
        what="Daftar hadir kegiatan tertinggal di meja ruang baca",
        data="nama, kelas, dan nomor telepon orang tua",
        how="Daftar tertinggal di meja dari pukul 13.00 sampai 16.30; siapa yang membacanya tidak diketahui.",
        handling="Daftar sudah disimpan. Waspadai panggilan yang mengaku dari perpustakaan, dan tanyakan kepada kami.",
        found_at=yesterday + timedelta(hours=16, minutes=30),
        began_at=yesterday + timedelta(hours=13),
        ended_at=yesterday + timedelta(hours=16, minutes=30),
    )
    incident = actions.keep_incident(facts=facts, at_point=point, by=SYSTEM, at=at)
    cards = " ".join(people.card(number) for number in CONCERNED)
    actions.add_cards(incident=incident, cards=cards, by=SYSTEM)
