"""The product's settings, on a data folder of the test run's own, with passwords that are quick to check."""

import os
import tempfile

# A folder in a folder: backups and the log of loans lie beside the data.
os.environ["PUSTAKOTA_DATA"] = tempfile.mkdtemp(prefix="data-", dir=tempfile.mkdtemp(prefix="pustakota-test-"))
os.environ.setdefault("PUSTAKOTA_SECRET_KEY", "only for tests, and long enough for every check of Django's")
if url := os.environ.get("PUSTAKOTA_TEST_DATABASE_URL"):
    os.environ["PUSTAKOTA_DATABASE_URL"] = url

from pustakota.config.settings import *  # noqa: F403 -- the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # files come from their sources: tests collect none
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405 -- a file, so that threads and processes meet in it
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}  # noqa: F405
