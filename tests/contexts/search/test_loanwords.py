"""Which English spellings an Indonesian loanword may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.search.rules.loanwords import ENDINGS, MOST, PARTS, SHORTEST, in_english

ENGLISH = """
reinkarnasi reincarnation    globalisasi globalization    globalisasi globalisation    administrasi administration
transmigrasi transmigration  invasi invasion              konstitusi constitution      diskusi discussion
revolusi revolution          televisi television          komisi commission            tradisi tradition
resesi recession             ekspresi expression          promosi promotion            koleksi collection
resepsi reception            konversi conversion          konferensi conference        efisiensi efficiency
toleransi tolerance          konvensi convention          dimensi dimension            provinsi province
identitas identity           fakultas faculty             kualitas quality             frekuensi frequency
nasionalisme nationalism     kapitalisme capitalism       komunis communist            ekonomis economical
psikologi psychology         sosiologi sociology          antropologi anthropology     metodologi methodology
biografi biography           fotografi photography        demokrasi democracy          demokrat democrat
filosofi philosophy          ekonomi economics            otonomi autonomy             strategi strategy
matematika mathematics       amerika america              politik politics             klasik classic
katolik catholic             konflik conflict             kreatif creative             alternatif alternative
literatur literature         direktur director            arsitektur architecture      sektor sector
sosial social                nasional national            profesional professional     seksual sexual
dokumen document             departemen department        presiden president           manajemen management
produk product               kontrak contract             proyek project               konsep concept
ekspor export                indeks index                 konteks context              sertifikat certificate
komputer computer            militer military             populer popular              karakter character
kurikulum curriculum         kampus campus                proses process               sukses success
metode method                sistem system                hipotesis hypothesis         analisis analysis
komunikasi communication     agresi aggression            profesi profession           asosiasi association
institut institute           industri industry            simpati sympathy             teknis technical
""".split()  # noqa: SIM905


@pytest.mark.parametrize(("word", "english"), list(zip(ENGLISH[::2], ENGLISH[1::2], strict=True)))
def test_a_loanword_may_be_spelt_in_english(word: str, english: str) -> None:
    assert english in in_english(word)


@pytest.mark.parametrize(
    "word",
    [
        "kurang",
        "kantor",
        "perempuan",
        "kehidupan",
        "sekolah",
        "kalimantan",
        "puisi",
        "asasi",
        "959",
        "b\u00e9asi\u00e9si",
        "",
    ],
)
def test_other_words_and_short_ones_have_none(word: str) -> None:
    assert in_english(word) == ()


@given(st.text(alphabet="abcdefghijklmnoprstuwxyz", max_size=20), st.sampled_from([*ENDINGS, ""]))
def test_there_are_few_spellings_all_different_and_none_is_the_word(start: str, ending: str) -> None:
    word = start + ending
    spellings = in_english(word)
    assert word not in spellings
    assert len(set(spellings)) == len(spellings) <= MOST
    assert not spellings or len(word) >= SHORTEST


def test_the_rules_stand_in_their_order() -> None:
    assert list(ENDINGS) == sorted(ENDINGS)
    assert list(PARTS) == sorted(PARTS)
