"""What nobody can see stays outside: at the door of every text, and before every file that is made of old ones."""

import io
import re
import unicodedata
from xml.etree import ElementTree

import pikepdf
import pytest
from django import forms
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import notifications.forms
from incidents import files, setup_data
from incidents.forms import ContactForm, Guarded
from incidents.forms.addresses import Email
from incidents.models import ClarificationRequest
from incidents.plain import mail_addresses, signs
from incidents.record import deeds
from notifications import postroom
from tests.exporting import taken
from tests.world import issue_request, make_incident

UNSEEN = "\x0b\x0c\x01\x85\u200b\u200c\u200d\u2060\u00ad\ufeff\u202e\u2028\ufe0f\ufffe"


def test_every_control_and_format_sign_is_left_out_and_every_other_stays():
    kept = {"\t", "\n", "\r"}
    for code in range(0x110000):
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind in ("Cc", "Cf", "Cs") and sign not in kept and not unicodedata.name(sign, "").startswith("ARABIC"):
            # Number and verse signs of other scripts are format signs with a shape of their own.
            assert (
                signs.clean(sign) in ("", "\n")
                or "NUMBER" in unicodedata.name(sign)
                or "ABBREV" in unicodedata.name(sign)
            )
        if kind[0] in "LNPS" and "FILLER" not in unicodedata.name(sign, ""):
            assert signs.clean(sign) == sign


@given(st.text())
def test_a_cleaned_text_is_clean_and_can_stand_in_xml(text):
    clean = signs.clean(text)
    assert signs.clean(clean) == clean
    element = ElementTree.Element("a")
    element.text = clean
    assert ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).tag == "a"  # noqa: S314  our own text
    assert not set("\r\n") & set(signs.one_line(text))


def test_a_line_end_of_word_is_a_line_end_and_in_a_field_of_one_line_a_space():
    assert signs.clean("Baris satu\x0bbaris\u200b dua\x0ctiga") == "Baris satu\nbaris dua\ntiga"
    assert signs.one_line(" Hal\x0bsurat\u2028ini\r\n") == "Hal surat ini"


def test_what_word_pastes_into_a_letter_leaves_register_and_archive_whole(world, log_in):
    officer, case = log_in(world.officer), make_incident(world)
    data = {
        "agencies": [world.agency_a.pk],
        "subject": "Permintaan\x0bKlarifikasi\u200b",
        "opening": "Baris satu\x0bbaris dua\x0cbaris tiga",
        "basis": "Pasal 46\u00ad",
        "security": "B",
        "urgency": "segera",
        "q-TOTAL_FORMS": 1,
        "q-INITIAL_FORMS": 0,
        "q-0-heading": "Da\x0bta",
        "q-0-text": "Apa?\x0bSiapa?\u2060",
        "q-0-kind": "text",
    }
    assert officer.post(f"/insiden/{case}/permintaan/", data).status_code == 302
    row = ClarificationRequest.objects.get(incident=case)
    question = row.questions.get()
    assert (row.subject, row.opening) == ("Permintaan Klarifikasi", "Baris satu\nbaris dua\nbaris tiga")
    assert (question.heading, question.text, row.basis) == ("Da ta", "Apa?\nSiapa?", "Pasal 46")


def test_a_sign_that_is_in_the_record_breaks_no_sheet_and_no_archive(world, log_in, drafted_with_a_tab):
    row = issue_request(world, drafted_with_a_tab)
    postroom.make_letter(row.letter.pk)
    row = ClarificationRequest.objects.get(pk=row.pk)
    with pikepdf.open(io.BytesIO(files.read(row.letter.file))) as pdf:
        assert ElementTree.fromstring(bytes(pdf.Root.Metadata.read_bytes())).tag.endswith("xmpmeta")  # noqa: S314
    supervisor = log_in(world.supervisor)
    for query in ("", "?q=%0B", "?q=Hal%E2%80%8B"):
        sheet = taken(supervisor, reverse("incidents:register_sheet") + query)
    subjects = [cell.value for cell in load_workbook(io.BytesIO(sheet)).active["D"]]
    assert "Hal surat" in subjects
    for page in (f"/permintaan/{row.pk}/", f"/insiden/{row.incident}/", f"/insiden/{row.incident}/riwayat/"):
        assert supervisor.get(page).status_code == 200


@pytest.fixture
def drafted_with_a_tab(world):
    """A draft awaiting approval, of a time when the door let a vertical tab and a form feed in."""
    from incidents.actions import clarifications

    row = clarifications.draft(
        make_incident(world),
        by=world.officer,
        agency=world.agency_a,
        questions=[("Da\x0bta", "Apa\x01?")],
        subject="Hal\x0bsurat",
        opening="x\x0cy",
        basis="Pasal 46",
        security="B",
        urgency="segera",
    )
    return clarifications.submit(row, by=world.officer, seen=row.version)


def _texts(form_class):
    return [
        name
        for name, field in getattr(form_class, "base_fields", {}).items()
        if type(field) is forms.CharField and not isinstance(field.widget, forms.PasswordInput)
    ]


def _all(form_class):
    return {form_class}.union(*map(_all, form_class.__subclasses__()))


