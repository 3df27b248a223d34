"""May a clearance letter (*bebas pustaka*) be issued?"""

from collections.abc import Iterator
from dataclasses import dataclass

from pustakota.foundation.money import in_words_of_the_till
from pustakota.foundation.reasons import Reason

CLEARANCE_DAYS = 30
"""Days for which a letter says that nothing is open: somebody may borrow again tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingSituation:
    """Everything that stands in the way of a letter: titles on loan, titles to be replaced, rupiah owed."""

    on_loan: tuple[str, ...] = ()
    to_replace: tuple[str, ...] = ()
    owed: int = 0


def reasons_not_to_clear(situation: ClearingSituation) -> tuple[Reason, ...]:
    """Every reason against the letter; a letter says what is so, hence nobody may overrule them."""
    return tuple(_against(situation))


def _against(situation: ClearingSituation) -> Iterator[Reason]:
    if situation.on_loan:
        facts = {"count": len(situation.on_loan), "titles": "; ".join(situation.on_loan)}
        yield Reason("loans_open", facts, overridable=False)
    if situation.to_replace:
        yield Reason("replacements_open", {"titles": "; ".join(situation.to_replace)}, overridable=False)
    if situation.owed:
        yield Reason("money_open", {"amount": in_words_of_the_till(situation.owed)}, overridable=False)
