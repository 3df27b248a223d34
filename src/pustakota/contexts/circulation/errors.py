"""How circulation says no: one sentence per reason, with what to do next."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pustakota.foundation.errors import InputRefused, Refusal
from pustakota.foundation.reasons import Reason


class CirculationRefused(Refusal):
    """What loans, renewals and holds may all be refused for."""

    WORDS: Mapping[str, str | Promise] = {
        "patron_blocked": _("This membership is blocked: %(because)s. Ask at the desk."),
        "membership_closed": _("This membership has been closed. The desk can register you anew."),
        "membership_expired": _("This membership ended on %(expires_on)s. Renew it first."),
        "has_overdue": ngettext_lazy(
            "%(count)s item is overdue. Return it first.",
            "%(count)s items are overdue. Return them first.",
            "count",
        ),
        "no_policy": _("No lending rule covers this case. Ask the head of the library to add one."),
    }

    @classmethod
    def word(cls, reason: Reason) -> str:
        facts = {k: date_format(v, "j F Y") if isinstance(v, date) else v for k, v in reason.facts.items()}
        return str((CirculationRefused.WORDS | cls.WORDS)[reason.code] % facts)  # type: ignore[operator]


class LendingRefused(CirculationRefused):
    """A loan that may not be made."""

    WORDS = {
        "too_many_loans": _("The limit of %(limit)s loans is reached. Return one first, or reserve it for later."),
        "too_many_charges": ngettext_lazy(
            "%(count)s obligation is still open; the limit is %(limit)s. Settle it first.",
            "%(count)s obligations are still open; the limit is %(limit)s. Settle them first.",
            "count",
        ),
        "owes_too_much": _("%(owed)s is still owed; the limit is %(limit)s. Pay it first."),
        "others_waiting": ngettext_lazy(
            "%(count)s member is waiting for this title. Take the item back first: it is kept for whoever is next.",
            "%(count)s members are waiting for this title. Take the item back first: it is kept for whoever is next.",
            "count",
        ),
        "item_on_loan": _("This item is already on loan until %(due_on)s. Take it back first."),
        "item_in_process": _("This item is still being processed. Reserve the title for later."),
        "item_damaged": _("This item is damaged and stays in the library."),
        "item_withdrawn": _("This item has been withdrawn from the collection."),
        "item_on_site_only": _("This item is for use in the library only."),
        "not_lendable": _("The rule “%(policy)s” does not lend this kind of item."),
        "held_for_other": _("This item waits on the hold shelf for another member. Put it back there."),
    }


class RenewalRefused(CirculationRefused):
    """A loan that may not be renewed."""

    WORDS = {
        "already_returned": _("This item has already been returned."),
        "others_waiting": ngettext_lazy(
            "%(count)s member is waiting for this title. Please return it in time.",
            "%(count)s members are waiting for this title. Please return it in time.",
            "count",
        ),
        "no_renewals_left": _("It has been renewed %(limit)s times already. Please return it."),
        "loan_overdue": _("It was due on %(due_on)s. Please return it first."),
    }


class UndoRefused(CirculationRefused):
    """A return that cannot be undone any more."""

    WORDS = {
        "not_returned": _("This loan is not one that was just returned."),
        "too_late_to_undo": _("A return can be undone for %(how_long)s. Lend the item again instead."),
        "returned_elsewhere": _("It was returned at another service point. Only there it can be undone."),
        "lent_again": _("The item has been lent again since."),
        "member_unknown": _("The loan does not know its member any more. Lend the item again instead."),
    }


class LossRefused(CirculationRefused):
    """A loan whose copy cannot be declared lost."""

    WORDS = {"already_ended": _("This loan has already ended: the item was returned, or declared lost before.")}


class ClearanceRefused(CirculationRefused):
    """A clearance letter that cannot be issued: everything that is still open, at once."""

    WORDS = {
        "loans_open": ngettext_lazy(
            "%(count)s item is still on loan: %(titles)s. Return it first.",
            "%(count)s items are still on loan: %(titles)s. Return them first.",
            "count",
        ),
        "replacements_open": _("Still to be replaced: %(titles)s."),
        "money_open": _("%(amount)s is still owed."),
    }


class HoldRefused(CirculationRefused):
    """A hold that may not be placed."""

    WORDS = {
        "already_held": _("You have already reserved this title."),
        "already_borrowed": _("You have this title on loan now."),
        "too_many_holds": _("The limit of %(limit)s reservations is reached. Cancel one first."),
        "no_copies": _("The library has no copy of this title that can be lent."),
        "not_a_pickup_point": _("Reserved items cannot be collected at this service point."),
    }


class HoldChangeRefused(CirculationRefused):
    """A hold that cannot change as asked."""

    WORDS = {"already_ended": _("This reservation has already ended.")}


class EnterAgainRefused(CirculationRefused):
    """Something that was lost with the database and cannot be entered again as it was."""

    WORDS = {
        "card_gone": _("The card %(card_number)s is not known: register the member anew with this card number first."),
        "loan_gone": _("The loan that this belongs to is not open. Enter the loan first, or put this aside."),
        "point_gone": _("The service point %(code)s is not known any more."),
    }


class UnknownRefused(InputRefused):
    """A card, barcode, title or point that was given and does not exist, or is needed and was not given."""

    WORDS = {
        "unknown_card": _("No member has the card number %(card_number)s."),
        "card_lost": _("The card %(card_number)s was reported lost. The member has a new one."),
        "card_damaged": _("The card %(card_number)s was replaced. The member has a new one."),
        "unknown_barcode": _("No item has the barcode %(barcode)s."),
        "unknown_record": _("There is no title with the number %(record_id)s."),
        "unknown_service_point": _("There is no service point with the number %(service_point_id)s."),
        "service_point_needed": _("Name the service point: your account has no station."),
        "card_needed": _("Give a card number: your account is not a member."),
    }


class PolicyRefused(Refusal):
    """A lending rule that may not be saved."""

    WORDS = {
        "same_rank": _("The rule “%(name)s” already covers exactly this case. Change that one instead."),
        "general_stays": _("The general rule cannot end: it covers what no other rule covers. Change it instead."),
        "fine_without_basis": _("A fine needs its legal basis: a regulation from the list of legal bases."),
        "also_borrowed_by_too_few": _("Choose a number from %(fewest)s to %(most)s: fewer could tell of persons."),
        "basis_not_in_force": _("%(basis)s is not in force on the first day of this rule."),
    }


class ForgettingRefused(CirculationRefused):
    """A member who cannot be forgotten yet."""

    WORDS = {
        "open_loans": ngettext_lazy(
            "%(count)s item is still on loan. It must be returned first.",
            "%(count)s items are still on loan. They must be returned first.",
            "count",
        ),
        "open_holds": ngettext_lazy(
            "%(count)s reservation is still open. Cancel it first.",
            "%(count)s reservations are still open. Cancel them first.",
            "count",
        ),
    }


class WithdrawalRefused(CirculationRefused):
    """A copy that cannot leave the collection now."""

    WORDS = {
        "item_on_loan": _("It is on loan until %(due_on)s. Take it back first, or declare it lost."),
        "held_for_other": _("It waits on the hold shelf or is on its way for a member. Cancel that reservation first."),
        "already_withdrawn": _("It has been withdrawn already."),
    }
