"""Signing in with an account of another provider: a real conversation with one, over HTTP on the loopback."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.actions import Vouched
from pustakota.contexts.people.errors import ProviderRefused
from pustakota.contexts.people.models import Account, SignInIdentity, SignInProvider
from pustakota.contexts.people.tasks import seal_again
from pustakota.foundation import sealing
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_member_of_staff, a_patron, an_actor
from tests.sites.public.conftest import Town, signed_in

SITI = "siti@kota.example"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider of OpenID Connect that runs."""
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(issuer: str, town: Town) -> SignInProvider:
    row = SignInProvider(code="kota", name="Akun Kota", issuer=issuer, client_id="pustakota")
    return actions.keep_provider(provider=row, secret="rahasia", by=SYSTEM)


def account_of(town: Town) -> Account:
    account = town.mother.person.account
    assert account
    return account


def says(provider: SignInProvider, subject: str, **claims: object) -> None:
    """What the provider knows of somebody from now on."""
    requests.put(f"{provider.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()


def answered(client: Client, provider: SignInProvider, subject: str, query: str = "") -> str:
    """Go to the provider, sign in there, and bring its answer back: the address that is then asked here."""
    asked = client.get(f"/en/masuk/luar/{provider.code}/{query}")["Location"]
    assert asked.startswith(f"{provider.issuer}/oauth2/authorize")
    there = requests.post(asked, data={"sub": subject}, allow_redirects=False, timeout=5)
    back = urlsplit(there.headers["Location"])
    assert back.path == "/masuk/luar/kota/kembali/"
    return f"{back.path}?{back.query}"


def test_a_member_links_the_account_once_and_signs_in_with_it_from_then_on(
    member: Client, visitor: Client, provider: SignInProvider, town: Town
) -> None:
    says(provider, "s-1", email=SITI, email_verified=True)
    assert "Link Akun Kota" in member.get("/en/akun/keamanan/").content.decode()
    linked = member.get(answered(member, provider, "s-1", "?wish=link"))
    assert linked["Location"] == "/akun/keamanan/"
    assert "Sign in with Akun Kota" in visitor.get("/en/masuk/").content.decode()
    sent = visitor.get(answered(visitor, provider, "s-1", "?next=/en/akun/riwayat/"))
    assert sent["Location"] == "/en/akun/riwayat/"
    assert visitor.get("/en/akun/").status_code == 200
    assert SignInIdentity.objects.get().used_at == NOW
    assert "Akun Kota" in visitor.get("/en/akun/data/semua/").content.decode()
    visitor.post(f"/en/akun/keamanan/luar/{SignInIdentity.objects.get().pk}/lepas/")
    stranger = Client()
    assert stranger.get(answered(stranger, provider, "s-1")).status_code == 422


def test_an_address_alone_opens_nothing_however_verified(
    visitor: Client, provider: SignInProvider, town: Town, nothing_changes: NothingChanges
) -> None:
    Account.objects.filter(pk=account_of(town).pk).update(email=SITI)
    says(provider, "s-2", email=SITI, email_verified=True)
    back = answered(visitor, provider, "s-2")
    with nothing_changes():
        answer = visitor.get(back)
    assert answer.status_code == 422
    assert "belum disambungkan ke kartu" in answer.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_what_the_desk_expects_links_itself_when_the_address_is_verified_and_only_then(
    visitor: Client, provider: SignInProvider, town: Town
) -> None:
    clerk = an_actor("people.edit", account_id=9)
    actions.expect_identity(account=account_of(town), provider=provider, email="Siti@Kota.example", by=clerk, at=NOW)
    says(provider, "s-3", email=SITI, email_verified=False)
    assert visitor.get(answered(visitor, provider, "s-3")).status_code == 422
    says(provider, "s-3", email=SITI, email_verified=True)
    assert visitor.get(answered(visitor, provider, "s-3")).status_code == 302
    assert SignInIdentity.objects.get().subject == "s-3"
    says(provider, "s-4", email=SITI, email_verified=True)
    other = Client()
    assert other.get(answered(other, provider, "s-4")).status_code == 422, "from now on the subject counts"


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    visitor: Client, provider: SignInProvider, town: Town
) -> None:
    actions.link_identity(
        account=account_of(town),
        provider=provider,
        vouched=Vouched(subject="s-5"),
        by=a_member_acting(town.mother),
        at=NOW,
    )
    back = answered(visitor, provider, "s-5")
    elsewhere = Client()
    assert elsewhere.get(back).status_code == 422
    elsewhere.get("/en/masuk/luar/kota/")
    assert elsewhere.get(back).status_code == 422, "another question, another state"
    forged = back.replace(parse_qs(urlsplit(back).query)["code"][0], "palsu")
    assert visitor.get(forged).status_code == 422
    assert visitor.get(back).status_code == 422, "the question is spent"
    assert all("_auth_user_id" not in client.session for client in (visitor, elsewhere))


