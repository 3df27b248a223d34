"""Who gets a seat, who waits, and on which days something happens. Plain Python."""

from pustakota.contexts.programmes.rules.admissions import PURPOSE as ADMISSION
from pustakota.contexts.programmes.rules.admissions import Admission, payload, registration_in
from pustakota.contexts.programmes.rules.certificates import Asked as CertificateAsks
from pustakota.contexts.programmes.rules.certificates import (
    Attendance,
    deserves,
    reasons_against_rule_of_certificates,
    reasons_not_to_certify,
)
from pustakota.contexts.programmes.rules.holding import REMEMBERED as HOLDS_REMEMBERED
from pustakota.contexts.programmes.rules.holding import Keeping, end_of_hold, held_until
from pustakota.contexts.programmes.rules.needs import Needed, is_for_minors, reasons_not_to_announce
from pustakota.contexts.programmes.rules.recurrence import MOST_DATES, Recurrence, dates, reasons_against_rule
from pustakota.contexts.programmes.rules.reports import ASKED_AFTER as REPORT_ASKED_AFTER
from pustakota.contexts.programmes.rules.reports import times_due
from pustakota.contexts.programmes.rules.room_words import BEFORE as WORD_BEFORE
from pustakota.contexts.programmes.rules.room_words import is_word_of_room, word_at
from pustakota.contexts.programmes.rules.seats import (
    HAS_SEAT,
    LIVE,
    ONE_EACH,
    TAKES_SEAT,
    Asked,
    Mode,
    Promotion,
    Status,
    Waiting,
    WaitingTerms,
    is_late,
    outcome,
    promotions,
    reasons_not_to_register,
)
from pustakota.contexts.programmes.rules.surveys import FEWEST, shown_counts
from pustakota.contexts.programmes.rules.surveys import MOST_OPEN as MOST_OPEN_ANSWERS
from pustakota.contexts.programmes.rules.surveys import OPEN_FOR as SURVEY_OPEN_FOR
from pustakota.contexts.programmes.rules.windows import Residency, Window, is_resident, reasons_against_window

__all__ = [
    "ADMISSION",
    "FEWEST",
    "HAS_SEAT",
    "HOLDS_REMEMBERED",
    "LIVE",
    "MOST_DATES",
    "MOST_OPEN_ANSWERS",
    "ONE_EACH",
    "REPORT_ASKED_AFTER",
    "SURVEY_OPEN_FOR",
    "TAKES_SEAT",
    "WORD_BEFORE",
    "Admission",
    "Asked",
    "Attendance",
    "CertificateAsks",
    "Keeping",
    "Mode",
    "Needed",
    "Promotion",
    "Recurrence",
    "Residency",
    "Status",
    "Waiting",
    "WaitingTerms",
    "Window",
    "dates",
    "deserves",
    "end_of_hold",
    "held_until",
    "is_for_minors",
    "is_late",
    "is_resident",
    "is_word_of_room",
    "outcome",
    "payload",
    "promotions",
    "reasons_against_rule",
    "reasons_against_rule_of_certificates",
    "reasons_against_window",
    "reasons_not_to_announce",
    "reasons_not_to_certify",
    "reasons_not_to_register",
    "registration_in",
    "shown_counts",
    "times_due",
    "word_at",
]
