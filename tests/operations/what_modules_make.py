"""What the modules that may be compiled make of the demo's records, as JSON: a process for `test_compiled`."""

import itertools
import json
import sys
from pathlib import Path

import django

django.setup()

from pustakota.contexts.catalogue.marc.reader import read  # noqa: E402
from pustakota.contexts.catalogue.rules import intake  # noqa: E402
from pustakota.contexts.search.engines import entries  # noqa: E402
from pustakota.contexts.search.rules import analysis  # noqa: E402
from pustakota.contexts.search.rules.documents import Document  # noqa: E402

TEXTS = ("Anak-anak Bumi Manusia", "Mendajung antara dua karang", "The Qur'an")
MANNERS = ("indonesian", "old indonesian", "english")
FIELDS = {
    "title": ["Al-Qur'an dan ibu"],
    "subjects": ["History"],
    "names": ["Soekarno"],
    "identifiers": ["9789794330000"],
}

prepared = [intake.prepare(entry) for entry in itertools.islice(read(Path(sys.argv[1]), after=0), 500)]
words = [analysis.tokens(text, manner) for text in TEXTS for manner in MANNERS]
fields = entries.fields_of(Document("record", 7, FIELDS, language="ind", year=1948))
suffix = Path(intake.__file__).suffix
sys.stdout.write(json.dumps([prepared, words, fields, suffix], sort_keys=True, default=repr))