def test_a_provider_that_refuses_lies_or_is_silent_signs_nobody_in(
    visitor: Client, provider: SignInProvider, town: Town
) -> None:
    visitor.get("/en/masuk/luar/kota/")
    assert visitor.get("/masuk/luar/kota/kembali/?error=access_denied").status_code == 422
    back = answered(visitor, provider, "s-6")
    SignInProvider.objects.update(issuer=provider.issuer.replace("localhost", "127.0.0.1"))
    assert visitor.get(back).status_code == 422, "the answer names another issuer"
    SignInProvider.objects.update(issuer="http://localhost:9")
    silent = visitor.get("/en/masuk/luar/kota/")
    assert silent.status_code == 502
    assert "did not answer as expected" in silent.content.decode()
    SignInProvider.objects.update(is_offered=False)
    assert visitor.get("/en/masuk/luar/kota/").status_code == 404


def test_nobody_is_led_to_another_site(visitor: Client, provider: SignInProvider) -> None:
    visitor.get("/en/masuk/luar/kota/?next=https://jahat.example/")
    assert visitor.session["asked_provider"]["to"] == "/en/akun/"


def test_one_account_there_belongs_to_one_member_here(provider: SignInProvider, town: Town) -> None:
    vouched, other = Vouched(subject="s-7"), a_patron(home=town.point)
    told = {"provider": provider, "vouched": vouched, "at": NOW}
    actions.link_identity(account=account_of(town), by=a_member_acting(town.mother), **told)  # type: ignore[arg-type]
    theirs = other.person.account
    assert theirs
    for by in (a_member_acting(other), a_member_acting(town.mother)):
        with pytest.raises(ProviderRefused):
            actions.link_identity(account=theirs, by=by, **told)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        actions.expect_identity(account=theirs, provider=provider, email=SITI, by=a_member_acting(other), at=NOW)
    staff = a_member_of_staff(at_point=town.point).account
    assert staff
    with pytest.raises(ProviderRefused):
        actions.expect_identity(account=staff, provider=provider, email=SITI, by=SYSTEM, at=NOW)


def test_secrets_are_sealed_and_sealed_again_with_a_new_key(provider: SignInProvider) -> None:
    assert "rahasia" not in provider.sealed
    assert queries.provider_secret(provider) == "rahasia"
    SignInProvider.objects.update(key_mark="lama")
    seal_again(NOW)
    provider.refresh_from_db()
    assert (provider.key_mark, queries.provider_secret(provider)) == (sealing.key_mark(), "rahasia")


def test_the_administrator_enters_a_provider_and_the_desk_notes_whom_to_expect(
    provider: SignInProvider, town: Town
) -> None:
    head = Client()
    boss = a_member_of_staff(role="kepala").account
    assert boss
    head.force_login(boss, backend="pustakota.foundation.sessions.AccountBackend")
    given = {"name": "Kampus", "code": "kampus", "issuer": "https://masuk.kampus.example/", "client_id": "x"}
    assert head.post("/en/desk/masuk-luar/baru/", {**given, "issuer": "http://kampus.example"}).status_code == 422
    assert head.post("/en/desk/masuk-luar/baru/", {**given, "is_offered": "on", "secret": "s"}).status_code == 302
    page = head.get("/en/desk/masuk-luar/kampus/").content.decode()
    assert "/masuk/luar/kampus/kembali/" in page
    assert 'value="s"' not in page
    head.post("/en/desk/masuk-luar/kampus/", {**given, "name": "Kampus Baru"})
    changed = SignInProvider.objects.get(code="kampus")
    assert (changed.name, changed.is_offered, queries.provider_secret(changed)) == ("Kampus Baru", False, "s")
    card = town.mother.card_number
    assert "Signing in from elsewhere" in head.get(f"/en/desk/anggota/{card}/").content.decode()
    address = f"/en/desk/anggota/{card}/masuk-luar/"
    assert head.post(address, {"provider": provider.pk, "email": SITI})["Location"] == address
    page = head.get(address).content.decode()
    assert SITI in page
    head.post(address, {"drop": SignInIdentity.objects.get().pk})
    assert not SignInIdentity.objects.exists()
    assert signed_in(town.mother).get("/en/desk/masuk-luar/").status_code in {302, 403}
