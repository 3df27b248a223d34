"""How far a right reaches: to its point, to its library, or to what belongs to all (ADR 0055)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.organisation.models import Library, ServicePoint
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.models import Account, RoleHeld
from pustakota.contexts.people.rules import REACH, ROLES, Reach, Where, is_only_everywhere, rights_missing, rights_of
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces.models import Kind
from pustakota.foundation.actors import EVERYWHERE, SYSTEM, Actor
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.catalogue import an_item
from tests.factories.computers import a_computer
from tests.factories.moments import NOW
from tests.factories.organisation import a_library, a_point
from tests.factories.people import a_holder, a_member_of_staff, a_patron, a_patron_type, an_actor
from tests.factories.spaces import a_licence_kind, terms
from tests.refusals import reasons

POINT, LIBRARY, ALL = Where(point_id=1), Where(library_id=1), Where()
ROLE = "people.roles"


def acting(account: Account | None) -> Actor:
    assert account
    return queries.actor_of(account)


def held_at(role: str, place: ServicePoint | Library | None, station: ServicePoint) -> Actor:
    return acting(a_holder(role, place, station=station).account)


# Rules


def test_every_right_has_a_reach_and_words_and_no_other_has() -> None:
    every = frozenset[str]().union(*ROLES.values())
    assert set(REACH) == every
    assert set(queries.RIGHT_WORDS) == every


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_is_whole_only_everywhere(role: str) -> None:
    assert rights_of(role, ALL) == ROLES[role]
    assert rights_missing(role, ALL) == frozenset()
    for place in (POINT, LIBRARY):
        assert {code for code in rights_of(role, place) if REACH[code] is Reach.EVERYWHERE} == set()
        assert rights_of(role, place) | rights_missing(role, place) == ROLES[role]


@pytest.mark.parametrize(
    ("role", "missing"),
    [
        ("sirkulasi", set()),
        ("relawan", set()),
        ("pengelola_titik", set()),
        ("pustakawan", {"catalogue.import", "network.keep", "site.write"}),
        ("pengatalog", {"catalogue.import", "network.keep"}),
        ("admin", {"operate", "site.edit"}),
        ("pelindung_data", {"people.privacy"}),
        ("penyunting", {"site.edit"}),
        ("a role of before", set()),
    ],
)
def test_what_a_role_does_not_include_at_one_point(role: str, missing: set[str]) -> None:
    assert rights_missing(role, POINT) == missing


def test_what_is_left_of_a_role_decides_whether_it_is_given_at_a_point() -> None:
    assert {role for role in ROLES if is_only_everywhere(role)} == {"penyunting", "penulis", "pelindung_data"}


# Actors


@pytest.mark.django_db
def test_a_role_at_a_point_holds_there_and_reaches_nothing_that_belongs_to_all() -> None:
    here, there = a_point(), a_point()
    head = held_at("kepala", here, here)
    assert head.may("organisation.edit", here.pk)
    assert not head.may("organisation.edit", there.pk)
    assert not head.may_throughout("organisation.edit", here.library_id)
    for code in ("operate", "people.privacy", "site.edit", "forms.publish"):
        assert not head.may(code)
    assert held_at("kepala", None, here).may("operate")


@pytest.mark.django_db
def test_a_role_in_a_library_holds_at_each_of_its_points_also_those_to_come() -> None:
    library, other = a_library("Kota"), a_library("Kampus")
    point, elsewhere = a_point(library=library), a_point(library=other)
    person = a_holder("kepala", library, station=point)
    later = a_point(library=library)
    head = acting(person.account)
    for place in (point, later):
        assert head.may("circulation.lend", place.pk)
    assert not head.may("circulation.lend", elsewhere.pk)
    assert head.may_throughout("organisation.edit", library.pk)
    assert not head.may_throughout("organisation.edit", other.pk)
    assert not head.may("organisation.edit", EVERYWHERE)
    assert not head.may("operate")


@pytest.mark.django_db
def test_a_library_without_points_gives_its_rights_nowhere() -> None:
    point, empty = a_point(), a_library("Baru")
    head = held_at("kepala", empty, point)
    assert head.permissions == {}
    assert head.may_throughout("organisation.edit", empty.pk)


@pytest.mark.django_db
def test_a_guardian_with_two_roles_and_two_wards_holds_what_the_roles_say_and_no_more() -> None:
    point, library = a_point(), a_library("Kota")
    person = a_holder("sirkulasi", point, station=point)
    RoleHeld.objects.create(person=person, role="pengatalog", library=library)
    RoleHeld.objects.create(person=person, role="penulis")
    actor = acting(person.account)
    assert actor.permissions == {point.pk: ROLES["sirkulasi"], EVERYWHERE: ROLES["penulis"]}
    assert actor.libraries == {library.pk: rights_of("pengatalog", LIBRARY)}


@pytest.mark.django_db
def test_who_asks_is_known_by_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    library = a_library("Kota")
    point = a_point(library=library)
    a_point(library=library)
    account = a_holder("kepala", library, station=point).account
    with django_assert_num_queries(1):  # type: ignore[operator]
        acting(account)


@pytest.mark.django_db
def test_who_may_at_a_point_is_found_by_library_too() -> None:
    library = a_library("Kota")
    point, elsewhere = a_point(library=library), a_point(library=a_library("Kampus"))
    planner = a_holder("kepala", library, station=point).account
    assert queries.staff_who_may("programmes.plan", point.pk) == [planner]
    assert queries.staff_who_may("programmes.plan", elsewhere.pk) == []
    assert queries.staff_who_may("operate", point.pk) == []


# Giving roles


@pytest.mark.django_db
def test_the_head_of_one_library_gives_roles_in_it_and_nowhere_else(nothing_changes: NothingChanges) -> None:
    mine, theirs = a_library("Kota"), a_library("Kampus")
    here, there = a_point(library=mine), a_point(library=theirs)
    head = held_at("kepala", mine, here)
    person = a_member_of_staff(role="relawan", at_point=here)
    for place in (theirs, there, None):
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.give_role(person=person, role="kepala", place=place, by=head)
    beyond = RoleHeld.objects.get(person=a_member_of_staff(role="sirkulasi", at_point=theirs, station=there))
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.take_role(held=beyond, by=head)
    for place in (mine, here):
        actions.give_role(person=person, role="sirkulasi", place=place, by=head)
    assert acting(person.account).may("circulation.lend", here.pk)
    branch = an_actor(ROLE, at_point=here)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.give_role(person=person, role="relawan", place=mine, by=branch)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["penyunting", "penulis", "pelindung_data"])
def test_a_role_of_which_nothing_is_left_is_given_everywhere_or_not_at_all(
    role: str, nothing_changes: NothingChanges
) -> None:
    point = a_point()
    person = a_member_of_staff(role="relawan", at_point=point)
    for place in (point, point.library):
        with nothing_changes():
            assert reasons(lambda place=place: actions.give_role(person=person, role=role, place=place, by=SYSTEM)) == [  # type: ignore[misc]
                "role_only_everywhere"
            ]
            new = {"username": "baru", "name": " ", "roles": [(role, place)], "by": SYSTEM, "at": NOW}
            assert reasons(lambda new=new: actions.add_staff(**new)) == ["role_only_everywhere", "name_missing"]  # type: ignore[misc]
    actions.give_role(person=person, role=role, by=SYSTEM)


@pytest.mark.django_db
def test_the_last_who_gives_roles_everywhere_is_not_replaced_by_the_head_of_a_library(
    nothing_changes: NothingChanges,
) -> None:
    point = a_point()
    last = RoleHeld.objects.get(person=a_member_of_staff(role="kepala"))
    a_member_of_staff(role="kepala", at_point=point.library, station=point)
    a_member_of_staff(role="kepala", at_point=point)
    with nothing_changes():
        assert reasons(lambda: actions.take_role(held=last, by=SYSTEM)) == ["last_with_roles"]


@pytest.mark.django_db
def test_only_roles_given_everywhere_lead_into_the_editor_of_the_site() -> None:
    point = a_point()
    for role in ("kepala", "admin", "pustakawan"):
        for place in (point, point.library):
            account = a_member_of_staff(role=role, at_point=place, station=point).account
            assert account
            assert not account.groups.exists()
    everywhere = a_member_of_staff(role="pustakawan").account
    assert everywhere
    assert [group.name for group in everywhere.groups.all()] == ["Editors"]


@pytest.mark.django_db
def test_an_account_without_roles_belongs_to_no_point(nothing_changes: NothingChanges) -> None:
    """Else whoever gives roles at one point would open a member's account to guessing."""
    member = a_patron(email="siti@contoh.example").person.account
    assert member
    head = an_actor(ROLE, at_point=a_point(), account_id=None)
    for drop in (
        lambda: actions.drop_second_factor(account=member, by=head),
        lambda: actions.drop_passkey(account=member, passkey_id=1, by=head),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            drop()
    actions.drop_second_factor(account=member, by=an_actor(ROLE, account_id=None))


# What points of a library share


@pytest.mark.django_db
def test_the_head_of_a_library_changes_its_brand_and_points_and_not_those_of_another(
    nothing_changes: NothingChanges,
) -> None:
    mine, theirs = a_library("Kota"), a_library("Kampus")
    here = a_point(library=mine)
    head, branch = held_at("kepala", mine, here), held_at("kepala", here, here)
    brand = organisation.Brand(name="Perpustakaan Kota", short_name="Kota")
    new = {"code": "baru", "name": "Baru", "kind": organisation.PointKind.BRANCH, "at": NOW}
    for by, library in ((head, theirs), (branch, mine)):
        for act in (
            lambda by=by, library=library: organisation.set_brand(library=library, brand=brand, by=by, at=NOW),  # type: ignore[misc]
            lambda by=by, library=library: organisation.add_service_point(library=library, by=by, **new),  # type: ignore[misc]
        ):
            with nothing_changes(), pytest.raises(NotAllowed):
                act()
    organisation.set_brand(library=mine, brand=brand, by=head, at=NOW)
    organisation.add_service_point(library=mine, by=head, **new)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        organisation.add_library(name="Baru", short_name="Baru", by=head)


@pytest.mark.django_db
def test_a_library_says_itself_who_joins_from_home_and_on_which_terms_it_lends(nothing_changes: NothingChanges) -> None:
    mine, theirs = a_library("Kota"), a_library("Kampus")
    here, kind = a_point(library=mine), a_patron_type()
    rows = {
        library: (
            actions.JoiningRule(library=library, provisional_type=kind, adult_type=kind, child_type=kind),
            circulation.PolicyRow(name=library.name, library=library, valid_from=NOW.date()),
        )
        for library in (mine, theirs)
    }
    head, branch = held_at("kepala", mine, here), held_at("kepala", here, here)
    for by, library in ((head, theirs), (branch, mine)):
        rule, row = rows[library]
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.keep_joining_rule(rule=rule, by=by)
        with nothing_changes(), pytest.raises(NotAllowed):
            circulation.add_policy(row=row, by=by)
    rule, row = rows[mine]
    actions.keep_joining_rule(rule=rule, by=head)
    circulation.add_policy(row=row, by=head)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.end_joining_rule(rule=rule, by=branch)
    with nothing_changes(), pytest.raises(NotAllowed):
        circulation.add_policy(row=circulation.PolicyRow(name="Semua", valid_from=NOW.date()), by=head)


# Copies belong to a point, titles to all


@pytest.mark.django_db
def test_copies_are_changed_at_their_own_point_and_titles_by_every_cataloguer(nothing_changes: NothingChanges) -> None:
    here, there = a_point(), a_point(library=a_library("Kampus"))
    mine, theirs = an_item(at_point=here), an_item(at_point=there)
    by = held_at("pengatalog", here, here)
    new = {"barcode": "BARU1", "type": mine.type, "service_point": there}
    for act in (
        lambda: catalogue.add_item(record=mine.record, by=by, at=NOW, **new),
        lambda: catalogue.change_item(item=theirs, changes={"shelf": "A"}, by=by, at=NOW),
        lambda: catalogue.change_item(item=theirs, changes={"service_point": here}, by=by, at=NOW),
        lambda: catalogue.change_item(item=mine, changes={"service_point": there}, by=by, at=NOW),
        lambda: circulation.withdraw(item=theirs, by=by, at=NOW),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            act()
    catalogue.change_item(item=mine, changes={"shelf": "A"}, by=by, at=NOW)
    catalogue.set_suppressed(record=theirs.record, is_suppressed=True, by=by, at=NOW)


# What points share


@pytest.mark.django_db
def test_terms_that_points_share_are_changed_by_whoever_keeps_all_of_them(nothing_changes: NothingChanges) -> None:
    here, there = a_point(), a_point()
    shared, licence = terms(), a_licence_kind()
    for point in (here, there):
        room = spaces.add_resource(service_point=point, name="Aula", kind=Kind.ROOM, policy=shared, by=SYSTEM, at=NOW)
        spaces.want_licence(resource=room, kind=licence, by=SYSTEM)
    sitting = a_computer(at_point=here).policy
    computer = a_computer(at_point=there)
    spaces.open_to_public(resource=computer.resource, policy=sitting, by=SYSTEM)
    branch, head = held_at("pustakawan", here, here), held_at("pustakawan", here.library, here)
    minutes = {"day": 90, "session": 60}
    acts = (
        lambda by: spaces.change_policy(policy=shared, longest=240, by=by, at=NOW),
        lambda by: spaces.keep_licence_kind(kind=licence, by=by),
        lambda by: spaces.keep_sitting_policy(name=sitting.name, by=by, **minutes),
    )
    for act in acts:
        with nothing_changes(), pytest.raises(NotAllowed):
            act(branch)
        act(head)
    own = spaces.add_policy(name="Aturan cabang", by=branch)
    spaces.change_policy(policy=own, longest=240, by=branch, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        spaces.word_recording_text(words="Saya setuju.", by=head, at=NOW)


# Pages


@pytest.fixture
def pages(db: None) -> object:
    with translation.override("en"):
        yield


def browser(account: Account | None) -> Client:
    client = Client()
    assert account
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.mark.usefixtures("pages")
def test_the_form_says_what_a_role_does_not_include_and_each_page_what_is_missing() -> None:
    point = a_point(name="Batu")
    head = browser(a_member_of_staff(role="kepala").account)
    said = head.get(reverse("desk:add_staff")).content.decode()
    assert "look after the system" in said
    assert "It can only be given everywhere." in said
    person = a_member_of_staff(role="admin", at_point=point)
    address = reverse("desk:staff_roles", args=[person.account_id])
    assert "Held here it does not include: publish pages of the site, look after the system" in " ".join(
        head.get(address).content.decode().split()
    )
    assert "system administrator (Batu) does not include" in head.get(reverse("desk:staff")).content.decode()
    refused = head.post(address, {"role": "penyunting", "place": point.pk})
    assert refused.status_code == 422
    assert "can only be given everywhere" in refused.content.decode()


@pytest.mark.usefixtures("pages")
def test_a_role_is_given_in_a_whole_library_where_there_are_several() -> None:
    mine, theirs = a_library("Perpustakaan Kota"), a_library("Perpustakaan Kampus")
    here, there = a_point(library=mine, name="Batu"), a_point(library=theirs, name="Kampus")
    person = a_member_of_staff(role="relawan", at_point=here)
    colleague = a_member_of_staff(role="relawan", at_point=there)
    address = reverse("desk:staff_roles", args=[person.account_id])
    head = browser(a_holder("kepala", mine, station=here).account)
    said = head.get(address).content.decode()
    assert "all of Perpustakaan Kota" in said
    assert "Kampus" not in said
    for place in ("", f"library-{theirs.pk}", str(there.pk), "library-x", "x"):
        assert head.post(address, {"role": "sirkulasi", "place": place}).status_code == 422, place
    assert head.post(address, {"role": "sirkulasi", "place": f"library-{mine.pk}"}).status_code == 302
    assert RoleHeld.objects.filter(person=person, role="sirkulasi", library=mine, service_point=None).exists()
    listed = head.get(reverse("desk:staff")).content.decode()
    assert "circulation desk (all of Perpustakaan Kota)" in listed
    assert str(colleague.account) not in listed
    assert head.get(reverse("desk:staff_roles", args=[colleague.account_id])).status_code == 403


@pytest.mark.usefixtures("pages")
def test_in_a_network_of_one_library_everywhere_is_everywhere() -> None:
    point = a_point()
    said = browser(a_member_of_staff(role="kepala").account).get(reverse("desk:add_staff")).content.decode()
    assert f"all of {point.library.name}" not in said
    own = browser(a_holder("kepala", point.library, station=point).account).get(reverse("desk:add_staff"))
    assert f"all of {point.library.name}" in own.content.decode()
