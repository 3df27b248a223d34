"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.network.desk import copying, groups, sources, targets

urlpatterns = [
    path("judul/salin/", copying.candidates, name="copy_cataloguing"),
    path("katalog-induk/", sources.every_source, name="sources"),
    path("katalog-induk/baru/", sources.new, name="new_source"),
    path("katalog-induk/sumber/<int:source_id>/", sources.source, name="source"),
    path("katalog-induk/sumber/<int:source_id>/panen/", sources.soon, name="harvest_soon"),
    path("katalog-induk/sumber/<int:source_id>/tanya/", sources.look, name="look_at_source"),
    path("katalog-induk/panen/<int:run_id>/", sources.run, name="harvest_run"),
    path("katalog-induk/judul/", groups.some, name="union_groups"),
    path("katalog-induk/judul/<int:group_id>/", groups.group, name="union_group"),
    path("katalog-induk/judul/<int:group_id>/pisah/", groups.part, name="part_entry"),
    path("katalog-induk/judul/<int:group_id>/gabung/", groups.join, name="join_groups"),
    path("katalog-induk/tanya/", targets.every_target, name="targets"),
    path("katalog-induk/tanya/<int:target_id>/", targets.target, name="target"),
    path("katalog-induk/tanya/<int:target_id>/hapus/", targets.remove, name="remove_target"),
]
