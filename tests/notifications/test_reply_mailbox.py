"""The mailbox for replies, over SMTP and IMAP on loopback: what an agency answers by mail is kept and waits for a person."""

from datetime import timedelta
from email.message import EmailMessage
from time import process_time

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from incidents import files
from incidents.actions import work as case_work
from incidents.models import AccessEntry, CaseEvent, Evidence, Response
from incidents.plain import spans
from notifications import tasks, watch
from notifications.mails import compose, settled
from notifications.models import Heartbeat, IncomingMail, Message
from notifications.postroom import incoming_decisions, mail_parts, reply_mailbox
from tests.imap import Mailbox
from tests.incoming_kinds import came_by_mail
from tests.notifications.conftest import work
from tests.one_of_everything import recommended
from tests.returned_mail import report, sent
from tests.samples import pdf
from tests.world import fresh, make_request

PDF = pdf("Jawaban kami")
CSV = b"bagian;jumlah\nTPS;12\n"


@pytest.fixture
def box(settings):
    settings.REPLY_ADDRESS = "jawab@uji.example"
    box = Mailbox()
    settings.REPLY_MAILBOX_URL = box.url
    yield box
    box.close()


def answer(
    to, sender="surat@a.example", *, subject="RE: Surat", text="Terlampir jawaban kami.", attached=(), **headers
):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Kepala Biro <{sender}>", to, subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, content in attached:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def reply_to(message):
    return compose.make(message, at=timezone.now()).reply_to[0]


def took(box, *mails):
    """These mails come in, and are read: the rows, oldest first."""
    first = max(box.mails, default=0) + 1
    box.mails |= dict(enumerate(mails, first))
    tasks.read_replies()
    return list(IncomingMail.objects.order_by("pk"))[-len(mails) :]


def test_a_reply_with_two_attachments_is_confirmed_by_an_officer_and_answers_its_request(
    world, box, log_in, mailbox, settings, drawn_letters
):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "notifications.postroom.smtp.Backend", "127.0.0.1"
    settings.EMAIL_PORT = mailbox.port
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=2))
    work()
    [(_to, letter)] = mailbox.of("letter")
    assert "dapat dijawab dengan membalasnya" in " ".join(letter.get_body(("plain",)).get_content().split())
    came_at = timezone.now().replace(microsecond=0) - timedelta(hours=1)
    box.came = {1: f"{came_at:%d-%b-%Y %H:%M:%S %z}"}
    [mail] = took(box, answer(letter["Reply-To"], attached=[("jawaban.pdf", PDF), ("rincian.csv", CSV)]))
    assert (mail.kind, mail.status, mail.request, mail.came_at) == ("reply", "waits", row, came_at)
    assert box.seen == {1} and reply_mailbox.raw(mail) == box.mails[1]
    assert b"Terlampir" not in files.full_path(mail.path).read_bytes(), "on disk it lies locked"
    assert not Response.objects.exists(), "nothing is entered by a machine"
    assert CaseEvent.objects.get(action="receive_mail").incident == row.incident
    work()
    [(to, told)] = mailbox.of("mail_came")
    told = " ".join(told.get_body(("plain",)).get_content().split())
    assert to == [world.officer.email] and "menunggu keputusan" in told
    message = Message.objects.get(kind="mail_came")
    assert not settled.done_meanwhile(message)
    settings.REPLY_MAILBOX_URL = ""  # what came still waits
    browser = log_in(world.officer)
    assert mail.get_absolute_url() in browser.get("/meja/").content.decode()
    shown = browser.get(f"/permintaan/{row.pk}/").content.decode()
    assert shown.count(mail.get_absolute_url()) == 2, "above everything, and among the mails"
    shown = browser.get(mail.get_absolute_url()).content.decode()
    assert "Terlampir jawaban kami." in shown and "rincian.csv" in shown
    assert AccessEntry.objects.filter(subject_type="incomingmail", subject_id=mail.pk, kind="read").exists()
    page = f"{mail.get_absolute_url()}catat/balasan/"
    form = browser.get(page).context["form"]
    data = {name: form[name].value() for name in ("seen", "received_at", "channel", "document", "parts", "letter")}
    data |= {"name": "Sri", "office": "Kepala Biro", "kind": "whole"}
    data |= {"questions": [question.pk for question in row.questions.all()]}
    done = browser.post(page, data)
    assert done.status_code == 302 and done.url == f"/permintaan/{row.pk}/"
    reply = Response.objects.get()
    assert reply.received_at == came_at and reply.channel == "mail" and fresh(row).status == "answered"
    annexes = Evidence.objects.filter(annex_of=reply.evidence)
    assert {each.file.name for each in annexes} == {f"{mail}-surel.eml", "rincian.csv"}
    assert reply.evidence.file.name == "jawaban.pdf" and files.read(reply.evidence.file) == PDF
    assert IncomingMail.objects.get().status == "entered" and settled.done_meanwhile(message) == "decided"
    assert CaseEvent.objects.get(action="enter_mail").actor == world.officer
    assert Evidence.objects.count() == 3 and browser.get(page).status_code == 302, "entered once"


