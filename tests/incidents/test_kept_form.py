"""What somebody typed survives the end of their session: on every form, and on every button that has no page of its own."""

from urllib.parse import unquote_plus

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from incidents.models import CaseEvent
from incidents.plain import guard
from incidents.plain.form_fields import OF_A_COMPLAINANT as FIELDS_BEGIN
from tests.one_of_everything import objects  # noqa: F401  (a fixture)
from tests.routes import CHANGES, OK, TABLE, address
from tests.second_factor import known, log_in_by_page
from tests.world import make_request

TYPED = "Ditulis satu jam lamanya, lalu sesinya berakhir"
STAFF = ("officer", "supervisor", "administrator")


@pytest.fixture
def client(client, world):
    """A browser in which somebody has logged in: no session of any other can have ended."""
    return known(client, world.officer)


def texts_of(page):
    """The names of the fields of the page's form into which somebody writes; who complains is kept by no session."""
    form = (page.context or {}).get("form")
    fields = form.visible_fields() if form else []
    return [
        each.html_name
        for each in fields
        if not each.field.widget.is_hidden
        and "text" in each.field.widget.template_name
        and not each.html_name.startswith(FIELDS_BEGIN)
    ]


def forms_of(who):
    """The addresses that this one walks: each is walked by one of those who may, in turn."""
    for n, name in enumerate(CHANGES):
        may = [each for each in (*STAFF, "liaison_a") if TABLE[name][each] == OK]
        if may and may[n % len(may)] == who:
            yield name


@pytest.mark.parametrize("who", [*STAFF, "liaison_a"])
def test_every_form_comes_back_filled_after_its_session_ended(world, objects, client, who):  # noqa: F811
    person, found = getattr(world, who), []
    for at in (address(name, objects["own"], world) for name in forms_of(who)):
        client.force_login(person)
        page = client.get(at)
        names = texts_of(page) if page.status_code == 200 else []
        if not names:
            continue
        before = CaseEvent.objects.count()
        client.session.flush()
        sent = client.post(at, dict.fromkeys(names, TYPED))
        assert sent.status_code == 302 and "/masuk/" in sent.headers["Location"], at
        assert "Sesi Saudara sudah berakhir" in client.get(sent.headers["Location"]).content.decode(), at
        client.force_login(person)  # as the log-in page does, whose door counts how often somebody knocks
        back = client.get(at)
        shown = back.context["form"]
        assert all(TYPED in str(shown[name].value()) for name in names if name in shown.fields), at
        assert "Sesi Saudara berakhir" in back.content.decode(), at
        assert CaseEvent.objects.count() == before, at
        again = client.get(at).context
        assert not any(TYPED in str(again["form"][name].value()) for name in names if name in again["form"].fields), at
        found.append(at)
    assert len(found) >= {"officer": 25, "supervisor": 15, "administrator": 8, "liaison_a": 4}[who], found


def test_a_whole_letter_comes_back_with_every_question(world, client):
    client.force_login(world.officer)
    at = f"/insiden/{make_request(world, 'draft').incident.reference}/permintaan/"
    rows = {"q-TOTAL_FORMS": "2", "q-INITIAL_FORMS": "0", "q-0-text": "Kapan?", "q-1-text": TYPED, "opening": TYPED}
    client.session.flush()
    client.post(at, rows)
    log_in_by_page(client, world.officer, at)
    page = client.get(at).content.decode()
    assert page.count(TYPED) >= 2 and "Kapan?" in page


def test_a_form_older_than_a_second_log_in_comes_back_filled(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.officer)
    at = f"/insiden/{make_request(world, 'draft').incident.reference}/kegiatan/catat/"
    browser.get(at)
    sent = browser.post(at, {"text": TYPED, "csrfmiddlewaretoken": "x" * 64}, headers={"Origin": "http://testserver"})
    assert sent.status_code == 302 and sent.headers["Location"] == at
    page = browser.get(at)
    assert page.context["form"]["text"].value() == TYPED and "belum disimpan" in page.content.decode()


