"""Letters of the result: what a body is told of how a case stands or ended, also after closing it; drafted by one person,
issued by another, taken back by a letter of its own."""

import html as html_module
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as translated

from incidents.actions import (
    agencies,
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    corrections,
    letter_content,
    outcomes,
    reprimand_grounds,
    rules,
    slips,
    work,
)
from incidents.models import CaseEvent, CaseLetter, Deadline, Incident, Letter
from incidents.plain import letter_kinds
from incidents.record import deeds, event_titles
from notifications.letters import html
from notifications.mails import carried
from notifications.models import Message
from tests.meetings import issue, shown
from tests.moves import choose_signing
from tests.notifications.conftest import work as engine
from tests.sent_form import Form, press
from tests.typed_rows import a_finding, grounds
from tests.world import fresh, make_incident


def closed_case(world):
    """A case closed with an outcome that asks for nothing."""
    case = make_incident(world)
    work.close(case, by=world.supervisor, seen=case.version, outcome=Incident.Outcome.OLD_OR_OPEN, reason="Data lama")
    return Incident.objects.get(pk=case.pk)


def draft(world, kind, case=None, agencies=None, joint=False, **facts):
    case = case or make_incident(world)
    if kind.sanction:
        facts = grounds(case, world.officer) | facts
    return case_letters.draft(
        case,
        by=world.officer,
        kind=kind,
        agencies=agencies or [world.agency_a],
        facts={wanted.name: f"Isi {wanted.name}" for wanted in kind.wanted} | facts,
        subject="Hal surat",
        joint=joint,
    )


PP, PERMEN = (
    "Peraturan Pemerintah Nomor 71 Tahun 2019",
    "Peraturan Menteri Komunikasi dan Informatika Nomor 20 Tahun 2016",
)


def test_a_reprimand_names_its_regime_what_that_sanctions_and_findings_that_stand_when_it_goes_out(world, log_in):
    """With the law as shipped: Article 35, which asks for data, is refused with a word; under the other regime its own articles count."""
    case, browser = make_incident(world), log_in(world.officer)
    page = reverse("incidents:draft_letter", args=[case.reference, letter_kinds.REPRIMAND.code])
    rests, struck = a_finding(case, world.officer), a_finding(case, world.officer)
    corrections.strike(struck, by=world.officer, seen=struck.version, reason="Keliru")
    form = html_of(browser, page)
    assert "dan Pasal 98 ayat (1) Peraturan" in form and 'value="T-01"' in form and 'value="T-02"' not in form
    assert (
        "PP 71/2019: teguran tertulis" in form
        and "UU 27/2022" not in form.split("Menurut rezim")[1].split("</select>")[0]
    )
    words = typed(world, pertimbangan="Tanpa sandi", butir="", done_by="", temuan=["T-01"])
    for regime, violated, why in (
        ("PP 71/2019", "Pasal 35", "tidak menyebut pasal beserta peraturannya"),
        ("PP 71/2019", f"Pasal 35 ayat (1) {PP}", "tidak termasuk ketentuan"),
        ("PP 71/2019", f"Pasal 14 ayat (1) {PP}\nPasal 14 ayat (2) {PP}", "tidak termasuk ketentuan"),
        ("PP 71/2019", f"Pasal 28 huruf c {PERMEN}", "pilih rezim itu"),
        ("Permenkominfo 20/2016", f"Pasal 35 ayat (3) {PERMEN}", "tidak termasuk ketentuan"),
        ("Permenkominfo 20/2016", f"Pasal 14 ayat (1) {PP}", "pilih rezim itu"),
        ("UU 27/2022", "Pasal 35 Undang-Undang Nomor 27 Tahun 2022", ""),
    ):
        answer = press(browser, page, words | {"rezim": regime, "ketentuan": violated})
        assert answer.status_code != 302 and why in html_module.unescape(answer.content.decode()), violated
    [refused] = draft(world, letter_kinds.REPRIMAND, case, ketentuan="Pasal 35")
    with pytest.raises(reprimand_grounds.NoProvision):
        issue(world, [refused])
    case_letters.drop(refused, by=world.supervisor, seen=refused.version, reason="Keliru")
    listed = f"Pasal 14 ayat (1) huruf f {PP} tentang Penyelenggaraan Sistem dan Transaksi Elektronik"
    press(browser, page, words | {"rezim": "PP 71/2019", "ketentuan": listed})
    other = f"Pasal 28 huruf b dan huruf c {PERMEN}"
    press(browser, page, words | {"rezim": "Permenkominfo 20/2016", "ketentuan": other})
    row, second = CaseLetter.objects.filter(status="draft").order_by("pk")
    content = case_letter_content.content(row, timezone.now(), world.supervisor)
    said = " ".join(strip_tags(html.render(content, draft=True)).split())
    assert (
        f"Berdasarkan temuan kami nomor T-01 tahun 2023 dalam penanganan tersebut, Saudara tidak memenuhi ketentuan {listed}."
        in said
    )
    assert (
        "berupa teguran tertulis." in said and "Elektronik, Pasal 100 ayat (1), ayat (2) huruf a, dan ayat (3)" in said
    )
    out, warned = *issue(world, [row]), *issue(world, [second])
    said = warned.letter.content
    assert said["facts"]["sanksi"] == "peringatan tertulis" and "Pasal 36 ayat (1) huruf b" in said["basis"][0]
    rests = fresh(rests)
    corrections.strike(rests, by=world.supervisor, seen=rests.version, reason="Keliru")
    assert "Dicoret sejak surat ini terbit: T-01" in html_of(browser, out.get_absolute_url())
    again = dict(kind=letter_kinds.REPRIMAND, agencies=[world.agency_a], subject="Hal", facts=row.facts)
    with pytest.raises(case_letter_conditions.FindingStruck):
        issue(world, case_letters.draft(case, by=world.officer, **again))


