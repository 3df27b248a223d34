"""What the desk says to a scan: one word, what it was about, and every reason where the word is no."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pustakota.contexts.circulation.actions import Returned
    from pustakota.contexts.circulation.models import Hold, Loan
    from pustakota.contexts.people.models import RetiredCard
    from pustakota.foundation.errors import Refusal
    from pustakota.foundation.reasons import Reason

Tone = Literal["yes", "wait", "no", "info"]


@dataclass(frozen=True, slots=True)
class Said:
    """A reason in words, and the name of the rule it comes from."""

    message: str
    policy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one scan. Where a no may be overruled: what to ask again, with a reason – a barcode or a loan."""

    tone: Tone
    word: str
    about: str = ""
    detail: str = ""
    reasons: Sequence[Said] = field(default_factory=tuple)
    loan: Loan | None = None
    closed_loan: int = 0
    returned_loan: int = 0
    hold: Hold | None = None
    item_id: int = 0
    retry: str = ""
    retry_loan: int = 0
    is_logged: bool = True

    @property
    def is_refusal(self) -> bool:
        return self.tone == "no"


def said(words: type[Refusal], reasons: Iterable[Reason]) -> list[Said]:
    """Reasons in words, each with the rule behind it."""
    return [Said(each.message, each.policy) for each in words(*reasons).worded()]


def refused(refusal: Refusal, *, about: str, retry: str = "", retry_loan: int = 0) -> Answer:
    """A no with all its reasons: the one place where the desk's scans word a refusal."""
    reasons = said(type(refusal), refusal.reasons)
    no = Answer(tone="no", word=_("Refused"), about=about, reasons=reasons)
    if all(reason.overridable for reason in refusal.reasons):
        return replace(no, retry=retry, retry_loan=retry_loan)
    return no


def lent(loan: Loan, *, title: str, at: datetime) -> Answer:
    """Lent; ``at``: when the copy was scanned, since a copy that is scanned again is the loan of before."""
    detail = _("It was lent to this member a moment ago.") if loan.lent_at != at else ""
    return Answer(tone="yes", word=_("Lent"), about=title, loan=loan, detail=detail)


def renewed(loan: Loan, *, title: str) -> Answer:
    return Answer(tone="yes", word=_("Renewed"), about=title, loan=loan)


def undone(title: str, *, loan_id: int) -> Answer:
    detail = _("It is on loan again, as it was before.")
    return Answer(tone="info", word=_("Undone"), about=title, detail=detail, closed_loan=loan_id)


def returned(result: Returned, *, title: str, hold: Hold | None) -> Answer:
    """Back; ``hold``, where somebody waits, with its member, point and title."""
    loan_id = result.loan.pk if result.loan else 0
    word = _("Returned") if result.loan else _("Was not on loan")
    if hold is not None:
        return Answer(
            tone="wait",
            word=word,
            about=title,
            hold=hold,
            closed_loan=loan_id,
            returned_loan=loan_id,
            item_id=result.item.pk,
        )
    tone: Tone = "yes" if result.loan else "info"
    detail = _("It now belongs to this service point.") if result.moved else ""
    return Answer(
        tone=tone,
        word=word,
        about=title,
        detail=detail,
        closed_loan=loan_id,
        returned_loan=loan_id,
        item_id=result.item.pk,
    )


def unknown(code: str) -> Answer:
    return Answer(
        tone="no",
        word=_("Not found"),
        about=code,
        reasons=[Said(_("No card, no barcode, no member and no title fits. Check what was scanned, or type a name."))],
    )


def retired(card: RetiredCard, *, may_view: bool) -> Answer:
    """A card number of before: why it is refused, and whose it was for those who may look members up."""
    words = {
        "lost": _("This card was reported lost. The member has a new one."),
        "damaged": _("This card was replaced because it was damaged. The member has a new one."),
    }
    whose = [Said(f"{card.patron.person.name}, {card.patron.card_number}")] if may_view else []
    return Answer(tone="no", word=_("Refused"), about=card.number, reasons=[Said(words[card.why]), *whose])


def card_first(title: str) -> Answer:
    return Answer(
        tone="no", word=_("Scan the card first"), about=title, reasons=[Said(_("Nothing was lent: no member is open."))]
    )


def not_out(title: str) -> Answer:
    return Answer(tone="no", word=_("Refused"), about=title, reasons=[Said(_("This item is not on loan."))])
