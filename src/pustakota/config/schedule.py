"""What runs when: cron words in the zone of the line (WIB unless told otherwise)."""

from datetime import datetime

from pustakota.config import harvesting
from pustakota.config.operations.backup import nightly_backup
from pustakota.contexts.cases import tasks as cases
from pustakota.contexts.catalogue import tasks as catalogue
from pustakota.contexts.circulation import tasks as circulation
from pustakota.contexts.community import tasks as community
from pustakota.contexts.festivals import tasks as festivals
from pustakota.contexts.fieldwork import tasks as fieldwork
from pustakota.contexts.insights import tasks as insights
from pustakota.contexts.notices import tasks as notices
from pustakota.contexts.organisers import tasks as organisers
from pustakota.contexts.participation import tasks as participation
from pustakota.contexts.people import tasks as people
from pustakota.contexts.privacy import tasks as privacy
from pustakota.contexts.programmes import tasks as programmes
from pustakota.contexts.reading import tasks as reading
from pustakota.contexts.school_visits import tasks as school_visits
from pustakota.contexts.spaces import tasks as spaces
from pustakota.contexts.visits import tasks as visits
from pustakota.foundation import delivery, journal, throttle
from pustakota.foundation.schedule import Line
from pustakota.sites.pages import tasks as pages


def prune_outbox(at: datetime) -> int:
    """Delete delivered messages of more than 30 days."""
    return delivery.prune(at=at)


def prune_sendings(at: datetime) -> int:
    """Forget how often public forms were sent in hours that are over."""
    return throttle.prune(at=at)


def prune_loan_log(at: datetime) -> int:
    """Delete the days of the log of loans that are past keeping."""
    return journal.prune(at=at)


SCHEDULE = [
    Line("5 0 * * *", circulation.expire_holds),
    Line("10 1 * * *", catalogue.count_headings),
    Line("20 1 * * *", circulation.count_popularity),
    Line("10 0 * * *", people.come_of_age),
    Line("15 0 * * *", people.lapse_registrations),
    Line("35 2 * * *", people.forget_registrations),
    Line("20 2 * * *", circulation.part_from_members),
    Line("55 2 * * *", circulation.reckon_also_borrowed),
    Line("25 2 * * *", visits.part_from_members),
    Line("45 2 * * *", insights.count_days),
    Line("28 2 * * *", participation.part_from_persons),
    Line("30 2 * * *", programmes.part_from_persons),
    Line("31 2 * * *", fieldwork.forget_said),
    Line("32 2 * * *", cases.forget_strangers),
    Line("40 2 * * *", people.seal_again),
    Line("45 2 * * *", people.prune_sign_ins),
    Line("35 3 * * *", prune_outbox),
    Line("38 3 * * *", prune_sendings),
    Line("45 3 * * *", prune_loan_log),
    Line("15 4 * * *", nightly_backup),
    Line("50 3 * * *", notices.prune),
    Line("40 5 * * *", circulation.tell_of_loans),
    Line("50 5 * * *", notices.tell_of_endings),
    Line("30 5 * * *", reading.tell_of_new_titles),
    Line("* * * * *", spaces.end_what_is_over),
    Line("* * * * *", spaces.offer_on),
    Line("*/5 * * * *", spaces.remind),
    Line("*/10 * * * *", spaces.keep_what_is_late),
    Line("*/10 * * * *", spaces.tell_late),
    Line("39 3 * * *", spaces.delete_photos),
    Line("30 3 * * *", spaces.prune_waiting),
    Line("33 3 * * *", spaces.delete_models),
    Line("36 3 * * *", spaces.forget_recorded),
    Line("* * * * *", programmes.end_offers),
    Line("*/10 * * * *", programmes.remind),
    Line("20 8 * * *", programmes.ask_for_reports),
    Line("*/10 * * * *", school_visits.end_offers),
    Line("15 7 * * *", school_visits.remind),
    Line("31 2 * * *", school_visits.part_from_contacts),
    Line("33 2 * * *", festivals.part_from_contacts),
    Line("34 2 * * *", organisers.part_from_persons),
    Line("36 2 * * *", community.part_from_persons),
    Line("20 7 * * *", community.remind),
    Line("* * * * *", spaces.end_sittings),
    Line("5 1 * * *", spaces.forget_days),
    Line("* * * * *", privacy.tell_affected),
    Line("* * * * *", notices.send),
    Line("* * * * *", harvesting.start_due),
    Line("*/5 * * * *", pages.publish_on_time),
]
