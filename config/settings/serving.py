"""What browsers get: files under hashed names, headers, cookies, how much a form may send."""

from csp.constants import NONE, SELF
from whitenoise.compress import Compressor

from .environment import BASE_DIR, MODE, PRODUCTION, VAR, env
from .people import ALLAUTH_TRUSTED_PROXY_COUNT

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE in ("development", "test")
        else "config.static.HashedStaticFiles"
    },
}
# Letters' own fonts reach no browser: to compress them cost most of the time of `collectstatic`.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
WHITENOISE_USE_FINDERS = MODE in ("development", "test")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # one sitting asks a hundred bodies, some of them questions of their own
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# How much is taken in: of one person within a day, of one body in one case, in one case altogether.
MOST_FILES_A_DAY, MOST_MB_A_DAY = env.int("MOST_FILES_A_DAY", default=3000), env.int("MOST_MB_A_DAY", default=5000)
MOST_FILES_OF_BODY = env.int("MOST_FILES_OF_BODY", default=500)
MOST_MB_OF_BODY = env.int("MOST_MB_OF_BODY", default=1000)
MOST_FILES_IN_CASE = env.int("MOST_FILES_IN_CASE", default=3000)
MOST_MB_IN_CASE = env.int("MOST_MB_IN_CASE", default=5000)
# The socket of ClamAV, unix:/run/clamav/clamd.ctl or tcp://host:port, which is asked of each file; empty: nothing is scanned.
CLAMD_URL = env.str("CLAMD_URL", default="")
# How long files stay in a draft that nobody goes on with or sends any more; its words stay.
DRAFT_FILES_DAYS = env.int("DRAFT_FILES_DAYS", default=90)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what is said to a person is in no cookie
LANGUAGE_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sesi", "__Host-csrf"
    LANGUAGE_COOKIE_NAME, DEVICE_COOKIE_NAME = "__Host-bahasa", "__Host-perangkat"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a monitor of this machine asks without the proxy
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
else:
    # Cookies of other programs on this host do not count as ours.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "tanggap_sesi", "tanggap_csrf"
    LANGUAGE_COOKIE_NAME, DEVICE_COOKIE_NAME = "bahasa", "tanggap_perangkat"
