"""How this context says no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pustakota.foundation.errors import Refusal


class ChargeRefused(Refusal):
    """A charge that cannot be made, or cannot end as asked."""

    WORDS = {
        "nothing_owed": _("Say what is owed: an amount, or a thing."),
        "money_and_kind": _("A charge asks for money or for a thing, not for both."),
        "amount_wrong": _("The amount is a whole number of rupiah above zero."),
        "basis_missing": _("Money needs its legal basis: a regulation from the list. Without one, ask in kind."),
        "basis_not_in_force": _("%(basis)s is not in force on this day."),
        "payment_wrong": _("From 1 rupiah up to what is still owed: %(rest)s."),
        "already_ended": _("This has already been settled or dropped."),
        "owed_in_kind": _("This is owed in kind: note the replacement, or waive it."),
        "owed_in_money": _("This is owed in money: note the payment, or waive it."),
        "reason_missing": _("Write down why; it is kept with your name."),
    }


class ForgettingRefused(Refusal):
    """A person who cannot be forgotten while something is owed."""

    WORDS = {
        "open_charges": ngettext_lazy(
            "%(count)s obligation to the library is still open.",
            "%(count)s obligations to the library are still open.",
            "count",
        )
    }
