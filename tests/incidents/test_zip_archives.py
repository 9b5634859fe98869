"""A ZIP with a list and its files: opened in bounded memory, and what is no plain file under a plain name is refused with a word."""

import io
import os
import stat
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from incidents import files
from incidents.files import zip_archives
from tests.packed import as_upload, packed
from tests.samples import pdf

LIST = ("daftar.csv", "nomor berkas;judul\n1;a\n")
NIK = "3174012505990001"


def opened(*parts, **how):
    return zip_archives.ListArchive(io.BytesIO(packed([LIST, *parts], **how)))


def refused(data):
    with translation.override("id"), pytest.raises(ValidationError) as refusal:
        zip_archives.ListArchive(io.BytesIO(data))
    return " ".join(refusal.value.messages)


def test_a_file_is_known_by_its_name_whatever_folder_it_lies_in_and_what_a_system_adds_is_none():
    found = opened(("Arsip/2020/Surat Café.PDF", pdf()), ("__MACOSX/._a", b"x"), ("Arsip/.DS_Store", b"x"))
    assert set(found.parts) == {zip_archives.key("surat cafe\u0301.pdf")} and not found.twice
    assert found.look_at(found.parts[zip_archives.key("SURAT CAFÉ.pdf")]).fault == ""
    assert found.list.name == "daftar.csv"


def test_two_files_of_one_name_are_told():
    found = opened(("a/x.pdf", pdf()), ("b/X.pdf", pdf()))
    assert set(found.twice) == {"x.pdf"}


@pytest.mark.asvs(28)
@pytest.mark.parametrize(
    "name", ["../x.pdf", "a/../../x.pdf", "/etc/x.pdf", "C:/x.pdf", "C:x.pdf", "a\\..\\x.pdf", "..\\x.pdf"]
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    info = zipfile.ZipInfo("x.pdf")
    info.filename = name
    assert "keluar dari ZIP" in refused(packed([LIST, (info, pdf())]))


def test_a_link_and_a_device_are_no_files():
    for kind in (stat.S_IFLNK, stat.S_IFCHR):
        info = zipfile.ZipInfo("x.pdf")
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        assert "bukan berkas" in refused(packed([LIST, (info, "/etc/passwd")]))


def test_a_name_that_is_not_written_in_unicode_or_holds_what_nobody_sees_is_refused():
    data = packed([LIST, ("surat-XX.pdf", pdf())])
    assert "Unicode" in refused(data.replace(b"surat-XX", b"surat-\x82\xe9"))
    for unseen in ("surat\u202efdp.pdf", "surat\u200b.pdf", "surat\n.pdf"):
        assert "Unicode" in refused(packed([LIST, (unseen, pdf())]))


def test_a_part_that_is_locked_is_refused():
    data = bytearray(packed([LIST, ("x.pdf", pdf())]))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "kata sandi" in refused(bytes(data))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06", b"x" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(data):
    assert refused(data)


def test_one_list_and_no_other_is_in_it():
    assert "daftar.csv" in refused(packed([("x.pdf", pdf())]))
    assert "daftar.csv" in refused(packed([LIST, ("b/daftar.xlsx", b"x")]))


def test_more_files_or_a_longer_list_of_them_than_are_looked_at_are_refused_before_they_are_read():
    many = packed([LIST, *((f"{n}.txt", b"") for n in range(zip_archives.MOST_PARTS))])
    assert str(zip_archives.MOST_PARTS) in refused(many)
    thousands = packed([(f"{n}.txt", b"") for n in range(20_000)])
    hidden = bytearray(thousands)
    hidden[-14:-10] = (5).to_bytes(2, "little") * 2  # it says that there are five
    tracemalloc.start()
    for data in (thousands, bytes(hidden)):
        before = tracemalloc.get_traced_memory()[0]
        assert str(zip_archives.MOST_PARTS) in refused(data)
        assert tracemalloc.get_traced_memory()[1] - before < 3 * 1024 * 1024
        tracemalloc.reset_peak()
    tracemalloc.stop()


def test_a_zip64_is_refused_whatever_its_old_record_says():
    data = packed([LIST])
    locator = b"PK\x06\x07" + bytes(16)
    assert str(zip_archives.MOST_PARTS) in refused(data[:-22] + locator + data[-22:])


@pytest.mark.asvs(25)
def test_a_bomb_is_unpacked_no_further_than_one_upload_may_go():
    bomb = opened(("x.txt", b"\0" * (files.MAX_BYTES + 1)))
    assert "25 MB" in bomb.look_at(bomb.parts["x.txt"]).fault
    lies = bytearray(packed([LIST, ("x.txt", b"a" * (files.MAX_BYTES + 1))]))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = lies.rindex(mark)
        lies[start + at : start + at + 4] = (1000).to_bytes(4, "little")
    liar = zip_archives.ListArchive(io.BytesIO(bytes(lies)))
    tracemalloc.start()
    assert liar.look_at(liar.parts["x.txt"]).fault
    assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    tracemalloc.stop()


def test_all_together_may_not_be_larger_than_is_unpacked(monkeypatch):
    monkeypatch.setattr(zip_archives, "MOST_UNPACKED_MB", 1)
    assert "1 MB" in refused(packed([LIST, *((f"{n}.txt", b"\0" * 600_000) for n in range(2))]))
    monkeypatch.setattr(zip_archives, "MOST_MB", 0)
    assert "0 MB" in refused(packed([LIST]))


def test_what_the_door_refuses_of_any_upload_is_refused_in_a_zip():
    found = opened(
        ("a.exe", b"MZ"),
        ("b.pdf", b"tidak"),
        ("c.txt", f"NIK {NIK}".encode()),
        (f"{NIK}.txt", b"x"),
        ("kosong.txt", b""),
        ("baik.txt", b"Kepada Yth."),
    )
    with translation.override("id"):
        told = {part.name: found.look_at(part).fault for part in found.parts.values()}
    assert told.pop("baik.txt") == ""
    assert all(told.values()) and "menunjuk orang" in told["c.txt"] and NIK not in told["c.txt"]


def test_a_damaged_part_is_said_to_be_damaged():
    data = bytearray(packed([LIST, ("x.txt", b"isi yang cukup panjang " * 20)], method=zipfile.ZIP_STORED))
    data[data.index(b"isi yang")] ^= 1
    found = zip_archives.ListArchive(io.BytesIO(bytes(data)))
    with translation.override("id"):
        assert "rusak" in found.look_at(found.parts["x.txt"]).fault


def test_what_was_laid_aside_and_never_taken_in_goes_after_a_day():
    now = timezone.now()
    old, new = (zip_archives.keep(as_upload(packed([LIST]))) for _ in range(2))
    before = (now - zip_archives.KEPT_FOR - timedelta(minutes=1)).timestamp()
    os.utime(files.full_path(old), (before, before))
    zip_archives.remove_old(now)
    assert not files.full_path(old).exists() and files.full_path(new).exists()
