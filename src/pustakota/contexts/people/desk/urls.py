"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.people.desk import membership, registering

urlpatterns = [
    path("anggota/baru/", registering.member, name="register_member"),
    path("anggota/<str:card>/anak/", registering.child, name="register_child"),
    path("anggota/<str:card>/blokir/", membership.block, name="block_member"),
    path("anggota/<str:card>/buka/", membership.unblock, name="unblock_member"),
    path("anggota/<str:card>/berlaku/", membership.extend, name="extend_membership"),
]
