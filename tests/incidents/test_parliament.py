"""The sheet for Parliament: equal to what the rows say, on page and in every file; each figure opens its cases; issued, it stays."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import openpyxl
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from incidents import files as stored
from incidents.actions import assertions, cases, merging, past_cases, sanctions, work
from incidents.actions import parliament as verbs
from incidents.models import CaseEvent, Incident, ParliamentSheet, SanctionRegime
from incidents.plain import clocks, spans
from incidents.record import deeds, transparency
from incidents.reports.parliament import changed_since, files, marks, sheet, words
from incidents.templatetags.words import grouped
from tests.exporting import taken
from tests.sent_form import Form
from tests.sheets import counted, drawn, in_use, issue, period
from tests.states import made_once
from tests.world import answer_request, fresh, make_incident, make_request, report

PAGE = "/lembar-dpr/"


def tell(world):
    """A case of each part, and five that are told apart."""
    by = world.officer
    seen = (timezone.now() - timedelta(days=3)).replace(second=0, microsecond=0)
    first = make_incident(world, seen_at=seen, happened=spans.at_minute(seen - timedelta(days=2)))
    cases.amend(first, by=by, seen=first.version, reason="x", attacks=["ransomware", "supplier"],
                failures=["disclosure", "late_notice"], harmed=["confidentiality", "availability"])  # fmt: skip
    in_use(world, first, 1000)
    regime = SanctionRegime.objects.first()
    sanctions.sanction(
        first,
        by=world.officer,
        agency=world.agency_a,
        regime=regime,
        measure=regime.measures[0],
        decided_by="Menteri",
        decided=spans.at_minute(seen),
    )
    second = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=50)).incident
    answer_request(world, second.requests.get())
    says_range = in_use(world, second, 200, amount_to=Decimal(500))
    assert says_range.amount_to == 500
    third = make_incident(world)
    in_use(world, third, 84, unit="keluarga")
    cases.amend(third, by=by, seen=fresh(third).version, reason="x", attacks=["ransomware"])
    fourth = make_incident(world)
    word = in_use(world, fourth, 5, bound="at_least")
    assertions.assess(word, by=by, seen=fresh(word).version, status="denied", reason="Tidak benar")
    fifth = make_incident(world)
    work.close(fifth, by=world.supervisor, seen=fifth.version, outcome="too_little", reason="Tidak cukup")
    apart(world, first)
    return world


def apart(world, standing):
    """One of each kind that is not told apart."""
    by = world.officer
    hidden = make_incident(world, title="Rahasia")
    work.restrict(hidden, by=by, seen=hidden.version, reason="x")
    make_incident(world, drill=True)
    double = make_incident(world)
    merging.merge(double, standing, by=by, seen=double.version, reason="Sama")
    gone = report(world)
    cases.dismiss(gone, by=by, seen=gone.version, reason="Bukan")
    began = spans.at_minute(timezone.now() - timedelta(days=2))
    past_cases.enter_case(by=by, title="Dari arsip", began=began)
    report(world, "Laporan baru")
    again = make_incident(world)
    work.relate(again, by=by, other=standing, kind="republication", why="Sama")


counted_world = made_once("counted_world", tell, upon="world")


def by_hand():
    """What the rows of today say, counted without the code under test."""
    parts, tables = Counter(), Counter()
    for case in Incident.objects.order_by("pk"):
        if case.restricted:
            part = "restricted"
        elif case.drill:
            part = "drill"
        elif case.status in ("merged", "dismissed"):
            part = case.status
        elif case.past:
            part = "past"
        elif case.status == "report":
            part = "report"
        elif case.relations.filter(kind="republication").exists():
            part = "republished"
        else:
            part = "counted"
        parts[f"part:{part}"] += 1
        if part == "counted":
            for name, several in (("attack", case.attacks), ("failure", case.failures), ("harmed", case.harmed)):
                for each in several or ["-"]:
                    tables[f"{name}:{each}"] += 1
            tables[f"outcome:{case.outcome or '-'}"] += 1
            bodies = [part.agency for part in case.involvements.filter(role="controller")]
            for key in {f"sector:{body.sector or '-'}" for body in bodies} | {f"kind:{body.kind}" for body in bodies}:
                tables[key] += 1
            for measure in {row.measure for row in case.sanctions.all()} or {"-"}:
                tables[f"sanction:{measure}"] += 1
    return parts | tables


def test_every_figure_is_what_the_rows_say(counted_world):
    found, hand = drawn(), by_hand()
    mine = {key: n for key, n in found["figures"].items() if key.split(":")[0] in {k.split(":")[0] for k in hand}}
    assert mine == hand
    assert counted(found, "part") == {
        "counted": 5, "restricted": 1, "drill": 1, "merged": 1, "dismissed": 1, "past": 1, "report": 1, "republished": 1,
    }  # fmt: skip
    assert {"ransomware": 2, "supplier": 1}.items() <= counted(found, "attack").items(), "one case by both"
    assert next(table.repeated for table in words.tables(found) if table.key == "failure") == 1
    assert counted(found, "people") == {"known": 2, "other_unit": 1, "shaken": 1, "unknown": 1}
    assert found["people"] == {"low": "1200", "high": "1500", "about": 0}
    assert counted(found, "close") == {"measured": 1, "waiting": 4}
    assert counted(found, "know") == {"measured": 1, "unknown": 4}
    assert found["times"]["know"]["median"] == [172740, 172800]  # a minute was named: from its end, from its beginning
    assert counted(found, "answer") == {"measured": 1}
    assert found["times"]["answer"]["measured"] == 1 and found["times"]["authority"]["unknown"] == 10
    for table in words.tables(found):
        if table.total is not None:
            assert sum(line.cases for line in table.lines) - table.repeated == table.total, table.key


def test_page_and_files_say_the_same_figures(counted_world, log_in):
    content = drawn()
    rows = [(row[1], row[2]) for row in files.rows(content)]
    asked = urlencode({"first": content["first"], "last": content["last"], "at": content["as_of"]})
    client = log_in(counted_world.supervisor)
    page = client.get(f"{PAGE}?{asked}")
    on_page = [(line.label, line.cases) for table, lines in page.context["tables"] for line, *_urls in lines]
    assert on_page and set(on_page) <= set(rows)
    read = list(csv.reader(io.StringIO(taken(client, f"{PAGE}lembar.csv?{asked}").decode("utf-8-sig"))))
    in_csv = [(row[1], int(row[2])) for row in read if len(row) == 5 and row[2].lstrip("-").isdigit()]
    xlsx = taken(client, f"{PAGE}lembar.xlsx?{asked}")
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    in_xlsx = [(row[1], row[2]) for row in book["Angka"].iter_rows(min_row=3, values_only=True)]
    assert in_csv == in_xlsx == rows
    # Each total can be counted again over the lines of the cases, but for those that are only a number.
    keys = Counter(key for row in book["Kasus"].iter_rows(min_row=3, values_only=True) for key in row[3].split(" | "))
    assert keys == {key: n for key, n in content["figures"].items() if key != "part:restricted"}
    assert "Rahasia" not in str(read) and xlsx == files.as_xlsx(content)


def test_each_figure_opens_exactly_the_cases_behind_it(counted_world, log_in):
    client = log_in(counted_world.auditor)
    page = client.get(PAGE, {"first": period().first, "last": period().last})
    links = [(line, url) for _table, lines in page.context["tables"] for line, url, _past in lines if line.cases]
    assert len(links) > 20
    opened = {url: client.get(url).context["rows"].paginator.count for line, url in links[:9] + links[-3:]}
    assert opened == {url: line.cases for line, url in links[:9] + links[-3:]}
    for line, _url in links:
        assert len(sheet.behind(period(), line.key)) == line.cases, line.key


def test_who_may_not_know_of_a_restricted_case_learns_its_number_alone(counted_world, log_in):
    url = f"{reverse('incidents:cases')}?{urlencode({'figure': period().query('part:restricted')})}"
    page = log_in(counted_world.supervisor).get(url)
    assert page.context["rows"].paginator.count == 0 and page.context["behind"].hidden == 1
    assert "Rahasia" not in page.content.decode()
    assert log_in(counted_world.auditor).get(url).context["rows"].paginator.count == 1
    assert log_in(counted_world.officer).get(url).status_code == 403, (
        "the sheet is not an officer's, nor is a figure of it"
    )


def test_no_figure_is_asked_of_an_instant_that_has_not_come(counted_world, log_in):
    figure = period(timezone.now() + timedelta(days=1)).query("part:restricted")
    page = log_in(counted_world.auditor).get(reverse("incidents:cases"), {"figure": figure})
    assert page.status_code == 200 and page.context["behind"] is None


def test_an_administrator_sees_figures_and_no_case(counted_world, log_in):
    client = log_in(counted_world.administrator)
    page = client.get(PAGE)
    assert page.context["tables"] and not any(
        url for _table, lines in page.context["tables"] for _line, *urls in lines for url in urls
    )
    assert client.get(f"{PAGE}lembar.csv").status_code == client.get(f"{PAGE}lembar.xlsx").status_code == 403


def test_the_sheet_of_an_instant_stays_whatever_is_put_right_later(counted_world):
    at = timezone.now()
    before = drawn(at)
    case = Incident.objects.filter(attacks=["ransomware"]).first()
    cases.amend(case, by=counted_world.officer, seen=case.version, reason="x", attacks=["phishing"])
    for row in case.sanctions.all():
        row.agency.refresh_from_db()
    work.close(fresh(Incident.objects.filter(status="open", restricted=False, drill=False).last()), by=counted_world.supervisor,
               seen=None, outcome="too_little", reason="x")  # fmt: skip
    after = drawn()
    assert drawn(at) == before != after
    assert (files.as_csv(drawn(at)), files.as_xlsx(drawn(at))) == (files.as_csv(before), files.as_xlsx(before))
    assert "attack:phishing" in {each.key for each in changed_since.differing(before, after)}


def test_an_issued_sheet_keeps_its_bytes_and_shows_what_was_put_right(counted_world, log_in):
    content = drawn()
    issued = issue(counted_world, content)
    assert "harmed" in {each.key for each in words.tables(content)}
    case = Incident.objects.filter(attacks=["ransomware"]).first()
    cases.amend(case, by=counted_world.officer, seen=case.version, reason="x", attacks=["phishing"])
    client = log_in(counted_world.supervisor)
    page = client.get(issued.get_absolute_url())
    differing = {label: (before[0], today[0]) for label, before, today, _note in page.context["differing"]}
    assert differing == {"Penyebab: Pengelabuan (phishing)": (0, 1), "Penyebab: Ransomware": (2, 1)}
    assert taken(client, reverse("incidents:issued_file", args=[issued.pk, "csv"])) == files.as_csv(content)
    event = CaseEvent.objects.get(action="issue_sheet")
    assert event.details["sha256"] == sheet.digest(content) == issued.digest


def test_a_supervisor_issues_what_stood_on_the_page_and_the_pdf_says_every_figure(counted_world, log_in):
    transparency.seal_all(timezone.now())
    at, head = timezone.now(), transparency.newest()
    client = log_in(counted_world.supervisor)
    address = reverse("notifications:issue_sheet")
    asked = {"first": period().first, "last": period().last, "at": period(at).stamp}
    offered = client.get(reverse("incidents:parliament"), asked).context["buttons"].head[0].url
    assert offered == f"{address}?{urlencode(asked)}", "the button leads to what stands beside it, not to this year"
    form = Form(client.get(offered).content.decode()).sent
    make_incident(counted_world)  # after the page was opened
    issued = ParliamentSheet.objects.get(pk=client.post(address, form | {"purpose": "Rapat kerja"}).url.split("/")[-2])
    assert (issued.content, issued.as_of) == (drawn(at), at)
    with pypdfium2.PdfDocument(stored.read(issued.pdf)) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for _table, label, number, value, _key in files.rows(issued.content):
        if label not in ("Jumlah", "Dihitung lebih dari sekali"):
            assert " ".join(filter(None, (label, value, str(number)))) in text, label
    assert issued.digest in text and "Untuk: Rapat kerja" in text
    assert f"{head.size} daun, akar {grouped(head.root)}" in text, "the log as it was then"
    assert grouped(head.root) in client.get(issued.get_absolute_url()).content.decode()
    assert stored.read(issued.csv) == files.as_csv(drawn(at))

    # A newer one of the same days takes its place, once, and says why: each page names the other, and no byte of it changes.
    kept = {extension: stored.read(issued.file(extension)) for extension in ParliamentSheet.FILES}
    asked = {**asked, "at": period(timezone.now()).stamp}
    form = Form(client.get(address, asked).content.decode()).sent | {"purpose": "Rapat kerja", "supersedes": issued.pk}
    assert "superseding_why" in client.post(address, form).context["form"].errors
    newer = ParliamentSheet.objects.get(
        pk=client.post(address, form | {"superseding_why": "Satu kasus ditambahkan"}).url.split("/")[-2]
    )
    assert newer.get_absolute_url() in client.get(issued.get_absolute_url()).content.decode()
    page = client.get(newer.get_absolute_url()).content.decode()
    assert issued.get_absolute_url() in page and "Satu kasus ditambahkan" in page
    with pypdfium2.PdfDocument(stored.read(newer.pdf)) as document:
        said = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Menggantikan lembar yang diterbitkan" in said and "Sebab: Satu kasus ditambahkan" in said
    assert kept == {extension: stored.read(issued.file(extension)) for extension in ParliamentSheet.FILES}
    assert client.get(issued.get_absolute_url()).context["differing"], "what came in since is told beside it"
    with pytest.raises(deeds.Conflict):
        issue(counted_world, drawn(), supersedes=issued, superseding_why="Lagi")
    other = sheet.content(sheet.Period(period().first, period().last - timedelta(days=1), timezone.now()))
    with pytest.raises(verbs.OfOtherDays):
        issue(counted_world, other, supersedes=newer, superseding_why="Lagi")


def test_nobody_issues_the_figures_of_tomorrow_nor_the_same_twice(counted_world):
    ahead = sheet.content(period(timezone.now() + timedelta(days=1)))
    with pytest.raises(verbs.StillAhead):
        issue(counted_world, ahead)
    content = drawn()
    issue(counted_world, content)
    with pytest.raises(deeds.Conflict):
        issue(counted_world, content)
    assert ParliamentSheet.objects.count() == 1


def test_cases_from_the_record_are_counted_where_somebody_asks_for_them_and_marked_as_such(counted_world, log_in):
    by, day = counted_world.officer, spans.the_day(timezone.now() - timedelta(days=2))
    old = past_cases.enter_case(by=by, title="Serangan lama", began=day, attacks=["supplier"])
    cases.involve(old, by=by, agency=counted_world.agency_a, role="controller")
    ended = spans.the_day(timezone.now() - timedelta(days=1))
    past_cases.enter_outcome(old, by=by, seen=None, outcome="too_little", ended=ended, reason="Berkas")
    year = spans.Span(
        clocks.day_begins(date(day.start.year, 1, 1)), clocks.day_begins(date(day.start.year + 1, 1, 1)), spans.YEAR
    )
    past_cases.enter_case(by=by, title="Tahunnya saja", began=year)
    at = timezone.now()
    apart, asked = drawn(at), replace(period(at), past=True)
    content = sheet.content(asked)
    assert counted(apart, "part") == {"counted": 5, "past": 2, "unsure": 1} | {
        each: 1 for each in ("restricted", "drill", "merged", "dismissed", "report", "republished")
    }
    assert "past" not in apart and not any(key.startswith(marks.OF_RECORD) for key in apart["figures"])
    assert content["past"] and {"counted": 7, "unsure": 1}.items() <= counted(content, "part").items()
    assert "past" not in counted(content, "part") and "replay" not in counted(content, "part")
    assert counted(content, "past/attack") == {"supplier": 1, "-": 1} and counted(content, "attack")["supplier"] == 2
    assert content["times"]["close"]["longest"][1] == 2 * 86400 - 60, (
        "from its own days, not from when they were entered"
    )
    assert counted(content, "close") == {"measured": 2, "waiting": 5}

    # Every file marks them; the figure and what of it is from the record open their cases; no byte changes later.
    client = log_in(counted_world.auditor)
    page = client.get(f"{PAGE}?{asked.in_address}")
    [(line, url, of_record)] = [
        each for _table, lines in page.context["tables"] for each in lines if each[0].key == "attack:supplier"
    ]
    assert [case.pk for case in client.get(of_record).context["rows"]] == [old.pk] and client.get(url).context["behind"]
    assert "beserta kasus yang dientri dari arsip" in page.content.decode() and (line.cases, line.past) == (2, 1)
    for table in words.tables(content):
        assert any("dientri dari arsip: " in line.said for line in table.lines) or table.key == "answer", table.key
    kept = files.as_csv(content), files.as_xlsx(content), files.name(content, "csv")
    assert "Melalui pemasok atau prosesor,2,di antaranya dientri dari arsip: 1" in kept[0].decode("utf-8-sig")
    assert kept[2].endswith("-beserta-arsip.csv")
    with pypdfium2.PdfDocument(taken(client, f"{PAGE}lembar.pdf?{asked.in_address}")) as document:
        said = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "beserta kasus yang dientri dari arsip" in said and "di antaranya dientri dari arsip: 1" in said
    without, issued = issue(counted_world, apart), issue(counted_world, content)
    assert issued.past and not without.past
    with pytest.raises(verbs.OfOtherDays):
        issue(counted_world, sheet.content(replace(period(), past=True)), supersedes=without, superseding_why="Beda")
    cases.amend(fresh(old), by=counted_world.supervisor, seen=None, reason="x", attacks=["phishing"])
    again = sheet.content(asked)
    assert (files.as_csv(again), files.as_xlsx(again), files.name(again, "csv")) == kept
    differing = client.get(issued.get_absolute_url()).context["differing"]
    assert len(differing) == 2 and all("Penyebab" in label for label, *_rest in differing)


@pytest.mark.parametrize(
    "query",
    ["", "x", "2026-01-01~2026-12-31~2026-11-26~part:drill", "2026-13-01~2026-12-31~2026-11-26T00:00:00Z~a"]
    + ["2026-01-01~9999-12-31~2026-11-26T00:00:00Z~a", "2026-01-01~2026-12-31~0001-01-01T00:00:00+14:00~a"]
    + ["2026-12-31~2026-01-01~2026-11-26T00:00:00Z~a"],
)
def test_an_address_that_names_no_figure_narrows_nothing(query):
    assert sheet.figure_of(query) is None


def test_every_key_has_words(counted_world):
    for key in drawn()["figures"]:
        assert words.label_of(key) != key
    assert marks.NONE not in {words.label_of(f"{name}:{marks.NONE}") for name in ("attack", "sector", "outcome")}


def test_a_period_without_cases_says_so(counted_world, log_in):
    page = log_in(counted_world.supervisor).get(PAGE, {"first": "1-1-2001", "last": "31-12-2001"})
    assert [(table.key, table.total) for table, _lines in page.context["tables"]] == [("part", 0)]


def test_a_case_restricted_since_is_named_by_no_sheet_drawn_today(counted_world):
    case, at = Incident.objects.filter(attacks=["ransomware"]).first(), timezone.now()
    before = drawn(at)
    assert case.reference in {each["reference"] for each in before["cases"]}
    work.restrict(fresh(case), by=counted_world.supervisor, seen=fresh(case).version, reason="Peka")
    after = drawn(at)
    assert after["figures"] == before["figures"], "counted as it stood"
    assert case.reference not in {each["reference"] for each in after["cases"]}
    assert case.reference.encode() not in files.as_csv(after)


def test_from_a_day_on_which_it_was_seen_nobody_measures_to_the_hour():
    seen, day = clocks.day_begins(date(2026, 5, 3)), timedelta(days=1)
    row = {"happened_at": seen - day, "happened_until": seen, "seen_at": seen, "seen_until": seen + day}
    state, (shortest, longest) = marks._known_after(row)
    assert (state, shortest, longest) == (
        marks.State.MEASURED,
        0,
        int((2 * day - timedelta(minutes=1)).total_seconds()),
    )
    row |= {"seen_until": None}
    assert marks._known_after(row) == (marks.State.MEASURED, (0, int(day.total_seconds())))
