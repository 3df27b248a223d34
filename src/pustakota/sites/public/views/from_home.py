"""Becoming a member from home: who, about them, agree and send. Nothing is lost on the way back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases import queries as case_queries
from pustakota.contexts.cases.actions import Answered, Contact, Kind, Source
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.actions import Applicant
from pustakota.design.wording import long_date
from pustakota.foundation import clock, throttle
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.errors import InputRefused
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason
from pustakota.sites.public import proving
from pustakota.sites.public.asking import asker, family
from pustakota.sites.public.joining_forms import ADULT, CHILD, FIRST_PAGE, AboutForm, AgreeForm, GroupForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.cases.models import Case
    from pustakota.contexts.people.models import Person, Registration

KEPT_FOR = 7200
"""Seconds for which what was filled in waits for the last page."""
QUICKEST = 5
"""Seconds that a person needs at least for the pages."""
UNPROVED_AN_HOUR = 3
BACKEND = "pustakota.foundation.sessions.AccountBackend"


class TooQuick(InputRefused):
    """A form that came back faster than anybody types."""

    WORDS = {"too_quick": _("That was very quick. Please look at what you wrote, and send it again.")}


def choose(request: HttpRequest) -> HttpResponse:
    """Who becomes a member: three ways."""
    return render(request, "public/joining/who.html", {"is_known": _guardian(request) is not None})


def about(request: HttpRequest, who: str) -> HttpResponse:
    """What must be known of a member, and nothing else."""
    guardian = _guardian(request)
    if who == ADULT and guardian is not None:
        return redirect("public:my_account")
    draft = _draft(request, who)
    form = _about_form(request.POST or None, who, guardian, initial=draft.get("given"))
    if form.is_valid():
        began = draft.get("began") or clock.now().timestamp()
        request.session[_place(who)] = {"given": form.kept(), "began": began}
        return redirect("public:join_send", who=who)
    if not draft:
        request.session[_place(who)] = {"given": {}, "began": clock.now().timestamp()}
    context = {"form": form, "is_child": who == CHILD, "guardian": guardian}
    return render(request, "public/joining/about.html", context, status=status_of(form))


def _about_form(data: Any, who: str, guardian: Person | None, initial: Any = None) -> AboutForm:
    return AboutForm(data, initial=initial, who=who, is_known=guardian is not None, libraries=_libraries())


def send(request: HttpRequest, who: str) -> HttpResponse:
    """What was written, once more; what is agreed to; and the registration itself."""
    draft, guardian = _draft(request, who), _guardian(request)
    given = _about_form(draft.get("given") or None, who, guardian)
    if not given.is_valid():
        return redirect("public:join_about", who=who)
    form = AgreeForm(
        request.POST or None, who=who, is_known=guardian is not None, has_email=bool(given.cleaned_data.get("email"))
    )
    if form.is_valid():
        with refusals_on(form):
            made = _register(request, given, form, draft["began"])
            return _welcome(request, made, who)
    context = {
        "form": form,
        "shown": [(given[name].label, _words(given, name)) for name in FIRST_PAGE if name in given.fields],
        "who": who,
        "is_child": who == CHILD,
        "words": queries.CONSENT_WORDS["guardian"] if who == CHILD else queries.MEMBERSHIP_WORDS,
        "challenge": proving.challenge(),
    }
    return render(request, "public/joining/send.html", context, status=status_of(form))


def _words(given: AboutForm, name: str) -> str:
    value = given.cleaned_data[name]
    if isinstance(value, date):
        return long_date(value)
    return value.name if name == "point" else value or "–"


def _register(request: HttpRequest, about_them: AboutForm, form: AgreeForm, began: float) -> Registration:
    is_proved = proving.is_proved(form.cleaned_data["altcha"])
    throttle.count(request, "joining")
    if not is_proved:
        if clock.now().timestamp() - began < QUICKEST:
            raise TooQuick(Reason("too_quick", overridable=False))
        throttle.count(request, "joining unproved", most=UNPROVED_AN_HOUR)
    given: dict[str, Any] = {name: value for name, value in about_them.cleaned_data.items() if name != "website"}
    asked = Applicant(
        home_point=given.pop("point"),
        password=form.cleaned_data.get("password", ""),
        wishes_messages=form.cleaned_data.get("wishes_messages", False),
        **given,
    )
    told: Any = {"is_proved": is_proved, "language": get_language() or "id", "at": clock.now()}
    if about_them.who == ADULT:
        return actions.join_from_home(asked=asked, **told)
    return actions.join_child_from_home(asked=asked, guardian=_guardian(request), by=asker(request), **told)


def _welcome(request: HttpRequest, made: Registration, who: str) -> HttpResponse:
    """Whoever registered is signed in at once, and sees the card."""
    request.session.pop(_place(who), None)
    if not request.user.is_authenticated and (account := queries.account_behind(made)):
        login(request, account, backend=BACKEND)
    said = gettext("Done. This is the card; it is provisional until %(day)s.") % {"day": long_date(made.until)}
    messages.success(request, said)
    place = family(request).place_of(made.patron_id)
    return redirect(f"{reverse('public:my_account')}?untuk={place}")


def _guardian(request: HttpRequest) -> Person | None:
    """Whoever has signed in and may answer for a child."""
    person_id = asker(request).person_id
    return queries.person(person_id) if person_id else None


def _libraries() -> list[int]:
    libraries = queries.libraries_joined_from_home()
    if not libraries:
        raise Http404
    return libraries


def _place(who: str) -> str:
    return f"joining:{who}"


def _draft(request: HttpRequest, who: str) -> dict[str, Any]:
    """What was filled in before, unless that was long ago."""
    kept: dict[str, Any] = request.session.get(_place(who)) or {}
    return kept if clock.now().timestamp() - kept.get("began", 0) < KEPT_FOR else {}


def confirm_email(request: HttpRequest, code: str) -> HttpResponse:
    """The link of the letter: it asks for one press, so that programs which open links confirm nothing."""
    found = queries.registration_of_code(code)
    if found is None:
        return render(request, "public/joining/no_link.html", status=404)
    if request.method == "POST":
        found = actions.confirm_email(registration=found, at=clock.now())
    context = {"registration": found, "is_done": found.email_confirmed_at is not None}
    return render(request, "public/joining/confirm.html", context)


def group(request: HttpRequest) -> HttpResponse:
    """A class or an organisation asks for cards by agreement: staff answer, and bring in the list."""
    form = GroupForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "joining")
            return redirect("public:case", code=_opened(form).code)
    return render(request, "public/joining/group.html", {"form": form}, status=status_of(form))


def _opened(form: GroupForm) -> Case:
    given = form.cleaned_data
    answers = []
    for name in ("group", "what", "number", "remark"):
        value = dict(form.fields["what"].choices)[given[name]] if name == "what" else given[name]  # type: ignore[attr-defined]
        if value:
            answers.append(Answered(name, str(form.fields[name].label), str(value)))
    return cases.open_case(
        kind=Kind.REGISTRATION,
        subject=given["group"],
        answers=answers,
        form=(case_queries.OF_A_GROUP, 1),
        contact=Contact(name=given["name"], email=given["email"], phone=given["phone"]),
        at_point=given["point"],
        source=Source.WEB,
        by=VISITOR,
        at=clock.now(),
    )
