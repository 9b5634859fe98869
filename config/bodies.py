"""How much a request may send, by who sends it and whereto: judged before its body is read, and what is too much is not read."""

from http import HTTPStatus
from io import BytesIO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpResponseBadRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.shortcuts import render
from django.urls import Resolver404, resolve

from config.accounts import devices, proof
from incidents import files
from incidents.files import zip_archives
from incidents.forms.typed_words import typed

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
SMALL = 64 * KILOBYTE  # of an account's page, and of whoever is not known where one logs in first
PUBLIC = 256 * KILOBYTE  # of a form that anybody may send
WORDS = settings.DATA_UPLOAD_MAX_MEMORY_SIZE  # of a form without files
ONE_FILE = files.MAX_BYTES + MEGABYTE
MOST = (zip_archives.MOST_MB + 10) * MEGABYTE  # README names it for the proxy, as client_max_body_size
HEAD = 256 * KILOBYTE  # what is read of too much, for the words that were typed before the first file
TAKES_A_FILE = ("notifications:match",)  # of the pages that anybody may open


class NoFiles(FileUploadHandler):
    """Reads past files and keeps none."""

    def new_file(self, *about, **more):
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None


class BodiesHaveLimits:
    """Refuses what is more than its page takes (413), and what does not say how much it is (411). Whoever's session has ended, or
    has not proved a second factor yet, is read without their files: their words are kept for them, and a file could be taken in by nobody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return _refused(request, status=HTTPStatus.LENGTH_REQUIRED)
        length = _length(request)
        if length <= SMALL and not _in_parts(request):
            return self._read(request)
        most, with_files = _limit(request)
        if length > most:
            words = typed(_first_words(request).lists()) if request.user.is_authenticated else []
            return _refused(request, most=most, typed=words)
        if not with_files:
            request.upload_handlers = [NoFiles(request)]
        return self._read(request)

    def _read(self, request):
        if request.method == "POST":
            try:
                _ = request.POST
            except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
                request._mark_post_parse_error()  # what comes after asks for no field again
                return _refused(request)
            except UnreadablePostError:  # they have gone: nobody reads what is answered
                request._mark_post_parse_error()
                return HttpResponseBadRequest()
        return self.get_response(request)


def _length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # as Django takes it: nothing is read


def _in_parts(request):
    return request.content_type == "multipart/form-data"  # as Django reads it, however it is written


def _limit(request):
    """(bytes that may come, whether files among them are kept)"""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return SMALL, False
    if not match.namespace:
        return SMALL, False
    if not getattr(match.func, "login_required", True):
        return (ONE_FILE, True) if match.view_name in TAKES_A_FILE else (PUBLIC, False)
    if request.user.is_authenticated and (settings.DEMO or proof.is_proved(request)):
        return (MOST, True) if _in_parts(request) else (WORDS, False)
    # Their words are kept until they are back, or have proved who they are.
    if request.user.is_authenticated or devices.has_been_used(request):
        return (ONE_FILE, False) if _in_parts(request) else (WORDS, False)
    return SMALL, False


def _first_words(request):
    """The fields that stand before the first file of what is too much to be read."""
    head = BytesIO(request.read(HEAD))
    try:
        fields, _files = MultiPartParser(request.META, head, [NoFiles(request)], request.encoding).parse()
    except (MultiPartParserError, TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig):
        return QueryDict()
    return fields


def _refused(request, *, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most=0, typed=()):
    context = {"megabytes": most // MEGABYTE, "kilobytes": most // KILOBYTE, "each": files.MAX_MB}
    response = render(request, "too_large.html", context | {"typed": typed}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
