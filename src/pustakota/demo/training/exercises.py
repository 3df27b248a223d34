"""The ten exercises: what to do, what lies ready for each, and how the tables show that it was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.people import queries as people
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.circulation.models import Loan

NEW_MEMBER, NEW_CHILD = "Sari Latihan", "Adik Latihan"


class Facts(NamedTuple):
    """The things of one exercise: a member, a copy with its title, and perhaps a reservation."""

    card: str
    member: str
    barcode: str
    title: str
    record: int
    hold: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """``is_done`` asks the tables; ``on_loan``, ``reserved`` and ``ready`` say how its copy lies there."""

    number: int
    name: str | Promise
    task: str | Promise
    hint: str | Promise
    is_done: Callable[[Facts], bool]
    on_loan: bool = False
    reserved: bool = False
    ready: bool = False
    wants_blocked_member: bool = False


def _is_lent(facts: Facts) -> bool:
    return any(loan.item.barcode == facts.barcode for loan in _loans(facts))


def _is_back(facts: Facts) -> bool:
    item = catalogue.item_of_barcode(facts.barcode)
    return item is not None and circulation.open_loan_of_item(item) is None


def _is_renewed(facts: Facts) -> bool:
    return any(loan.renewals for loan in _loans(facts) if loan.item.barcode == facts.barcode)


def _is_registered(_facts: Facts) -> bool:
    return bool(people.patrons_named(NEW_MEMBER, by=SYSTEM))


def _has_ward(facts: Facts) -> bool:
    guardian = people.patron_of_card(facts.card)
    family = people.family_of(guardian.person_id) if guardian else ()
    return any(patron.person.name.casefold() == NEW_CHILD.casefold() for patron in family)


def _is_reserved(facts: Facts) -> bool:
    patron = people.patron_of_card(facts.card)
    return patron is not None and any(hold.record_id == facts.record for hold in circulation.live_holds(patron))


def _hold_is(*statuses: str) -> Callable[[Facts], bool]:
    def check(facts: Facts) -> bool:
        hold = circulation.hold_by_code(facts.hold)
        return hold is not None and hold.status in statuses

    return check


def _loans(facts: Facts) -> "list[Loan]":
    patron = people.patron_of_card(facts.card)
    return circulation.open_loans(patron) if patron else []


EXERCISES = (
    Exercise(
        1,
        _("Lend a book"),
        _("%(member)s (%(card)s) wants to take “%(title)s” home. Its barcode is %(barcode)s."),
        _("Type the card number into the box and press Enter, then the barcode."),
        _is_lent,
    ),
    Exercise(
        2,
        _("Take a book back"),
        _("“%(title)s” (%(barcode)s) lies in the returns box."),
        _("With no member open, a barcode in the box is a return. Esc closes a member."),
        _is_back,
        on_loan=True,
    ),
    Exercise(
        3,
        _("Renew a loan"),
        _("%(member)s (%(card)s) calls: “%(title)s” (%(barcode)s) for a week more, please."),
        _("F8 renews what is scanned; or open the member and press Renew."),
        _is_renewed,
        on_loan=True,
    ),
    Exercise(
        4,
        _("Register a member"),
        _("A new member stands at the desk: Sari Latihan, born on 17 August 1995."),
        _("“New member” in the navigation. Nothing but the name is required that you do not have."),
        _is_registered,
    ),
    Exercise(
        5,
        _("Register a child"),
        _("%(member)s (%(card)s) brings a child who may borrow: Adik Latihan, born on 2 May 2018."),
        _("Open the guardian by the card number; the child is added from there, with the guardian's consent."),
        _has_ward,
    ),
    Exercise(
        6,
        _("Reserve a title for a member"),
        _("%(member)s (%(card)s) would like to read “%(title)s”."),
        _("Type words of the title into the box, open the title, and reserve it for the card number."),
        _is_reserved,
    ),
    Exercise(
        7,
        _("Fetch from the shelves"),
        _("“%(title)s” (%(barcode)s) is reserved and still stands on the shelf. Put it on the hold shelf."),
        _("“Fetch from the shelves” lists it; scan its barcode there or in the box."),
        _hold_is("ready", "fulfilled"),
        reserved=True,
    ),
    Exercise(
        8,
        _("Hand over what is ready"),
        _("%(member)s (%(card)s) comes for “%(title)s” (%(barcode)s), which lies on the hold shelf."),
        _("Open the member, then scan the book: that is all."),
        _hold_is("fulfilled"),
        reserved=True,
        ready=True,
    ),
    Exercise(
        9,
        _("Cancel a reservation"),
        _("%(member)s (%(card)s) no longer wants “%(title)s”."),
        _("Open the member; each reservation can be cancelled there."),
        _hold_is("cancelled"),
        reserved=True,
    ),
    Exercise(
        10,
        _("Overrule a refusal"),
        _("%(member)s (%(card)s) is blocked, but you settled it. Lend “%(title)s” (%(barcode)s) with a reason."),
        _("Sign in as pustakawan: F9 goes to the reason. The reason is kept with your name."),
        _is_lent,
        wants_blocked_member=True,
    ),
)
