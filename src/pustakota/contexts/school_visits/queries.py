"""What schools are offered, on which dates, and which classes come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.school_visits import rules
from pustakota.contexts.school_visits.models import ClassVisit, Language, Offer, Phase, PupilGroup, Status, Unit
from pustakota.contexts.school_visits.rules import GRADES, Group, Term, Wish
from pustakota.foundation import periods
from pustakota.foundation import print as paper

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from pustakota.contexts.people.models import Organisation, Person, SchoolClass
    from pustakota.contexts.programmes.queries import Occurrence

__all__ = ["GRADES", "ClassVisit", "Group", "Language", "Offer", "Phase", "Status", "Term", "Unit", "Wish"]

SHOWN_AT_ONCE = 200
MOST_OF_A_GRADE = 500


def offers() -> QuerySet[Offer]:
    """All that schools can book, by title."""
    rows = Offer.objects.select_related("programme__service_point__library").filter(programme__is_active=True)
    return rows.order_by("programme__title", "pk")


def offer(offer_id: int) -> Offer | None:
    return offers().filter(pk=offer_id).first()


def offer_of(programme_id: int) -> Offer | None:
    return offers().filter(programme=programme_id).first()


def free_dates(of: Collection[Offer], *, at: datetime, pupils: int = 1) -> dict[int, list[Occurrence]]:
    """For each of these offers the dates on which so many pupils still find room, the next first; one query."""
    found: dict[int, list[Occurrence]] = {each.pk: [] for each in of}
    by_programme = {each.programme_id: each for each in of}
    for each in programmes.dates_ahead(by_programme, after=at):
        offer_ = by_programme[each.programme_id]
        left = programmes.places_left(each)
        has_room = left is None or left >= offer_.terms.party(max(pupils, offer_.fewest))
        if has_room and not rules.is_too_soon(each.starts_at, at=at, days_before=offer_.days_before):
            found[offer_.pk].append(each)
    return found


def visits() -> QuerySet[ClassVisit]:
    return ClassVisit.objects.select_related(
        "offer__programme__service_point__library",
        "occurrence__programme",
        "occurrence__service_point__library",
        "registration",
        "organisation",
        "person",
    )


def visit(visit_id: int) -> ClassVisit | None:
    return visits().filter(pk=visit_id).first()


def visit_by_code(code: str) -> ClassVisit | None:
    """What stands behind a secret address."""
    return visits().filter(code=code).first()


def of_point(point_id: int) -> QuerySet[ClassVisit]:
    """The classes that have to do with a service point, each with its ``pupils``."""
    rows = visits().filter(offer__programme__service_point=point_id)
    return rows.annotate(pupils=Sum("groups__girls", default=0) + Sum("groups__boys", default=0))


def to_answer(point_id: int) -> list[ClassVisit]:
    """Who waits for an answer: dates asked for and days named, the oldest first."""
    rows = of_point(point_id).filter(status__in=[Status.REQUESTED, Status.WISHED])
    return list(rows.order_by("made_at", "pk")[:SHOWN_AT_ONCE])


def queue_of(point_id: int) -> list[ClassVisit]:
    """Who waits for a term, by term and then in the order in which they asked."""
    rows = of_point(point_id).filter(status=Status.QUEUED)
    return list(rows.order_by("term", "made_at", "pk")[:SHOWN_AT_ONCE])


def grade_words() -> list[tuple[str, str]]:
    """Every grade with its name, the youngest first."""
    named = {"paud": _("before school (PAUD, TK)"), "higher": _("higher education")}
    return [(code, named.get(code) or _("grade %(number)s") % {"number": code}) for code in GRADES]


def place_in_queue(of: ClassVisit) -> int | None:
    """From 1; empty for whoever does not wait for a term."""
    if of.status != Status.QUEUED:
        return None
    earlier = Q(made_at__lt=of.made_at) | Q(made_at=of.made_at, pk__lt=of.pk)
    ahead = Q(term__lt=of.term) | Q(earlier, term=of.term)
    return ClassVisit.objects.filter(ahead, offer=of.offer_id, status=Status.QUEUED).count() + 1


def coming(point_id: int) -> list[ClassVisit]:
    """Who is expected, the next first; what is over and not noted stands at the top."""
    rows = of_point(point_id).filter(status__in=[Status.OFFERED, Status.CONFIRMED])
    return list(rows.order_by("occurrence__starts_at", "pk")[:SHOWN_AT_ONCE])


def to_report(point_id: int) -> list[ClassVisit]:
    """Who was here and has no report yet."""
    rows = of_point(point_id).filter(status=Status.CAME, reported_at__isnull=True)
    return list(rows.order_by("came_at", "pk")[:SHOWN_AT_ONCE])


def over(point_id: int) -> list[ClassVisit]:
    """What ended, the last first; at most fifty."""
    rows = of_point(point_id).exclude(status__in=rules.OPEN)
    return list(rows.exclude(status=Status.CAME, reported_at__isnull=True).order_by("-made_at", "-pk")[:50])


def of_occurrence(occurrence_id: int) -> list[ClassVisit]:
    """The classes that have a date or ask for it."""
    return list(visits().filter(occurrence=occurrence_id, status__in=rules.OPEN).order_by("pk"))


def of_persons(person_ids: Collection[int]) -> list[ClassVisit]:
    """What these persons arranged, the last first."""
    rows = visits().filter(person__in=person_ids).prefetch_related("groups")
    return list(rows.order_by("-made_at", "-pk")[:50])


def groups_of(of: ClassVisit) -> list[PupilGroup]:
    """Its lines, the youngest grade first."""
    return sorted(of.groups.all(), key=lambda group: GRADES.index(group.grade))


def asked_of(of: ClassVisit) -> list[rules.Group]:
    return [rules.Group(grade=each.grade, girls=each.girls, boys=each.boys) for each in groups_of(of)]


def came_of(of: ClassVisit) -> int:
    """How many pupils were here."""
    found = of.groups.aggregate(n=Sum("girls_came", default=0) + Sum("boys_came", default=0))
    return int(found["n"])


def asked(
    *, school: str, email: str, phone: str, person: Person | None, groups: Sequence[rules.Group], adults: int
) -> rules.Asked:
    """What decides whether a class may come; a member is reached as they wish."""
    has_contact = person is not None or bool(email.strip() or phone.strip())
    return rules.Asked(school=school, has_contact=has_contact, groups=groups, adults=adults)


def next_term(of: Offer, *, at: datetime) -> Term:
    """The one that a class which finds no date waits for."""
    return Term.of(periods.local_day(at, of.programme.service_point.zone)).next


def school_of(person_id: int) -> Organisation | None:
    """The school that somebody belongs to."""
    found = people.affiliations_of(person_id).filter(organisation__kind="school").first()
    return found.organisation if found else None


def schools() -> QuerySet[Organisation]:
    return people.organisations(kind="school")


def class_brought_in(of: ClassVisit) -> SchoolClass | None:
    """The class as it was brought in from its list, with its ``pupils``; found by the school and the class's name."""
    if of.organisation_id is None or not of.class_name:
        return None
    return people.classes_of(of.organisation_id).filter(name__iexact=of.class_name).first()


