"""Finding things: one corpus, the same hits on both databases, in any form of a word, only from what one may see."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import CharField, TextField
from django.utils import timezone

from incidents.actions import agencies, assertions, cases, clarifications, evidence, replies, shares, work
from incidents.models import (
    Agency,
    AgencyName,
    Answer,
    Assertion,
    ClarificationRequest,
    Complaint,
    CounterQuestion,
    DataCategory,
    FollowUp,
    Incident,
    IndexedBy,
    Letter,
    Question,
    Response,
    SearchEntry,
    StoredFile,
    User,
)
from incidents.plain.spans import parse
from incidents.record import search
from tests.every_value import every_value  # noqa: F401  (a fixture)
from tests.world import fresh, make_incident, make_request, says

CORPUS = (
    ("pemilih", "Dugaan kebocoran Daftar Pemilih Tetap", "Penjual “Jimbo” menawarkan data lewat akun @p4c3n0g3."),
    ("pajak", "Dugaan pengungkapan data NPWP", "Diberitakan tirto.id; alamat https://forum.example/t/48213."),
    ("nasabah", "Pelanggaran pelindungan data nasabah", "Peretas melaporkan; bank mengklarifikasi. Nomor surat B-121."),
    ("santri", "Data santri ma'had", "José menyebut Ā’isyah, Qur'an dan hari Jumat."),
)


@pytest.fixture
def corpus(world):
    found = {}
    for key, title, summary in CORPUS:
        found[key] = cases.record(by=world.officer, title=title, summary=summary, seen_at=timezone.now())
    cases.note(found["nasabah"], by=world.officer, text="Rapat membahas pemulihan layanan")
    evidence.attach(found["pajak"], by=world.officer, text="Cuplikan laman", origin="Diserahkan wartawan")
    return found


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("bocor", {"pemilih"}),
        ("membocorkan", {"pemilih"}),
        ("dibocorkan", {"pemilih"}),
        ("KEBOCORAN", {"pemilih"}),
        ("langgar", {"nasabah"}),
        ("melanggar", {"nasabah"}),
        ("laporan", {"nasabah"}),
        ("klarifikasi", {"nasabah"}),
        ("ungkap", {"pajak"}),
        ("jimbo", {"pemilih"}),
        ("@p4c3n0g3", {"pemilih"}),
        ("forum.example/t/48213", {"pajak"}),
        ("B-121", {"nasabah"}),
        ("pulih", {"nasabah"}),
        ("wartawan", {"pajak"}),
        ("data", {"pemilih", "pajak", "nasabah", "santri"}),
        ("Jose", {"santri"}),
        ("josé", {"santri"}),
        ("quran", {"santri"}),
        ("Qur’an", {"santri"}),
        ("mahad", {"santri"}),
        ("aisyah", {"santri"}),
        ("Jum'at", {"santri"}),
        ("data nasabah", {"nasabah"}),
        ("wartawan ungkap", {"pajak"}),
        ("nasabah jimbo", set()),
        ("zzz", set()),
        ("", set()),
        ("   ", set()),
        ("%", set()),
        ("_", set()),
        ("'; DROP TABLE", set()),
        ("a & b | ! (", set()),
        ("\\", set()),
    ],
)
def test_the_same_words_find_the_same_cases(world, corpus, query, hits):
    found = set(search.cases(world.officer, query).values_list("pk", flat=True))
    assert {key for key, case in corpus.items() if case.pk in found} == hits


def test_references_agencies_and_answers_are_found(world):
    clarification = make_request(world, "answered")
    case = clarification.incident
    for query in (
        case.reference,
        clarification.reference,
        "Instansi A",
        "Jawaban atas Waktu",
        str(clarification.letter),
    ):
        assert case in search.cases(world.officer, query), query


def test_what_changes_is_found_anew_and_no_longer_by_the_old_word(world):
    case = cases.record(by=world.officer, title="Semangka", seen_at=timezone.now())
    cases.amend(case, by=world.officer, seen=case.version, reason="x", title="Pepaya", seen_at=case.seen_at)
    assert not search.cases(world.officer, "semangka") and search.cases(world.officer, "pepaya")
    row = work.relate(case, by=world.officer, other=make_incident(world), kind="related", why="x")
    work.unrelate(row, by=world.officer, reason="x")


def test_results_come_only_from_what_one_may_see(world, corpus):
    case = corpus["pemilih"]
    work.restrict(case, by=world.officer, seen=case.version, reason="x")
    assert case in search.cases(world.officer, "jimbo") and case in search.cases(world.auditor, "jimbo")
    assert not search.cases(world.supervisor, "jimbo").exists()
    assert not search.cases(world.liaison_a, "data").exists()


def test_rebuilding_gives_the_very_same_index(world, corpus):
    assertions.claim(
        corpus["pajak"],
        assertions.Claim("records", "Enam juta", said_by="Penjual", source="forum", said=parse("2024")),
        by=world.officer,
    )
    before = sorted(SearchEntry.objects.values_list("kind", "key", "text", "stems"))
    SearchEntry.objects.all().delete()
    assert search.rebuild() == len(before)
    assert sorted(SearchEntry.objects.values_list("kind", "key", "text", "stems")) == before


def test_the_page_shows_the_words_around_the_hit_and_filters_by_its_address(world, corpus, log_in):
    officer = log_in(world.officer)
    page = officer.get("/cari/?q=bocor").content.decode()
    assert "<mark>kebocoran</mark>" in page and "NPWP" not in page
    page = officer.get("/cari/?q=data&status=closed").content.decode()
    assert "Tidak ada hasil untuk “data” dengan 1 saringan." in page
    page = officer.get("/cari/?agency=a&status=zzz&drill=maybe&page=zzz").content.decode()
    assert "0 kasus" in page
    page = officer.get("/cari/", {"q": "<script>alert(1)</script>\x00" * 30}).content.decode()
    assert "<script>alert" not in page


def test_a_renamed_body_is_found_by_its_present_name_and_its_former_one(world):
    from incidents.actions import duplicates
    from tests.world import report

    clarification = make_request(world, "open")
    told = report(world, "Katanya data Kombaru dijual")  # written before anybody here called a body so
    agencies.rename_agency(
        world.agency_a,
        by=world.administrator,
        name="Kementerian Komunikasi Baru",
        short_name="Kombaru",
        head_office="Menteri",
        place="Jakarta",
        valid_from=timezone.localdate(),
    )
    for name in ("Kombaru", "Kementerian Komunikasi Baru", "Instansi A"):
        assert clarification.incident in search.cases(world.officer, name), name
    assert told.mentions.filter(kind="agency", value=world.agency_a.code).exists()
    likely = duplicates.likely_duplicates(world.officer, "Kombaru", at=timezone.now())
    assert told in [case for case, _kinds, _days in likely]


def test_the_index_built_afresh_says_what_the_deeds_kept(every_value):  # noqa: F811
    def kept():
        return set(SearchEntry.objects.values_list("incident", "kind", "key", "text"))

    before = kept()
    search.rebuild()
    assert kept() == before


def test_mentions_found_afresh_are_those_the_deeds_kept(every_value):  # noqa: F811
    from incidents.actions import duplicates
    from incidents.models import Incident, Mention

    before = set(Mention.objects.values_list("incident", "kind", "value"))
    for case in Incident.objects.all():
        duplicates.refresh(case)
    assert set(Mention.objects.values_list("incident", "kind", "value")) == before


# Columns of what stands in a case that no page prints as words, or that `cited_numbers` finds.
NOT_WORDS = {
    "sha256", "content_digest", "draft_digest", "check_code", "drill_addresses", "unit", "section", "days_off", "unconfirmed",
}  # fmt: skip
# Tracked, and in no case: rules, bodies, people; locked, as who complained; or machine words of two cases alone.
IN_NO_CASE = {
    "Agency", "AgencyName", "Contact", "Unit", "Appointment", "Absence", "QuestionSet", "ReminderPolicy", "LadderRung",
    "ClockRule", "WorkCalendar", "SigningPolicy", "LetterTemplate", "DataCategory", "SanctionRegime", "StoredFile",
    "RegisterEntry", "Likeness", "SharedEvidence", "ComplainantSheet", "SheetFile", "ComplaintFormPolicy",
    "ParliamentSheet", "ToldApart", "FurtherSuccessor", "AnomalyRule", "AnomalyLook", "KnownActor",
    "ActorAlias", "ActorJudgement", "Removal", "RetentionRule", "Proposal",
}  # fmt: skip


def tracked_models():
    models = [model for model in apps.get_app_config("incidents").get_models() if hasattr(model, "history")]
    return [model for model in models if model.__name__ not in IN_NO_CASE]


@pytest.mark.parametrize("model", tracked_models(), ids=lambda model: model.__name__)
def test_every_text_of_a_case_that_a_page_prints_is_searched(model):
    """Each column of words is filled with a word of its own: the index has them all."""
    row, words = model(), {}
    for column in model._meta.get_fields():
        if isinstance(column, CharField | TextField) and not column.choices and column.name not in NOT_WORDS:
            if not column.name.endswith("precision"):
                words[column.name] = f"kata {column.name}"
                setattr(row, column.name, words[column.name])
    body = Agency(pk=1, code="x")
    body._prefetched_objects_cache = {"names": [AgencyName(name="Badan Bernama", short_name="BB")], "doubles": []}
    file = StoredFile(name="berkas.pdf")
    named = [column.name for column in model._meta.get_fields() if getattr(column, "related_model", None) is Agency]
    case = Incident()
    links = {
        "incident": case,
        "category": DataCategory(name="Data"),
        "user": User(name="Orang", email="o@uji.example"),
        "file": file,
    }
    links |= {
        "request": ClarificationRequest(incident=case),
        "question": Question(request=ClarificationRequest(incident=case)),
        "other": Incident(),
    }
    links |= {"assertion": Assertion(incident=case), "response": Response(request=ClarificationRequest(incident=case))}
    links |= {"complaint": Complaint(incident=case), "follow_up": FollowUp(incident=case)}
    links |= {"answer": Answer(question=links["question"])}
    links |= {"counter_question": CounterQuestion(request=links["request"])}
    for name in {column.name for column in model._meta.fields if column.is_relation} & links.keys():
        setattr(row, name, links[name])
    for name in named:
        setattr(row, name, body)
    if model is Letter:
        row.content = {"number": "B-1", "facts": {"alasan": "Keliru"}, "corrections": [{"reads": "a"}]}
    _case, texts = search.TEXTS[model](row)
    assert [name for name, word in words.items() if word not in " ".join(texts)] == []
    if model is not Letter:  # its body is that of the request or of the letter of the case it belongs to
        assert set(named) == set(search.NAMING_A_BODY.get(model, ()))
        assert texts.count("Badan Bernama") == len(named)


def test_a_body_is_found_where_it_speaks_where_it_owes_and_where_something_is_shared_with_it(world, log_in):
    body = agencies.register_agency(
        by=world.administrator,
        code="sandi",
        zone="Asia/Jakarta",
        names=[{"name": "Badan Sandi", "short_name": "BSW", "head_office": "Kepala", "valid_from": date(2020, 1, 1)}],
    )
    speaks, owes, shared = (make_incident(world) for _ in range(3))
    says(world, speaks, agency=body, said_by="Juru bicara")
    work.commit(owes, by=world.officer, who="Kepala", what="Log", agency=body)
    shares.share(shared, by=world.officer, agency=body, text="Ringkasan untuk kuskus", tlp="amber")
    new = {"short_name": "BSB", "head_office": "Kepala", "place": "Jakarta", "valid_from": timezone.localdate()}
    agencies.rename_agency(body, by=world.administrator, name="Badan Sandi Baru", **new)
    officer = log_in(world.officer)
    for name in ("Sandi", "BSB", "BSW"):
        assert set(officer.get("/cari/", {"q": name}).context["page"]) == {speaks, owes, shared}
    assert list(officer.get("/cari/", {"q": "kuskus"}).context["page"]) == [shared]


def test_an_interim_reply_is_found_by_its_number_its_words_and_who_signed_it(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=40))
    came = timezone.now() - timedelta(hours=3)
    reply = replies.Reply(
        name="Sekar", office="Kepala Dinas", kind="interim", text="Sedang menelusuri kabupaten", received_at=came,
        channel="letter", document="Nomor 812/TI.03/XI/2026",
    )  # fmt: skip
    replies.record_reply(clarification, reply, by=world.officer, seen=clarification.version)
    officer = log_in(world.officer)
    for typed in ("812/TI.03/XI/2026", "menelusuri kabupaten", "Sekar", "Kepala Dinas"):
        assert list(officer.get("/cari/", {"q": typed}).context["page"]) == [clarification.incident], typed


def test_nothing_found_speaks_of_no_filter_where_none_was_chosen(world, log_in):
    browser = log_in(world.officer)
    page = browser.get("/cari/", {"q": "tiadasamasekali"}).content.decode()
    assert "Tidak ada hasil untuk “tiadasamasekali”." in page and "Kurangi kata yang dicari." in page
    assert "saringan." in browser.get("/cari/", {"q": "tiadasamasekali", "drill": "yes"}).content.decode()


def test_why_a_deed_was_done_finds_its_case(world, log_in):
    """A reason stands in its event alone; so does whom to ask instead, and why a number was kept."""
    clarification = make_request(world, "open")
    case = clarification.incident
    words = {"text": "Tanyakan kepada Balai Kelapa", "what": "addressee"}
    replies.redirect(clarification, by=world.liaison_a, seen=clarification.version, **words)
    clarification = fresh(clarification)
    clarifications.uphold(clarification, by=world.officer, seen=clarification.version, reason="Ranah durian")
    number = {
        "kind": "note",
        "text": "Nomor berkas 3171011203850001",
        "guard": "keep",
        "guard_reason": "Kode arsip rambutan",
    }
    typed = number | {"happened": "", "tlp": "amber", "bodies": []}
    log_in(world.officer).post(f"/insiden/{case.reference}/kegiatan/catat/", typed)
    for word in ("kelapa", "durian", "rambutan"):
        assert list(search.cases(world.officer, word)) == [case], word
        assert not search.cases(world.liaison_b, word).exists()
    page = log_in(world.auditor).get("/cari/?q=durian").content.decode()
    assert "Ranah <mark>durian</mark>" in page


def test_setup_builds_the_search_afresh_after_an_upgrade_that_finds_more_and_says_so(world, corpus, capsys):
    known = {
        "letter_code": "DJPRD",
        "classification": "PDP.01",
        "admin_email": "admin@uji.example",
        "admin_name": "Adi",
    }
    call_command("setup", **known)
    first = capsys.readouterr().out
    assert "The search was built afresh: " in first, "what an older product had kept"
    SearchEntry.objects.filter(kind="incident").delete()
    call_command("setup", **known)
    assert "built afresh" not in capsys.readouterr().out and not search.cases(world.officer, "jimbo")
    IndexedBy.objects.update(digest="of the code before")
    call_command("setup", **known)
    assert "The search was built afresh: " in capsys.readouterr().out
    assert corpus["pemilih"] in search.cases(world.officer, "jimbo")
