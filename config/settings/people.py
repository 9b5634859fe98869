"""Who logs in and how: accounts, passwords, sessions."""

from .environment import MODE, env

AUTH_USER_MODEL = "incidents.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the suite logs in hundreds of times
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "config.accounts.passwords.NoWordsOfTheHouse"},
]
ACCOUNT_ADAPTER = "config.accounts.door.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come by appointment, not by self-registration
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a form open to everybody sends no mail to strangers
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "config.accounts.links.LastLinkAlone"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60  # seconds for which a link to a password opens
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": None,  # who logs in may do so as often as they like: the wrong tries are counted
    "login_failed": "10/m/ip,5/15m/key",  # the key is address and origin together (config/accounts/door.py)
    "login_failed_anywhere": "100/h/key",  # of one address, from wherever: many origins guess no faster than that
    "login_failed_known": "5/15m/key",  # in a browser in which this person has logged in before
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
MFA_ADAPTER = "config.accounts.factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "config.accounts.factors.SetUpApp",
    "add_webauthn": "config.accounts.factors.AddPasskey",
}
MFA_TOTP_ISSUER = "Tanggap"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a stolen phone is no key by itself
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {
    "webauthn_login": None
}  # nothing can be guessed; who brings a passkey is never refused for what others tried
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come by appointment, and the link to the first password went there
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "incidents:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# A session ends after so many seconds without use, by role, and after so many in all (config/accounts/session_life.py, decision 139).
IDLE_SECONDS = 30 * 60
LIAISON_IDLE_SECONDS = 60 * 60
LONGEST_SESSION_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = 2 * LIAISON_IDLE_SECONDS  # longer: whoever comes back too late is told why
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.middleware.expired_form"
