"""The proof of looks: one entry of the access log, or who looked at one thing; nothing of any other, verified without us."""

import csv
import io
import json
import zipfile

import pytest
from django.utils import timezone

from incidents.models import AccessEntry, ProofBundle
from incidents.plain import bundle_verifier
from incidents.record import access_log, transparency
from notifications.letters.bundle import kept
from notifications.postroom import doorbell, make_bundle, remove_old_bundles
from tests.proof_bundles import WHO, asked, of_looks, proved_world  # noqa: F401  (a fixture)
from tests.removed import closed, planted, removed
from tests.world import make_incident

PAGE = "/jejak/bukti/"
WHY = {"ready": "audit", "words": "Surat tugas 12"}


def opened(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as found:
        return {name: found.read(name) for name in found.namelist()}


def verified(folder, raw, *more):
    (folder / "bukti.zip").write_bytes(raw)
    return bundle_verifier.main([str(folder / "bukti.zip"), *more])


def words_of(data):
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def everything_in(raw):
    inside = opened(raw)
    texts = [content.decode() for name, content in inside.items() if name.endswith((".json", ".csv", ".txt"))]
    return "\n".join([*texts, words_of(inside["laporan-01.pdf"])])


def of_look(world, look):
    return asked(world.auditor, kind="look", key=str(look.pk), label=f"#{look.pk}")


def test_who_looked_at_one_thing_is_proved_and_nobody_else_is_told_of(proved_world, tmp_path):  # noqa: F811
    bundle, raw = of_looks(proved_world)
    code, said = verified(tmp_path, raw)
    assert code == 0 and said.startswith("BENAR: 2 pembacaan tersegel, 0 lagi") and "2 looks are sealed" in said, said
    looks = [each["accessentry"] for each in json.loads(opened(raw)["catatan.json"])]
    assert [(each["actor_name"], each["kind"], each["reason"]) for each in looks] == [
        ("Officer", "read", ""),
        ("Auditor", "reveal", "Pemeriksaan 7"),
    ]
    (_head, *rows) = csv.reader(io.StringIO(opened(raw)["catatan.csv"].decode()))
    assert [row[4] for row in rows] == ["Officer", "Auditor"] and bundle.events == 2
    everything = everything_in(raw)
    assert "Officer" in everything and "Dibuka" in everything or "Dilihat" in everything
    for other in AccessEntry.objects.exclude(subject_type="complainantsheet"):
        assert other.nonce not in everything
    assert proved_world.proved.incident.reference not in everything and WHO.name not in everything


def test_one_look_is_proved_alone(proved_world, tmp_path):  # noqa: F811
    of_looks(proved_world)
    look, other = AccessEntry.objects.filter(subject_type="complainantsheet").order_by("pk")
    _bundle, raw = of_look(proved_world, look)
    assert verified(tmp_path, raw)[0] == 0
    everything = everything_in(raw)
    assert look.nonce in everything and other.nonce not in everything and "Pemeriksaan 7" not in everything
    assert of_look(proved_world, look)[1] == raw  # the same look under the same head
    access_log.log("read", None, proved_world.proved.incident, actor=proved_world.officer)
    assert of_look(proved_world, look)[1] != raw


def test_a_look_that_names_whoever_complained_is_a_hash_alone(proved_world, tmp_path):  # noqa: F811
    sheet = proved_world.proved.incident.complaints.get().sheet
    access_log.log("reveal", None, sheet, actor=proved_world.auditor, reason=f"Telepon dari {WHO.name}")
    elsewhere = AccessEntry.objects.create(
        kind="search",
        at=timezone.now(),
        actor=proved_world.auditor,
        actor_name="Auditor",
        path="/jejak/?q=sri+wahyuningsih",
    )
    for of, key, hidden in (
        ("looks", f"complainantsheet:{sheet.pk}", 1),
        ("look", str(elsewhere.pk), 1),
    ):
        bundle, raw = asked(proved_world.auditor, kind=of, key=key, label="x")
        assert bundle.hidden == hidden and verified(tmp_path, raw)[0] == 0
        assert "ahyuningsih" not in everything_in(raw).replace("+", " ")


def test_a_look_whose_words_were_removed_under_law_is_proved_by_the_note_of_the_removal(world, tmp_path):
    case = closed(world, planted(world))
    access_log.log("reveal", None, case, actor=world.auditor, reason="Menanyakan keluarga Budi di Sleman")
    transparency.seal_all(timezone.now())
    look = AccessEntry.objects.latest("pk")
    _bundle, before = of_look(world, look)
    row = removed(world, case, "case")
    _bundle, raw = of_look(world, look)
    assert "keluarga Budi" in everything_in(before) and "keluarga Budi" not in everything_in(raw)
    code, said = verified(tmp_path, raw)
    assert code == 0 and "1 dikosongkan menurut hukum" in said and row.reference in said, said


def test_a_look_that_a_hand_altered_is_not_proved(proved_world, monkeypatch):  # noqa: F811
    look = access_log.log("read", None, make_incident(proved_world), actor=proved_world.officer)
    transparency.seal_all(timezone.now())
    stands = transparency.sealed_text
    monkeypatch.setattr(transparency, "sealed_text", lambda thing: stands(thing).replace("Officer", "Orang Lain"))
    bundle, raw = of_look(proved_world, look)
    assert bundle.state == "failed" and not raw and str(look.pk) in bundle.fault


# --- the pages that lead there ----------------------------------------------------------------------------------------
@pytest.fixture
def auditor(proved_world, log_in, monkeypatch):  # noqa: F811
    monkeypatch.setattr(doorbell, "press", lambda: None)
    return log_in(proved_world.auditor)


def test_pages_of_who_looked_lead_to_a_form_that_asks_for_just_that(auditor, proved_world):  # noqa: F811
    of_looks(proved_world)
    sheet = proved_world.proved.incident.complaints.get().sheet
    look = AccessEntry.objects.filter(subject_type="complainantsheet").latest("pk")
    thing = f"complainantsheet:{sheet.pk}"
    readers = auditor.get(f"/pengaduan/{sheet.complaint_id}/lembar/pembaca/").content.decode()
    listed = auditor.get(f"/jejak/pembacaan/?on={thing}").content.decode()
    for page in (readers, listed):
        assert f"{PAGE}?pembacaan=complainantsheet%3A{sheet.pk}" in page
    assert f"{PAGE}?pembacaan={look.pk}" in listed
    for named, kind, key in ((thing, "looks", thing), (str(look.pk), "look", str(look.pk))):
        at = f"{PAGE}?pembacaan={named}"
        assert str(sheet) in auditor.get(at).content.decode()
        assert auditor.post(at, {}).status_code == 200 and not ProofBundle.objects.filter(key=key).exclude(
            asked_by=proved_world.auditor, reason="Pemeriksaan"
        )
        assert auditor.post(at, WHY).status_code == 302
        bundle = ProofBundle.objects.latest("asked_at")
        assert (bundle.kind, bundle.key) == (kind, key) and bundle.reason.endswith("Surat tugas 12")
        make_bundle(bundle.pk)
        assert auditor.get(f"{PAGE}{bundle.pk}.zip").status_code == 200
        noted = AccessEntry.objects.filter(kind="download").order_by("-pk").values_list("subject_type", "subject_id")
        taken = ("proofbundle", str(bundle.pk)), ("complainantsheet", str(sheet.pk))
        assert set(noted[:2]) == set(taken), "what was taken, and what it is of"


def test_what_nobody_looked_at_is_no_page(auditor):
    for named in ("0", "999999", "9" * 40, "²", "x", ":", "a:", "complainantsheet:99", "incident:%00", "-1"):
        assert auditor.get(f"{PAGE}?pembacaan={named}").status_code == 404, named


def test_the_proof_of_looks_goes_after_a_week_as_any(auditor, proved_world):  # noqa: F811
    bundle, _raw = of_looks(proved_world)
    remove_old_bundles(bundle.expires_at)
    assert auditor.get(f"{PAGE}{bundle.pk}.zip").status_code == 404 and not kept(bundle).exists()
