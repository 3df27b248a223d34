"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class SendingRefused(Refusal):
    """A letter that cannot be noted as sent."""

    WORDS = {
        "not_waiting": _("This message does not wait any more: it was sent, or its reason ended."),
        "not_by_hand": _("This message is carried by the system itself."),
    }


class ChoiceRefused(Refusal):
    """A wish about messages that cannot be kept."""

    WORDS = {
        "told_by_law": _("Messages of the kind %(kind)s are told by law, whatever somebody chose."),
    }


class TimetableRefused(Refusal):
    """A row about when members are told that cannot be kept."""

    WORDS = {
        "days_wrong": _("Days are whole numbers from %(first)s to %(longest)s, with commas between them: 7, 3."),
        "days_missing": _("Name at least one day, or say that members are not told."),
        "days_unused": _("This kind of message is sent when something happens; it has no days."),
        "always_quiet": _("The quiet hours must end in the morning before they begin in the evening."),
        "same_case": _("There is a rule for exactly this case already. Change that one."),
        "general_stays": _("The general rule cannot be removed; say there what holds for everybody else."),
        "limit_wrong": _("From 1 to %(most)s messages a day."),
    }


class NewsRefused(Refusal):
    """News that cannot be sent, or a topic that cannot be kept."""

    WORDS = {
        "subject_missing": _("Say in a few words what it is about."),
        "text_missing": _("Write what there is to tell."),
        "not_offered": _("This topic is not offered any more."),
        "code_taken": _("There is a topic with this name already."),
        "name_missing": _("Give the topic a name."),
        "topic_unknown": _("There is no topic %(code)s."),
    }


class SubscriptionRefused(Refusal):
    """A browser whose push messages cannot be carried."""

    WORDS = {
        "not_offered": _("This library does not send messages to browsers."),
        "service_unknown": _("Messages cannot be sent to this browser: its maker's service is not known here."),
        "keys_wrong": _("This browser gave keys that cannot be used. Try again, or use another browser."),
    }
