"""The site kept on a phone, and what other programs share with it."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from pydantic import ValidationError
from pytest_django import Settings

from pustakota.config.environment import Environment
from tests.factories.organisation import a_point
from tests.sites.public.conftest import Town

PRINT, OTHER = ":".join(["AB"] * 32), ":".join(["0F"] * 32)


def test_a_phone_is_told_name_icons_and_shortcuts(visitor: Client, town: Town) -> None:
    told = visitor.get("/manifest.webmanifest", headers={"Accept-Language": "en"}).json()
    assert (told["lang"], told["display"], told["id"]) == ("id", "standalone", "/")
    assert [each["url"] for each in told["shortcuts"]] == ["/cari", "/akun/kartu/", "/akun/", "/titik-layanan/"]
    assert [each["name"] for each in told["shortcuts"]][2:] == ["Akun saya", "Titik layanan"]
    for each in told["shortcuts"]:
        assert visitor.get(each["url"]).status_code in {200, 302}
    drawn = {}
    for icon in told["icons"][:-1]:
        answer = visitor.get(icon["src"])
        picture = Image.open(BytesIO(answer.content)).convert("RGBA")
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        drawn[icon["sizes"], icon["purpose"]] = picture
    assert len(drawn) == 4
    corners = [drawn["192x192", purpose].tobytes()[:4] for purpose in ("any", "maskable")]
    assert (corners[0][3], corners[1]) == (0, bytes.fromhex("1f4e79ff"))
    assert visitor.get("/ikon/1f4e79-999.png").status_code == 404


@pytest.mark.parametrize(
    ("given", "there"),
    [
        ({"text": "Laskar Pelangi https://toko.example/9789793062792?x=1"}, "/cari?q=9789793062792"),
        ({"title": "979-3062-79-7", "url": "https://toko.example/"}, "/cari?q=9789793062792"),
        ({"title": "Laskar  Pelangi", "text": "beli di https://toko.example/b"}, "/cari?q=Laskar+Pelangi"),
        ({"text": "https://toko.example/b"}, "/cari?q="),
        ({"url": "http://testserver/katalog/7/bumi-manusia"}, "/katalog/7/bumi-manusia"),
        ({"url": "http://[", "title": "Aku"}, "/cari?q=Aku"),
        ({}, "/cari?q="),
    ],
)
@pytest.mark.django_db
def test_what_is_shared_leads_to_its_title_or_a_search(visitor: Client, given: dict[str, str], there: str) -> None:
    a_point()
    answer = visitor.get("/bagikan", given)
    assert (answer.status_code, answer["Location"]) == (302, there)


def test_android_packages_of_the_site_are_named_for_phones(visitor: Client, settings: Settings) -> None:
    assert visitor.get("/.well-known/assetlinks.json").json() == []
    settings.ANDROID_APPS = {"id.go.contoh.pustaka": f"{PRINT},{OTHER}"}
    answer = visitor.get("/.well-known/assetlinks.json")
    assert answer["Content-Type"] == "application/json"
    [link] = answer.json()
    assert link["relation"] == ["delegate_permission/common.handle_all_urls"]
    assert link["target"]["package_name"] == "id.go.contoh.pustaka"
    assert link["target"]["sha256_cert_fingerprints"] == [PRINT, OTHER]


@pytest.mark.parametrize("given", ["id.go.contoh.pustaka", f"pustaka={PRINT}", f"id.go.contoh={PRINT[:-3]}"])
def test_a_package_without_a_whole_fingerprint_stops_the_start(given: str) -> None:
    assert Environment(android_apps=f"id.go.contoh.pustaka={PRINT}").android_apps
    with pytest.raises(ValidationError):
        Environment(android_apps=given)


def test_what_an_android_package_is_made_of_is_there(visitor: Client, town: Town) -> None:
    """Bubblewrap asks for these of a manifest, and a store for a square of 512 that may be cut round."""
    told = visitor.get("/manifest.webmanifest").json()
    assert {"name", "short_name", "start_url", "scope", "display", "theme_color", "background_color"} <= set(told)
    large = [icon for icon in told["icons"] if icon["sizes"] == "512x512"]
    assert {icon["purpose"] for icon in large} == {"any", "maskable"}
    for icon in large:
        picture = Image.open(BytesIO(visitor.get(icon["src"]).content))
        assert (picture.format, picture.size) == ("PNG", (512, 512))
    [round_one] = [icon for icon in large if icon["purpose"] == "maskable"]
    cut = Image.open(BytesIO(visitor.get(round_one["src"]).content)).convert("RGBA")
    assert cut.getextrema()[3] == (255, 255), "no hole at a corner when it is cut"
    assert len(told["short_name"]) <= len(told["name"])
    assert len(told["shortcuts"]) <= 4
