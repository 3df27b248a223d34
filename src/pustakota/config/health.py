"""Is this process alive, and can it serve?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from pustakota.foundation import schedule


def health(_request: HttpRequest) -> JsonResponse:
    """Alive: the process answers."""
    return JsonResponse({"status": "ok"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Ready: the database answers; says when the worker was last seen."""
    try:
        connection.ensure_connection()
        beat = schedule.last_beat("worker")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok", "worker_seen_at": beat})
