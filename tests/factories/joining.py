"""Registrations from home."""

import base64
import json
from datetime import date, datetime
from hashlib import sha256

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import actions
from pustakota.contexts.people.actions import Applicant
from pustakota.contexts.people.models import JoiningRule, Registration
from pustakota.foundation.actors import SYSTEM, VISITOR
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import PASSWORD, a_patron_type


def a_joining_rule(point: ServicePoint, *, days: int = 30, approves: bool = False, words: str = "") -> JoiningRule:
    """How the library of a point takes in members from home."""
    rule = JoiningRule(
        library_id=point.library_id,
        provisional_type=a_patron_type("sementara"),
        adult_type=a_patron_type("umum"),
        child_type=a_patron_type("anak"),
        days=days,
        approves_confirmed=approves,
        address_words=words,
    )
    return actions.keep_joining_rule(rule=rule, by=SYSTEM)


def an_applicant(point: ServicePoint, name: str = "Rini Wulandari", **given: object) -> Applicant:
    """An adult who wishes to become a member."""
    asked = {"born_on": date(1990, 4, 21), "phone": "0812 3456 7890", "address": "Jalan Kenari 4, Arunika"}
    return Applicant(name=name, home_point=point, password=PASSWORD, **(asked | given))  # type: ignore[arg-type]


def a_registration_from_home(
    point: ServicePoint | None = None,
    *,
    name: str = "Rini Wulandari",
    email: str = "rini@contoh.example",
    child: bool = False,
    is_proved: bool = True,
    at: datetime = NOW,
    **given: object,
) -> Registration:
    """Somebody who registered from home, at a library that has a rule for it."""
    where = point or a_point()
    if not JoiningRule.objects.filter(library=where.library_id).exists():
        a_joining_rule(where)
    if not child:
        asked = an_applicant(where, name, email=email, **given)
        return actions.join_from_home(asked=asked, is_proved=is_proved, language="id", at=at)
    more = {"born_on": date(2017, 5, 20), "guardian_name": "Sri Wulandari"} | given
    return actions.join_child_from_home(
        asked=an_applicant(where, name, email=email, **more),
        guardian=None,
        is_proved=is_proved,
        language="id",
        by=VISITOR,
        at=at,
    )


def solved(challenge: str) -> str:
    """What a browser answers to a challenge."""
    asked = json.loads(challenge)
    numbers = range(asked["maxNumber"] + 1)
    goal, salt = asked["challenge"], asked["salt"]
    number = next(each for each in numbers if sha256(f"{salt}{each}".encode()).hexdigest() == goal)
    return base64.b64encode(json.dumps({**asked, "number": number}).encode()).decode()
