"""How this context says no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pustakota.foundation.errors import InputRefused, Refusal


class OfferRefused(Refusal):
    """Terms for schools that contradict themselves."""

    WORDS = {
        "sizes_crossed": _("The smallest group is above the largest."),
        "phase_unknown": _("Choose among the phases of the curriculum."),
    }


class VisitRefused(Refusal):
    """A class that cannot come as asked, or a visit that cannot become what was asked."""

    WORDS = {
        "school_missing": _("Say which school comes."),
        "contact_missing": _("Give an e-mail address or a telephone number: the answer goes there."),
        "pupils_missing": _("Say how many pupils come."),
        "group_too_small": _("A group has at least %(fewest)s pupils."),
        "group_too_large": _("A group has at most %(most)s pupils: bring the class in two visits."),
        "adults_missing": ngettext_lazy(
            "At least %(needed)s adult comes along: one for every %(pupils)s pupils.",
            "At least %(needed)s adults come along: one for every %(pupils)s pupils.",
            "needed",
        ),
        "grade_not_offered": _("This is not for grade %(grades)s."),
        "days_missing": _("Name at least one day that would suit."),
        "too_many_days": _("Name at most %(most)s days."),
        "too_soon": _("The library needs %(days)s days to prepare: choose a later day."),
        "date_missing": _("Choose one of the dates."),
        "another_offer": _("That date belongs to something else."),
        "reason_missing": _("Write why; the school reads it."),
        "over": _("This visit is over, or was ended."),
        "not_offered_now": _("No date is kept for you now."),
        "not_confirmed": _("Only a visit that is agreed can be noted."),
        "not_begun": _("It has not begun yet."),
        "nobody_came": _("Write how many came. If nobody came, say so with the other button."),
        "not_come": _("A report is written once the class was here."),
        "done_missing": _("Write what was done: the school reads it."),
        "reported": _("The report has been sent already."),
    }


class AskingRefused(InputRefused):
    """A machine that asks for what is not there."""

    WORDS = {
        "members_ask": _("A member asks for a class: this account is not a member's."),
        "date_not_free": _("Date %(occurrence_id)s is not free for a class of this offer."),
    }
