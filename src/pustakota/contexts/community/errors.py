"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class ProposalRefused(Refusal):
    """A proposal that cannot become what was asked, or cannot be supported."""

    WORDS = {
        "not_open": _("No proposals are taken at this service point now."),
        "not_draft": _("It is published already."),
        "title_missing": _("Give it a title."),
        "about_missing": _("Say in a few sentences what you propose."),
        "not_changed_now": _("It was answered: what was decided about stays as it was."),
        "not_now": _("This is not possible any more, or not yet."),
        "words_missing": _("Write the answer: everybody reads it."),
        "not_supported_now": _("It is decided already, or not published."),
        "own_proposal": _("It is your own proposal."),
        "supported_before": _("You support it already."),
        "not_supporting": _("You do not support it."),
        "event_elsewhere": _("This event is at another service point."),
        "event_missing": _("It has no event that it could be scheduled with: plan one first."),
    }
