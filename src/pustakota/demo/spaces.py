"""Rooms, a studio and a printer of the city, and what is booked of them this week."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pustakota.contexts.forms import actions as forms
from pustakota.contexts.forms import queries as asked_forms
from pustakota.contexts.people import queries as members
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.actions import Kind, Mode
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal

if TYPE_CHECKING:
    from pustakota.contexts.spaces.models import Booking

BOOKED = ((121, 0, 1, ""), (134, 2, 1, ""), (140, 1, 2, ""), (118, 3, 3, ""))
"""Whose card, which free time of the day, how many days ahead."""
WAITS = 127
"""Whose card waits for a time that is taken."""
ASKED = (
    (150, "Latihan paduan suara RW 05", 24, ("Paduan suara RW 05", "members", "Tidak ada.")),
    (162, "Rapat pengurus taman baca", 40, ("Forum TBM Sumberjati", "all", "Kabel di lantai; akan kami tutup.")),
)
"""Whose card, what for, for how many, and the answers to the questions about the hall."""
LAYOUTS = (("Bioskop", "rows", 80, 30), ("Kelas", "classroom", 48, 45), ("Lingkaran", "circle", 30, 15))
HALL_FORM = {
    "title": {"id": "Pemakaian aula", "en": "Use of the hall"},
    "intro": {
        "id": "Jawaban Anda membantu kami menyiapkan aula dan memutuskan dengan adil.",
        "en": "Your answers help us to prepare the hall and to decide fairly.",
    },
    "fields": [
        {
            "name": "group", "kind": "text", "required": True,
            "label": {"id": "Komunitas atau lembaga", "en": "Community or organisation"},
        },
        {
            "name": "open", "kind": "choice", "required": True,
            "label": {"id": "Terbuka untuk siapa?", "en": "Open to whom?"},
            "choices": [
                {"value": "all", "label": {"id": "semua warga", "en": "everybody"}},
                {"value": "members", "label": {"id": "anggota komunitas saja", "en": "members of the group only"}},
            ],
        },
        {
            "name": "equipment", "kind": "many", "label": {"id": "Yang dibutuhkan", "en": "What you need"},
            "choices": [
                {"value": "sound", "label": {"id": "pengeras suara", "en": "loudspeakers"}},
                {"value": "beamer", "label": {"id": "proyektor", "en": "projector"}},
            ],
        },
        {
            "name": "risks", "kind": "long_text", "required": True,
            "label": {"id": "Apa yang dapat membahayakan orang, dan apa yang Anda lakukan?",
                      "en": "What could put people at risk, and what do you do about it?"},
        },
    ],
}  # fmt: skip


def furnish(at: datetime) -> None:
    """What can be booked at the main library and one branch, and some bookings and requests."""
    main, branch = places.service_points()[:2]
    short = actions.add_policy(name="Ruang kecil: 1 sampai 3 jam", by=SYSTEM)
    asked = forms.publish(code="pemakaian-aula", definition=HALL_FORM, by=SYSTEM, at=at)
    long = actions.add_policy(
        name="Aula: 2 sampai 6 jam, dengan persetujuan", shortest=120, longest=360, lead=24 * 60, window_days=90,
        after=30, most_open=2, cancel_until=24 * 60, steps=2, answer_within=3, fewest_people=10, form=asked.form,
        quotas=[{"per": "month", "scope": "kind", "most_bookings": 4, "most_minutes": None}], by=SYSTEM,
    )  # fmt: skip
    room = actions.add_resource(
        service_point=main, name="Ruang Diskusi", kind=Kind.ROOM, policy=short, seats=8,
        about="Meja besar untuk kerja kelompok dan rapat kecil.", equipment="Papan tulis\nLayar 43 inci\nWi-Fi",
        access=("step_free", "wide_door", "toilet", "table", "quiet"),
        access_notes="Lantai dasar; dari parkir difabel 20 meter. Pintu 95 cm, terbuka sendiri.",
        contact="(0341) 555 0101", by=SYSTEM, at=at,
    )  # fmt: skip
    actions.add_resource(
        service_point=branch, name="Ruang Belajar Tirtasari", kind=Kind.ROOM, policy=short, seats=6,
        about="Di lantai dua, dekat koleksi remaja.", equipment="Papan tulis", access=("quiet",),
        access_notes="Hanya lewat tangga, 18 anak tangga.", by=SYSTEM, at=at,
    )  # fmt: skip
    hall = actions.add_resource(
        service_point=main, name="Aula", kind=Kind.ROOM, policy=long, mode=Mode.APPROVAL, seats=80,
        about="Dapat dibagi dua dengan dinding lipat.", equipment="Pengeras suara\nProyektor\nPanggung kecil",
        access=("step_free", "lift", "wide_door", "toilet", "hearing_loop"),
        access_notes="Lantai tiga; lift di sebelah kiri pintu masuk.", contact="(0341) 555 0101", by=SYSTEM, at=at,
    )  # fmt: skip
    for name, shape, seats, minutes in LAYOUTS:
        actions.keep_layout(
            resource=hall, name=name, shape=shape, seats=seats, before=minutes, after=minutes, by=SYSTEM, at=at
        )
    actions.add_blackout(
        at_point=main, words="Salat Jumat", first_on=periods.local_day(at, main.zone), weekday=4, resource=hall,
        begins=time(11, 30), ends=time(13), by=SYSTEM,
    )  # fmt: skip
    for name in ("Aula Timur", "Aula Barat"):
        actions.add_resource(
            service_point=main, name=name, kind=Kind.ROOM, policy=long, mode=Mode.APPROVAL, part_of=hall, seats=40,
            by=SYSTEM, at=at,
        )  # fmt: skip
    actions.add_resource(
        service_point=main,
        name="Studio Rekaman",
        kind=Kind.STUDIO,
        policy=short,
        mode=Mode.STAFF,
        seats=4,
        by=SYSTEM,
        at=at,
    )
    actions.add_resource(service_point=main, name="Pencetak 3D", kind=Kind.MACHINE, policy=short, by=SYSTEM, at=at)
    _book_some(room.pk, at)
    _ask_for_the_hall(hall.pk, at)


def _book_some(room_id: int, at: datetime) -> None:
    room = queries.resource(room_id)
    assert room is not None
    today = periods.local_day(at, room.service_point.zone)
    for number, place, ahead, purpose in BOOKED:
        free = queries.slots(room, today + timedelta(days=ahead), at=at)
        patron = members.patron_of_card(people.card(number))
        if patron is not None and len(free) > place:
            made = actions.book(resource=room, patron=patron, span=free[place], by=SYSTEM, at=at, purpose=purpose)
            _wait_for(made, at)


def _wait_for(made: Booking, at: datetime) -> None:
    """Somebody else would have the first of these times if it became free."""
    other = members.patron_of_card(people.card(WAITS))
    if other is not None and not queries.waiting_of([other.person_id]):
        actions.wait_for(resource=made.resource, patron=other, span=made.span, by=SYSTEM, at=at)


def _ask_for_the_hall(hall_id: int, at: datetime) -> None:
    """Two want the same Saturday; where the hall cannot be had then, nobody asks."""
    hall = queries.resource(hall_id)
    assert hall is not None
    zone = hall.service_point.zone
    today = periods.local_day(at, zone)
    day = today + timedelta(days=(5 - today.weekday()) % 7 + 7)
    start = datetime.combine(day, time(9), ZoneInfo(zone))
    version = asked_forms.current_version("pemakaian-aula")
    for number, purpose, heads, (group, openness, risks) in ASKED:
        patron = members.patron_of_card(people.card(number))
        account = patron.person.account if patron else None
        if patron is None or account is None or version is None:
            continue
        said = {"group": group, "open": openness, "equipment": ["sound"], "risks": risks}
        answered = asked_forms.AskedForm(version, said, language="id")
        assert answered.is_valid(), answered.errors
        try:
            actions.book(
                resource=hall, patron=patron, span=queries.Span(start, start + timedelta(hours=2)),
                by=members.actor_of(account), at=at, purpose=purpose, people=heads, form_version=version,
                answers=answered.read_out(),
            )  # fmt: skip
        except Refusal:
            return
