"""Letters that people behind the desk send or hand over, with their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.notices.queries import standing, wording
from pustakota.contexts.notices.rules import Words, wa_link
from pustakota.contexts.people.queries import addressees as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pustakota.contexts.notices.models import Letter


@dataclass(frozen=True, slots=True)
class ByHand:
    """A letter as somebody at the desk needs it: to whom, with which words, and the link that opens WhatsApp."""

    letter: Letter
    reader: standing.Reader
    words: Words

    @property
    def phone(self) -> str:
        return self.reader.addressee.phone

    @property
    def link(self) -> str:
        """Opens WhatsApp with the text; whoever taps it only has to press send."""
        return wa_link(self.phone, self.words.as_message())


def concerned_by(letter: Letter) -> list[int]:
    """Whose matters a letter tells: the reader's own, or a child's."""
    return [telling.notice.about_id for telling in letter.tellings.all()]


def by_hand(letters: Iterable[Letter], *, today: date) -> list[ByHand]:
    """Letters with their words, in each reader's language; six queries."""
    rows = list(letters)
    known = standing.readers(people.addressees({letter.person_id for letter in rows}).values())
    found = []
    for letter in rows:
        notices = [telling.notice for telling in letter.tellings.all() if telling.notice.withdrawn_at is None]
        if notices and letter.person_id in known:
            reader = known[letter.person_id]
            said = wording.words(notices, reader, channel=letter.channel, today=today)
            found.append(ByHand(letter, reader, said))
    return found