def test_what_names_no_letter_is_laid_to_its_own_by_a_supervisor_and_put_aside_with_a_reason(world, box, log_in):
    row, _message = sent(world)
    [mail] = took(box, answer("jawab@uji.example", "humas@lain.example", subject="Jawaban KPU 3171011203850001"))
    assert (mail.kind, mail.status, mail.incident) == ("unnamed", "waits", None)
    assert mail.subject.startswith("Jawaban KPU 31") and "3171011203850001" not in mail.subject
    assert not CaseEvent.objects.filter(action="receive_mail").exists()
    officer, supervisor = log_in(world.officer), log_in(world.supervisor)
    address = mail.get_absolute_url()
    assert [officer.get(address).status_code, supervisor.get(address).status_code] == [404, 200]
    assert log_in(world.liaison_a).get(address).status_code == 403
    assert "1 surel yang tidak menyebut surat" in supervisor.get("/persetujuan/").content.decode()
    wrong = supervisor.post(f"{address}pindah/", {"number": "INS-1999-0001/K1", "reason": "Hal suratnya"})
    assert wrong.context["form"].errors
    moved = supervisor.post(f"{address}pindah/", {"number": row.reference.lower(), "reason": "Hal suratnya"})
    assert moved.status_code == 302 and IncomingMail.objects.get().request == row
    assert CaseEvent.objects.get(action="assign_mail").incident == row.incident
    assert officer.get(address).status_code == 200, "in its case by now, whose officer reads it"
    officer.post(f"{address}kesampingkan/", {"reason": "Bukan jawaban"})
    assert CaseEvent.objects.get(action="put_mail_aside").reason == "Bukan jawaban"
    assert officer.get(f"{address}catat/balasan/").status_code == 302, "decided already"
    officer.post(f"{address}putuskan-lagi/", {"reason": "Keliru"})
    assert IncomingMail.objects.get().status == "waits"
    other = make_request(world, "open")
    result = recommended(world, other.incident, world.agency_a, world.liaison_a)["result"]
    incoming_decisions.assign(IncomingMail.objects.get(), by=world.officer, to=other, reason="Surat yang lain")
    moved_on = {"number": result.reference, "reason": "Hal rekomendasi"}
    assert officer.post(f"{address}pindah/", moved_on).status_code == 302
    assert IncomingMail.objects.get().case_letter == result, "a letter of the case has a number as well"
    told = CaseEvent.objects.filter(action="assign_mail", reason="Surat yang lain").values_list("incident", flat=True)
    assert set(told) == {row.incident_id, other.incident_id}, "the case that it leaves is told as well"
    [named] = took(box, answer("jawab@uji.example", subject=f"Re: {result.reference}"))
    assert (named.kind, named.matter) == ("by_number", result), "and is found by it"


