"""The engine: the broker, what beat rings when, the cache of all web processes, and the way of mail out of the house and back."""

from celery.schedules import crontab

from .environment import MODE, VAR, env

CELERY_BROKER_URL = env.str("REDIS_URL", default="filesystem://")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": env.int("VISIBILITY_TIMEOUT_SECONDS", default=3600),
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    }
else:
    _broker = VAR / "broker"
    _broker.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker),
        "data_folder_out": str(_broker),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.1,
    }
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=60)
CELERY_BEAT_SCHEDULE = {
    "sweep": {  # notifications/tasks.py
        "task": "notifications.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS * 0.9},
    },
    "pulse": {
        "task": "notifications.tasks.pulse",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS * 0.9},
    },
    "seal_log": {  # whatever was recorded is sealed within a minute
        "task": "notifications.tasks.seal_log",
        "schedule": SWEEP_SECONDS / 2,
        "options": {"expires": SWEEP_SECONDS * 0.45},
    },
    "stamp_head": {  # once a day, soon after midnight in WIB; tried until it is
        "task": "notifications.tasks.stamp_head",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
    "tidy": {  # sessions that are over, files of drafts that nobody sends any more, bytes that no row names
        "task": "notifications.tasks.tidy",
        "schedule": crontab(hour=18, minute=37),  # UTC: 01.37 WIB
        "options": {"expires": 3600},
    },
    "verify_record": {
        "task": "notifications.tasks.verify_record",
        "schedule": crontab(hour=19, minute=17),  # UTC: 02.17 WIB
        "options": {"expires": 3600},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
# Longer than a task's hard limit: while a lease runs nobody else sends the same mail.
MESSAGE_LEASE_SECONDS = env.int("MESSAGE_LEASE_SECONDS", default=120)

# Shared by all web processes, and in the database: a silent Redis may cost no page anything.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if MODE == "test"
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # counters of failed log-ins may not be pushed out by previews
    }
}

# --- mail ---------------------------------------------------------------------------------------------------------
EMAIL_BACKEND: str
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:8025"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT_SECONDS", default=15)
# How long to wait after each attempt that failed; after the last one the mail is given up, visibly.
MAIL_BACKOFF_SECONDS = env.list("MAIL_BACKOFF_SECONDS", cast=int, default=[60, 300, 900, 3600, 14400])
if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":  # noqa: F821  (set by the line above)
    EMAIL_BACKEND = "notifications.postroom.smtp.Backend"
# Where mail servers return what they cannot deliver; a mail's own mark goes between + and @. Empty: the sender itself.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
# The mailbox behind it, read each minute: imaps://user:password@host/INBOX. Empty: notices are uploaded by people.
BOUNCE_MAILBOX_URL = env.str("BOUNCE_MAILBOX_URL", default="")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="tanggap.example")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Tanggap <tanggap@{MAIL_DOMAIN}>")
# A mailbox that people read: whoever answers a mail of the ministry answers there. Empty: mails say that replies are not read.
REPLY_ADDRESS = env.str("REPLY_ADDRESS", default="")
# That mailbox, read each minute: imaps://user:password@host/INBOX; a mail's own mark goes between + and @. What comes there waits for a
# person on the request that it answers. Empty: nothing is fetched.
REPLY_MAILBOX_URL = env.str("REPLY_MAILBOX_URL", default="")
EMAIL_USE_LOCALTIME = True  # the Date of a mail says WIB, as its words do
DEMO_MAIL_DIR = VAR / "mail"
