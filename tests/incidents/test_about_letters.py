"""What is put right or struck about a letter is told wherever the letter is: on the trail, the page of an act, its account, its proof."""

import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incidents.actions import evidence, work
from incidents.models import CaseEvent, Evidence, Response, Sending
from incidents.plain import bundle_verifier as form
from incidents.plain import clocks
from incidents.record import about_letters, transparency
from notifications.letters import bundle as making
from tests.proof_bundles import asked
from tests.samples import pdf
from tests.sent_form import Form, press
from tests.typed_rows import paper_on_a_result, replied, struck
from tests.world import make_incident, make_request


@pytest.fixture
def sent_by_mistake(world, log_in):
    """A letter that an officer said was sent by courier, and struck since: both through the pages."""
    letter = make_request(world, "open").letter
    browser = log_in(world.officer)
    _typed(
        browser,
        reverse("incidents:send_outside", args=[letter.pk]),
        channel="courier",
        said_by="Petugas",
        source="Resi PD-1",
        sent=clocks.local(timezone.now()).strftime("%d-%m-%Y"),
    )
    [sending] = Sending.objects.all()
    _typed(
        browser,
        reverse("incidents:strike", args=["pengiriman", sending.pk]),
        reason="Keliru, tidak pernah dikirim",
    )
    return letter.request


@pytest.fixture
def revised(world, log_in):
    """A reply on paper, with its scan, whose sender was put right through the pages."""
    case = make_incident(world)
    scan = evidence.attach(case, by=world.officer, upload=SimpleUploadedFile("b.pdf", pdf("b")), description="Pindaian")
    reply = replied(world, case, evidence=scan)
    _typed(
        log_in(world.officer),
        reverse("incidents:revise", args=["balasan", reply.pk]),
        declared_name="Budi",
        reason="Salah baca",
    )
    assert Response.objects.get(pk=reply.pk).declared_name == "Budi"
    return reply.request


def _typed(browser, address, **facts):
    form = Form(browser.get(address).content.decode()).as_sent()
    assert press(browser, address, form | facts).status_code == 302


class Paper(SimpleUploadedFile):
    """A file that is sent along as often as its form is pressed."""

    def read(self, *size):
        self.file.seek(0)
        return self.file.read(*size)


def account_of(browser, request):
    return browser.get(reverse("incidents:account", args=[request.pk])).content.decode()


def on_the_trail(browser, request):
    page = browser.get(f"/jejak/?case={request.reference}").context["page"]
    return [line.event.action for line in page.lines]


def proved(world, folder, request, **of):
    """What the bundle of a letter proves, as its own verifier finds it to hold: the acts that its record tells of."""
    transparency.seal_all(timezone.now())
    kind = of.get("kind", "clarificationrequest")
    _row, raw = asked(world.auditor, kind="matter", key=f"{kind}:{request.pk}", label=str(request.reference))
    done = judged(folder, raw)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(folder / "bukti.zip") as held:
        return [each["event"]["action"] for each in json.loads(held.read("catatan.json"))]


def judged(folder, raw):
    (folder / "periksa.py").write_bytes(making.verifier())
    (folder / "bukti.zip").write_bytes(raw)
    command = [sys.executable, "-I", "periksa.py", "bukti.zip"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={}, check=False)


def test_a_struck_sending_is_told_on_trail_page_account_and_in_the_proof(world, sent_by_mistake, log_in, tmp_path):
    auditor = log_in(world.auditor)
    assert {"send_outside", "strike"} <= {*on_the_trail(auditor, sent_by_mistake)}
    said = CaseEvent.objects.get(action="send_outside")
    later = auditor.get(f"/jejak/peristiwa/{said.pk}/").context["later"]
    assert [each.action for each in later] == ["strike"]
    page = account_of(auditor, sent_by_mistake)
    struck = CaseEvent.objects.get(action="strike")
    shown = auditor.get(f"/jejak/peristiwa/{struck.pk}/")
    assert shown.context["whole"] == sent_by_mistake.reference, "its proof is that of the letter"
    assert f'value="{sent_by_mistake.reference}"' in shown.content.decode()
    assert "dicoret oleh" in page and "Keliru, tidak pernah dikirim" in page
    assert {"send_outside", "strike"} <= {*proved(world, tmp_path, sent_by_mistake)}