def test_a_body_of_another_state_is_neither_ordered_nor_sanctioned(world, log_in):
    """Refused when it is drafted, and where its body was found to be one afterwards; a recommendation imposes nothing."""
    imposing = (letter_kinds.ORDER, letter_kinds.REPRIMAND)
    before = [draft(world, kind)[0] for kind in imposing]
    agencies.amend_agency(world.agency_a, by=world.administrator, reason="Keliru", kind="foreign")
    for kind, row in zip(imposing, before, strict=True):
        with pytest.raises(case_letter_conditions.NotBoundByThisLaw):
            issue(world, [fresh(row)])
        with pytest.raises(case_letter_conditions.NotBoundByThisLaw):
            draft(world, kind, agencies=[world.agency_b, fresh(world.agency_a)])
    said = html_of(log_in(world.supervisor), fresh(before[0]).get_absolute_url())
    assert "hukum Indonesia tidak memberinya kewajiban" in said
    page = reverse("incidents:draft_letter", args=[before[0].incident.reference, letter_kinds.ORDER.code])
    order = dict.fromkeys((wanted.name for wanted in letter_kinds.ORDER.wanted), "Isi")
    order["done_by"] = f"{timezone.localdate() + timedelta(days=14):%d-%m-%Y} 16.00"
    answer = press(log_in(world.officer), page, typed(world, **order))
    assert "hukum Indonesia tidak memberinya kewajiban" in answer.content.decode(), answer.context["form"].errors
    assert draft(world, letter_kinds.RECOMMENDATION, agencies=[fresh(world.agency_a)])


def typed(world, **more):
    fixed = {"agencies": [world.agency_a.pk], "subject": "Hasil", "copies": "", "security": "B", "urgency": "biasa"}
    return fixed | more


