"""A device is paired once by a code, may do what its kind may at its point, and is revoked from the desk."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.actions import DeviceKind
from pustakota.contexts.people.errors import DeviceRefused
from pustakota.contexts.people.models import Device
from pustakota.contexts.visits.models import Visit
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff, somebody_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(db: None) -> ServicePoint:
    return a_point(name="Pusat")


def added(point: ServicePoint) -> actions.Added:
    return actions.add_device(name="Tablet", kind=DeviceKind.GUEST_BOOK, at_point=point, by=SYSTEM, at=NOW)


def test_a_code_pairs_one_device_once(point: ServicePoint) -> None:
    device, code = added(point)
    paired = actions.pair_device(
        code=f" {code[:4].lower()}-{code[4:]}", kind=DeviceKind.GUEST_BOOK, at=NOW + timedelta(minutes=14)
    )
    assert paired.device == device
    assert queries.device_of_token(paired.token) == device
    kept = Device.objects.values().get()
    assert code not in str(kept)
    assert paired.token not in str(kept)
    with pytest.raises(DeviceRefused):
        actions.pair_device(code=code, kind=DeviceKind.GUEST_BOOK, at=NOW)


def test_a_code_of_a_quarter_of_an_hour_ago_is_refused(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    code = added(point).code
    with nothing_changes(), pytest.raises(DeviceRefused) as refused:
        actions.pair_device(code=code, kind=DeviceKind.GUEST_BOOK, at=NOW + timedelta(minutes=15))
    assert [reason.code for reason in refused.value.reasons] == ["code_unknown"]


def test_a_device_may_note_visits_at_its_point_and_nothing_else(point: ServicePoint) -> None:
    actor = queries.actor_of_device(added(point).device)
    assert actor.may("visits.note", point.pk)
    assert not actor.may("visits.note", a_point().pk)
    assert not actor.may("visits.correct")
    assert not actor.is_staff


def test_a_revoked_device_is_a_stranger(point: ServicePoint) -> None:
    device, code = added(point)
    token = actions.pair_device(code=code, kind=DeviceKind.GUEST_BOOK, at=NOW).token
    actions.revoke_device(device=device, by=SYSTEM, at=NOW)
    assert queries.device_of_token(token) is None
    assert queries.device_of_token("") is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.filter(pk=device.pk).update(token_hash="x")


def test_only_who_looks_after_the_point_adds_and_revokes(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    device = added(point).device
    by = somebody_with_role("sirkulasi")
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.add_device(name="x", kind=DeviceKind.GUEST_BOOK, at_point=point, by=by, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.revoke_device(device=device, by=by, at=NOW)


def test_a_tablet_is_paired_counts_guests_and_is_revoked(point: ServicePoint) -> None:
    desk, tablet = Client(), Client()
    staff = a_member_of_staff(role="kepala", station=point)
    assert staff.account is not None
    desk.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    page = desk.post("/en/desk/perangkat/", {"kind": "guest_book", "name": "Tablet pintu"})
    assert tablet.get("/en/kios/").status_code == 302, "a stranger still"
    assert tablet.post("/en/kios/pasang/", {"code": "AAAA BBBB"}).status_code == 422
    tablet.post("/en/kios/pasang/", {"code": page.context["code"]})
    start = tablet.get("/en/kios/")
    assert "Pusat" in start.text
    assert "close this kiosk" not in start.text, "it is revoked from the desk"
    assert tablet.get("/en/kios/tutup/").status_code == 404
    tablet.post("/en/kios/tamu/", {"entry": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "level": "teen", "sex": "female"})
    visit = Visit.objects.get()
    assert (visit.service_point, visit.source, visit.noted_by) == (point, "kiosk", None)
    device = Device.objects.get()
    assert device.last_seen_at is not None
    assert clock.now() - device.last_seen_at < timedelta(minutes=5)
    assert "Tablet pintu" in desk.get("/en/desk/perangkat/").text
    desk.post(f"/en/desk/perangkat/{device.pk}/cabut/")
    assert tablet.get("/en/kios/").status_code == 302
    assert desk.post(f"/en/desk/perangkat/{device.pk}/cabut/").status_code == 404
