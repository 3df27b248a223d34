"""What stands on a library's pages before anybody wrote there: true of every library, and easily replaced."""

from typing import Any

HOME: list[dict[str, Any]] = [
    {"type": "search", "value": {"heading": ""}},
    {"type": "new_titles", "value": {"heading": "", "number": 10}},
    {"type": "news", "value": {"heading": "", "number": 3}},
    {"type": "points", "value": {"heading": "", "points": []}},
]
"""Headings are left to the templates, which word them in the language of the reader."""

NEWS = {"id": "Berita", "en": "News"}

ABOUT = {
    "id": {
        "title": "Tentang perpustakaan",
        "body": (
            "<p>%(library)s terbuka bagi siapa saja. Membaca di tempat tidak perlu kartu; untuk meminjam, daftarlah "
            "menjadi anggota.</p><p>Halaman ini dapat diubah oleh petugas di penyunting situs.</p>"
        ),
    },
    "en": {
        "title": "About the library",
        "body": (
            "<p>%(library)s is open to everybody. Reading here takes no card; to borrow, become a member.</p>"
            "<p>Staff can change this page in the site editor.</p>"
        ),
    },
}