def test_a_closed_case_tells_its_outcome_by_a_letter_and_calls_to_no_meeting(world, log_in, drawn_letters, mailoutbox):
    case, officer = closed_case(world), log_in(world.officer)
    letters = officer.get(f"/insiden/{case.reference}/surat/").content.decode()
    assert "/surat/outcome_notice/" in letters and "/surat/invitation/" not in letters
    assert officer.get(f"/insiden/{case.reference}/surat/invitation/").status_code == 302
    address = f"/insiden/{case.reference}/surat/outcome_notice/"
    form = officer.get(address).context["form"]
    assert form.initial["hasil"] == "Hasil penanganan: Data lama atau terbuka."
    answer = press(officer, address, typed(world, hasil=form.initial["hasil"], pertimbangan=""))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = CaseLetter.objects.get()
    issue(world, [row])
    engine()
    [mail] = [each for each in mailoutbox if each.extra_headers["X-Tanggap-Kind"] == "result_letter"]
    assert mail.to == ["surat@a.example"] and str(row.letter) in mail.subject and len(mail.attachments) == 1
    assert "Data lama" not in f"{mail.subject} {mail.body}", "no fact of the case"
    assert not Deadline.objects.exists()
    portal = log_in(world.liaison_a).get(f"/surat-perkara/{row.pk}/").content.decode()
    assert "Hasil penanganan: Data lama atau terbuka." in portal
    assert log_in(world.liaison_b).get(f"/surat-perkara/{row.pk}/").status_code == 404


def reopened(world, case):
    return work.reopen(case, by=world.supervisor, seen=case.version, reason="Bukti baru")


@pytest.mark.parametrize("said", [outcomes.in_letter("old_or_open"), "Data itu sudah lama beredar."])
def test_a_notice_of_an_outcome_that_the_case_has_no_more_is_not_issued(world, log_in, said):
    case = closed_case(world)
    [row] = draft(world, letter_kinds.OUTCOME_NOTICE, case, hasil=said)
    reopened(world, case)
    why = translated(case_letter_conditions.OutcomeIsAnother.message)
    supervisor = log_in(world.supervisor)
    for address in (f"/surat-perkara/{row.pk}/", f"/surat-perkara/{row.pk}/terbitkan/", "/persetujuan/"):
        assert why in html_of(supervisor, address)
    with pytest.raises(case_letter_conditions.OutcomeIsAnother):
        issue(world, [row])
    facts = {"hasil": "Isi baru", "pertimbangan": ""}
    case_letters.edit(row, by=world.officer, seen=row.version, facts=facts)
    [row] = issue(world, [CaseLetter.objects.get(pk=row.pk)])
    assert row.status == "issued"


def html_of(client, address):
    return client.get(address).content.decode()


def test_what_a_case_has_no_more_is_not_edited_past_and_not_signed(world, log_in, drawn_letters):
    case = closed_case(world)
    said = {"hasil": outcomes.in_letter("old_or_open"), "pertimbangan": ""}
    [row] = draft(world, letter_kinds.OUTCOME_NOTICE, case, **said)
    choose_signing(world, "outside")
    [signed] = issue(world, draft(world, letter_kinds.OUTCOME_NOTICE, case, **said))
    reopened(world, case)
    row = case_letters.edit(row, by=world.officer, seen=row.version, facts=said, subject="Hasil lain")
    with pytest.raises(case_letter_conditions.OutcomeIsAnother):
        issue(world, [CaseLetter.objects.get(pk=row.pk)])
    engine()
    page = html_of(log_in(world.supervisor), f"/surat/{signed.letter.pk}/tanda-tangan/")
    assert translated(case_letter_conditions.OutcomeIsAnotherUnsigned.message) in page
    with pytest.raises(case_letter_conditions.OutcomeIsAnother):
        case_letter_issuing.issue_signed(signed, by=world.supervisor, seen=signed.version, file={})


def test_an_invitation_is_not_drafted_into_a_closed_case(world):
    with pytest.raises(deeds.Conflict):
        draft(world, letter_kinds.INVITATION, closed_case(world), meeting=None)
    assert not CaseLetter.objects.exists()