def test_of_a_restricted_case_only_those_hear_who_may_know_of_it(world, box, log_in):
    row, message = sent(world)
    [mail] = took(box, answer(reply_to(message)))
    case = fresh(row.incident)
    case_work.restrict(case, by=world.officer, seen=case.version, reason="Sebab")
    seen = {name: mail.subject in _pages(log_in(getattr(world, name)), mail) for name in ("officer", "supervisor")}
    assert seen == {"officer": True, "supervisor": False}
    assert log_in(world.supervisor).get(mail.get_absolute_url()).status_code == 404
    incoming_decisions.put_aside(mail, by=world.officer, reason="Soal saksi")
    incoming_decisions.take_up(mail, by=world.officer, reason="Soal saksi juga")
    stale, other = IncomingMail.objects.get(), make_request(world, "open")
    incoming_decisions.assign(stale, by=world.officer, to=other, reason="Surat yang lain")
    shown = log_in(world.supervisor).get(mail.get_absolute_url()).content.decode()
    assert "Surat yang lain" in shown and "Soal saksi" not in shown, "it has left that case, and its reasons are there"
    mail.matter = row  # as somebody still has it before them
    for decide in (incoming_decisions.enter, incoming_decisions.put_aside):
        reason = {} if decide == incoming_decisions.enter else {"reason": "Sebab"}
        with pytest.raises(incoming_decisions.LaidMeanwhile):
            decide(mail, by=world.officer, **reason)


def _pages(browser, mail):
    return "".join(browser.get(page).content.decode() for page in ("/meja/", "/surel-masuk/", "/persetujuan/"))


def test_a_mail_is_taken_in_once_and_what_is_too_large_is_listed_by_its_head(world, box, monkeypatch):
    row, message = sent(world)
    monkeypatch.setattr(reply_mailbox, "MOST_BYTES", 2_000)
    box.mails = {1: answer(reply_to(message)), 2: answer(reply_to(message), text="x" * 3_000), 3: b"\0\xff" * 9}
    box.fails = "UID STORE"
    tasks.read_replies()
    assert not box.seen and IncomingMail.objects.count() == 1 and not watch.look().replies_readable
    box.fails = ""
    tasks.read_replies()
    found = [(mail.kind, mail.sender, mail.request) for mail in IncomingMail.objects.order_by("pk")]
    assert found[:2] == [("reply", "surat@a.example", row), ("too_large", "surat@a.example", row)]
    assert box.seen == {1, 2, 3} and len(found) == 3 and watch.look().replies_readable
    assert not IncomingMail.objects.get(kind="too_large").path, "it lies in the mailbox as it came"
    assert reply_mailbox.read() == 0 and IncomingMail.objects.count() == 3
    judge, hostile = reply_mailbox.incoming_mails.judge, [ValueError, SoftTimeLimitExceeded]

    def ended(data, at):
        raise hostile.pop()("x")

    monkeypatch.setattr(reply_mailbox.incoming_mails, "judge", lambda *how: (ended if hostile else judge)(*how))
    broken = took(box, b"From: x\r\n\r\nx", b"From: y\r\n\r\ny", b"", answer(reply_to(message), text="Sesudahnya."))
    assert [mail.kind for mail in broken[-3:]] == ["unreadable", "unreadable", "reply"], "none keeps another unread"
    assert {mail.status for mail in broken} == {"waits"} and reply_mailbox.raw(broken[-3]) == box.mails[4]
    assert IncomingMail.objects.count() == 6 and 6 not in box.seen, "of one that gave nothing nothing is kept"


def test_what_somebody_opened_in_the_mailbox_is_taken_in_as_well_and_a_mail_that_is_numbered_anew_once(world, box):
    _row, message = sent(world)
    took(box, answer(reply_to(message)))
    box.seen.add(2)
    assert took(box, answer(reply_to(message), text="Dibuka orang."))[0].key == "77:2"
    box.validity, box.seen = 78, set()
    assert reply_mailbox.read() == 2 and IncomingMail.objects.count() == 2


