"""News to all who chose a topic, and the topics themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.notices import actions, permissions, queries
from pustakota.contexts.notices.desk.forms import NewsForm, TopicForm, of_topic
from pustakota.contexts.notices.desk.places import NEWS, tabs
from pustakota.foundation import clock
from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LONGEST = 50
SEND = "send"


def news(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Write news: first shown as they will be read and to how many, then sent; and what was sent before."""
    permissions.may_write_news(by)
    form = NewsForm(request.POST or None)
    chosen = queries.readers_by_topic()
    shown = None
    if form.is_valid():
        given = form.cleaned_data
        if request.POST.get("wish") == SEND:
            with refusals_on(form):
                actions.write_news(**given, at_point=at_point, by=by, at=clock.now())
                messages.success(request, gettext("The news are on their way to all who chose this topic."))
                return redirect("desk:news")
        else:
            shown = given | {"readers": chosen.get(given["topic"].pk, 0)}
    context = {
        "form": form,
        "shown": shown,
        "topics": [(topic, chosen.get(topic.pk, 0)) for topic in queries.topics()],
        "written": queries.news_written()[:LONGEST],
        "may_edit": by.may(permissions.NEWS, EVERYWHERE),
        "tabs": tabs(NEWS, at_point),
    }
    return render(request, "notices/desk/news.html", context, status=200 if shown else status_of(form))


def new_topic(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Something more that members may wish to hear of."""
    del at_point
    permissions.may_edit_topics(by)
    form = TopicForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.add_topic(name=form.cleaned_data["name"], name_en=form.cleaned_data["name_en"], by=by)
            return redirect("desk:news")
    return render(request, "notices/desk/topic.html", {"form": form}, status=status_of(form))


def topic(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What a topic is called, and whether it is offered."""
    del at_point
    permissions.may_edit_topics(by)
    found = queries.topic_by_code(code)
    if found is None:
        raise Http404
    form = TopicForm(request.POST or None, initial=of_topic(found))
    if form.is_valid():
        with refusals_on(form):
            actions.change_topic(topic=found, **form.cleaned_data, by=by)
            return redirect("desk:news")
    return render(request, "notices/desk/topic.html", {"form": form, "topic": found}, status=status_of(form))
