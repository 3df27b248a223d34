"""Is this process alive, can it serve, and how does the whole stand?"""

from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

from pustakota.foundation import clock, schedule
from pustakota.sites.operator.facts import gather, migrations_behind
from pustakota.sites.operator.metrics import metrics

_state = {"is_migrated": False}


def health(_request: HttpRequest) -> JsonResponse:
    """Alive: the process answers."""
    return JsonResponse({"status": "ok"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Ready: the database answers and its tables are those of this version; says when the worker was last seen."""
    try:
        connection.ensure_connection()
        if not _is_migrated():
            return JsonResponse({"status": "tables behind"}, status=503)
        beat = schedule.last_beat("worker")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok", "worker_seen_at": beat})


def _is_migrated() -> bool:
    """Looked up until it is true: a process does not change its version."""
    _state["is_migrated"] = _state["is_migrated"] or not migrations_behind()
    return _state["is_migrated"]


def measured(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus: to this machine, or to whoever brings the token."""
    if not _may_measure(request):
        return HttpResponse("not allowed\n", status=403, content_type="text/plain")
    try:
        text = metrics(gather(at=clock.now()))
    except DatabaseError:
        return HttpResponse("no database\n", status=503, content_type="text/plain")
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return True
    # A proxy on this machine stands between: then loopback is everybody.
    came_through = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"))
    return not came_through and ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback  # noqa: S104 -- nobody's
