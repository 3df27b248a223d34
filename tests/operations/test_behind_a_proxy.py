"""Behind a proxy that keeps the certificate: who called, and that it was HTTPS, is taken from a trusted proxy alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_started
from django.test import RequestFactory

from pustakota.config import wsgi

SAID = {"HTTP_X_FORWARDED_FOR": "198.51.100.4", "HTTP_X_FORWARDED_PROTO": "https"}


@pytest.fixture
def seen() -> Iterator[list[dict[str, Any]]]:
    """What reaches Django."""
    found: list[dict[str, Any]] = []

    def note(environ: dict[str, Any], **_more: object) -> None:
        found.append(environ)

    request_started.connect(note)
    yield found
    request_started.disconnect(note)


def call(**headers: str) -> None:
    environ = RequestFactory()._base_environ(PATH_INFO="/health", **headers)
    answer = wsgi.application(environ, lambda *_: lambda _body: None)
    for _part in answer:
        pass


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("caller", "known", "scheme"), [("127.0.0.1", "198.51.100.4", "https"), ("192.0.2.9", "192.0.2.9", "http")]
)
def test_only_a_trusted_proxy_is_believed(seen: list[dict[str, Any]], caller: str, known: str, scheme: str) -> None:
    call(REMOTE_ADDR=caller, **SAID)
    assert seen[0]["REMOTE_ADDR"] == known
    assert seen[0]["wsgi.url_scheme"] == scheme
