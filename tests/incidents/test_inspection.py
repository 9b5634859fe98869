"""A look into a file: what leaked data travel in is read, what acts by itself is seen, what nobody read is said."""

import ast
import importlib
import inspect
import pkgutil
import re
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents import files, inspection, plain
from incidents.files import budget, inspected
from incidents.inspection import child, look
from incidents.models import CaseEvent, DraftFile
from notifications import postroom
from tests.hostile_files import FILES, NIK, OLE, attached, docx, mail, related, xlsx
from tests.samples import pdf
from tests.world import answer_request, make_request


def said(kind, raw, seconds=budget.PER_FILE):
    """(whether the number was found, the codes of all else) of a look, by the exit of its process where it saw nothing."""
    try:
        told = child.seen(kind, raw, seconds)
    except look.Mismatch:
        return False, "mismatch"
    except look.Unreadable:
        return False, "unreadable"
    seen = inspected.Seen.of(told)
    return bool(seen.held), " ".join(sorted([*seen.unread, *seen.active]))


@pytest.mark.asvs(24, 25)
@pytest.mark.parametrize("name", FILES)
def test_what_a_look_says_of_each_file(name):
    kind, made, found, codes = FILES[name]
    assert said(kind, made()) == (found, " ".join(sorted(codes.split())))


def test_what_acts_by_itself_is_seen_behind_more_text_than_is_looked_at(monkeypatch):
    monkeypatch.setattr(look, "TEXT", 10)
    template = related("attachedTemplate", "https://a.example/t.dotm", "External")
    assert said("docx", docx("<w:p/>", ("a/a.xml", f"<x>{'isi ' * 9}</x>"), template)) == (False, "remote rest")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "eml"])
def test_what_was_not_reached_in_time_is_refused_and_in_a_mail_left_to_a_person(kind):
    made = {"docx": docx, "xlsx": xlsx, "pdf": pdf, "eml": lambda: mail(("a.exe", b"MZ"))}[kind]
    assert said(kind, made(), seconds=0)[1] == ("rest" if kind == "eml" else "unreadable")


def test_everything_that_a_look_can_say_has_words():
    assert {*inspected.WORDS} == {*look.UNREAD, *look.ACTIVE}


@pytest.mark.asvs(24)
@pytest.mark.parametrize(
    ("name", "data", "refused"),
    [
        ("a.pdf", lambda: attached("a.exe", b"MZ"), True),
        ("a.eml", lambda: mail(("a.exe", b"MZ")), False),
        ("a.txt", lambda: FILES["text with an archive behind"][1](), True),
    ],
)
def test_what_acts_by_itself_is_refused_and_in_a_mail_left_to_a_person(name, data, refused):
    upload = SimpleUploadedFile(name, data())
    if refused:
        with pytest.raises(ValidationError, match="tanpa|without"):
            files.check(upload)
    else:
        files.check(upload)
        assert upload.seen.active == {"program": 1}


@pytest.mark.asvs(26)
def test_a_request_and_a_person_have_a_budget():
    with pytest.raises(ValidationError, match="bersamaan|together"):
        budget.Budget(left=0.5).seconds()
    budget.Budget(lambda: "tujuh").spend(budget.PER_PERSON)
    with budget.of_request(lambda: "tujuh"), pytest.raises(ValidationError, match="sepuluh menit|ten minutes"):
        files.check(SimpleUploadedFile("a.pdf", pdf()))
    with budget.of_request(lambda: "delapan"):
        files.check(SimpleUploadedFile("a.pdf", pdf()))


def test_no_more_stand_in_line_than_leave_threads_to_answer():
    with (
        budget.in_turn("tujuh"),
        budget.of_request(lambda: "tujuh"),
        pytest.raises(ValidationError, match="sebentar|minute"),
    ):
        files.check(SimpleUploadedFile("a.pdf", pdf()))
    taken = [budget.in_turn() for _n in range(budget.AT_ONCE)]
    for each in taken:
        each.__enter__()
    budget._line.acquire()
    try:
        with pytest.raises(ValidationError, match="sebentar|minute"):
            files.check(SimpleUploadedFile("a.pdf", pdf()))
    finally:
        budget._line.release()
        for each in taken:
            each.__exit__(None, None, None)


def test_an_agency_says_why_as_well_and_the_history_has_its_words(world, log_in):
    """The file waits in a draft meanwhile; what was said of it stands in the event that sends it."""
    request = make_request(world, "open")
    address, liaison = f"/permintaan/{request.pk}/pertanyaan/1/", log_in(world.liaison_a)

    def sends(**how):
        sent = SimpleUploadedFile("a.eml", mail(("a.csv", NIK.encode()), ("a.doc", OLE)))
        return liaison.post(address, {"text": "Terlampir", "stays": "1", "files": [sent], **how})

    page = sends().content.decode()
    assert "Ditahan" in page and "tidak dibaca" in page and NIK not in page and not DraftFile.objects.exists()
    assert sends(guard="keep", guard_reason="Bukti cuplikan yang diminta").status_code == 302
    assert DraftFile.objects.get().remark["unread"] == {"unknown": 1}
    answer_request(world, request, numbers=[2])
    event = CaseEvent.objects.filter(action="answer").latest("recorded_at")
    said = {"way": "keep", "count": 1, "kinds": ["identity"], "reason": "Bukti cuplikan yang diminta"}
    assert event.details["guard"] == {"1.1": said | {"unread": {"unknown": 1}}}
    shown = log_in(world.auditor).get(f"/jejak/peristiwa/{event.pk}/").content.decode()
    assert "Bukti cuplikan yang diminta" in shown and "tidak diperiksa" in shown


WORST = (
    "<",
    "1",
    " ",
    "1 ",
    "-",
    "a",
    "0.",
    "\t",
    "+62 ",
    "O",
    "1O",
    "[",
    ">",
    "\n",
    "&",
    "0 8",
    "1,",
    "|'",
    "a-",
    "1/",
    "@a.",
    "é",
)


def patterns():
    """Every pattern that reads a file or a mail, by the module that has it."""
    rooms = [
        f"{room.__name__}.{each.name}"
        for room in (inspection, files, postroom)
        for each in pkgutil.iter_modules(room.__path__)
    ]
    for name in [*rooms, *(f"{plain.__name__}.{each}" for each in ("guard", "digit_runs", "signs"))]:
        module = importlib.import_module(name)
        for called, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{name}.{called}", value
        for node in ast.walk(ast.parse(inspect.getsource(module))):  # those that a call spells out itself
            asked = node.func if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
            if asked and ast.unparse(asked.value) == "re" and isinstance(node.args[0], ast.Constant):
                yield f"{name}:{node.lineno}", re.compile(node.args[0].value)


def test_every_pattern_is_linear():
    """Each is fed its worst: one piece over and over, with another at the end. Ten thousand signs are read at once, or never."""
    slow = []
    for name, pattern in patterns():
        for piece in WORST:
            text = piece * (10_000 // len(piece)) + "x"
            began = time.thread_time()
            for _found in pattern.finditer(text if isinstance(pattern.pattern, str) else text.encode()):
                pass
            if time.thread_time() - began > 0.1:
                slow.append((name, piece))
    assert not slow
