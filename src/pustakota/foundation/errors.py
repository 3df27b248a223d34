"""How the platform says no: with every reason at once, in words a person can act on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pustakota.foundation.durations import how_long
from pustakota.foundation.reasons import Reason


@dataclass(frozen=True, slots=True)
class WordedReason:
    """A reason in the reader's language; ``policy``: the name of the rule behind it, where staff keep one."""

    code: str
    message: str
    overridable: bool = False
    policy: str = ""


class Refusal(Exception):  # noqa: N818 -- the architecture's word; a refusal is an answer, not a fault
    """The rules say no. ``WORDS`` of each subclass gives one sentence per reason code, with named placeholders."""

    WORDS: Mapping[str, str | Promise] = {}

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons

    def worded(self) -> list[WordedReason]:
        """Every reason as a sentence in the language that is active now."""
        return [
            WordedReason(reason.code, self.word(reason), reason.overridable, str(reason.facts.get("policy", "")))
            for reason in self.reasons
        ]

    @classmethod
    def word(cls, reason: Reason) -> str:
        """One reason as a sentence; ``minutes`` among the facts can stand in it as ``how_long``."""
        facts, minutes = reason.facts, reason.facts.get("minutes")
        if isinstance(minutes, int):
            facts = {**facts, "how_long": how_long(minutes)}
        return str(cls.WORDS[reason.code] % facts)  # the sentence may depend on a number among the facts


class InputRefused(Refusal):
    """What was given cannot be used, or names nothing that exists: the asker's slip, before any rule was asked."""


class TooMany(Refusal):
    """The same was asked too often from one place within an hour."""

    CODE = "too_many"
    WORDS = {CODE: _("This was sent too often in a short time. Try again in an hour, or ask at a service point.")}


class NotAllowed(Exception):  # noqa: N818 -- reads as the sentence it is
    """Who asks lacks the permission for this, here."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


class Unreachable(Exception):  # noqa: N818 -- reads as the sentence it is
    """A server this needs does not answer: not now, perhaps later."""