def test_a_button_without_a_page_is_offered_once_more(world, client):
    clarification = make_request(world, "draft")
    at = f"/permintaan/{clarification.pk}/ajukan/"
    client.post(at, {"seen": clarification.version})
    log_in_by_page(client, world.officer, at)
    page = client.get(at)
    body = page.content.decode()
    assert page.status_code == 200 and "belum dilakukan" in body
    assert f'name="seen" value="{clarification.version}"' in body
    assert client.get(at).status_code == 405, "offered once"


def test_what_can_no_longer_be_done_still_shows_what_was_typed(world, client):
    clarification = make_request(world, "closed")
    at = f"/permintaan/{clarification.pk}/bukan-kami/"
    client.post(at, {"reason": TYPED})
    log_in_by_page(client, world.liaison_a, at)
    assert TYPED in client.get(at, follow=True).content.decode()


def test_no_secret_is_kept_and_no_page_of_anybody_elses(world, client):
    client.post("/masuk/", {"login": "x", "password": "x"})
    client.post("/kata-sandi/ubah/", {"oldpassword": TYPED})
    assert "kept_form" not in client.session
    client.post("/surat/1/tanda-tangan/", {"passphrase": TYPED, "totp": "123456", "note": "x"})
    assert TYPED not in str(dict(client.session)) and "123456" not in str(dict(client.session))


def test_a_form_too_long_to_be_kept_is_said_to_be_lost(world, client):
    at = f"/insiden/{make_request(world, 'draft').incident.reference}/kegiatan/catat/"
    client.post(at, {"text": "x" * 80_000})
    log_in_by_page(client, world.officer, at)
    assert "Tidak ada yang diterima" in client.get(at).content.decode()


def test_whom_nobody_has_ever_seen_leaves_no_session_behind(world):
    """Whatever they ask for, or send: a row of ours is made for those alone whose session may have ended."""
    stranger, origin = Client(), {"Origin": "http://testserver"}
    for name in ("account_login", "account_reset_password", "incidents:complaint_status", "notifications:check_form"):
        stranger.get(reverse(name))
        stranger.post(reverse(name), {"kode": "ABCD", "login": "a@b.example", "password": TYPED})
    stranger.post(reverse("notifications:match", args=["ABCD-EFGHJ"]), {})
    for pk in (make_request(world, "open").pk, 99_999):
        stranger.post(f"/permintaan/{pk}/pertanyaan/1/", {"text": TYPED})
        Client(enforce_csrf_checks=True).post(f"/permintaan/{pk}/pertanyaan/1/", {"text": TYPED}, headers=origin)
    assert not Session.objects.exists()


@pytest.mark.parametrize("number", ["3171011203850001", "4111 1111 1111 1111", "0812-3456-7890"])
@pytest.mark.parametrize("address_of", ["/insiden/baru/", "/permintaan/{}/pertanyaan/1/", "/permintaan/{}/bukan-kami/"])
def test_a_form_that_a_browser_without_a_session_sends_is_kept_without_its_numbers(world, number, address_of):
    at = address_of.format(make_request(world, "open").pk)
    known(Client(), world.officer).post(
        at, {"summary": f"Bocor {number} di forum", "text": f"Contoh {number}", f"nik-{number}": "1"}
    )
    [session] = [each.get_decoded() for each in Session.objects.all()]
    assert "Bocor" in str(session) and not guard.find(unquote_plus(str(session)))


def test_whoever_gets_a_form_back_is_told_that_its_numbers_are_covered(world, client):
    at = f"/permintaan/{make_request(world, 'open').pk}/bukan-kami/"
    client.post(at, {"text": "Hubungi 0812-3456-7890", "what": "addressee"})
    client.force_login(world.liaison_a)
    page = client.get(at).content.decode()
    assert "Hubungi 08" in page and "0812-3456-7890" not in page and "ditutupi" in page
