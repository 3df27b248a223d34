"""What pages say of an installation that is not a real library."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext


class Pretence(TypedDict, total=False):
    """Words for the strip on top of each page, and where they lead."""

    pretence: str
    pretence_address: str


def pretence(_request: HttpRequest) -> Pretence:
    """Nothing for a real library."""
    if settings.TRAINING:
        return {
            "pretence": gettext("Practice: nothing here is real"),
            "pretence_address": reverse("training:exercises"),
        }
    if settings.DEMO:
        return {"pretence": gettext("Demonstration: the city and its people are invented")}
    return {}
