"""The heads of the log are stamped each day by somebody else's clock and key; what proves nothing is not taken for a stamp."""

import base64
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from incidents.models import AccessEntry, HeadStamp, Leaf, TreeHead
from incidents.record import discrepancies, transparency, verification
from incidents.reports import proofs
from notifications import tasks
from notifications.letters import time_authority as client
from notifications.postroom import stamp_newest_head
from tests.proof_bundles import of_case, proved_world
from tests.time_authority import TimeAuthority, time_authority, without_its_signature

__all__ = ["proved_world", "time_authority"]  # fixtures
DATA = b"apa saja"


def sealed():
    transparency.seal_all(timezone.now())
    return transparency.newest()


def stamped(at=None):
    """The newest head, stamped, and its stamp."""
    head = sealed()
    stamp_newest_head(at or timezone.now())
    return head, HeadStamp.objects.get(head=head)


def found():
    """What a verification says of time stamps."""
    return [str(each) for each in verification.verify().discrepancies]


# --- the authority ------------------------------------------------------------------------------------------------


def test_a_stamp_is_asked_with_a_nonce_and_says_when_and_by_whom(time_authority):
    token, said = client.stamp(DATA)
    ((question, headers),) = time_authority.asked
    assert question["nonce"].native and question["cert_req"].native and "Authorization" not in headers
    assert abs(said.at - datetime.now(UTC)) < timedelta(minutes=1) and "Otoritas Waktu Uji" in said.authority
    assert said.trusted and client.judged(token, DATA) == said


@pytest.mark.parametrize(
    ("mood", "why"),
    [
        ("imprint", "stamped something else"),
        ("nonce", "nonce is not the one"),
        ("rejected", "kuota habis"),
        ("garbage", "cannot be read"),
        ("vast", "cannot be read"),
        ("page", "text/html, which is no time stamp"),
        ("broken", "answered 503"),
        ("redirect", "answered 307"),
    ],
)
def test_what_is_no_stamp_of_what_was_sent_is_refused_in_words(time_authority, mood, why):
    time_authority.mood = mood
    with pytest.raises(client.Unstamped, match=why):
        client.stamp(DATA)
    assert len(time_authority.asked) == 1, "asked once"


def test_an_authority_that_is_slow_or_down_is_not_waited_for(time_authority, settings):
    settings.TSA_TIMEOUT_SECONDS, time_authority.mood = 1, "slow"
    with pytest.raises(client.Unstamped, match="cannot be reached"):
        client.stamp(DATA)
    time_authority.mood = "drip"
    with pytest.raises(client.Unstamped, match="does not come to an end"):
        client.stamp(DATA)
    settings.TSA_URL = "http://127.0.0.1:9/"
    with pytest.raises(client.Unstamped, match="cannot be reached"):
        client.stamp(DATA)


def test_an_authority_that_is_not_trusted_stamps_nothing(time_authority, settings):
    other = TimeAuthority("Otoritas Lain")
    settings.TSA_URL = other.url
    try:
        with pytest.raises(client.Unstamped, match="not trusted"):
            client.stamp(DATA)
    finally:
        other.close()