def test_the_signed_receipt_of_a_delivery_by_hand_is_in_the_proof_with_its_file(world, log_in, tmp_path):
    letter = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=9)).letter
    receipt = Paper("tanda-terima.pdf", pdf("tanda"))
    came = clocks.local(timezone.now() - timedelta(hours=2)).strftime("%d-%m-%Y %H.%M")
    address = reverse("incidents:hand_deliver", args=[letter.request.pk])
    _typed(log_in(world.officer), address, received_at=came, received_by="Agendaris", scan=receipt)
    acts = proved(world, tmp_path, letter.request)
    assert {"hand_deliver", "attach"} <= {*acts}
    with zipfile.ZipFile(tmp_path / "bukti.zip") as held:
        assert pdf("tanda") in [held.read(name) for name in held.namelist()]
    assert "attach" in on_the_trail(log_in(world.auditor), letter.request)
    [scan] = Evidence.objects.all()
    _typed(log_in(world.officer), reverse("incidents:reclassify", args=[scan.pk]), tlp="red", reason="Nama")
    assert "reclassify" in proved(world, tmp_path, letter.request)


def test_a_reply_put_right_is_told_everywhere_and_its_words_lead_to_who_put_it_right(world, revised, log_in, tmp_path):
    auditor = log_in(world.auditor)
    assert {"record_reply", "revise", "attach"} <= {*on_the_trail(auditor, revised)}
    said = CaseEvent.objects.get(action="record_reply")
    later = auditor.get(f"/jejak/peristiwa/{said.pk}/").context["later"]
    assert "revise" in [each.action for each in later]
    answer = auditor.get(reverse("incidents:account", args=[revised.pk])).context["account"].answers[0]
    assert "Budi" in answer.words and answer.event == CaseEvent.objects.get(action="revise")
    assert "Salah baca" in account_of(auditor, revised)
    assert {"record_reply", "revise", "attach"} <= {*proved(world, tmp_path, revised)}


def test_a_struck_follow_up_is_told_with_the_letter_of_the_case(world, log_in, tmp_path):
    paper = paper_on_a_result(world)
    letter = paper.case_letter
    struck(paper, by=world.officer)
    assert "strike" in on_the_trail(log_in(world.auditor), letter)
    assert "strike" in proved(world, tmp_path, letter, kind="caseletter")


def test_who_judged_a_point_of_a_letter_is_told_with_it(world, log_in, tmp_path):
    letter = paper_on_a_result(world).case_letter
    owed = letter.demands.get()
    work.miss(owed, by=world.supervisor, seen=owed.version, reason="Tidak dijalankan")
    assert "miss" in on_the_trail(log_in(world.auditor), letter)
    assert "miss" in proved(world, tmp_path, letter, kind="caseletter")


def test_what_hangs_on_a_letter_is_found_by_one_question(world, revised, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = about_letters.things("clarificationrequest", str(revised.pk))
    assert {kind for kind, _key in found} == {"response", "evidence"}
    with django_assert_num_queries(0):
        assert about_letters.things("incident", "1") == []


def test_the_verifier_refuses_an_act_on_what_the_proof_does_not_name(world, sent_by_mistake, tmp_path):
    proved(world, tmp_path, sent_by_mistake)
    with zipfile.ZipFile(tmp_path / "bukti.zip") as held:
        files = {name: held.read(name) for name in held.namelist()}
    proof = json.loads(files["bukti.json"])
    del proof["scope"]["also"]
    done = judged(tmp_path, form.archive(files | {"bukti.json": json.dumps(proof).encode()}))
    assert done.returncode == 1 and "di luar cakupan" in done.stdout
