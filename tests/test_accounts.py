"""Who is let in: a second factor of every role, its pages and its mails, and what is told of a change."""

import re
import time
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from incidents.models import AccessEntry
from incidents.plain import mail_addresses
from notifications import postroom
from notifications.models import AccountMail
from tests.second_factor import digits, log_in_by_page, recovery_code, set_up
from tests.world import PASSWORD

PAGES = ("/meja/", "/persetujuan/", "/untuk-kami/", "/audit/", "/orang/", "/sandi/ubah/", "/insiden/")


def by_password(person):
    browser = Client()
    browser.post("/masuk/", {"login": person.email, "password": PASSWORD})
    return browser


@pytest.fixture
def committing(monkeypatch):
    """What follows a commit follows within the request, as without the test's own transaction around it."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda follow, *args, **kwargs: follow())


@pytest.mark.asvs(35)
def test_without_a_second_factor_every_role_reaches_the_page_that_sets_one_up_and_no_other(world, settings):
    for who in ("officer", "supervisor", "liaison_a", "auditor", "administrator"):
        browser = by_password(getattr(world, who))
        for at in PAGES:
            answer = browser.get(at)
            assert (answer.status_code, answer.headers.get("Location")) == (302, "/akun/"), (who, at)
            assert browser.post(at).headers.get("Location") == "/akun/", (who, at)
        page = browser.get("/akun/").content.decode()
        assert "tidak ada halaman lain yang terbuka" in page and "/akun/aplikasi/" in page, who
        assert browser.get("/akun/sesi/").json()["seconds"] > 0, "whoever sets one up is told how long is left"
        assert browser.get("/v/").status_code == 200, "what everybody may read"
    settings.DEMO = True
    assert browser.get("/orang/").status_code == 200


@pytest.mark.asvs(41, 58, 68)
def test_an_app_is_set_up_asked_for_at_each_log_in_and_no_code_counts_twice(world, committing, monkeypatch):
    browser, elsewhere = by_password(world.officer), by_password(world.officer)
    secret = browser.get("/akun/aplikasi/").context["form"].secret
    wrong = browser.post("/akun/aplikasi/", {"code": "abcdef"})
    assert wrong.status_code == 200 and not Authenticator.objects.exists()
    shown = digits(secret)
    done = browser.post("/akun/aplikasi/", {"code": shown})
    assert done.headers["Location"] == "/akun/kode/"
    assert elsewhere.get("/akun/").headers["Location"].startswith("/masuk/"), "who knows the password alone is out"
    codes = browser.get("/akun/kode/").context["unused_codes"]
    assert len(set(codes)) == 10
    assert codes[0] not in browser.get("/akun/kode/").content.decode(), "shown once"
    assert browser.get("/meja/").status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data), "nobody who has the database has the key"

    again = by_password(world.officer)
    assert again.get("/meja/").headers["Location"].startswith("/masuk/")
    assert again.post("/masuk/kode/", {"code": shown}).status_code == 200, "the very code that set it up"
    half_a_minute_later = time.time() + 30
    monkeypatch.setattr(time, "time", lambda: half_a_minute_later)
    code = digits(secret)
    assert again.post("/masuk/kode/", {"code": code}).headers["Location"] == "/"
    assert again.get("/meja/").status_code == 200
    third = by_password(world.officer)
    assert third.post("/masuk/kode/", {"code": code}).status_code == 200, "the very code that somebody looked at"
    assert third.post("/masuk/kode/", {"code": codes[0]}).status_code == 302
    fourth = by_password(world.officer)
    assert fourth.post("/masuk/kode/", {"code": codes[0]}).status_code == 200
    assert fourth.get("/meja/").status_code == 302
    kinds = [*AccessEntry.objects.filter(actor=world.officer).order_by("pk").values_list("kind", flat=True)]
    assert kinds == [
        "log_in",
        "log_in",
        "factor_added",
        "log_in_failed",
        "log_in",
        "log_in_failed",
        "log_in",
        "log_in_failed",
    ]


@pytest.mark.asvs(35)
def test_a_session_of_before_the_factor_proves_it_first_and_goes_on_where_it_was(world):
    browser = by_password(world.officer)
    set_up(world.officer)
    for at in ("/akun/", "/akun/aplikasi/", "/akun/kunci/tambah/", "/akun/pastikan/"):
        for answer in (browser.get(at), browser.post(at, {"password": PASSWORD})):
            assert answer.headers["Location"].startswith("/akun/pastikan/kode/"), "no factor is added by a password"
    assert browser.post("/akun/sesi/").json()["seconds"] > 0
    sent = browser.get("/insiden/?q=x").headers["Location"]
    assert sent == "/akun/pastikan/kode/?next=%2Finsiden%2F%3Fq%3Dx"
    written = "Ditulis sebelum faktornya ada"
    held = browser.post("/insiden/baru/", {"summary": written}).headers["Location"]
    assert held == "/akun/pastikan/kode/?next=%2Finsiden%2Fbaru%2F"
    page = browser.get(held).content.decode()
    assert "Kiriman Saudara belum diterima" in page and 'href="/akun/pastikan/?' not in page
    back = browser.post("/akun/pastikan/kode/", {"code": recovery_code(world.officer), "next": "/insiden/baru/"})
    assert back.headers["Location"] == "/insiden/baru/"
    assert written in browser.get("/insiden/baru/").content.decode()


@pytest.mark.asvs(36)
def test_whoever_removes_their_only_factor_sets_one_up_again_and_is_told_by_mail(world, committing):
    browser, elsewhere = Client(), Client()
    log_in_by_page(elsewhere, world.officer)
    log_in_by_page(browser, world.officer)
    assert browser.post("/akun/aplikasi/lepas/").headers["Location"] == "/akun/"
    assert browser.get("/meja/").headers["Location"] == "/akun/"
    assert elsewhere.get("/meja/").headers["Location"].startswith("/masuk/"), "what it proved is no factor any more"
    assert not mail.outbox, "nothing is sent within a request"
    postroom.send_account_mails(timezone.now())
    [told] = mail.outbox
    assert told.to == [world.officer.email] and "Aplikasi autentikator dilepas" in told.body
    assert "WIB" in told.body and "/sandi/lupa/" in told.body
    assert f"Yth. {world.officer.name}," in told.body and world.unit.ministry in told.body, "who writes, and to whom"
    assert "beri tahu administrator" in told.body.partition("/sandi/lupa/")[0], "a new password shuts nobody out"


@pytest.mark.asvs(36, 48)
def test_whoever_lost_phone_and_codes_is_let_set_up_a_factor_anew_and_told(world):
    browser = Client()
    log_in_by_page(browser, world.officer)
    call_command("remove_factors", world.officer.email, reason="Datang sendiri ke loket", stdout=StringIO())
    assert browser.get("/meja/").headers["Location"].startswith("/masuk/"), "their sessions are over"
    assert by_password(world.officer).get("/meja/").headers["Location"] == "/akun/"
    noted = AccessEntry.objects.get(kind="factor_removed")
    assert (noted.subject_label, noted.reason) == (world.officer.name, "Datang sendiri ke loket")
    postroom.send_account_mails(timezone.now())
    [told] = mail.outbox
    assert "ada orang lain" not in told.body and "Bila Saudara yang memintanya" in told.body
    with pytest.raises(CommandError):
        call_command("remove_factors", "siapa@uji.example", reason="x")


@pytest.mark.asvs(36, 39, 58)
def test_a_forgotten_password_is_set_by_a_link_of_our_own_address_and_lets_nobody_past_the_second_factor(
    world, settings, client
):
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["*"], "https://tanggap.example"
    secret = set_up(world.officer)
    for _twice in range(2):
        client.post("/sandi/lupa/", {"email": world.officer.email}, headers={"host": "evil.example"})
    client.post("/sandi/lupa/", {"email": "tidak@ada.example"})
    postroom.send_account_mails(timezone.now())
    [told] = mail.outbox
    link = next(line for line in told.body.splitlines() if line.startswith("http"))
    assert link.startswith("https://tanggap.example/sandi/atur/")
    assert link.rsplit("-", 1)[-1].strip("/") not in str([*AccountMail.objects.values()]), "no link is kept"
    opened = client.get(link.removeprefix("https://tanggap.example"), follow=True)
    new = "kuda hijau membaca peta"
    client.post(opened.redirect_chain[-1][0], {"password1": new, "password2": new})
    client.post("/masuk/", {"login": world.officer.email, "password": new})
    assert client.get("/meja/").status_code == 302, "the factor is asked for all the same"
    assert client.post("/masuk/kode/", {"code": digits(secret)}).status_code == 302
    assert client.get("/meja/").status_code == 200
    postroom.send_account_mails(timezone.now())
    assert "Kata sandi diatur ulang" in mail.outbox[-1].body


@pytest.mark.asvs(32)
@pytest.mark.parametrize(
    "easy",
    ["komdigi2026!!", "tanggap-tanggap", "rahasia123456", "a" * 12, "123456789012", " " * 12, "contoh-tanggap-2026"],
)
def test_what_whoever_attacks_this_house_tries_first_is_no_password(easy):
    with pytest.raises(ValidationError):
        validate_password(easy)
    validate_password("kuda hijau membaca peta " + easy)


def test_a_mail_about_an_account_that_no_server_takes_is_tried_again_and_then_given_up(world, monkeypatch):
    def refused(*args):
        raise ConnectionRefusedError("relay away")

    AccountMail.write(AccountMail.Kind.PASSWORD, world.officer)
    now = timezone.now()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    postroom.send_account_mails(now)
    waiting = AccountMail.objects.get()
    assert waiting.next_try_at > now and waiting.last_error == "relay away" and not waiting.given_up_at
    postroom.send_account_mails(now)
    assert AccountMail.objects.get().attempts == 1, "not before its time"
    AccountMail.objects.update(written_at=now - timedelta(days=4), next_try_at=now)
    postroom.send_account_mails(now)
    assert AccountMail.objects.get().given_up_at

    def travels_nowhere(*args):
        raise mail_addresses.Unsendable("no domain")

    AccountMail.write(AccountMail.Kind.PASSWORD, world.officer)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", travels_nowhere)
    postroom.send_account_mails(timezone.now())
    assert AccountMail.objects.get(last_error="no domain").given_up_at, "at once, and the sweep goes on"


@pytest.mark.asvs(33)
def test_many_origins_together_guess_no_faster_and_lock_no_known_browser_out(world, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "3/h/key"}
    known, right = by_password(world.officer), {"login": world.officer.email, "password": PASSWORD}
    known.cookies.pop(settings.SESSION_COOKIE_NAME)
    for n in range(3):
        Client(REMOTE_ADDR=f"198.51.100.{n}").post("/masuk/", right | {"password": f"tebakan-{n}"})
    refused = Client(REMOTE_ADDR="198.51.100.9").post("/masuk/", right)
    assert "Terlalu banyak percobaan masuk" in refused.content.decode()
    assert known.post("/masuk/", right).status_code == 302


@pytest.mark.asvs(32)
def test_twelve_signs_of_whatever_kind_are_enough_and_two_hundred_are_not_too_many():
    validate_password("kuda di peta")
    validate_password("kuda di peta " * 16)
    with pytest.raises(ValidationError):
        validate_password("Kd1$Pt2%Hj3")


@pytest.mark.asvs(37)
def test_an_unknown_address_is_answered_in_the_same_words_and_with_as_much_work(world, monkeypatch):
    worked, encode = [], MD5PasswordHasher.encode

    def told(address):
        browser, before = Client(), len(worked)
        said = [browser.post("/masuk/", {"login": address, "password": "salah-salah-salah"})]
        said += [browser.post("/sandi/lupa/", {"email": address}, follow=True)]
        pages = [
            re.sub(
                r'name="(csrfmiddlewaretoken|once)" value="[^"]*"|data-server-now="[^"]*"', "", each.content.decode()
            )
            for each in said
        ]
        return [page.replace(address, "") for page in pages], [each.status_code for each in said], len(worked) - before

    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: worked.append(1) or encode(*given))
    known = told(world.officer.email)
    assert known == told("tidak@ada.example") and known[2] == 1


@pytest.mark.asvs(38, 42)
def test_a_code_of_before_and_a_link_of_three_days_ago_open_nothing(world, client, monkeypatch):
    secret, browser = set_up(world.officer), by_password(world.officer)
    assert browser.post("/masuk/kode/", {"code": digits(secret, steps=-2)}).status_code == 200
    assert browser.get("/meja/").status_code == 302
    client.post("/sandi/lupa/", {"email": world.officer.email})
    postroom.send_account_mails(timezone.now())
    link = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))
    at = link[link.index("/sandi/") :]
    assert 'name="password1"' in Client().get(at, follow=True).content.decode()
    now = PasswordResetTokenGenerator._now
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + timedelta(hours=72, minutes=1))
    gone = Client().get(at, follow=True).content.decode()
    assert "tidak berlaku lagi" in gone and 'name="password1"' not in gone


@pytest.mark.asvs(43)
def test_whoever_logs_in_has_another_session_than_before(world):
    browser = Client()
    session = browser.session
    session["planted"] = "by somebody else"
    session.save()
    browser.cookies["tanggap_sesi"] = session.session_key
    log_in_by_page(browser, world.officer)
    assert browser.get("/meja/").status_code == 200
    assert browser.session.session_key != session.session_key and not session.exists(session.session_key)
