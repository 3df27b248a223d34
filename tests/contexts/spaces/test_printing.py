"""A print from the model to the shelf: what is taken, what it uses, what it costs, what is kept."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.charges.models import Charge
from pustakota.contexts.notices import queries as told
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions, queries, tasks
from pustakota.contexts.spaces.actions import StockReason
from pustakota.contexts.spaces.models import Material, PrintJob
from pustakota.contexts.spaces.rules import printing
from pustakota.foundation import personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.charges import a_basis
from tests.factories.moments import NOW, later
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import a_material, a_model, a_print_job
from tests.refusals import reasons

pytestmark = pytest.mark.django_db


def a_3mf() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("3D/3dmodel.model", "<model/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("kotak.stl", a_model(), "stl"),
        ("kotak.STL", b"solid kotak\n facet normal 0 0 1\n", "stl"),
        ("kotak.obj", b"# kotak\nv 0 0 0\nv 1 0 0\n", "obj"),
        ("kotak.3mf", a_3mf(), "3mf"),
        ("kotak.stl", b"MZ" + bytes(300), ""),
        ("kotak.stl", a_model()[:-1], ""),
        ("kotak.3mf", b"PK\x03\x04" + bytes(40), ""),
        ("kotak.obj", b"v 0 0 0\n\0", ""),
        ("kotak.exe", a_model(), ""),
        ("kotak", a_model(), ""),
    ],
)
def test_a_file_is_what_its_name_says_or_is_not_taken(name: str, content: bytes, kind: str) -> None:
    assert printing.file_kind(name, BytesIO(content)) == kind


@given(st.binary(max_size=400), st.sampled_from(["a.stl", "a.obj", "a.3mf"]))
def test_no_bytes_break_the_look_at_a_file(content: bytes, name: str) -> None:
    given = BytesIO(content)
    assert printing.file_kind(name, given) in {"", name[2:]}
    assert given.tell() == 0


def test_every_state_leads_on_or_is_over_and_all_can_be_reached() -> None:
    reached = {printing.PrintState.SUBMITTED}.union(*printing.NEXT.values())
    assert reached == set(printing.PrintState)
    assert {"collected", "declined", "withdrawn"} == printing.OVER


def test_a_print_goes_from_the_model_to_the_member_and_the_stock_goes_down() -> None:
    material, patron = a_material(grams=1000), a_patron()
    job = a_print_job(material, patron=patron)
    actions.approve_print(job=job, grams=40, minutes=90, by=SYSTEM, at=NOW)
    actions.start_print(job=job, by=SYSTEM, at=NOW)
    actions.fail_print(job=job, grams=15, because="Lepas dari alas", by=SYSTEM, at=NOW)
    actions.start_print(job=job, by=SYSTEM, at=NOW)
    done = actions.finish_print(job=job, grams=42, minutes=95, by=SYSTEM, at=NOW)
    assert (done.state, done.grams) == ("ready", 42)
    assert queries.stock(material.service_point)[0].grams == 1000 - 15 - 42
    assert actions.tell_of_print(job_id=job.pk, at=NOW) == 1
    assert not Charge.objects.exists()
    actions.hand_over_print(job=job, by=SYSTEM, at=later(days=1))
    actions.tell_of_print(job_id=job.pk, at=later(days=1))
    assert [row.notice.kind for row in told.inbox(patron.person_id) if row.notice.withdrawn_at is None] == []
    log = list(job.steps.order_by("pk").values_list("state", "grams"))
    assert log == [
        ("submitted", None), ("approved", None), ("printing", None), ("failed", 15), ("printing", None),
        ("ready", 42), ("collected", None),
    ]  # fmt: skip


def test_a_step_out_of_turn_is_refused_and_changes_nothing() -> None:
    job = a_print_job()
    assert reasons(lambda: actions.finish_print(job=job, grams=1, minutes=1, by=SYSTEM, at=NOW)) == ["not_that_step"]
    assert reasons(lambda: actions.decline_print(job=job, because=" ", by=SYSTEM, at=NOW)) == ["reason_missing"]
    actions.decline_print(job=job, because="Berbentuk senjata", by=SYSTEM, at=NOW)
    assert reasons(lambda: actions.approve_print(job=job, grams=1, minutes=1, by=SYSTEM, at=NOW)) == ["not_that_step"]
    job.refresh_from_db()
    assert (job.state, job.because, job.grams) == ("declined", "Berbentuk senjata", None)


def test_money_is_asked_by_the_gram_only_on_a_legal_basis() -> None:
    free = a_material()
    free.rupiah_per_gram = 500
    assert reasons(lambda: actions.keep_material(material=free, by=SYSTEM)) == ["basis_missing"]
    free.basis = a_basis()
    priced = actions.keep_material(material=free, by=SYSTEM)
    job = a_print_job(priced)
    actions.approve_print(job=job, grams=40, minutes=90, by=SYSTEM, at=NOW)
    actions.start_print(job=job, by=SYSTEM, at=NOW)
    actions.finish_print(job=job, grams=30, minutes=90, by=SYSTEM, at=NOW)
    charge = Charge.objects.get()
    assert (charge.amount, charge.about, charge.legal_basis) == (15_000, f"print_job:{job.pk}", str(a_basis()))


def test_a_basis_that_is_not_in_force_asks_nothing() -> None:
    assert printing.price(30, 500, has_basis=False) == 0
    assert printing.price(30, None, has_basis=True) == 0


def test_a_spool_comes_and_what_is_low_stands_first() -> None:
    white = a_material(name="PLA putih", grams=1000)
    black = a_material(name="PLA hitam", grams=100, like=white)
    assert [(row.material, row.is_low) for row in queries.stock(white.service_point)] == [(black, True), (white, False)]
    note = {"material": black, "by": SYSTEM, "at": NOW}
    actions.note_stock(grams=1000, why=StockReason.RECEIVED, **note)
    actions.note_stock(grams=50, why=StockReason.WASTED, note="Basah", **note)
    assert {row.material: row.grams for row in queries.stock(white.service_point)}[black] == 1050
    assert reasons(lambda: actions.note_stock(grams=0, why=StockReason.WASTED, **note)) == ["grams_missing"]


def test_only_the_member_and_staff_act_on_a_print() -> None:
    patron, stranger = a_patron(), a_patron()
    job = a_print_job(patron=patron)
    with pytest.raises(NotAllowed):
        actions.withdraw_print(job=job, by=a_member_acting(stranger), at=NOW)
    with pytest.raises(NotAllowed):
        actions.approve_print(job=job, grams=1, minutes=1, by=a_member_acting(patron), at=NOW)
    assert actions.withdraw_print(job=job, by=a_member_acting(patron), at=NOW).state == "withdrawn"


def test_a_bad_file_is_refused_and_nothing_is_kept() -> None:
    material, patron = a_material(), a_patron()
    send = lambda model, size: actions.send_print_job(  # noqa: E731
        patron=patron, material=material, model=BytesIO(model), name="x.stl", size=size, by=SYSTEM, at=NOW
    )
    assert reasons(lambda: send(b"bukan model", 11)) == ["no_model"]
    assert reasons(lambda: send(a_model(), printing.LARGEST + 1)) == ["file_too_large"]
    assert not PrintJob.objects.exists()


def test_a_model_is_deleted_two_weeks_after_the_end(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    job = a_print_job()
    file = queries.model_file(job)
    assert storages["private"].exists(file)
    assert tasks.delete_models(later(days=400)) == 0
    actions.decline_print(job=job, because="Terlalu besar", by=SYSTEM, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert tasks.delete_models(NOW + timedelta(days=13)) == 0
        assert tasks.delete_models(NOW + timedelta(days=15)) == 1
        assert tasks.delete_models(NOW + timedelta(days=16)) == 0
    assert not storages["private"].exists(file)


def test_whoever_has_a_print_open_is_not_forgotten_and_afterwards_nothing_leads_to_them() -> None:
    patron: Patron = a_patron()
    job = a_print_job(patron=patron)
    assert reasons(lambda: personal_data.forget(patron.person_id, by=SYSTEM, at=NOW)) == ["prints_open"]
    actions.withdraw_print(job=job, by=SYSTEM, at=NOW)
    personal_data.forget(patron.person_id, by=SYSTEM, at=NOW)
    job.refresh_from_db()
    assert (job.person, job.wish, job.file_name) == (None, "", "")
    assert job.file_gone_at == NOW
    assert Material.objects.count() == 1