def test_name_and_password_of_the_address_go_along_as_a_header(time_authority, settings):
    settings.TSA_URL = time_authority.url.replace("//", "//tanggap:kata%20sandi@")
    client.stamp(DATA)
    said = time_authority.asked[0][1]["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(said) == b"tanggap:kata sandi"


def test_a_stamp_whose_signature_was_changed_or_that_is_of_other_data_proves_nothing(time_authority):
    token, _said = client.stamp(DATA)
    for spoilt, data in ((without_its_signature(token), DATA), (token, b"lain"), (token[:-3], DATA), (b"", DATA)):
        with pytest.raises(client.Unstamped):
            client.judged(spoilt, data)


# --- heads --------------------------------------------------------------------------------------------------------


def test_without_an_authority_nothing_is_stamped_and_nothing_is_said_of_it(an_incident, log_in, world):
    sealed()
    tasks.stamp_head()
    assert not HeadStamp.objects.exists()
    page = log_in(world.auditor).get("/jejak/segel/").content.decode()
    assert "Cap waktu terakhir" not in page and "tidak diperoleh" not in page
    assert found() == []


def test_the_newest_head_is_stamped_once_a_day(time_authority, an_incident):
    _head, stamp = stamped()
    sealed()
    stamp_newest_head(timezone.now())
    assert HeadStamp.objects.get() == stamp
    stamp_newest_head(timezone.now() + timedelta(days=1))
    assert HeadStamp.objects.count() == 2, "the next day has its own"


def test_an_authority_that_is_down_is_asked_again_and_the_page_says_so(time_authority, an_incident, log_in, world):
    sealed()
    time_authority.mood = "broken"
    tasks.stamp_head()
    assert not HeadStamp.objects.exists()
    auditor = log_in(world.auditor)
    assert "tidak diperoleh" in auditor.get("/jejak/segel/").content.decode()
    time_authority.mood = "good"
    tasks.stamp_head()
    page = auditor.get("/jejak/segel/").content.decode()
    assert "tidak diperoleh" not in page and "Otoritas Waktu Uji" in page


@pytest.mark.parametrize("before", [True, False], ids=["stamped before", "never stamped"])
def test_that_the_newest_head_is_not_stamped_is_told_on_the_first_page_and_in_the_mail_of_the_night(
    time_authority, an_incident, log_in, world, settings, before
):
    settings.LOG_WITNESSES = ["inspektorat@luar.example"]
    sealed()
    if before:
        time_authority.at = datetime.now(UTC) - timedelta(days=3)
        stamped()
    time_authority.mood = "broken"
    tasks.stamp_head()
    tasks.verify_record()
    page = log_in(world.auditor).get(reverse("incidents:audit")).content.decode()
    assert "tidak diperoleh" in page and ("tidak bercap waktu sejak" in page) == before
    told = mail.outbox[0]
    assert told.subject.startswith("PERIKSA"), told.subject
    assert ("tidak bercap waktu sejak" if before else "belum pernah bercap waktu") in told.body


def test_a_head_that_is_stamped_raises_no_alarm(time_authority, an_incident, log_in, world, settings):
    settings.LOG_WITNESSES = ["inspektorat@luar.example"]
    stamped()
    tasks.verify_record()
    assert mail.outbox[0].subject.startswith("Segel catatan") and "bercap waktu" not in mail.outbox[0].body
    assert "tidak diperoleh" not in log_in(world.auditor).get(reverse("incidents:audit")).content.decode()


def test_a_stamp_is_a_leaf_so_that_the_next_one_covers_it(time_authority, an_incident):
    _head, stamp = stamped()
    sealed()
    assert Leaf.objects.get(stamp=stamp).place < transparency.newest().size
    assert found() == []


def test_openssl_verifies_what_the_auditor_downloads(time_authority, an_incident, log_in, world, settings, tmp_path):
    head, stamp = stamped()
    auditor = log_in(world.auditor)
    for ending in ("txt", "tst"):
        (tmp_path / f"segel.{ending}").write_bytes(auditor.get(f"/jejak/segel/{head.size}.{ending}").content)
    assert "Verification: OK" in openssl(tmp_path, "segel.txt", "segel.tst", settings.TSA_CERTIFICATES)
    assert AccessEntry.objects.filter(kind="download", subject_type="headstamp", subject_id=str(stamp.pk)).exists()
    assert auditor.get(f"/jejak/segel/{head.size + 1}.tst").status_code == 404


def openssl(folder, data, token, certificates):
    command = ["openssl", "ts", "-verify", "-data", data, "-in", token, "-token_in", "-CAfile", certificates]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_bundle_carries_the_stamps_over_its_heads_and_openssl_verifies_them(
    time_authority,
    proved_world,
    settings,
    tmp_path,
):
    head, _stamp = stamped()
    sealed()
    bundle, raw = of_case(proved_world.auditor, proved_world.proved.incident)
    under_it = proofs.prove(bundle, head, lambda done, count: None).files()
    assert not [name for name in under_it if name.endswith(".tst")], "a stamp that came after a head is not under it"
    with zipfile.ZipFile(BytesIO(raw)) as parcel:
        parcel.extractall(tmp_path)
    (token,) = (tmp_path / "segel").glob("*.tst")
    assert "Verification: OK" in openssl(tmp_path, token.with_suffix(".txt"), token, settings.TSA_CERTIFICATES)
    assert "openssl ts -verify" in (tmp_path / "baca-dahulu.txt").read_text()
    said = subprocess.run(
        ["python3", "-I", tmp_path / "periksa.py", "bukti.zip"],
        cwd=written(tmp_path, raw),
        capture_output=True,
        check=False,
    )
    assert said.stdout.startswith(b"BENAR"), said.stdout


def written(folder, raw):
    (folder / "bukti.zip").write_bytes(raw)
    return folder


def test_whoever_keeps_heads_outside_gets_the_last_stamp(time_authority, an_incident, settings):
    settings.LOG_WITNESSES = ["inspektorat@luar.example"]
    head, stamp = stamped()
    tasks.verify_record()
    names = {name: content for name, content, _kind in mail.outbox[0].attachments}
    assert names[f"segel-{head.size}.tst"] == stamp.der and names[f"segel-{head.size}.txt"] == head.checkpoint


# --- verification -------------------------------------------------------------------------------------------------


def test_verify_audit_judges_each_stamp(time_authority, an_incident):
    stamped()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "1 time stamps judged, 1 of them by an authority of TSA_CERTIFICATES." in out.getvalue()
    assert "Everything is as it was sealed." in out.getvalue()


def test_a_stamp_goes_on_being_good_after_the_certificate_of_the_authority_has_ended(an_incident, settings, tmp_path):
    now = datetime.now(UTC)
    gone = TimeAuthority("Otoritas Lampau", starts=now - timedelta(days=20), ends=now - timedelta(seconds=1))
    (tmp_path / "otoritas.pem").write_bytes(gone.certificate)
    settings.TSA_URL, settings.TSA_CERTIFICATES = gone.url, str(tmp_path / "otoritas.pem")
    gone.at = now - timedelta(seconds=9)
    try:
        stamped()
    finally:
        gone.close()
    assert found() == []


def planted_stamp(head, token, **of):
    return HeadStamp.objects.create(head=head, token=token, **of)


def test_each_thing_wrong_with_a_stamp_is_found_and_named(time_authority, an_incident):
    head = sealed()
    token, said = client.stamp(head.checkpoint.encode())
    other, _said = client.stamp(DATA)
    time_authority.at = datetime(2026, 1, 1, tzinfo=UTC)
    early, said_early = client.stamp(head.checkpoint.encode())
    whole = {"stamped_at": said.at, "authority": said.authority}
    wrong = [
        (other, whole, "is of something else"),
        (without_its_signature(token), whole, "its signature does not hold"),
        (
            early,
            {"stamped_at": said_early.at, "authority": said_early.authority},
            "says an earlier instant than its head",
        ),
        (token, whole | {"stamped_at": said.at + timedelta(days=1)}, "stamped_at is no longer what was recorded"),
        (token, whole | {"authority": "Otoritas Lain"}, "authority is no longer what was recorded"),
        (b"rubbish", whole, "cannot be read as a time stamp"),
    ]
    for spoilt, columns, _why in wrong:
        planted_stamp(head, base64.b64encode(spoilt).decode(), **columns)
    planted_stamp(head, "bukan Base64", **whole)
    expected = [*(why for *_rest, why in wrong), "cannot be read as a time stamp"]
    assert found() == [f"time stamp of head {head.size}: {why}" for why in expected]


def test_a_stamp_that_a_hand_made_unreadable_silences_nothing(time_authority, proved_world, settings):
    settings.LOG_WITNESSES = ["inspektorat@luar.example"]
    head = sealed()
    planted_stamp(head, "bukan Base64", stamped_at=timezone.now(), authority="Otoritas Waktu")
    tasks.verify_record()
    assert mail.outbox[0].subject.startswith("PERIKSA") and "tidak terbaca sebagai cap waktu" in mail.outbox[0].body
    assert of_case(proved_world.auditor, proved_world.proved.incident)[1], "a bundle is made all the same"


def test_by_whom_a_stamp_was_given_is_judged_by_the_certificates_that_are_configured(
    time_authority,
    an_incident,
    settings,
    tmp_path,
):
    stamped()
    (tmp_path / "lain.pem").write_bytes(TimeAuthority("Otoritas Lain").certificate)
    settings.TSA_CERTIFICATES = str(tmp_path / "lain.pem")
    assert "not trusted" in found()[0]
    settings.TSA_CERTIFICATES = str(tmp_path / "hilang.pem")
    assert "cannot be judged" in found()[0]
    settings.TSA_CERTIFICATES = ""
    report = verification.verify()
    assert (report.stamps, report.stamps_untrusted, report.well) == (1, 1, True)


def test_a_stamp_that_was_taken_away_leaves_a_leaf_of_nothing(time_authority, an_incident, monkeypatch):
    stamped()
    sealed()
    monkeypatch.setattr(transparency, "stamps_of", lambda rows: iter(()))
    assert any("is of nothing" in each for each in found())


def test_stamps_up_to_a_head_that_is_taken_for_true_are_not_judged_again(time_authority, an_incident):
    stamped()
    sealed()
    newest = TreeHead.objects.first().size
    assert verification.verify(since=newest).stamps == 0


def test_what_is_said_of_a_stamp_has_words_in_both_languages(world):
    from django.utils import translation

    with translation.override("id"):
        assert discrepancies.of_stamp(7).in_language() == "cap waktu kepala 7"
