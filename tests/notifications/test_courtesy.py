"""The courtesy copy: what a letter that goes abroad says in English, beside it and never instead of it."""

import io
import re
import zipfile
from datetime import date, timedelta

import pikepdf
import pypdfium2
import pytest
from django.utils import timezone

from incidents import files, setup_data
from incidents.actions import (
    agencies,
    case_letter_content,
    case_letters,
    cases,
    clarifications,
    deadlines,
    letter_content,
    letter_decisions,
    next_letter,
)
from incidents.actions.case_letter_content import LABELS
from incidents.forms import opening_values
from incidents.letters import courtesy, wordings
from incidents.models import Agency, CaseEvent, CaseLetter, Letter, RegisterEntry
from incidents.plain import bundle_verifier, dates, letter_kinds
from incidents.plain.letter_kinds.clauses import CLAUSES, FOOT
from incidents.record import cited_numbers, deeds, transparency
from incidents.record.removal import scopes
from notifications.letters import courtesy as copies
from notifications.letters import pdf, preview
from tests import proof_bundles
from tests.meetings import PLACE, invite, issue
from tests.notifications.conftest import work
from tests.sent_form import Form
from tests.world import draft_request, fresh, issue_request, make_incident

NOT_TRANSLATED = "[not translated]"


def abroad(kind="foreign", **facts):
    """A body abroad, with an address."""
    name = {"name": "Komisi Privasi Asing", "short_name": "KPA", "head_office": "The Commissioner"}
    names = [name | {"valid_from": date(2020, 1, 1)}]
    body = agencies.register_agency(by=deeds.SYSTEM, code="kpa", zone="Asia/Jayapura", kind=kind, names=names, **facts)
    contact = {"office": "Office", "email": "x@kpa.example", "valid_from": date(2020, 1, 1)}
    agencies.register_contact(body, by=deeds.SYSTEM, **contact)
    return body


@pytest.fixture
def asked(world, drawn_letters):
    """A request to it, issued, drawn and mailed."""
    body, case = abroad(), make_incident(world)
    cases.involve(case, by=world.officer, agency=body, role="controller")
    row = draft_request(world, case, agency=body)
    issue_request(world, fresh(clarifications.submit(row, by=world.officer, seen=row.version)))
    work()
    return fresh(row)


def words_of(stored):
    with pypdfium2.PdfDocument(files.read(stored)) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def names(text):
    return {name for name in wordings.PLACEHOLDER.findall(text) if name != "sapaan"}


def test_each_edition_of_a_wording_that_a_body_abroad_may_read_has_its_english_and_says_as_much():
    shipped = [(kind, day, wording.frozen()) for kind, rows in wordings.shipped().items() for day, wording in rows]
    for kind, day, wording in shipped:
        if kind == letter_kinds.COMPLAINT_ANSWER.code:
            continue
        english = courtesy.shipped()[kind, day]
        for part in ("subject", "opening", "body", "closing"):
            assert names(english[part]) == names(wording[part]), (kind, day, part)
            assert bool(english[part]) == bool(wording[part]), (kind, day, part)
    for clause in set(CLAUSES) - {FOOT}:
        editions = wordings.shipped_clauses()[clause.code]
        assert all(courtesy.shipped()[clause.code, day]["sentence"] for day, said in editions if said.sentence)
    assert {each.on_letter for kind in letter_kinds.TABLE for each in kind.wanted if each.on_letter} == set(LABELS)