def to_remind(at: datetime) -> list[ClassVisit]:
    """Agreed visits within the next days whose school was not reminded."""
    rows = visits().filter(status=Status.CONFIRMED, reminded_at__isnull=True, occurrence__starts_at__gt=at)
    return list(rows.filter(occurrence__starts_at__lte=at + rules.REMIND_BEFORE).order_by("pk")[:SHOWN_AT_ONCE])


def with_offers_over(at: datetime) -> list[ClassVisit]:
    """Dates that were kept and not answered in time."""
    return list(visits().filter(status=Status.OFFERED, offered_until__lte=at).order_by("pk")[:SHOWN_AT_ONCE])


def contacts_to_part(before: datetime) -> QuerySet[ClassVisit]:
    """Visits that ended long ago and still lead to whoever arranged them."""
    ended = ClassVisit.objects.filter(Q(ended_at__lt=before) | Q(came_at__lt=before)).exclude(status__in=rules.OPEN)
    return ended.exclude(person__isnull=True, contact_name="", contact_email="", contact_phone="", note="")


def report_paper(of: ClassVisit) -> bytes:
    """The report to the school, as PDF in the language of the country."""
    point = of.offer.programme.service_point
    facts = {"head": organisation.letterhead(point.library, organisation.line_of(point)), **report_of(of)}
    return paper.pdf("school_visits/print/report.html", facts, language=settings.LANGUAGE_CODE)


def report_of(of: ClassVisit) -> dict[str, object]:
    """What a report says, on the page and on paper."""
    words = dict(grade_words())
    return {
        "visit": of,
        "event": of.occurrence,
        "groups": [(words[group.grade], group) for group in groups_of(of)],
        "announced": sum(group.girls + group.boys for group in groups_of(of)),
        "pupils": came_of(of),
        "records": list(of.shown.order_by("pk")),
        "school_class": class_brought_in(of),
        "address": settings.PUBLIC_URL + reverse("public:class_visit", args=[of.code]),
    }


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """The visits of classes that a person arranged."""
    rows = of_persons(people.entries_of(person_id))
    return {
        _("School visits"): [
            {
                _("what"): str(row.offer),
                _("when"): row.occurrence.starts_at if row.occurrence else None,
                _("school"): str(row),
                _("state"): row.get_status_display(),
            }
            for row in rows
        ]
    }


def days_wished(of: ClassVisit) -> list[tuple[date, str]]:
    """The days that a school named, each with the part of the day in words."""
    parts = {"morning": _("morning"), "noon": _("around noon"), "afternoon": _("afternoon")}
    return [(date.fromisoformat(day), parts.get(part, "")) for day, part in of.wishes]
