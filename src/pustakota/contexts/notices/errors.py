"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class SendingRefused(Refusal):
    """A letter that cannot be noted as sent."""

    WORDS = {
        "not_waiting": _("This message does not wait any more: it was sent, or its reason ended."),
        "not_by_hand": _("This message is carried by the system itself."),
    }


class SubscriptionRefused(Refusal):
    """A browser whose push messages cannot be carried."""

    WORDS = {
        "not_offered": _("This library does not send messages to browsers."),
        "service_unknown": _("Messages cannot be sent to this browser: its maker's service is not known here."),
        "keys_wrong": _("This browser gave keys that cannot be used. Try again, or use another browser."),
    }
