"""Who is taken in from home without the desk. Plain Python."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningSituation:
    """What decides whether a registration needs no desk. ``address_words``: one of them will do; none: any address."""

    approves_confirmed: bool
    is_proved: bool
    is_confirmed: bool
    is_child: bool
    address: str
    address_words: str


def needs_no_desk(situation: JoiningSituation) -> bool:
    """True where the library's rule takes somebody in; children and the unproved are always looked at."""
    words = [word.strip().casefold() for word in situation.address_words.split(",") if word.strip()]
    lives_here = not words or any(word in situation.address.casefold() for word in words)
    is_sure = situation.is_proved and situation.is_confirmed and not situation.is_child
    return situation.approves_confirmed and is_sure and lives_here
