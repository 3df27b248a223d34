"""Three proposals of citizens: one that waits, one in review with other words since, one that became an event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.community import actions, queries
from pustakota.contexts.community.actions import Step
from pustakota.contexts.people import queries as members
from pustakota.demo import people, places
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.community.queries import Proposal
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

PROPOSED = (
    ("Bangku baca di bawah pohon beringin", "Dua bangku dan kotak buku di taman depan, untuk yang menunggu angkot.", 4),
    ("Jam buka sampai pukul 20 setiap Kamis", "Banyak yang bekerja sampai sore dan tidak sempat datang.", 12),
    ("Pasar tukar buku setiap awal semester", "Buku pelajaran bekas yang masih baik bisa dipakai adik kelas.", 25),
)
AUTHORS, SUPPORTERS = (170, 171, 172), range(173, 187)


def propose(at: datetime) -> None:
    """With support, an answer, and words that were changed."""
    main = places.service_points()[0]
    actions.promise(at_point=main, is_open=True, answer_within=14, by=SYSTEM)
    made = [_published(card, *said, at) for card, said in zip(AUTHORS, PROPOSED, strict=True)]
    for place, proposal in enumerate(made):
        _support(proposal, list(SUPPORTERS)[: 3 + 5 * place], at)
    longer, market = (queries.proposal(each.pk) for each in made[1:])
    assert longer is not None
    assert market is not None
    actions.answer(proposal=longer, step=Step.REVIEW, by=SYSTEM, at=at - timedelta(days=3))
    words = "Banyak yang bekerja sampai sore. Dua jam lebih lama, satu malam sepekan, cukup di lantai satu."
    actions.change(proposal=longer, title=longer.title, about=words, by=_acting(AUTHORS[1]), at=at - timedelta(days=2))
    answer = "Setuju. Kami siapkan meja di aula pada pekan pertama semester; relawan boleh mendaftar di meja depan."
    actions.answer(proposal=market, step=Step.ACCEPT, words=answer, by=SYSTEM, at=at - timedelta(days=10))


def _published(card: int, title: str, about: str, days_ago: int, at: datetime) -> Proposal:
    then = at - timedelta(days=days_ago)
    draft = actions.write(
        author=_patron(card).person, at_point=places.service_points()[0], title=title, about=about, at=then
    )
    return actions.publish(proposal=draft, by=_acting(card), at=then)


def _support(proposal: Proposal, cards: list[int], at: datetime) -> None:
    for card in cards:
        actions.support(proposal=proposal, person=_patron(card).person, by=_acting(card), at=at - timedelta(days=3))


def _patron(card: int) -> Patron:
    patron = members.patron_of_card(people.card(card))
    assert patron is not None, card
    return patron


def _acting(card: int) -> Actor:
    account = _patron(card).person.account
    assert account is not None
    return members.actor_of(account)
