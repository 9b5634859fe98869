"""A joint letter: one text, one number, one check code and one file to several bodies, each of which has its own copy, answers for
its own points and is told by itself."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import (
    agencies,
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    dissolution,
    doubles,
    letter_content,
    revival,
)
from incidents.models import Agency, CaseEvent, CaseLetter, Commitment, Letter, RegisterEntry
from incidents.plain import bundle_verifier, letter_kinds
from incidents.plain.clocks import WIB
from incidents.record import cited_numbers, deeds, stream, transparency, verification
from incidents.record.about_bodies import About
from incidents.reports.chronology import Asked, page
from notifications.letters import html
from notifications.models import Message
from tests import certificates, gateway, proof_bundles
from tests.meetings import facts as of_meeting
from tests.meetings import issue
from tests.moves import choose_signing
from tests.notifications.conftest import work
from tests.sent_form import press
from tests.world import make_incident


def drafted(world, kind=letter_kinds.INFORMATION, bodies=None, joint=True, **more):
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in kind.wanted}
    if kind.demands:
        facts["done_by"] = case_letter_content.done_by_facts(timezone.now() + timedelta(days=30))
    return case_letters.draft(
        more.pop("case", None) or make_incident(world),
        by=world.officer,
        kind=kind,
        agencies=bodies or [world.agency_a, world.agency_b],
        facts=more.pop("facts", None) or facts,
        subject="Pemberitahuan",
        joint=joint,
        **more,
    )


def fresh(rows):
    return [CaseLetter.objects.get(pk=row.pk) for row in rows]


def another(code):
    name = {"name": f"Instansi {code}", "short_name": f"Ins {code}", "head_office": f"Kepala Instansi {code}"}
    return agencies.register_agency(
        by=deeds.SYSTEM, code=code, zone=WIB.key, names=[name | {"valid_from": date(2020, 1, 1)}]
    )


def test_it_is_drafted_in_one_form_issued_with_one_press_and_stands_once_on_the_register(
    world, log_in, drawn_letters, mailoutbox, client
):
    case, officer, supervisor = make_incident(world), log_in(world.officer), log_in(world.supervisor)
    address = f"/insiden/{case.reference}/surat/information/"
    typed = {"agencies": [world.agency_a.pk, world.agency_b.pk], "joint": "on", "subject": "Hal", "isi": "Isi"}
    assert press(officer, address, typed | {"security": "B", "urgency": "biasa", "copies": ""}).status_code == 302
    first, second = CaseLetter.objects.order_by("pk")
    shown = supervisor.get(f"/surat-perkara/{first.pk}/terbitkan/")
    assert shown.content.decode().count("data:image/png;base64,") == 1, "one paper"
    assert "2 instansi" in shown.content.decode()
    seen = {f"seen-{row.pk}": f"{row.version}.{row.digest}" for row in shown.context["letters"]}
    assert supervisor.post(f"/surat-perkara/{first.pk}/terbitkan/", seen).status_code == 302
    work()
    one, other = Letter.objects.order_by("pk")
    assert RegisterEntry.objects.count() == 1 and (one.content, one.file) == (other.content, other.file) and one.file
    assert (one.copy_of, other.copy_of) == (None, one) and one.check_code == other.check_code
    mails = [mail for mail in mailoutbox if mail.extra_headers["X-Tanggap-Kind"] == "result_letter"]
    assert sorted(mail.to[0] for mail in mails) == ["surat@a.example", "surat@b.example"]
    assert all(str(one) in mail.subject and len(mail.attachments) == 1 for mail in mails), "each by its own mail"
    for body in ("a", "b"):
        register = supervisor.get(f"/surat/register/?agency={body}").content.decode()
        assert register.count(f">{one}<") == 1 and "Kepala Instansi A" in register and "Kepala Instansi B" in register
    assert supervisor.get("/surat/register/").content.decode().count(f">{one}<") == 1
    acts = supervisor.get(f"/insiden/{case.reference}/").content.decode()
    assert acts.count("Surat diterbitkan") == 1 and "Ins A, Ins B" in acts, "said once, with the bodies named"
    told = [line.event for line in stream.page(stream.Question(action="issue_letter"), world.auditor).lines]
    assert [event.details["agency"] for event in told] == ["Ins A, Ins B"]
    told = stream.page(stream.Question(action="issue_letter", about=About.of(world.agency_b.code)), world.auditor).lines
    assert [line.event.details["agency"] for line in told] == ["Ins B"], "found under each body"
    check = client.get(f"/v/{one.check_code}/").content.decode()
    assert "Kepala Instansi A" in check and "Kepala Instansi B" in check
    portal = log_in(world.liaison_b)
    page_of_b = portal.get(f"/surat-perkara/{second.pk}/").content.decode()
    paper = portal.get(f"/surat/{other.pk}/")
    assert str(one) in page_of_b and "Kepala Instansi A" in page_of_b
    assert b"".join(paper.streaming_content) == files.read(one.file)
    assert {portal.get(f"/surat-perkara/{first.pk}/").status_code, portal.get(f"/surat/{one.pk}/").status_code} == {404}
    assert cited_numbers.find(world.liaison_b, first.reference).subject == ("caseletter", str(second.pk)), (
        "as its letter cites"
    )
    assert verification.verify().well


def test_a_letter_to_one_body_is_no_joint_letter_and_a_reprimand_never_is(world, log_in):
    case, officer = make_incident(world), log_in(world.officer)
    typed = {
        "agencies": [world.agency_a.pk],
        "joint": "on",
        "subject": "Hal",
        "isi": "Isi",
        "security": "B",
        "urgency": "biasa",
    }
    assert "sedikitnya dua" in press(officer, f"/insiden/{case.reference}/surat/information/", typed).content.decode()
    assert "joint" not in officer.get(f"/insiden/{case.reference}/surat/reprimand/").context["form"].fields
    assert not CaseLetter.objects.exists()


@pytest.mark.parametrize("n", [2, 5])
def test_few_addressees_stand_on_the_first_page_and_many_in_an_annex(world, n):
    bodies = [world.agency_a, world.agency_b, *(another(f"c{k}") for k in range(n - 2))]
    named = {"head_office": "Kepala Kantor", "institution": "Kementerian Uji"}
    agencies.amend_agency(world.agency_a, by=world.administrator, reason="Uji", **named)
    bodies[0] = Agency.objects.get(pk=world.agency_a.pk)
    rows = drafted(world, bodies=bodies)
    now = timezone.now()
    texts = [case_letter_content.content(row, now, world.supervisor) for row in rows]
    assert len({letter_content.digest(text) for text in texts}) == 1, "one text, whoever's copy is read"
    paper = html.render(texts[0])
    assert ("DAFTAR ALAMAT" in paper) == (n > 4) == ("daftar alamat terlampir" in paper)
    for body in bodies:
        assert paper.count(body.name_on(timezone.localdate()).head_office) == 1
    assert paper.count("Kementerian Uji") == 1 and "Instansi A<" not in paper, "in place of the name"
    assert ("1 (satu) berkas" in paper) == (n > 4)


def test_a_meeting_says_its_hours_in_every_zone_of_its_addressees(world):
    rows = drafted(world, letter_kinds.INVITATION, facts=of_meeting())
    hours = case_letter_content.content(rows[0], timezone.now())["particulars"][1]["words"]
    assert hours.count("WIB") == 1 and hours.count("WIT") == 1


def test_each_body_answers_for_its_own_points_and_all_are_revoked_by_one_letter(world):
    rows = issue(world, drafted(world, letter_kinds.RECOMMENDATION))
    assert [each.agency for each in Commitment.objects.order_by("pk")] == [world.agency_a, world.agency_b]
    taken = case_letters.take_back(
        rows[0], by=world.officer, seen=rows[0].version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )
    taken = issue(world, taken)
    assert RegisterEntry.objects.count() == 2 and len({row.letter.register_entry for row in taken}) == 1
    assert [row.letter.standing for row in fresh(rows)] == ["withdrawn"] * 2
    assert [row.letter.about for row in taken] == [row.letter for row in rows]
    assert not Commitment.objects.filter(status="open").exists()


def test_what_takes_it_back_names_the_successor_of_a_body_that_got_it(world):
    rows = issue(world, drafted(world, letter_kinds.RECOMMENDATION))
    heir = another("heir")
    ended(world, world.agency_a, heir)
    taken = case_letters.take_back(
        fresh(rows)[1], by=world.officer, seen=rows[1].version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )
    texts = [case_letter_content.content(row, timezone.now()) for row in taken]
    assert texts[0]["facts"] == texts[1]["facts"]
    assert "(kepada Kepala Instansi A, yang kini digantikan Instansi heir)" in texts[0]["facts"]["hal_asal"]


def ended(world, body, heir=None):
    body.refresh_from_db()
    return dissolution.end_agency(
        body, by=world.administrator, seen=body.version, successor=heir, ended_on=timezone.localdate(), reason="Dilebur"
    )


def test_a_draft_is_dropped_for_all_or_for_one_and_then_names_the_others_alone(world, log_in, drawn_letters):
    bodies = [world.agency_a, world.agency_b, another("c")]
    rows, supervisor = drafted(world, bodies=bodies), log_in(world.supervisor)
    before = letter_content.digest(case_letter_content.content(rows[1], timezone.now(), world.supervisor))
    page_of_it = supervisor.get(f"/surat-perkara/{rows[0].pk}/batalkan/")
    assert page_of_it.context["form"].initial.get("whole", True) and "Untuk semua" in page_of_it.content.decode()
    answer = press(supervisor, f"/surat-perkara/{rows[0].pk}/batalkan/", {"seen": 1, "reason": "Bukan pihak"})
    assert answer.status_code == 302
    rows = fresh(rows)
    assert [row.status for row in rows] == ["dropped", "draft", "draft"]
    text = case_letter_content.content(rows[1], timezone.now(), world.supervisor)
    assert [each["agency"] for each in text["addressees"]] == ["Instansi B", "Instansi c"]
    with pytest.raises(deeds.Conflict):
        case_letter_issuing.issue({row: (row.version, before) for row in rows[1:]}, by=world.supervisor)
    with pytest.raises(deeds.Conflict):  # one copy alone is not the letter
        case_letter_issuing.issue({rows[1]: (rows[1].version, letter_content.digest(text))}, by=world.supervisor)
    case_letters.drop(rows[1], by=world.supervisor, seen=rows[1].version, reason="Tidak perlu")
    assert [row.status for row in fresh(rows)] == ["dropped"] * 3
    work()
    assert Message.objects.filter(kind="letter_dropped").count() == 2, "one mail for each act"
    assert not RegisterEntry.objects.exists()


def test_the_draft_of_a_body_that_ended_names_its_successor_or_the_others(world):
    heir = another("heir")
    rows = drafted(world)
    ended(world, world.agency_a, heir)
    texts = [case_letter_content.content(row, timezone.now()) for row in fresh(rows)]
    assert [each["agency"] for each in texts[1]["addressees"]] == ["Instansi heir", "Instansi B"] and texts[0] == texts[
        1
    ]
    ended(world, world.agency_b)
    [left] = [row for row in fresh(rows) if row.status == "draft"]
    text = case_letter_content.content(left, timezone.now())
    assert "addressees" not in text and text["addressee"]["agency"] == "Instansi heir", "a letter to one"
    assert issue(world, [left])[0].status == "issued"


def test_one_signature_issues_every_copy(world, log_in, tmp_path):
    choose_signing(world, "outside")
    rows = issue(world, drafted(world, letter_kinds.RECOMMENDATION))
    work()
    supervisor, letter = log_in(world.supervisor), rows[0].letter
    waits = supervisor.get("/persetujuan/").content.decode()
    assert set(re.findall(r"/surat/(\d+)/tanda-tangan/", waits)) == {str(letter.pk)}, "one paper waits"
    certificates.make(tmp_path / "orang.p12")
    data = gateway.sign(files.read(Letter.objects.get(pk=letter.pk).unsigned), tmp_path / "orang.p12")
    upload = SimpleUploadedFile("surat.pdf", data, content_type="application/pdf")
    answer = supervisor.post(f"/surat/{letter.pk}/tanda-tangan/", {"seen": rows[0].version, "file": upload})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    rows = fresh(rows)
    assert [row.status for row in rows] == ["issued"] * 2 and rows[0].letter.file == rows[1].letter.file
    assert Commitment.objects.count() == 2 and CaseEvent.objects.filter(action="issue_letter").count() == 2
    work()
    assert Message.objects.filter(kind="result_letter", state="sent").count() == 2
    assert verification.verify().well
    _hold_the_file(world, rows, tmp_path)


def _hold_the_file(world, rows, folder):
    """The proof of each copy by itself holds the file that went to all, though one of them alone brought it."""
    transparency.seal_all(timezone.now())
    file = rows[0].letter.file
    for row in rows:
        _bundle, raw = proof_bundles.asked(world.auditor, kind="matter", key=f"caseletter:{row.pk}", label=str(row))
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            assert opened.read(f"berkas/{file.pk}.pdf") == files.read(file)
        (folder / "bukti.zip").write_bytes(raw)
        assert bundle_verifier.main([str(folder / "bukti.zip")])[0] == 0


def test_the_proof_of_each_copy_holds_the_file_that_all_share(world, drawn_letters, tmp_path):
    rows = issue(world, drafted(world))
    work()
    _hold_the_file(world, fresh(rows), tmp_path)


def test_one_that_waits_for_its_signature_is_issued_to_nobody_once_a_body_that_it_names_is_gone(world, client):
    choose_signing(world, "outside")
    rows = issue(world, drafted(world))
    work()
    entry = RegisterEntry.objects.get()
    ended(world, world.agency_a)
    rows = fresh(rows)
    entry.refresh_from_db()
    assert [row.status for row in rows] == ["dropped", "awaiting_signature"] and not entry.void_reason, "not void yet"
    assert isinstance(case_letter_conditions.objection(rows[1], timezone.now()), case_letter_conditions.AddresseeGone)
    case_letters.drop(rows[1], by=world.supervisor, seen=rows[1].version, reason="Instansi dilebur")
    entry.refresh_from_db()
    assert entry.void_reason == "Instansi dilebur"
    assert "Nomor batal" in client.get(f"/v/{Letter.objects.first().check_code}/").content.decode()


def test_with_a_number_it_is_dropped_as_a_whole(world):
    choose_signing(world, "outside")
    rows = issue(world, drafted(world))
    case_letters.drop(rows[1], by=world.supervisor, seen=rows[1].version, reason="Batal", whole=False)
    assert [row.status for row in fresh(rows)] == ["dropped"] * 2 and RegisterEntry.objects.get().void_reason == "Batal"


def test_two_addressees_that_turn_out_to_be_one_body_get_one_copy(world):
    rows = drafted(world)
    doubles.merge_agency(world.agency_b, by=world.administrator, into=world.agency_a, reason="Sama")
    assert isinstance(
        case_letter_conditions.objection(fresh(rows)[0], timezone.now()), case_letter_conditions.AddressedTwice
    )
    case_letters.drop(fresh(rows)[1], by=world.supervisor, seen=rows[1].version, reason="Kembar", whole=False)
    assert issue(world, fresh(rows)[:1])[0].letter.content["addressee"]["agency"] == "Instansi A"


def test_the_chronology_tells_of_it_once_and_finds_it_under_each_body(world):
    case = make_incident(world)
    issue(world, drafted(world, case=case))
    for asked in (Asked(), Asked(body="a"), Asked(body="b"), Asked(text="Ins B")):
        _window, lines = page(case, asked, 50)
        told = [line.telling.title for line in lines if line.kind == "letters"]
        assert told == ["Surat pemberitahuan kepada Ins A, Ins B"], asked


def test_a_drill_numbers_it_once_on_the_register_of_drills(world):
    rows = issue(world, drafted(world, case=make_incident(world, drill=True)))
    assert RegisterEntry.objects.get().drill and {str(row.letter) for row in rows} == {
        RegisterEntry.objects.get().number
    }


def revived(world, body):
    plan = revival.plan_of_revival(fresh_body(body)).digest
    revival.revive_agency(fresh_body(body), by=world.administrator, reason="Keliru", plan=plan)


def fresh_body(body):
    return type(body).objects.get(pk=body.pk)


def taken_back(world, row):
    row = fresh([row])[0]
    return case_letters.take_back(
        row, by=world.officer, seen=row.version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )


def test_what_takes_a_joint_letter_back_is_dropped_for_all_or_for_none(world, log_in):
    first = taken_back(world, issue(world, drafted(world, letter_kinds.RECOMMENDATION))[0])[0]
    page = log_in(world.supervisor).get(f"/surat-perkara/{first.pk}/batalkan/").content.decode()
    assert "Untuk semua" not in page, "no form offers half a revocation"
    with pytest.raises(case_letter_conditions.TakesBackTheWhole):
        case_letters.drop(first, by=world.supervisor, seen=first.version, reason="Cukup satu", whole=False)
    case_letters.drop(first, by=world.supervisor, seen=first.version, reason="Keduanya")
    assert {row.status for row in CaseLetter.objects.filter(act_id=first.act_id)} == {"dropped"}


def test_no_revocation_goes_out_that_would_leave_the_number_in_force_with_another_addressee(world):
    rows = issue(world, drafted(world, letter_kinds.RECOMMENDATION))
    ended(world, world.agency_a)
    [draft] = taken_back(world, rows[1])
    revived(world, world.agency_a)
    with pytest.raises(case_letter_conditions.TakesBackAPart):
        issue(world, [draft])
    case_letters.drop(draft, by=world.supervisor, seen=draft.version, reason="Anew")
    issue(world, taken_back(world, rows[1]))
    assert all(row.letter.standing == "withdrawn" and row.taker for row in fresh(rows))


def test_a_body_that_never_ended_reads_that_the_joint_letter_was_revoked_without_it_and_is_told_by_a_letter(
    world, log_in
):
    rows = issue(world, drafted(world, letter_kinds.RECOMMENDATION))
    ended(world, world.agency_a)
    issue(world, taken_back(world, rows[1]))
    revived(world, world.agency_a)
    row, officer = fresh(rows)[0], log_in(world.officer)
    assert row.letter.standing == "withdrawn" and row.taker is None
    page = officer.get(row.get_absolute_url()).content.decode()
    assert "belum diberi tahu" in page and f"/surat-perkara/{row.pk}/tarik-kembali/" in page
    [taker] = issue(world, taken_back(world, row))
    assert taker.agency == world.agency_a and fresh(rows)[0].taker == taker
    page = officer.get(row.get_absolute_url()).content.decode()
    assert "belum diberi tahu" not in page and "tarik-kembali" not in page


@pytest.mark.parametrize("kind", [letter_kinds.RECOMMENDATION, letter_kinds.INVITATION], ids=lambda kind: kind.code)
@pytest.mark.parametrize("how", ["successor", "double"])
def test_a_body_that_has_two_copies_by_now_is_told_once_and_both_end(world, log_in, client, kind, how):
    rows = issue(world, drafted(world, kind, facts=of_meeting() if kind == letter_kinds.INVITATION else None))
    if how == "successor":
        ended(world, world.agency_a, world.agency_b)
    else:
        doubles.merge_agency(world.agency_a, by=world.administrator, into=world.agency_b, reason="Sama")
    officer, [taker] = log_in(world.officer), taken_back(world, rows[0])
    for row in rows:
        assert "tarik-kembali" not in officer.get(row.get_absolute_url()).content.decode(), "it is on its way"
        with pytest.raises(case_letter_conditions.TakenBackAlready):
            taken_back(world, row)
    [taker] = issue(world, [taker])
    assert {row.letter.standing for row in fresh(rows)} == {"withdrawn"} and taker.agency == world.agency_b
    assert not Commitment.objects.filter(status="open").exists()
    public = client.get(f"/v/{rows[0].letter.check_code}/").content.decode()
    assert str(taker.letter) in public and "tanpa surat" not in public
    pages = [officer.get(row.get_absolute_url()).content.decode() for row in rows]
    assert sum("ditujukan kepada instansi yang sama" in page for page in pages) == 1
    assert not any("belum diberi tahu" in page or "tarik-kembali" in page for page in pages)


def test_a_revocation_drafted_to_two_bodies_of_which_one_takes_the_others_place_ends_both_copies(world):
    rows = issue(world, drafted(world, letter_kinds.RECOMMENDATION))
    drafts = taken_back(world, rows[0])
    ended(world, world.agency_a, world.agency_b)
    assert [row.status for row in fresh(drafts)] == ["dropped", "draft"]
    issue(world, fresh(drafts)[1:])
    assert {row.letter.standing for row in fresh(rows)} == {"withdrawn"}


def test_letters_of_a_number_each_are_taken_back_by_a_letter_each_whoever_takes_whose_place_meanwhile(world):
    rows = issue(world, drafted(world, letter_kinds.RECOMMENDATION, joint=False))
    drafts = taken_back(world, rows[0])
    ended(world, world.agency_a, world.agency_b)
    assert [(row.status, row.agency) for row in fresh(drafts)] == [("draft", world.agency_b)] * 2
    issue(world, fresh(drafts))
    assert all(row.letter.standing == "withdrawn" and row.taker for row in fresh(rows))


@pytest.mark.parametrize("out", [True, False])
def test_a_copy_that_comes_back_is_one_of_the_joint_letter_only_while_that_is_a_draft(world, out):
    rows = drafted(world)
    ended(world, world.agency_a, world.agency_b)
    if out:
        issue(world, fresh(rows)[1:])
    revived(world, world.agency_a)
    first, second = fresh(rows)
    assert (first.status, first.agency) == ("draft", world.agency_a)
    assert (first.joint, first.act_id == second.act_id) == (not out, not out)
    [first, *_] = issue(world, [first] if out else [first, second])
    assert (first.letter.content.get("addressees") is None) == out
    assert out == (str(first.letter) != str(fresh([second])[0].letter))


def test_a_copy_that_comes_back_while_the_others_wait_for_their_signature_goes_out_by_itself(world):
    choose_signing(world, "outside")
    rows = drafted(world)
    ended(world, world.agency_a, world.agency_b)
    issue(world, fresh(rows)[1:])
    revived(world, world.agency_a)
    [first] = issue(world, fresh(rows)[:1])
    assert first.status == "awaiting_signature" and first.letter.content["addressee"]["agency"] == "Instansi A"