@pytest.mark.parametrize("kind", letter_kinds.RESULTS, ids=lambda kind: kind.code)
def test_a_letter_of_the_result_is_told_and_taken_back_by_one_of_its_own(world, drawn_letters, kind):
    first, other = issue(world, draft(world, kind, agencies=[world.agency_a, world.agency_b]))
    engine()
    told = Message.objects.filter(kind="result_letter", audience="agency", case_letter=first)
    assert {message.state for message in told} == {"sent"}
    assert all(carried.by(message) == first.letter for message in told)
    with pytest.raises(PermissionDenied):
        case_letters.take_back(first, by=world.liaison_a, seen=first.version, facts={"alasan": "x"}, subject="y")
    backs = case_letters.take_back(
        first, by=world.officer, seen=first.version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )
    assert {each.agency_id for each in backs} == {first.agency_id, other.agency_id}, "everybody who got it"
    issue(world, backs)
    first = CaseLetter.objects.get(pk=first.pk)
    assert first.letter.standing == Letter.Standing.WITHDRAWN and first.taken_back_by.kind == "revocation"
    assert str(first.letter) in backs[0].letters.get().content["facts"]["nomor_asal"]
    with pytest.raises(deeds.Conflict):
        case_letters.take_back(first, by=world.officer, seen=first.version, facts={"alasan": "x"}, subject="y")


def slip(**more):
    found = {"bagian_1": "Alinea kedua", "tertulis_1": "cadangna", "seharusnya_1": "cadangan"}
    return dict.fromkeys(letter_kinds.SLIP_FIELDS, "") | found | more


@pytest.mark.parametrize("joint", [False, True])
def test_a_slip_in_a_letter_of_the_result_is_put_right_by_an_erratum_of_its_own_number(
    world, log_in, drawn_letters, mailoutbox, joint
):
    agencies = [world.agency_a, world.agency_b]
    due = case_letter_content.done_by_facts(datetime(2030, 12, 14, 9, 0, tzinfo=UTC))
    said = {"pertimbangan": "Tanpa cadangna sejak 2030, dan hingga 14 Desember.", "butir": "Mengganti kunci"}
    drafts = draft(world, letter_kinds.RECOMMENDATION, agencies=agencies, joint=joint, done_by=due, **said)
    first, other = issue(world, drafts)
    engine()
    browser, page = log_in(world.officer), f"/surat-perkara/{first.pk}/ralat/"
    assert page in html_of(browser, first.get_absolute_url())
    sent = Form(html_of(browser, page)).as_sent()
    assert "tertulis_1" in press(browser, page, sent | slip(tertulis_1="")).context["form"].errors
    assert "seharusnya_2" in press(browser, page, sent | slip(bagian_2="x")).context["form"].errors
    for reads, should, says in (
        ("14 Desember 2030", "15 Desember 2030", "waktu lain daripada"),
        ("14 Desember", "14 November", "waktu lain daripada"),
        ("14 Desember 2030 pukul 16.00 WIB", "14 Desember 2030 pukul 20.00 WIB", "waktu lain daripada"),
        ("Mengganti kunci", "Mengganti semua kunci", "Untuk butir lain"),
        ("cadangan sejak 2030", "cadangan", "cadangna sejak 2030"),
    ):
        answer = press(browser, page, sent | slip(tertulis_1=reads, seharusnya_1=should))
        [(field, why)] = answer.context["form"].errors.items()
        assert says in str(why) and field == ("tertulis_1" if "cadangna" in says else "seharusnya_1")
    assert press(browser, page, sent | slip()).status_code == 302
    drafts = list(CaseLetter.objects.filter(kind="erratum").order_by("pk"))
    assert [each.corrects for each in drafts] == [first, other], "everybody who got it"
    assert page not in html_of(browser, first.get_absolute_url()), "one at a time"
    told = browser.get(page)
    assert (
        told.status_code == 409 and translated(case_letter_conditions.CorrectedAlready.message) in told.content.decode()
    )
    assert drafts[0].get_absolute_url() in told.content.decode(), "and where it waits"
    with pytest.raises(case_letter_conditions.CorrectedAlready):
        case_letters.correct(first, by=world.officer, seen=first.version, facts=slip(), subject="Ralat")
    if joint:
        with pytest.raises(case_letter_conditions.CorrectsTheWhole):
            case_letters.drop(drafts[0], by=world.supervisor, seen=None, reason="x", whole=False)
    mailoutbox.clear()
    issued = issue(world, drafts)
    engine()
    assert {"surat@a.example", "surat@b.example"} <= {to for mail in mailoutbox for to in mail.to}
    first, erratum = CaseLetter.objects.get(pk=first.pk), CaseLetter.objects.get(pk=issued[0].pk)
    assert first.letter.standing == Letter.Standing.VALID and first.ended_at is None and first.owed, "it stays in force"
    assert erratum.letter.about == first.letter and str(erratum.letter) != str(first.letter)
    content = erratum.letter.content
    assert content["facts"]["nomor_asal"] == str(first.letter)
    assert content["corrections"] == [{"where": "Alinea kedua", "reads": "cadangna", "should_read": "cadangan"}]
    for who in (world.officer, world.liaison_a):
        pages = [html_of(log_in(who), each.get_absolute_url()) for each in (first, erratum)]
        assert erratum.get_absolute_url() in pages[0] and first.get_absolute_url() in pages[1]
    reader = log_in(world.liaison_a)
    said = [" ".join(html_of(reader, f"/v/{each.letter.check_code}/").split()) for each in (first, erratum)]
    assert f"Diralat dengan surat {erratum.letter}" in said[0] and str(first.letter) in said[1]
    assert "tidak berlaku lagi" not in said[1]
    again = case_letters.correct(first, by=world.officer, seen=first.version, facts=slip(), subject="Ralat")
    back = case_letters.take_back(first, by=world.officer, seen=first.version, facts={"alasan": "x"}, subject="y")
    issue(world, back)
    with pytest.raises(case_letter_conditions.CorrectedNoMore):
        issue(world, again)
    assert "Surat itu tidak berlaku lagi" in html_of(log_in(world.liaison_a), erratum.get_absolute_url())
    assert "Surat itu tidak berlaku lagi" in html_of(reader, f"/v/{erratum.letter.check_code}/")