def test_it_goes_with_its_letter_says_which_text_governs_and_is_no_letter(asked, world, mailoutbox, log_in, client):
    letter = asked.letter
    said = words_of(letter.courtesy)
    for words in (
        f"COURTESY TRANSLATION of letter No. {letter}; the Indonesian text governs.",
        "neither signed nor sealed",
        "The explanation is to be submitted within 3 x 24 hours of the issue of this letter on",
        "under the law of the addressee’s own country",
        f"Sehubungan dengan informasi yang beredar. {NOT_TRANSLATED}",
        f"Data apa yang terungkap? {NOT_TRANSLATED}",
    ):
        assert words in said, words
    assert "{" not in said and "Saudara" not in said and RegisterEntry.objects.count() == 1
    assert pdf.courtesy_copy(letter.content) == files.read(letter.courtesy) != files.read(letter.file)
    with pikepdf.open(io.BytesIO(files.read(letter.courtesy))) as document:
        assert document.Root.Lang == "en" and "/AcroForm" not in document.Root
    told = CaseEvent.objects.get(action="store_letter")
    assert told.details["courtesy_sha256"] == letter.courtesy.sha256
    [mail] = [each for each in mailoutbox if each.to == ["x@kpa.example"]]
    enclosed = [each[0] for each in mail.attachments if str(each[0]).endswith(".pdf")]
    assert enclosed == [letter.file.name, letter.courtesy.name]
    words, due = " ".join(mail.body.split()), dates.instant_also_in(asked.present_due, "en", "Asia/Jayapura")
    assert "courtesy translation" in words and f"A written reply is awaited by {due}." in words
    # Read, checked, found, removed as the letter is.
    address = f"/surat/{letter.pk}/terjemahan/"
    assert b"".join(log_in(world.officer).get(address).streaming_content) == files.read(letter.courtesy)
    assert log_in(world.liaison_a).get(address).status_code == 404
    assert address in log_in(world.officer).get(asked.get_absolute_url()).content.decode()
    assert f'data-translation="{letter.courtesy.sha256}"' in client.get(f"/v/{letter.check_code}/").content.decode()
    assert cited_numbers.find(world.auditor, letter.courtesy.sha256)
    scope = scopes.Scope()
    scopes._add_letters(scope, Letter.objects.filter(pk=letter.pk))
    assert {letter.file_id, letter.courtesy_id} <= scope.files
    alone = {name: value for name, value in letter.content.items() if name != "courtesy"}
    assert len(preview.pages(letter.content)) > len(preview.pages(alone))


def test_a_decision_says_its_dates_in_english_and_its_reason_as_it_was_given(asked, world):
    due = asked.present_due + timedelta(days=1)
    facts = {"tenggat_baru": due, "alasan": "Libur nasional"}
    kind, now = letter_kinds.EXTENSION, timezone.now()
    shown = copies.text(letter_decisions.content(asked, kind, now, world.supervisor, **facts), draft=True)
    assert f'lang="id">Libur nasional.</span> <span class="untranslated">{NOT_TRANSLATED}' in shown
    more = {"reason": "Libur nasional", "english": "A public holiday"}
    deadlines.extend(asked, by=world.supervisor, seen=asked.version, due_at=due, **more)
    work()
    said = words_of(Letter.objects.get(kind="extension").courtesy)
    assert "Our considerations: A public holiday. Everything else in that letter" in said
    assert re.search(r"until now awaited by \w+day, \d+ \w+ 20\d\d at [\d.]+ WIB \([\w, ]*[\d.]+ WIT\)", said)
    assert "Extension of the Time for Submitting Clarification" in said


def test_of_a_joint_letter_the_bodies_of_other_states_get_it_and_no_other(world, drawn_letters, tmp_path):
    body, kind = abroad(), letter_kinds.INFORMATION
    rows = case_letters.draft(
        make_incident(world),
        by=world.officer,
        kind=kind,
        agencies=[world.agency_a, body],
        facts={"isi": "Penanganan masih berlangsung."},
        subject=wordings.shipped()[kind.code][0][1].subject,
        joint=True,
    )
    issue(world, rows)
    work()
    home, foreign = (CaseLetter.objects.get(pk=row.pk).letter for row in rows)
    assert home.file == foreign.file and home.courtesy is None
    said = words_of(foreign.courtesy)
    assert f"Penanganan masih berlangsung. {NOT_TRANSLATED}" in said and "Information on the Handling" in said
    # The proof of each copy holds what goes with it.
    transparency.seal_all(timezone.now())
    of = {"kind": "matter", "key": f"caseletter:{rows[1].pk}", "label": str(rows[1])}
    _bundle, raw = proof_bundles.asked(world.auditor, **of)
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        assert opened.read(f"berkas/{foreign.courtesy.pk}.pdf") == files.read(foreign.courtesy)
    (tmp_path / "bukti.zip").write_bytes(raw)
    assert bundle_verifier.main([str(tmp_path / "bukti.zip")])[0] == 0