def test_every_form_with_a_text_of_its_own_passes_the_door():
    ours = {each for each in _all(forms.Form) if each.__module__.startswith(("incidents.", "notifications."))}
    assert notifications.forms.TemplateForm in ours and len(ours) > 40
    used = [each for each in ours if not each.__subclasses__()]  # what others are mixed with is judged with them
    assert not [each for each in used if _texts(each) and not issubclass(each, Guarded)]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_form_that_is_filled_past_the_door_keeps_to_the_same(unseen):
    class Form(Guarded):
        line, text = forms.CharField(), forms.CharField(widget=forms.Textarea, required=False)

    form = Form({"line": f"a{unseen}b", "text": f"a{unseen}b"})
    assert form.is_valid() and signs.clean(form.cleaned_data["text"]) == form.cleaned_data["text"]
    assert form.cleaned_data["line"] in ("ab", "a b")
    assert not Form({"line": unseen}).is_valid(), "what cannot be seen fills no field"


@pytest.mark.parametrize("unseen", UNSEEN)
def test_no_name_of_a_file_and_no_line_of_setup_data_holds_it(tmp_path, unseen):
    assert files.clean_name(f"ba{unseen}b.pdf") in ("bab.pdf", "ba b.pdf")
    (tmp_path / "a.csv").write_text(f'code,name\nkpu,"Ko{unseen}misi"\n', encoding="utf-8")
    [(_where, row)] = setup_data.rows(tmp_path / "a.csv")
    assert signs.clean(row["name"]) == row["name"]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("surat@kpu.go.id", "surat@kpu.go.id"),
        ("surat@pémda.example", "surat@xn--pmda-bpa.example"),
        ("persuratan+pdp@a.example", "persuratan+pdp@a.example"),
    ],
)
def test_an_address_travels_in_the_letters_a_relay_takes(address, sent):
    assert mail_addresses.on_the_way(address) == sent
    assert Email().clean(address) == address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("surat@kpu.go.id", "surat@kpu.go.id"),
        ('"Kantor, Pusat <PPDP>" <surat@kpu.go.id>', "surat@kpu.go.id"),
        ("<surat@kpu.go.id> (Kantor Pusat)", "surat@kpu.go.id"),
        ("MAILER-DAEMON (Mail Delivery System)", "MAILER-DAEMON"),
        ("Mail Delivery System <MAILER-DAEMON>", "MAILER-DAEMON"),
        ("surat@[10.0.0.1]", "surat@[10.0.0.1]"),
        ("<>", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_line_is_the_same_whichever_version_of_python_reads_it(written, address):
    assert mail_addresses.bare(written) == address


@pytest.mark.parametrize(
    "address", ["surat@kpu.go.id>", "a@b@kpu.go.id", "surat@kpu .go.id", "surat@kpu.go.id, a@kpu.go.id"]
)
def test_what_only_resembles_an_address_does_not_travel(address):
    with pytest.raises(mail_addresses.Unsendable):
        mail_addresses.on_the_way(address)


@pytest.mark.parametrize("address", ["surät@kpu.go.id", '"a b"@kpu.go.id', f"a@{'é' * 80}.example", "a..b@kpu.go.id"])
def test_an_address_no_mail_reaches_is_refused_where_it_is_typed(world, address):
    form = ContactForm({"agency": world.agency_a.pk, "office": "PPDP", "email": address})
    assert not form.is_valid() and form.errors["email"]
    with pytest.raises(mail_addresses.Unsendable):
        mail_addresses.on_the_way(address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("surat@localhost", "one machine"),
        ("surat@kantor.local", "one machine"),
        ("surat@[10.0.0.1]", "A number"),
        ("surat@[IPv6:::1]", ""),
        ("surat@10.0.0.10", ""),
        ("surat@\u043a\u0440u.go.id", "several scripts"),
        ("surat@\u043a\u0440\u0438.go.id", "several scripts"),
        ("surat@k\u03c1u.go.id", "several scripts"),
        ("surat@" + "\u043a\u0440u.go.id".encode("idna").decode(), "several scripts"),
    ],
)
def test_an_address_that_is_nobodys_mailbox_is_refused_wherever_one_is_typed(world, tmp_path, address, words):
    form = ContactForm({"agency": world.agency_a.pk, "office": "PPDP", "email": address})
    with translation.override("en"):
        assert not form.is_valid() and words in form.errors["email"][0]
    (tmp_path / "kontak.csv").write_text(f"code,email\n{world.agency_a.code},{address}\n", encoding="utf-8")
    with pytest.raises(setup_data.BadRow, match="no e-mail address"):
        setup_data.load_contacts(deeds.SYSTEM, tmp_path / "kontak.csv")


@pytest.mark.parametrize("domain", ["pémda.example", "例え.example", "пример.рф", "kpu.go.id", "mail-2.kpu.go.id"])
def test_a_domain_in_the_letters_of_one_language_is_taken(domain):
    assert Email().clean(f"surat@{domain}") == f"surat@{domain}"
    assert not mail_addresses.looks_like_another(domain.encode("idna").decode())


def test_a_zero_width_sign_in_an_address_is_left_out(world):
    assert Email().clean("surat\u200b@kpu\u00ad.go.id") == "surat@kpu.go.id"


@given(st.emails())
def test_a_parameter_of_smtp_holds_no_sign_it_may_not(address):
    written = mail_addresses.xtext(address)
    assert written.isascii() and "=" not in written
    decoded = re.sub(r"\+([0-9A-F]{2})", lambda hexed: chr(int(hexed[1], 16)), written)
    assert decoded == address