def test_a_reprimand_freezes_the_clauses_it_says(world):
    """Enacted by an administrator; the bases stand by rank, the mandate among them."""
    words = dict(subject="", opening="", closing="", basis="", effective_from=timezone.localdate(), reason="x")
    for kind in ("duties_stay", "objection_of_authorities"):
        rules.enact_template(by=world.administrator, kind=kind, body=f"Kalimat {kind}.", **words)
    content = issue(world, draft(world, letter_kinds.REPRIMAND))[0].letter.content
    assert content["clauses"] == {"duties_stay": 1, "objection_of_authorities": 1}
    assert "Kalimat duties_stay. Kalimat objection_of_authorities. Atas" in html.render(content)


def test_an_erratum_to_a_reprimand_is_issued_in_the_same_name_by_whoever_may_impose_one(world):
    [wrong] = issue(world, draft(world, letter_kinds.REPRIMAND, butir="", pertimbangan="Tanpa cadangna"))
    [row] = case_letters.correct(wrong, by=world.officer, seen=wrong.version, facts=slip(), subject="Ralat")
    content = case_letter_content.content(row, timezone.now(), world.supervisor)
    assert content["signatory_mode"] == wrong.letter.content["signatory_mode"] == "an"
    for reads, should_read in (("Pasal 14 ayat (1)", "Pasal 35"), ("berupa teguran tertulis", "berupa denda")):
        [(_n, why)] = slips.of_a_case_letter(wrong, slip(tertulis_1=reads, seharusnya_1=should_read))
        assert isinstance(why, slips.SanctionsOtherwise)
    assert row.imposes and not draft(world, letter_kinds.INFORMATION)[0].imposes


def test_the_record_says_which_kind_of_letter_it_was(world):
    [row] = issue(world, draft(world, letter_kinds.OUTCOME_NOTICE))
    [event] = deeds_of(row, "issue_letter")
    assert event_titles.title(event).endswith(translated(letter_kinds.OUTCOME_NOTICE.label))
    assert event_titles.mark(event) == "legal"


def deeds_of(row, action):
    return CaseEvent.objects.filter(subject_type="caseletter", subject_id=str(row.pk), action=action)


def test_what_is_not_needed_may_stay_empty_and_leaves_no_gap(world):
    [row] = draft(world, letter_kinds.OUTCOME_NOTICE, pertimbangan="")
    assert [line["words"] for line in row.paragraphs] == ["Isi hasil"]
    content = case_letter_content.content(row, timezone.now(), world.supervisor)
    assert letter_content.digest(content) == shown([row], world.supervisor)[row][1]
    assert "<p></p>" not in html.render(content, draft=True)