def test_every_page_by_which_a_mail_is_entered_opens_filled_in_from_it(world, log_in, an_incident):
    row, officer = make_request(world, "open", incident=an_incident), log_in(world.officer)
    result = recommended(world, an_incident, world.agency_a, world.liaison_a)["result"]
    for matter, some in ((row, 5), (result, 1)):
        mail = came_by_mail("Sri Lestari", matter)
        ways = [address for _words, address in officer.get(mail.get_absolute_url()).context["ways"]]
        assert len(ways) == some
        pages = [officer.get(way) for way in ways]
        assert all(f"{mail}-surel.eml" in page.content.decode() for page in pages)
        came = [{"received_at", "came_at"} & {*page.context["form"].fields} for page in pages]
        at = [page.context["form"].initial.get(name) for page, [name] in zip(pages, came, strict=True)]
        assert at == [spans.told(mail.came_at)] * some, "by whatever name it is asked"
    assert officer.get(f"{mail.get_absolute_url()}catat/balasan/").status_code == 404, "no letter asks by that"


def test_what_was_typed_on_the_page_of_one_letter_is_entered_on_no_other_to_which_the_mail_was_laid(world, log_in):
    row, other = make_request(world, "open"), make_request(world, "open")
    mail, officer = came_by_mail("Sri Lestari", row), log_in(world.officer)
    page = f"{mail.get_absolute_url()}catat/tanda-terima/"
    form = officer.get(page).context["form"]
    names = ("seen", "received_at", "channel", "document", "parts", "letter", "who")
    data = {name: form[name].value() for name in names}
    incoming_decisions.assign(mail, by=world.supervisor, to=other, reason="Surat yang lain")
    assert officer.post(page, data).status_code == 409
    assert not (row.outside_words.exists() or other.outside_words.exists())
    data["letter"] = other.reference
    assert officer.post(page, data).status_code == 302 and other.outside_words.exists()


def test_a_mail_is_taken_out_as_it_came_and_a_file_that_may_not_come_in_says_why(world, box, log_in):
    _row, message = sent(world)
    [odd, spoilt] = took(box, b"MZ\0" + bytes(range(256)), answer(reply_to(message), attached=[("jawaban.pdf", b"x")]))
    browser = log_in(world.supervisor)
    whole = browser.get(f"{odd.get_absolute_url()}berkas/0/")
    assert b"".join(whole.streaming_content) == box.mails[1] and whole["Content-Type"] == "application/octet-stream"
    refused = browser.get(f"{spoilt.get_absolute_url()}berkas/1/", follow=True)
    assert refused.redirect_chain == [(spoilt.get_absolute_url(), 302)]
    assert "jawaban.pdf bukan berkas pdf yang sah" in refused.content.decode()


@pytest.mark.parametrize("tag", ["<style ", "<br ", "<", "<head><"])
def test_what_nobody_closes_takes_no_time_and_hides_nothing(tag):
    data = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>Jawaban</p>" + tag.encode() * 30_000
    began = process_time()
    assert mail_parts.read(data).text.startswith("Jawaban")
    assert process_time() - began < 4
    shown = "<head><style>p {}</style></head>5 < 6<br/>dan <!-- x --><b>tujuh</b><script>a<b</script>."
    assert mail_parts._as_read(shown) == "5 < 6\ndan tujuh."


def test_a_notice_of_a_server_that_came_to_the_wrong_mailbox_is_noted_on_its_mail(world, box):
    _row, message = sent(world)
    [mail] = took(box, report("failed", mail_id=message.mail_id))
    assert (mail.kind, mail.status) == ("server", "noted")
    assert Message.objects.get(pk=message.pk).state == "bounced"


def test_mails_say_that_replies_are_read_only_where_they_are(world, box, settings):
    _row, message = sent(world)
    marked = f"jawab+{message.mail_id.hex}@uji.example"
    assert reply_to(message) == marked and "dapat dijawab" in compose.make(message, at=timezone.now()).body
    settings.REPLY_MAILBOX_URL = ""
    assert reply_to(message) == "jawab@uji.example"
    assert "dapat dijawab" not in compose.make(message, at=timezone.now()).body
    assert tasks.read_replies() is None and not Heartbeat.objects.filter(part="replies").exists()
