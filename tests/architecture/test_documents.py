"""The documentation speaks of what exists, and of all of it."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.test import Client
from django.urls import Resolver404, resolve

from pustakota.__main__ import COMMANDS
from pustakota.config.environment import PREFIX, Environment
from tests.architecture import house

DOCS = house.ROOT / "docs"
TESTS_ONLY = {f"PUSTAKOTA_TEST_{name}_URL" for name in ("POSTGRES", "DATABASE", "REDIS")}
TESTS_ONLY.add("PUSTAKOTA_TEST_OPENSEARCH")
SETTINGS = {f"{PREFIX}{name.upper()}" for name in Environment.model_fields}
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts) + sorted(house.ROOT.glob("*.md"))
PROMISED = re.compile(r"not\W+yet|no command yet|Reserved for|guided", re.IGNORECASE)


def settings_named(text: str) -> set[str]:
    """Settings that a text names; ``…_FILE`` counts as the setting it fills."""
    found = set(re.findall(rf"\b{PREFIX}[A-Z][A-Z_]*[A-Z]\b", text))
    return {name.removesuffix("_FILE") for name in found}


def commands_named(text: str) -> set[str]:
    """Commands of ours in code, except in a sentence that says they are not there yet."""
    sentences = [part for part in re.split(r"(?<=[.:])\s", text) if not PROMISED.search(part)]
    return {name for part in sentences for name in re.findall(r"(?:`|bin/|^)pustakota ([a-z]\w+)", part, re.MULTILINE)}


def operations_in(text: str) -> set[tuple[str, str]]:
    """``| `GET /records/{id}` …`` → ``("GET", "/records/{}")``."""
    found = re.findall(r"^\| `(GET|POST|PUT|PATCH|DELETE) (/[^`\s?]*)", text, re.MULTILINE)
    return {(verb, re.sub(r"{[^}]*}", "{}", path)) for verb, path in found}


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Environment.model_fields.items() if not field.description] == []
    assert "{settings}" in (DOCS / "operate" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(house.ROOT)))
def test_a_page_names_only_settings_and_commands_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert settings_named(text) - SETTINGS - TESTS_ONLY == set()
    assert commands_named(text) - set(get_commands()) - {words[0] for words in COMMANDS} == set()


def test_the_makefile_and_the_proof_use_settings_that_exist() -> None:
    text = "".join((house.ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", ".ci/run"))
    assert settings_named(text) - SETTINGS - TESTS_ONLY == set()


def test_every_command_of_ours_explains_itself() -> None:
    silent = [
        path.stem
        for path in house.PRODUCT.rglob("management/commands/[a-z]*.py")
        if not re.search(r"^    help\b.*=", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert silent == []
    assert "{commands}" in (DOCS / "operate" / "commands.md").read_text(encoding="utf-8")


def test_every_target_of_make_is_documented() -> None:
    makefile = (house.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) - {"help"}
    page = (DOCS / "operate" / "commands.md").read_text(encoding="utf-8")
    assert targets == set(re.findall(r"^\| `make ([a-z-]+)`", page, re.MULTILINE))


def test_every_stable_address_answers() -> None:
    page = (DOCS / "reference" / "addresses.md").read_text(encoding="utf-8").partition("Reserved for")[0]
    addresses = [re.sub(r"<\w+ ?\w*>", "1", found) for found in re.findall(r"`(/[^`?…]*)", page)]
    assert len(addresses) > 10
    assert [address for address in addresses if not _answers(address)] == []


def _answers(address: str) -> bool:
    paths = {address, address.rstrip("/") + "/"}
    if address.endswith("/v1/"):
        return True  # the whole below it, described by openapi.json
    return any(_resolves(path) for path in paths)


def _resolves(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@pytest.mark.django_db
def test_the_api_page_lists_every_operation_and_no_other(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]
    served = {
        (verb.upper(), re.sub(r"{[^}]*}", "{}", path.removeprefix("/api/v1")))
        for path, verbs in described.items()
        for verb in verbs
    }
    assert operations_in((DOCS / "reference" / "api.md").read_text(encoding="utf-8")) == served


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "adr").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_does_not_exist_is_noticed() -> None:
    assert settings_named("set `PUSTAKOTA_COLOUR_FILE`") == {"PUSTAKOTA_COLOUR"}
    assert commands_named("Run `pustakota fly`. There is `pustakota later`, but not yet.") == {"fly"}
    assert operations_in("| `GET /planes/{id}` `?q=` | x |") == {("GET", "/planes/{}")}
    assert not _resolves("/this/leads/nowhere")
