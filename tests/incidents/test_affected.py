"""The bodies that a case affects: 282 of them pasted, each with its own data and state, letters to some."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incidents.actions import affected, agencies, overtaken
from incidents.actions.affected import Named
from incidents.forms.affected import ChooseAffectedForm
from incidents.models import AffectedBody, Agency, CaseEvent, ClarificationRequest
from incidents.record import search
from tests.sent_form import Form, press
from tests.world import make_incident

ALL = 282


def lines(count=ALL):
    """As copied from a sheet: name, what is affected, state."""
    states = ("terdampak", "pulih", "")
    return "\n".join(f"Dinas Contoh Kabupaten {n:03d}\tLayanan {n % 7}\t{states[n % 3]}" for n in range(count))


def none_of_these(rows):
    """Of each row it is said that none of the bodies of a similar name is meant."""
    fields = ChooseAffectedForm(chosen_rows=rows).fields
    return {name: field.choices[-1][0] for name, field in fields.items() if name.startswith("same_")}


def paste(browser, case, text, **more):
    """The list as it is taken in: by one press, by a second one with a reason where it changes what stands."""
    page, typed = reverse("incidents:list_affected", args=[case.reference]), {"pasted": text, **more}
    answer = browser.post(page, typed)
    if answer.status_code == 200 and (plan := answer.context["view"].plan):
        answer = browser.post(page, typed | {"approved": plan.digest, "reason": "Daftar baru"})
    return answer


def test_282_bodies_are_pasted_by_one_deed_and_no_letter_and_no_part_arises(world, log_in):
    case = make_incident(world)
    parts = case.involvements.count()
    events = CaseEvent.objects.filter(incident=case).count()
    assert paste(log_in(world.officer), case, lines()).status_code == 302
    assert case.affected.count() == ALL
    assert CaseEvent.objects.filter(incident=case).count() == events + 1
    assert (case.involvements.count(), case.requests.count()) == (parts, 0)
    first = case.affected.order_by("name").first()
    assert (first.name, first.data, first.state) == ("Dinas Contoh Kabupaten 000", "Layanan 0", "affected")


def test_the_list_again_changes_nothing_and_what_it_says_otherwise_is_changed(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, lines(20))
    events = CaseEvent.objects.filter(incident=case).count()
    paste(browser, case, lines(20))
    assert CaseEvent.objects.filter(incident=case).count() == events
    paste(browser, case, "Dinas Contoh Kabupaten 003;;pulih")
    row = case.affected.get(name="Dinas Contoh Kabupaten 003")
    assert (row.state, row.data, case.affected.count()) == ("restored", "Layanan 3", 20)


def test_where_one_line_cannot_be_read_none_is_stored_and_what_was_pasted_stays(world, log_in):
    case = make_incident(world)
    answer = paste(log_in(world.officer), case, lines(5) + "\nDinas Lain\tX\tentah")
    page = answer.content.decode()
    assert answer.status_code == 200 and "Baris 6" in page and "Dinas Contoh Kabupaten 004" in page
    assert not case.affected.exists()


def test_a_sheet_with_heads_is_read_as_well(world, log_in):
    case = make_incident(world)
    content = b"Nama;Keadaan;Catatan\nDinas A;pulih;sejak Juli\n"
    page = reverse("incidents:list_affected", args=[case.reference])
    log_in(world.officer).post(page, {"pasted": "", "file": SimpleUploadedFile("daftar.csv", content)})
    row = case.affected.get()
    assert (row.name, row.state, row.note) == ("Dinas A", "restored", "sejak Juli")


def test_one_that_is_on_file_is_recognised_by_its_name(world):
    case = make_incident(world)
    affected.list_affected(case, by=world.officer, bodies=[Named("Instansi B"), Named("Dinas Lain")])
    assert [row.agency for row in case.affected.order_by("-name")] == [world.agency_b, None]


def test_the_list_is_paged_and_narrowed_and_counts_each_state(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, lines())
    page = browser.get(reverse("incidents:affected", args=[case.reference]))
    assert len(page.context["page"].object_list) == 50 and page.context["total"] == ALL
    assert sum(count for _label, count in page.context["counts"]) == ALL
    narrowed = browser.get(page.request["PATH_INFO"], {"state": "affected", "q": "00"})
    assert {row.state for row in narrowed.context["page"].object_list} == {"affected"}


def test_letters_go_to_those_chosen_and_to_nobody_else(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, lines(12) + "\nInstansi B")
    chosen = [*case.affected.order_by("name")[:3], case.affected.get(name="Instansi B")]
    page = reverse("incidents:involve_affected", args=[case.reference])
    shown = browser.get(page, {"rows": [row.pk for row in chosen]})
    assert "4 instansi" in shown.content.decode() and not Agency.objects.filter(names__name__startswith="Dinas Contoh")
    keys = ",".join(str(row.pk) for row in chosen)
    refused = browser.post(page, {"rows": keys, **none_of_these(chosen[:3])})
    assert refused.status_code == 200 and not Agency.objects.filter(names__name__startswith="Dinas Contoh")
    answer = browser.post(page, {"rows": keys, "kind": "regional", **none_of_these(chosen[:3])})
    assert answer.url.startswith(reverse("incidents:draft", args=[case.reference]))
    form = browser.get(answer.url).content.decode()
    added = Agency.objects.filter(names__name__startswith="Dinas Contoh")
    assert added.count() == 3 and {each.status for each in added} == {"proposed"}
    assert all(f'value="{each.pk}" id=' in form or f'value="{each.pk}"' in form for each in added)
    letter = {"subject": "Hal", "opening": "Pembuka", "basis": "Pasal 46", "security": "B", "urgency": "segera"}
    rows = {"q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-heading": "A", "q-0-text": "Apa?", "q-0-kind": "text"}
    browser.post(
        reverse("incidents:draft", args=[case.reference]),
        letter | rows | {"agencies": [*added.values_list("pk", flat=True), world.agency_b.pk]},
    )
    asked = ClarificationRequest.objects.filter(incident=case)
    assert {row.agency for row in asked} == {*added, world.agency_b}
    assert case.involvements.filter(role="affected").count() == 3  # Ins B has a part already


def test_choosing_the_same_again_adds_no_body_and_no_part(world):
    case = make_incident(world)
    affected.list_affected(case, by=world.officer, bodies=[Named("Dinas Satu")])
    for _time in range(2):
        kinds = {row.pk: "regional" for row in case.affected.all()}
        bodies = affected.involve_affected(case, by=world.officer, rows=case.affected.all(), kinds=kinds)
    assert Agency.objects.filter(names__name="Dinas Satu").count() == 1
    assert case.involvements.filter(agency=bodies[0]).count() == 1


def test_each_is_put_right_by_itself(world, log_in):
    case = make_incident(world)
    affected.list_affected(case, by=world.officer, bodies=[Named("Dinas Satu")])
    row = case.affected.get()
    log_in(world.officer).post(
        reverse("incidents:amend_affected", args=[row.pk]),
        {
            "name": "Dinas Satu",
            "state": "restored",
            "data": "KTP",
            "note": "",
            "agency": "",
            "seen": row.version,
            "reason": "x",
        },
    )
    row.refresh_from_db()
    assert (row.state, row.data) == ("restored", "KTP")
    assert [version.state for version in row.history.order_by("history_id")] == ["suspected", "restored"]


def test_a_number_of_a_person_in_a_line_is_not_stored(world, log_in):
    case = make_incident(world)
    assert paste(log_in(world.officer), case, "Dinas Satu;NIK 3174012505990001").status_code == 200
    assert not AffectedBody.objects.exists()


def test_the_case_is_found_by_the_name_of_a_body_it_affects(world):
    case = make_incident(world)
    affected.list_affected(case, by=world.officer, bodies=[Named("Dinas Perikanan Contoh")])
    assert case in search.cases(world.officer, "perikanan")


@pytest.mark.parametrize("who", ["liaison_a", "administrator"])
def test_who_does_not_read_the_case_does_not_know_of_the_list(world, log_in, who):
    case = make_incident(world)
    assert log_in(getattr(world, who)).get(reverse("incidents:affected", args=[case.reference])).status_code == 403


def test_three_bodies_that_differ_in_their_legal_form_are_three_rows_and_stay_three(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    for _ in range(2):
        paste(browser, case, "Koperasi Sejahtera\nYayasan Sejahtera\nPT Sejahtera")
        assert case.affected.count() == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Nama;Keterangan;Penting\nDinas A;x;y", "Keterangan"),
        ("Dinas A;x;pulih;catatan;lebih", "Baris 1"),
        ("Dinas A;Surel\nDinas A;Basis data", "baris 1"),
    ],
)
def test_what_a_list_says_beyond_its_columns_or_twice_is_not_dropped_in_silence(world, log_in, text, says):
    case = make_incident(world)
    answer = paste(log_in(world.officer), case, text)
    assert answer.status_code == 200 and says in answer.content.decode() and not case.affected.exists()


@pytest.mark.parametrize("name", ["surat.eml", "catatan.txt"])
def test_a_file_that_is_no_list_is_not_read_as_one(world, log_in, name):
    case = make_incident(world)
    file = SimpleUploadedFile(name, b"From: x@y.example\nSubject: Hal\n\nIsi")
    page = reverse("incidents:list_affected", args=[case.reference])
    answer = log_in(world.officer).post(page, {"pasted": "", "file": file})
    assert answer.status_code == 200 and "CSV atau XLSX" in answer.content.decode() and not case.affected.exists()


def choose(browser, case, rows, **said):
    """The page on which it is said what those chosen are, then its press."""
    page = reverse("incidents:involve_affected", args=[case.reference])
    return browser.post(page, {"rows": ",".join(str(row.pk) for row in rows), **said})


def test_each_kind_is_asked_or_stands_in_the_list_and_none_is_made_regional(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(
        browser,
        case,
        "Nama;Jenis\nPT Swasta Murni;Badan swasta\nDinas Kota Satu;\nUniversitas Luar;".replace(
            "Badan swasta", str(Agency.Kind.PRIVATE)
        ),
    )
    rows = {row.name: row for row in case.affected.all()}
    assert [rows[name].kind for name in sorted(rows)] == ["", "private", ""]
    answer = choose(browser, case, rows.values())
    assert answer.status_code == 200 and "Jenis" in answer.content.decode()
    assert not Agency.objects.filter(names__name="PT Swasta Murni"), "all or none"
    foreign = {f"kind_{rows['Universitas Luar'].pk}": "foreign"}
    assert choose(browser, case, rows.values(), kind="regional", **foreign).status_code == 302
    found = {body.name: body.kind for body in Agency.objects.filter(pk__in=case.affected.values("agency"))}
    assert found == {"PT Swasta Murni": "private", "Dinas Kota Satu": "regional", "Universitas Luar": "foreign"}
    assert {body.status for body in Agency.objects.filter(names__name__in=found)} == {"proposed"}


def test_the_verb_adds_no_body_of_which_nobody_says_what_it_is(world):
    case = make_incident(world)
    affected.list_affected(case, by=world.officer, bodies=[Named("Dinas Satu")])
    with pytest.raises(affected.KindUnknown):
        affected.involve_affected(case, by=world.officer, rows=case.affected.all())
    assert not Agency.objects.filter(names__name="Dinas Satu").exists()


def test_a_body_of_a_similar_name_on_file_is_asked_about_before_another_is_added(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, "Instansi A Kantor Pusat")
    row = case.affected.get()
    assert row.agency is None
    page = reverse("incidents:involve_affected", args=[case.reference])
    assert "Ins A" in browser.get(page, {"rows": row.pk}).content.decode()
    none = none_of_these([row])
    agencies.propose_agency(by=world.officer, name="Instansi A Kantor", kind="private")
    bodies = Agency.objects.count()
    assert choose(browser, case, [row], kind="regional").status_code == 200, "nobody said which it is"
    assert choose(browser, case, [row], kind="regional", **none).status_code == 200, "a colleague added one meanwhile"
    choose(browser, case, [row], **{f"same_{row.pk}": world.agency_a.pk})
    row.refresh_from_db()
    assert (row.agency, Agency.objects.count()) == (world.agency_a, bodies)


def test_what_is_ticked_on_one_page_is_still_ticked_after_the_next(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, lines(120))
    here = reverse("incidents:affected", args=[case.reference])
    first = browser.get(here).context["page"].object_list[0]
    second = browser.get(here, {"rows": first.pk, "page": 2})
    assert second.context["kept"] == [first.pk] and "1 dicentang di halaman lain" in second.content.decode()
    other = second.context["page"].object_list[0]
    back = browser.get(here, {"rows": [first.pk, other.pk], "page": 1})
    assert f'value="{first.pk}" checked' in back.content.decode() and back.context["kept"] == [other.pk]
    chosen = browser.get(reverse("incidents:involve_affected", args=[case.reference]), {"rows": [first.pk, other.pk]})
    assert "2 instansi" in chosen.content.decode()


def test_all_282_are_chosen_at_once_over_every_page(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, lines())
    page = reverse("incidents:involve_affected", args=[case.reference])
    shown = browser.get(page, {"all": "1", "q": "", "state": ""})
    rows = shown.context["form"].chosen_rows
    assert len(rows) == ALL
    assert len(browser.get(page, {"all": "1", "state": "restored"}).context["form"].chosen_rows) == ALL // 3
    events = CaseEvent.objects.filter(incident=case).count()
    answer = choose(browser, case, rows, kind="regional", **none_of_these(rows))
    assert answer.status_code == 302
    assert case.involvements.filter(role="affected").count() == ALL
    assert CaseEvent.objects.filter(incident=case).count() == events + 2, "one for the list, one for all parts"
    draft = browser.get(answer.url)
    assert "Paling banyak 100 surat" in draft.content.decode()


def test_who_chooses_what_somebody_has_just_chosen_is_led_on(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, "Dinas Satu")
    rows = list(case.affected.all())
    shown = browser.get(reverse("incidents:involve_affected", args=[case.reference]), {"rows": rows[0].pk})
    assert shown.status_code == 200
    affected.involve_affected(case, by=world.officer, rows=rows, kinds={rows[0].pk: "regional"})
    answer = choose(browser, case, rows, kind="regional")
    assert answer.status_code == 302 and "agency=" in answer.url
    assert Agency.objects.filter(names__name="Dinas Satu").count() == 1


@pytest.mark.parametrize("sent", [{}, {"rows": "x"}, {"rows": "99999999999999999999"}, {"rows": "\u00b2"}])
def test_where_nothing_is_chosen_it_is_said(world, log_in, sent):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, "Dinas Satu")
    page = reverse("incidents:involve_affected", args=[case.reference])
    for answer in (browser.get(page, sent), browser.post(page, sent)):
        assert answer.status_code == 302 and answer.url == reverse("incidents:affected", args=[case.reference])


def amended(browser, row, seen, **typed):
    facts = {name: getattr(row, name) for name in ("name", "state", "data", "note", "kind")} | {
        "seen": seen,
        "agency": "",
        "reason": "Salah ketik",
    }
    return browser.post(reverse("incidents:amend_affected", args=[row.pk]), facts | typed)


def test_a_name_typed_wrong_is_put_right_and_never_into_that_of_another_row(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    paste(browser, case, "Dinas Sautu;KTP\nDinas Dua;NIK")
    row = case.affected.get(name="Dinas Sautu")
    refused = amended(browser, row, row.version, name="dinas dua")
    assert refused.status_code == 422 and "dinas dua" in refused.content.decode()
    assert set(case.affected.values_list("name", flat=True)) == {"Dinas Sautu", "Dinas Dua"}
    assert amended(browser, row, row.version, name="Dinas Satu").status_code == 302
    assert [version.name for version in row.history.order_by("history_id")] == ["Dinas Sautu", "Dinas Satu"]
    paste(browser, case, "Dinas Satu;KTP")
    assert case.affected.count() == 2, "the list with the right name finds the row"


def test_whoever_amends_one_that_a_list_has_changed_meanwhile_is_told(world, log_in):
    case = make_incident(world)
    affected.list_affected(case, by=world.officer, bodies=[Named("Dinas X", "data")])
    row, browser = case.affected.get(), log_in(world.officer)
    affected.list_affected(
        case, by=world.officer, bodies=[Named("Dinas X", "data lain", "affected", "dari A")], reason="Daftar A"
    )
    answer = amended(browser, row, row.version, state="unaffected", note="catatan saya sendiri")
    assert answer.status_code == 409 and "catatan saya sendiri" in answer.content.decode()
    stands = case.affected.get()
    assert (stands.data, stands.state, stands.note) == ("data lain", "affected", "dari A")
    affected.list_affected(case, by=world.officer, bodies=[Named("Dinas X", "data lain")])
    assert case.affected.get().version == stands.version, "the same again is no other version"
    assert amended(browser, stands, stands.version, note="kini").status_code == 302


def test_a_list_that_changes_what_stands_shows_old_and_new_and_asks_why(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    page = reverse("incidents:list_affected", args=[case.reference])
    browser.post(page, {"pasted": "Dinas Satu;KTP\nDinas Dua;NIK;terdampak"})
    typed = {"pasted": "Dinas Satu;KTP, alamat;pulih\nDinas Dua;NIK\nDinas Tiga"}
    shown = browser.post(page, typed)
    html = " ".join(shown.content.decode().split())
    assert "<del>KTP</del>" in html and "<ins>KTP, alamat</ins>" in html and "<ins>Pulih</ins>" in html
    assert "Dinas Dua</td>" not in html and "Baru: 1, diubah: 1, sama: 1." in html
    assert case.affected.get(name="Dinas Satu").data == "KTP" and case.affected.count() == 2, "nothing is done yet"
    sent = Form(shown.content.decode()).as_sent()
    unsaid = press(browser, page, sent)
    assert unsaid.status_code == 200 and unsaid.context["form"].errors.keys() == {"reason"}
    assert "<ins>KTP, alamat</ins>" in " ".join(unsaid.content.decode().split())
    assert press(browser, page, sent | {"reason": "Laporan kedua"}).status_code == 302
    row = case.affected.get(name="Dinas Satu")
    assert (row.data, row.state, case.affected.count()) == ("KTP, alamat", "restored", 3)
    assert [old.data for old in row.history.order_by("history_id")] == ["KTP", "KTP, alamat"]
    event = CaseEvent.objects.filter(incident=case, action="list_affected").latest("recorded_at")
    assert (event.reason, event.details) == ("Laporan kedua", {"new": 1, "changed": 1})
    told = log_in(world.auditor).get(reverse("incidents:event", args=[event.pk])).content.decode()
    assert "Laporan kedua" in told and "KTP, alamat" in told
    with pytest.raises(affected.ChangesWhatStands):
        affected.list_affected(case, by=world.officer, bodies=[Named("Dinas Satu", "lain")])


def test_what_was_amended_after_the_changes_were_shown_is_not_overwritten(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    page = reverse("incidents:list_affected", args=[case.reference])
    browser.post(page, {"pasted": "Dinas Satu;KTP"})
    typed = {"pasted": "Dinas Satu;NIK"}
    plan = browser.post(page, typed).context["view"].plan
    row = case.affected.get()
    affected.amend_affected(row, by=world.officer, seen=row.version, reason="Telepon", data="Alamat")
    again = browser.post(page, typed | {"approved": plan.digest, "reason": "x"})
    assert again.status_code == 200 and "<del>Alamat</del>" in again.content.decode()
    assert case.affected.get().data == "Alamat"
    with pytest.raises(overtaken.ChangesOtherwise):
        affected.list_affected(
            case, by=world.officer, bodies=[Named("Dinas Satu", "NIK")], reason="x", plan=plan.digest
        )


def test_a_file_that_changes_what_stands_is_carried_to_the_second_press(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    page = reverse("incidents:list_affected", args=[case.reference])
    browser.post(page, {"pasted": "Dinas A, Bogor;KTP;;x, y"})
    content = b"nama;data;catatan\nDinas A, Bogor;NIK, alamat;sejak Juli\n"
    shown = browser.post(page, {"pasted": "", "file": SimpleUploadedFile("daftar.csv", content)})
    sent = Form(shown.content.decode()).as_sent() | {"reason": "Daftar kedua"}
    assert press(browser, page, sent).status_code == 302
    row = case.affected.get()
    assert (row.name, row.data, row.note) == ("Dinas A, Bogor", "NIK, alamat", "sejak Juli")


@pytest.mark.parametrize(
    ("there", "listed", "stands"),
    [
        (["ABC;asal"], "PT ABC;pt\nCV ABC;cv", {"ABC": "asal", "PT ABC": "pt", "CV ABC": "cv"}),
        (["ABC;asal\nPT ABC;pt"], "Perum ABC;perum", {"ABC": "asal", "PT ABC": "pt", "Perum ABC": "perum"}),
        (["PT ABC;pt\nCV ABC;cv"], "ABC;asal", {"PT ABC": "pt", "CV ABC": "cv", "ABC": "asal"}),
        (["ABC;asal"], "PT ABC;pt", {"ABC": "pt"}),
        (["PT ABC;pt"], "ABC;baru", {"PT ABC": "baru"}),
        (["PT ABC;pt"], "CV ABC;cv\nABC;asal", {"PT ABC": "pt", "CV ABC": "cv", "ABC": "asal"}),
        (["ABC;asal\nPT ABC;pt"], "PT. ABC;lain\nABC;sama", {"ABC": "sama", "PT ABC": "lain"}),
    ],
)
def test_each_line_is_of_one_row_and_each_row_of_one_line(world, log_in, there, listed, stands):
    case, browser = make_incident(world), log_in(world.officer)
    for text in (*there, listed, listed):
        paste(browser, case, text)
    assert dict(case.affected.values_list("name", "data")) == stands
    paste(browser, case, listed)
    assert CaseEvent.objects.filter(incident=case, action="list_affected").count() == 2, "the list again writes nothing"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dinas A\nDinas B;data;Terdampak;catatan", ["Dinas A", "Dinas B"]),
        ("RSUD Dr. Soetomo, Surabaya\nDinas B", ["Dinas B", "RSUD Dr. Soetomo, Surabaya"]),
        ("Dinas A\nDinas B\tdata; layanan", ["Dinas A", "Dinas B"]),
        ('Dinas "Satu" A;x\nDinas B', ['Dinas "Satu" A', "Dinas B"]),
        ("Nama;Data\nDinas A, Bogor;x", ["Dinas A, Bogor"]),
    ],
)
def test_a_pasted_list_is_parted_by_what_its_lines_are_parted_by(world, log_in, text, names):
    case = make_incident(world)
    paste(log_in(world.officer), case, text)
    assert list(case.affected.values_list("name", flat=True)) == names


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Dinas A\tdata\nDinas B;data;Terdampak", "Baris 2"),
        ('"Dinas A\nDinas B\nDinas C', "tanda kutip"),
        ('Dinas A\n"Dinas B\nDinas C"', "tanda kutip"),
    ],
)
def test_a_pasted_list_that_is_parted_in_two_ways_is_not_taken_in(world, log_in, text, says):
    case = make_incident(world)
    answer = paste(log_in(world.officer), case, text)
    assert answer.status_code == 200 and says in answer.content.decode() and not case.affected.exists()


def test_a_file_whose_first_line_has_one_cell_is_parted_as_its_other_lines_are(world, log_in):
    case = make_incident(world)
    file = SimpleUploadedFile("daftar.csv", b"Dinas A\nDinas B;data;Terdampak;catatan, panjang")
    page = reverse("incidents:list_affected", args=[case.reference])
    log_in(world.officer).post(page, {"pasted": "", "file": file})
    assert list(case.affected.values_list("name", "note")) == [("Dinas A", ""), ("Dinas B", "catatan, panjang")]
