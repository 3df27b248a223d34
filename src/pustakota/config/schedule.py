"""What runs when: cron words in the zone of the line (WIB unless told otherwise)."""

from datetime import datetime

from pustakota.config.operations.backup import nightly_backup
from pustakota.contexts.cases import tasks as cases
from pustakota.contexts.circulation import tasks as circulation
from pustakota.contexts.insights import tasks as insights
from pustakota.contexts.notices import tasks as notices
from pustakota.contexts.participation import tasks as participation
from pustakota.contexts.people import tasks as people
from pustakota.contexts.visits import tasks as visits
from pustakota.foundation import delivery, journal
from pustakota.foundation.schedule import Line


def prune_outbox(at: datetime) -> int:
    """Delete delivered messages of more than 30 days."""
    return delivery.prune(at=at)


def prune_loan_log(at: datetime) -> int:
    """Delete the days of the log of loans that are past keeping."""
    return journal.prune(at=at)


SCHEDULE = [
    Line("5 0 * * *", circulation.expire_holds),
    Line("20 2 * * *", circulation.part_from_members),
    Line("25 2 * * *", visits.part_from_members),
    Line("45 2 * * *", insights.count_days),
    Line("28 2 * * *", participation.part_from_persons),
    Line("32 2 * * *", cases.forget_strangers),
    Line("40 2 * * *", people.seal_again),
    Line("45 2 * * *", people.prune_sign_ins),
    Line("35 3 * * *", prune_outbox),
    Line("45 3 * * *", prune_loan_log),
    Line("15 4 * * *", nightly_backup),
    Line("50 3 * * *", notices.prune),
    Line("40 5 * * *", circulation.tell_of_loans),
    Line("50 5 * * *", notices.tell_of_endings),
    Line("* * * * *", notices.send),
]