def test_what_the_officer_gives_in_english_stands_there_line_by_line(asked, world, log_in):
    row = draft_request(world, asked.incident, agency=asked.agency)
    officer, address = log_in(world.officer), f"/permintaan/{row.pk}/sunting/"
    typed = Form(officer.get(address).content.decode()).as_sent()
    typed |= {"english_subject": "A leak", "english_opening": "It was seen on a forum."}
    wrong = officer.post(address, typed | {"english_questions": "Which data were disclosed?"}).content.decode()
    assert "1 baris dalam bahasa Inggris, 2 dalam bahasa Indonesia" in wrong
    both = "Which data were disclosed?\nWhen did it become known?"
    assert officer.post(address, typed | {"english_questions": both}).status_code == 302
    row = fresh(row)
    assert row.english == {"subject": "A leak", "opening": "It was seen on a forum.", "questions": both}
    shown = copies.text(letter_content.draft_content(row, timezone.now(), world.supervisor), draft=True)
    assert "When did it become known?" in shown and "It was seen on a forum." in shown and NOT_TRANSLATED not in shown
    at_home = draft_request(world, asked.incident)
    assert "english_opening" not in officer.get(f"/permintaan/{at_home.pk}/sunting/").content.decode()


def test_nothing_that_is_shipped_stands_there_untranslated(asked, world, the_ladder):
    shipped = [row for _where, row in setup_data.rows(setup_data.DATA / "question_sets.csv")]
    steps = [row for _where, row in setup_data.rows(setup_data.DATA / "ladder.csv")]
    assert all(map(courtesy.in_english, [*(row["text"] for row in shipped), *(row["subject"] for row in steps)]))
    setup_data.load_questions(deeds.SYSTEM)
    day = timezone.localdate()
    [first, *_others] = opening_values.sets_for(asked.incident, [asked.agency_id], day)
    facts = {"subject": opening_values.new_request(asked.incident, day)["subject"]}
    row = draft_request(world, asked.incident, agency=asked.agency)
    questions, english = opening_values.questions_of(first), {"opening": "It was seen on a forum."}
    row = clarifications.edit(row, by=world.officer, seen=row.version, questions=questions, english=english, **facts)
    now = timezone.now()
    shown = copies.text(letter_content.draft_content(row, now, world.supervisor), draft=True)
    assert NOT_TRANSLATED not in shown and "Request for Clarification of an Alleged Failure" in shown
    assert "The number of people in Indonesia whose data were disclosed." in shown
    issue_request(world, fresh(clarifications.submit(row, by=world.officer, seen=row.version)))
    second = next_letter.draft_next(fresh(row), by=world.officer)
    shown = copies.text(letter_content.draft_content(second, now, world.supervisor), draft=True)
    assert NOT_TRANSLATED not in shown and f"Further to our letter No. {fresh(row).letter} of " in shown
    anew = next_letter.reissue(fresh(row), by=world.officer)
    assert anew.english["opening"].startswith("This letter takes the place of our letter No. ")


def test_a_corporation_abroad_gets_it_too_with_what_binds_it_and_nobody_at_home_does(world, log_in):
    body, case = abroad("private", country="Irlandia"), make_incident(world)
    cases.involve(case, by=world.officer, agency=body, role="controller")
    row = draft_request(world, case, agency=body)
    shown = copies.text(letter_content.draft_content(row, timezone.now(), world.supervisor), draft=True)
    assert "does not remove the obligation of a Personal Data Controller to notify" in shown
    assert (
        "terjemahan tidak resmi ke dalam bahasa Inggris"
        in log_in(world.officer).get(f"/permintaan/{row.pk}/").content.decode()
    )
    international, nowhere = Agency(kind="international"), Agency(kind="private", country="")
    assert [courtesy.wanted_by([each]) for each in (international, nowhere, world.agency_a)] == [True, False, False]

    # Of an invitation, the place stays as it is, and no mark says that it is not translated.
    [invited] = invite(world, case, [body])
    shown = copies.text(case_letter_content.content(invited, timezone.now(), world.supervisor), draft=True)
    assert f'<div class="words"><span lang="id">{PLACE}</span></div>' in shown and "offices and places" in shown
