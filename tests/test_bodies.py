"""What is more than its page takes is refused before it is read, in words, and what was typed before the first file comes back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config import bodies
from config.accounts import proof
from tests.world import make_request

BOUNDARY = "pembatas"
IN_PARTS = f"multipart/form-data; boundary={BOUNDARY}"


class Endless:
    """A body that goes on as long as somebody reads: a field, then a file."""

    def __init__(self):
        self.read_so_far = 0
        field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="text"\r\n\r\nDitulis sejam\r\n'
        file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        self.begins = (field + file).encode()

    def read(self, size=-1):
        self.read_so_far += size
        found, self.begins = self.begins[:size], self.begins[size:]
        return found + b"x" * (size - len(found))

    readline = read


class HungUp:
    def read(self, size=-1):
        raise ConnectionResetError("they have gone")

    readline = read


@pytest.fixture
def laid_down(monkeypatch):
    """A sign for each file that would lie on the disk."""
    kept = []
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", lambda *_a: kept.append(1)
    )
    return kept


def sent(browser, at, size, kind=IN_PARTS):
    body = Endless()
    answer = browser.generic("POST", at, b"x", kind, CONTENT_LENGTH=str(size), **{"wsgi.input": body})
    return answer, body.read_so_far


@pytest.mark.asvs(23)
def test_two_gigabytes_are_refused_unread_and_the_words_before_them_come_back(world, log_in):
    at = f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/"
    answer, read = sent(log_in(world.liaison_a), at, 2 << 30)
    page = answer.content.decode()
    assert answer.status_code == 413 and read <= bodies.HEAD and "Ditulis sejam" in page
    assert "Ini lebih besar daripada yang dapat dikirim di sini sekaligus." in page and "260 MB" in page
    browser = log_in(world.liaison_a)
    browser.cookies["bahasa"] = "en"
    assert "This is more than can be sent here at once." in sent(browser, at, 2 << 30)[0].content.decode()


@pytest.mark.asvs(23)
@pytest.mark.parametrize(
    ("at", "size", "kind"),
    [
        ("/masuk/", 100_000, "application/x-www-form-urlencoded"),
        ("/adukan/kode/", 300_000, "application/x-www-form-urlencoded"),
        ("/v/ABCD-EFGHJ/cocokkan/", 27 << 20, IN_PARTS),
        ("/permintaan/1/pertanyaan/1/", 100_000, IN_PARTS),
        ("/tidak-ada/", 100_000, IN_PARTS),
    ],
)
def test_of_whom_nobody_knows_no_byte_of_too_much_is_read(db, client, at, size, kind):
    answer, read = sent(client, at, size, kind)
    assert answer.status_code == 413 and not read


def test_what_does_not_say_how_much_it_is_is_not_read(client):
    answer = client.generic("POST", "/masuk/", b"", headers={"Transfer-Encoding": "chunked"})
    assert answer.status_code == 411


@pytest.mark.asvs(23)
def test_more_fields_or_files_than_any_form_has_are_refused_in_words(world, log_in):
    browser, at = log_in(world.officer), "/insiden/baru/"
    for form in ({f"f{n}": "1" for n in range(5001)}, {"files": [SimpleUploadedFile("a.txt", b"a")] * 101}):
        answer = browser.post(at, form)
        assert answer.status_code == 413 and "sekaligus" in answer.content.decode()


def test_who_knows_the_password_alone_lays_no_file_down_and_sends_no_more_than_one(world, log_in, laid_down):
    browser, at = log_in(world.liaison_a), f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/"
    session = browser.session
    session.pop(proof._KEY)
    session.save()
    answer, read = sent(browser, at, 100 << 20)
    assert answer.status_code == 413 and read <= bodies.HEAD
    browser.post(at, {"text": "Ditulis sejam", "files": [SimpleUploadedFile("a.txt", b"a" * 3_000_000)]})
    assert not laid_down


def test_however_the_kind_is_written_no_file_of_whom_nobody_knows_is_laid_down(db, client):
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
    body = f"{head}{'a' * 60_000}\r\n--{BOUNDARY}--\r\n"
    asked = client.generic(
        "POST", "/adukan/kode/", body, IN_PARTS.replace("multipart/form-data", "multipart/Form-Data")
    )
    assert not asked.wsgi_request.FILES


def test_too_many_files_of_what_is_too_much_leave_the_words_and_who_hangs_up_is_no_fault(world, log_in, caplog):
    at, browser = f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/", log_in(world.liaison_a)
    file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\na\r\n'
    body = io.BytesIO(file.encode() * 200)
    told = {"content_type": IN_PARTS, "CONTENT_LENGTH": str(2 << 30)}
    assert browser.generic("POST", at, b"x", **told, **{"wsgi.input": body}).status_code == 413
    told["CONTENT_LENGTH"] = "100000"
    assert browser.generic("POST", at, b"x", **told, **{"wsgi.input": HungUp()}).status_code == 400
    assert not [line for line in caplog.records if line.levelname == "ERROR"]


def test_whose_session_ended_gets_their_words_back_and_no_file_is_laid_down(world, client, laid_down):
    """Their files could be taken in by nobody."""
    client.force_login(world.liaison_a)
    client.session.flush()
    at = f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/"
    client.post(at, {"text": "Ditulis sejam", "files": [SimpleUploadedFile("a.txt", b"a" * 3_000_000)]})
    client.force_login(world.liaison_a)
    assert client.get(at).context["form"]["text"].value() == "Ditulis sejam" and not laid_down
