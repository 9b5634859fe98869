"""What a removal finds beside the row that it is of: every copy of the content, and nothing that only begins alike or reads like a code."""

import ast
import io
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import actor_parts, arrival, cases, clarifications, complaints, replies, work
from incidents.models import AccessEntry, Activity, Evidence, Export, Letter, ProofBundle
from incidents.plain.complainants import Person
from incidents.record import access_log, transparency, verification
from incidents.record import exports as left
from incidents.record.removal import scopes
from incidents.record.removal.copies import BEARING, Copies
from notifications.postroom import export_making
from tests.exporting import taken
from tests.removed import closed, planted, removed, rows_of_every_table
from tests.world import answer_request, fresh, issue_request, make_request

WORD = "Quaggafikri"
PERSON = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="0812 3456 7890")
ALIKE = "Mohon jelaskan langkah yang telah diambil oleh instansi untuk "


def tables_with(word):
    return sorted({table for table, row in rows_of_every_table() if word.casefold() in row.casefold()})


def faults():
    transparency.seal_all(timezone.now())
    return [str(each) for each in verification.verify(()).discrepancies]


@pytest.fixture
def emptied_whole(world, django_capture_on_commit_callbacks):
    """emptied_whole(case) closes it and removes all personal content of it."""

    def empty(case):
        case = closed(world, case)
        transparency.seal_all(timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            removed(world, case, "case")

    return empty


@pytest.fixture
def case(world):
    return planted(world, "Kata Lain Sekali")


def settled(world, clarification):
    """It is answered and accepted, so that its case can be closed."""
    answer_request(world, fresh(clarification))
    clarifications.accept(fresh(clarification), by=world.officer, seen=fresh(clarification).version)


def hand_delivered(world, case, log_in):
    request = make_request(world, "open", incident=case)
    took = {"received_at": timezone.now(), "received_by": f"Ibu {WORD}"}
    proof = Evidence.objects.filter(incident=case).first()
    arrival.hand_deliver(request, by=world.officer, seen=request.version, evidence=proof, **took)
    settled(world, request)


def redirected(world, case, log_in):
    request = make_request(world, "open", incident=case)
    replies.redirect(request, by=world.liaison_a, seen=request.version, text=f"Tanyakan kepada {WORD}")
    settled(world, request)


def linked_actor(world, case, log_in):
    named = {"role": "seller", "name": "jimbo_xx", "kind": "seller"}
    actor_parts.link_actor(case, by=world.officer, basis=f"Menurut saksi {WORD}", **named)


def revealed(world, case, log_in):
    behind = {"person": PERSON, "incident": case, "way": "phone"}
    complaint = complaints.enter(by=world.officer, text="Data dipakai", **behind)
    log_in(world.auditor).post(
        reverse("incidents:sheet", args=[complaint.pk]), {"reason": f"Menelepon suaminya {WORD}"}
    )
    assert AccessEntry.objects.filter(reason__contains=WORD).exists()
    concluded(world, complaint)


def answered_before_it_stood_behind_the_case(world, case, log_in):
    complaint = complaints.enter(by=world.officer, person=PERSON, way="phone", text=f"Data dipakai {WORD}")
    answer = complaints.draft_answer(complaint, by=world.officer, text=f"Tentang {WORD} kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    now = fresh(complaint)
    complaints.link(now, by=world.officer, seen=now.version, incident=case, reason="Sama")
    concluded(world, complaint)


def concluded(world, complaint):
    now, how = fresh(complaint), {"outcome": "in_case", "reason": "Selesai", "despite": True}
    complaints.conclude(now, by=world.officer, seen=now.version, **how)


def looked_for(world, case, log_in):
    cases.note(case, by=world.officer, text=f"Ibu {WORD} menelepon")
    asked = {"q": f"ibu {WORD} menelepon"}
    taken(log_in(world.officer), "/surat/register.xlsx", asked, why={"ready": "audit", "words": "y"})
    log_in(world.auditor).get("/cari/", asked)
    log_in(world.auditor).get(reverse("incidents:trail"), asked)
    of = {"kind": "case", "key": str(case.pk), "label": case.reference, "language": "id"}
    ProofBundle.objects.create(asked_by=world.auditor, asked_at=timezone.now(), reason=f"Perihal {WORD}", **of)
    assert "incidents_export" in tables_with(WORD) and "incidents_accessentry" in tables_with(WORD)


@pytest.mark.parametrize(
    "put",
    [hand_delivered, redirected, linked_actor, revealed, answered_before_it_stood_behind_the_case, looked_for],
)
def test_all_personal_content_of_a_case_goes_also_from_where_no_row_of_the_case_holds_it(
    world, case, log_in, emptied_whole, put
):
    put(world, case, log_in)
    assert tables_with(WORD)
    emptied_whole(case)
    assert tables_with(WORD) == []
    assert faults() == []


def test_an_export_from_which_something_was_removed_is_not_told_as_altered(world, case, log_in, emptied_whole):
    looked_for(world, case, log_in)
    transparency.seal_all(timezone.now())
    export = Export.objects.get()
    file = export.files.first()
    emptied_whole(case)
    [found] = left.find(file.sha256)
    assert found.faults == [left.REMOVED_FROM_IT, left.REMOVED_FROM_ENTRY]


def test_a_second_removal_from_the_same_row_leaves_nothing_and_is_no_alarm(world, case):
    piece = closed(world, case) and Evidence.objects.filter(incident=case).exclude(text="").first()
    removed(world, case, "text", f"evidence:{piece.pk}:text")
    assert faults() == []
    removed(world, case, "text", f"evidence:{piece.pk}:origin")
    assert tables_with("Meja surat") == [] and faults() == []


def test_another_text_that_begins_alike_stays_as_it_was(world, case):
    one, two = (cases.note(case, by=world.officer, text=ALIKE + end) for end in ("melindungi Ibu Sri", "memulihkan"))
    closed(world, case)
    removed(world, case, "text", f"activity:{one.pk}:")
    assert fresh(two).text == f"{ALIKE}memulihkan"
    assert tables_with("melindungi Ibu Sri") == [] and faults() == []


def test_words_that_are_codes_of_the_product_stay_where_they_are_codes_and_every_page_is_read(world, case, log_in):
    for word in ("request", "letter", "answered", "closed", "reason", "segera", "Jakarta", "sistem"):
        cases.note(case, by=world.officer, text=word)
    kept = cases.note(case, by=world.officer, text="Secara sistematis")
    closed(world, case)
    letter = Letter.objects.filter(incident=case).exclude(content={}).earliest("pk")
    for note in Activity.objects.filter(incident=case).exclude(pk=kept.pk):
        removed(world, case, "text", f"activity:{note.pk}:")
    assert fresh(letter).content == letter.content and fresh(kept).text == "Secara sistematis"
    pages = ("incident", "history", "as_of", "chronology", "work", "correspondence", "case_evidence")
    for who in (world.officer, world.auditor):
        for name in pages:
            assert log_in(who).get(reverse(f"incidents:{name}", args=[case.reference])).status_code == 200, name
    for name in ("request", "account"):
        assert log_in(world.officer).get(reverse(f"incidents:{name}", args=[case.requests.get().pk])).status_code == 200
    assert faults() == []


@pytest.fixture
def parcel(world, case, log_in):
    """The trail as an auditor had it made, with a word that is to be removed; parcel() are the files of it that hold the word now."""
    work.restrict(case, by=world.supervisor, seen=case.version, reason=f"Ibu {WORD} meminta")
    browser = log_in(world.auditor)
    browser.post(reverse("notifications:ask_export", args=["trail"]), {"ready": "audit", "words": "x"})

    def held():
        answer = browser.get(reverse("notifications:export_parcel", args=[Export.objects.get().pk]))
        if answer.status_code != 200:
            return []
        parts = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        return [name for name in parts.namelist() if WORD.encode() in parts.read(name)]

    return held


def test_a_parcel_made_before_a_removal_is_not_given_out_after_it(case, parcel, emptied_whole):
    export_making.make_export(Export.objects.get().pk)
    assert parcel()
    path = export_making.kept(Export.objects.get())
    emptied_whole(case)
    assert parcel() == [] and not path.exists() and Export.objects.get().state == Export.State.EXPIRED


def test_a_parcel_that_is_being_made_while_something_is_removed_is_made_anew(case, parcel, emptied_whole, monkeypatch):
    written = export_making.export_files.write

    def slow(*arguments):
        made = written(*arguments)
        emptied_whole(case)
        return made

    with monkeypatch.context() as patched:
        patched.setattr(export_making.export_files, "write", slow)
        export_making.make_export(Export.objects.get().pk)
    export = Export.objects.get()
    assert export.state == Export.State.WAITING and not export_making.kept(export).is_file()
    export_making.make_export(export.pk)
    assert Export.objects.get().state == Export.State.READY and parcel() == []


# Keys in the details of an event under which nobody typed: codes, numbers, labels, hashes, instants, names of bodies and people on file.
CODES = frozenset(
    """
    annex_of anomaly answer answered answers asked_at assertion attempt became before came_by case categories changed channel chosen
    complaint deputy drafts due_at due_before earlier emptied entered_late entries entry evidence finding found_when gone guard handed_over_at hours
    how kind kind_of_letter known label later leaves letter level list message_id mode new noted_at number opened other outcome part
    person proposer proposes put_right question questions read receipt recipient removal report restored role rule scan scope score sha256 courtesy_sha256
    said_at sheet size skip_reason skip_reason_text status stays struck through timed topic unit unit_from unseen unshared until
    version was way wished_at word wrong year
    """.split()
)


def keys_of_details():
    """Every key that the product writes into the details of an event, as its source says."""
    for path in (Path("incidents/actions"), Path("notifications")):
        for file in path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
                for target in targets if isinstance(node, ast.Assign | ast.AugAssign) else ():
                    of = target.value if isinstance(target, ast.Subscript) else target
                    if isinstance(of, ast.Attribute) and of.attr == "details":
                        dicts = [each for each in ast.walk(node) if isinstance(each, ast.Dict)]
                        found = [key for each in dicts for key in each.keys]
                        found += [target.slice] if isinstance(target, ast.Subscript) else []
                        yield from (key.value for key in found if isinstance(key, ast.Constant))


def test_each_key_of_an_event_is_known_as_words_that_people_typed_or_as_a_code():
    found = set(keys_of_details())
    assert len(found) > 50 and found - BEARING - CODES == set() == BEARING & CODES


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ibu Siti Aminah menelepon", "Ibu - menelepon"),
        ("Siti   Aminah\r\n", "-\r\n"),
        ("Siti Aminahwati", "Siti Aminahwati"),
        ("KSiti Aminah", "KSiti Aminah"),
        ("siti aminah", "siti aminah"),
    ],
)
def test_a_copy_is_the_whole_text_as_words_of_its_own(text, left):
    assert Copies(["Siti Aminah"], "-").without(text) == left


