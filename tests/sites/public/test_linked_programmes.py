"""The pages of a title and of an author lead to what takes place about them, and back."""

from datetime import timedelta

import pytest
from django.test import Client

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.programmes import actions
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import a_record
from tests.factories.programmes import a_programme, an_occurrence
from tests.sites.public.test_events import words

pytestmark = pytest.mark.django_db
AUTHOR = "Toer, Pramoedya Ananta, 1925-2006"


def test_pages_lead_both_ways(visitor: Client) -> None:
    book, talk = a_record("Bumi Manusia"), a_programme(title="Bedah Buku")
    Record.objects.filter(pk=book.pk).update(authors=[AUTHOR])
    date = an_occurrence(talk, starts_at=clock.now() + timedelta(days=3))
    actions.link(programme=talk, record=book, by=SYSTEM)
    actions.link(programme=talk, author=AUTHOR, by=SYSTEM)
    actions.link(programme=talk, publisher="Hasta Mitra", occurrence=date, by=SYSTEM)
    search.rebuild(documents.everything())
    assert "Events about this title Bedah Buku" in words(visitor.get(f"/en/katalog/{book.pk}/bumi-manusia"))
    assert "Events with this author Bedah Buku" in words(visitor.get("/en/cari", {"author": AUTHOR}))
    assert "Events with this author" not in words(visitor.get("/en/cari", {"q": "bumi"}))
    event = visitor.get(f"/en/kegiatan/{date.pk}/")
    assert f"/en/katalog/{book.pk}/bumi-manusia" in event.content.decode()
    assert "Everything by Pramoedya Ananta Toer" in words(event)
    assert "Published by Hasta Mitra" in words(event)
