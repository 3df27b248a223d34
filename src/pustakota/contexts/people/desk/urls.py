"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.people.desk import classes, likeness, membership, person, registering, staff

urlpatterns = [
    path("anggota/baru/", registering.member, name="register_member"),
    path("anggota/ganda/", likeness.pairs, name="pairs"),
    path("anggota/gabung/<int:first>/<int:second>/", likeness.merge, name="merge"),
    path("anggota/gabung/<int:merge_id>/batal/", likeness.undo, name="undo_merge"),
    path("anggota/<str:card>/anak/", registering.child, name="register_child"),
    path("anggota/<str:card>/blokir/", membership.block, name="block_member"),
    path("anggota/<str:card>/buka/", membership.unblock, name="unblock_member"),
    path("anggota/<str:card>/berlaku/", membership.extend, name="extend_membership"),
    path("anggota/<str:card>/kartu/", person.replace_card, name="replace_card"),
    path("anggota/<str:card>/perbaiki/", person.correct, name="correct_member"),
    path("anggota/<str:card>/nomor/", person.change_phone, name="change_phone"),
    path("anggota/<str:card>/nomor/tetap/", person.confirm_phone, name="confirm_phone"),
    path("anggota/<str:card>/foto/", person.photo, name="photo"),
    path("anggota/<str:card>/foto/<str:code>.jpg", person.photo_file, name="photo_file"),
    path("anggota/<str:card>/nik/", person.identity, name="identity"),
    path("anggota/<str:card>/serumah/", person.household, name="household"),
    path("anggota/<str:card>/lupakan/", person.forget, name="forget"),
    path("lembaga/", classes.organisations, name="organisations"),
    path("lembaga/baru/", classes.keep, name="add_organisation"),
    path("lembaga/<int:organisation_id>/", classes.organisation, name="organisation"),
    path("lembaga/<int:organisation_id>/ubah/", classes.keep, name="edit_organisation"),
    path("lembaga/<int:organisation_id>/kelas/", classes.bring_in, name="bring_in_class"),
    path("kelas/<int:class_id>/", classes.school_class, name="school_class"),
    path("petugas/", staff.everybody, name="staff"),
    path("petugas/baru/", staff.add, name="add_staff"),
    path("petugas/<int:account_id>/", staff.roles, name="staff_roles"),
    path("petugas/<int:account_id>/faktor-kedua/lepas/", staff.drop_second_factor, name="drop_second_factor"),
    path("petugas/peran/<int:role_id>/lepas/", staff.take_role, name="take_role"),
]
