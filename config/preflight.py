"""What production refuses to start with. Every refusal names the variable and what it should be."""

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from django.core.exceptions import ImproperlyConfigured

REQUIRED = {
    "SECRET_KEY": "50 random characters or more",
    "DATABASE_URL": "postgres://tanggap_app:…@host/tanggap, the role the product runs as",
    "REDIS_URL": "redis://:password@host:6379/0 or redis+socket:///path",
    "EMAIL_URL": "smtp+tls://user:password@relay:587, the ministry's relay",
    "SITE_URL": "https://…, the address people and letters use",
    "ALLOWED_HOSTS": "the host names served, separated by commas",
    "FILES_ROOT": "a folder outside the web root, on a disk that is backed up",
    "MAIL_DOMAIN": "the domain of the sending address",
}
FAIL_POINTS = "TANGGAP_FAIL_POINTS"


def refuse_unsafe_settings(env):
    """Raise ImproperlyConfigured naming everything that is missing or unsafe, all at once."""
    faults = [f"{name} is missing: {what}" for name, what in REQUIRED.items() if not env.str(name, default="")]
    value = {name: env.str(name, default="") for name in REQUIRED}
    if value["SECRET_KEY"] and len(value["SECRET_KEY"]) < 50:
        faults.append("SECRET_KEY is too short: 50 random characters or more")
    if value["DATABASE_URL"] and not value["DATABASE_URL"].startswith(("postgres://", "postgresql://")):
        faults.append("DATABASE_URL is not PostgreSQL: the record needs a database that refuses to rewrite it")
    owner = env.str("DATABASE_OWNER_URL", default="")
    if owner and owner == value["DATABASE_URL"]:
        faults.append("DATABASE_OWNER_URL equals DATABASE_URL: the product must not run as the tables' owner")
    if value["REDIS_URL"] and not value["REDIS_URL"].startswith("redis"):
        faults.append("REDIS_URL is not a Redis address")
    if value["SITE_URL"] and not value["SITE_URL"].startswith("https://"):
        faults.append("SITE_URL is not https://: letters would print an address anybody on the way can change")
    for name in ("BOUNCE_MAILBOX_URL", "REPLY_MAILBOX_URL"):
        if not (env.str(name, default="") or "imaps://").startswith("imaps://"):
            faults.append(f"{name} is not imaps://: the password would travel in the clear")
    replies = env.str("REPLY_MAILBOX_URL", default="")
    if replies and not env.str("REPLY_ADDRESS", default=""):
        faults.append("REPLY_MAILBOX_URL is set without REPLY_ADDRESS: nobody would be told where to answer")
    if replies and replies == env.str("BOUNCE_MAILBOX_URL", default=""):
        faults.append(
            "REPLY_MAILBOX_URL and BOUNCE_MAILBOX_URL are one mailbox: each reader would take the other's mails"
        )
    sender = _domain(env.str("DEFAULT_FROM_EMAIL", default="")) or value["MAIL_DOMAIN"]
    returns = _domain(env.str("BOUNCE_ADDRESS", default=""))
    if returns and _organisation(returns) != _organisation(sender):
        faults.append(
            f"BOUNCE_ADDRESS is not of {_organisation(sender)}: receivers take envelope and sender for two (RFC 7489)"
        )
    if env.str("BSRE_URL", default="https://").partition(":")[0] != "https":
        faults.append("BSRE_URL is not https://: a signer's passphrase would travel in the clear")
    faults += _faults_of_time_stamps(env)
    if "*" in value["ALLOWED_HOSTS"]:
        faults.append("ALLOWED_HOSTS allows every host: name the ones served")
    if env.bool("DEBUG", default=False):
        faults.append("DEBUG is set: it shows settings and code to visitors")
    if FAIL_POINTS in os.environ:
        faults.append(f"{FAIL_POINTS} is set: it belongs to the tests")
    if faults:
        raise ImproperlyConfigured("Tanggap does not start:\n  - " + "\n  - ".join(faults))


def _faults_of_time_stamps(env):
    """A stamp is signed, so http will do to fetch one; a password is not, and a stamp that nothing judges proves nothing."""
    address, file = urlsplit(env.str("TSA_URL", default="")), env.str("TSA_CERTIFICATES", default="")
    if address.geturl() and (address.scheme not in ("http", "https") or not address.hostname):
        yield "TSA_URL is no http:// or https:// address of a time stamp authority"
    elif address.password and address.scheme != "https":
        yield "TSA_URL is not https://: the password would travel in the clear"
    if address.geturl() and not file:
        yield "TSA_CERTIFICATES is missing: a PEM file with the certificates by which stamps of TSA_URL are judged"
    for name, needed in (("TSA_CERTIFICATES", address.geturl()), ("SEAL_CERTIFICATES", True)):
        if file := env.str(name, default=""):
            try:
                found = x509.load_pem_x509_certificates(Path(file).read_bytes())
            except (OSError, ValueError) as fault:
                yield f"{name} cannot be read as PEM certificates: {fault}"
            else:
                if needed and all(each.not_valid_after_utc < datetime.now(UTC) for each in found):
                    yield f"{name} holds no certificate that is valid today: nothing new could be judged by it"
    if env.str("SEAL_CERTIFICATES", default="") and not address.geturl():
        yield "SEAL_CERTIFICATES is set without TSA_URL: what a seal is judged by later is worth nothing without a time stamp"


def _domain(address):
    return address.rpartition("@")[2].strip(" >").lower()


def _organisation(domain):
    """The domain that somebody registered: komdigi.go.id of mail.komdigi.go.id, example.org of mail.example.org."""
    labels = domain.lower().split(".")
    two_levels = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if two_levels else -2 :])


def refuse_unsafe_database():
    """Raise ImproperlyConfigured when the product runs as a role that could rewrite the record."""
    from django.conf import settings
    from django.db import connection

    if not settings.PRODUCTION:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
            " FROM pg_class WHERE relname = 'incidents_caseevent' AND relkind = 'r'"
        )
        row = cursor.fetchone()
        if row is None:
            raise ImproperlyConfigured("Tanggap does not start: no tables yet, run `manage.py migrate` first")
        if row[0] or row[1]:
            raise ImproperlyConfigured(
                "Tanggap does not start: DATABASE_URL is the tables' owner or a superuser, who could rewrite the record"
            )
    connection.close()
