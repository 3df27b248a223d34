"""The pages and the script of the site without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from pustakota.foundation import clock, periods
from pustakota.sites.public.asking import family
from pustakota.sites.public.offline import readable_offline, worker

if TYPE_CHECKING:
    from django.http import HttpRequest

AN_HOUR = 3600


@cache_control(public=True, max_age=AN_HOUR)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that browsers keep for messages and for times without a network; it speaks for the whole site."""
    return HttpResponse(worker(request), content_type="text/javascript")


def offline_page(request: HttpRequest) -> HttpResponse:
    """What stands in the place of any page while the network is gone; made once, without its reader."""
    answer = render(request, "public/offline.html")
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@readable_offline
@login_required
def my_card(request: HttpRequest) -> HttpResponse:
    """My card and those of the children I am guardian of: to be shown at the desk, also without a network."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    read_at = periods.local_time(clock.now(), mine.patrons[0].home_point.zone)
    return render(request, "public/my_card.html", {"patrons": mine.patrons, "read_at": read_at})
