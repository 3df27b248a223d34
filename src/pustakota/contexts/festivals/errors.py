"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class ProposalRefused(Refusal):
    """A proposal that is not whole, comes too late, or cannot take that step."""

    WORDS = {
        "call_not_open": _("The call is not open yet."),
        "call_closed": _("The call has closed."),
        "title_missing": _("Give it a title."),
        "about_missing": _("Say what it is about."),
        "speaker_missing": _("Say who speaks."),
        "contact_missing": _("Give an e-mail address or a telephone number: the answer goes there."),
        "not_possible": _("This is not possible any more: it is “%(state)s”."),
        "reason_missing": _("Write why; whoever proposed it reads it."),
        "points_wrong": _("Give one to %(most)s points."),
        "not_reviewed_now": _("Only what was submitted is reviewed."),
    }


class FestivalRefused(Refusal):
    """A festival or a schedule that cannot be kept or published as asked."""

    WORDS = {
        "title_missing": _("Give it a title."),
        "days_crossed": _("It ends before it begins."),
        "call_crossed": _("The call closes before it opens."),
        "nothing_scheduled": _("No session has a stage and a time yet."),
        "nothing_differs": _("Nothing differs from what is published."),
        "stage_collides": _("“%(first)s” and “%(second)s” are on the same stage at the same time."),
        "speaker_collides": _("%(speaker)s speaks in “%(first)s” and in “%(second)s” at the same time."),
        "speaker_unconfirmed": _("The speaker of “%(title)s” has not said yes yet."),
        "outside_days": _("“%(title)s” is outside the days of the festival."),
        "no_length": _("It must last some time."),
        "stage_elsewhere": _("This stage belongs to another festival."),
        "stage_in_use": _("Sessions are on this stage: move them first."),
        "not_published": _("It is not published yet: there is nothing to note."),
        "stand_missing": _("Say what stands there."),
        "is_volunteering": _("This person helps in this session already."),
        "already_over": _("The session is over or reported: its numbers stay."),
    }