def test_a_text_of_several_lines_goes_from_the_letter_that_parts_it_into_lines(world, case):
    asked = f"Mohon jelaskan:\r\n\r\nSiapa {WORD}\r\ndan di mana ia tinggal"
    opened = f"Sehubungan dengan\r\n\r\nibu {WORD} itu"
    drafted = {"questions": [("Data", asked), ("Dua", "Kapan?")], "opening": opened, "subject": "Hal"}
    frame = {"basis": "Pasal 46", "security": "B", "urgency": "segera"}
    request = clarifications.draft(case, by=world.officer, agency=world.agency_a, **drafted, **frame)
    request = clarifications.submit(request, by=world.officer, seen=request.version)
    settled(world, issue_request(world, request))
    closed(world, case)
    texts = [each for each in scopes.choices(fresh(case)) if each.scope.endswith((":text", ":opening"))]
    for each in texts:
        if each.scope.startswith(("question:", "clarificationrequest:")):
            removed(world, case, "text", each.scope)
    assert tables_with(WORD) == [] and faults() == []


def test_a_cut_copy_is_the_beginning_of_the_text_at_the_end_of_its_column():
    copies = Copies([ALIKE + "melindungi Ibu Sri"], "-")
    cut = f"Catatan: {ALIKE}melind"
    assert copies.without(cut, cut=True) == "Catatan: -" == copies.without(f"{cut}…")
    assert copies.without_in_details({"file": f"{ALIKE}melind"}) == {"file": "-"}, (
        "as events of before call a quoted text"
    )
    for other in (cut, f"{ALIKE}memulihkan"):
        assert copies.without(other) == other
    assert copies.without(f"{ALIKE}memulihkan", cut=True) == f"{ALIKE}memulihkan"


def test_why_something_was_proved_or_taken_out_goes_also_where_its_leaving_was_noted(
    world, case, log_in, emptied_whole
):
    text = f"Ibu {WORD} menelepon dan minta dihapus"
    cases.note(case, by=world.officer, text=text)
    asked = {"asked_by": world.auditor, "asked_at": timezone.now(), "language": "id", "reason": text}
    own = ProofBundle.objects.create(**asked, kind="case", key=str(case.pk), label=case.reference)
    today = timezone.localdate()
    of_days = ProofBundle.objects.create(**asked, kind="period", first=today, last=today, label="Hari ini")
    for bundle in (own, of_days):
        access_log.log(AccessEntry.Kind.DOWNLOAD, None, bundle, actor=world.auditor, reason=bundle.reason)
    taken(log_in(world.officer), "/surat/register.xlsx", {}, why={"ready": "audit", "words": text})
    emptied_whole(case)
    assert tables_with(WORD) == [] and faults() == []
