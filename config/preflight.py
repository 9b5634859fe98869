"""What production refuses to start with. Every refusal names the variable and what it should be."""

import os
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

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
LEAST_DIFFERENT = 10  # characters of a key; hexadecimal digits are sixteen
MOST_PROXIES = 3
ENCRYPTED = ("require", "verify-ca", "verify-full")
SECURED_SMTP = ("smtps", "smtp+tls", "smtp+ssl")


def refuse_unsafe_settings(env, served=()):
    """Raise ImproperlyConfigured naming everything that is missing or unsafe, all at once. `served` are folders that browsers see."""
    faults = [f"{name} is missing: {what}" for name, what in REQUIRED.items() if not env.str(name, default="")]
    for part in (
        _faults_of_keys,
        _faults_of_database,
        _faults_of_ways,
        _faults_of_names,
        _faults_of_mail,
        _faults_of_time_stamps,
    ):
        faults += part(env)
    faults += _faults_of_files(env.str("FILES_ROOT", default=""), served)
    if env.str("BSRE_URL", default="https://").partition(":")[0] != "https":
        faults.append("BSRE_URL is not https://: a signer's passphrase would travel in the clear")
    if env.bool("DEBUG", default=False):
        faults.append("DEBUG is set: it shows settings and code to visitors")
    if FAIL_POINTS in os.environ:
        faults.append(f"{FAIL_POINTS} is set: it belongs to the tests")
    _refuse(faults)


def refuse_another_mode(env, mode):
    """Raise ImproperlyConfigured where another mode than production finds what belongs to production: its passwords are known to
    everybody, or quickly guessed."""
    names = ("SITE_URL", "ALLOWED_HOSTS", *(("DATABASE_URL",) if mode == "demo" else ()))
    found = {name: env.str(name, default="") for name in names}
    if not found["SITE_URL"].startswith("https://"):
        del found["SITE_URL"]  # the demo's own
    _refuse(
        f"{name} is set beside {'DEMO' if mode == 'demo' else 'TANGGAP_MODE'} ({mode}): unset either, production has neither"
        for name, value in found.items()
        if value
    )


def _refuse(faults):
    if faults := list(faults):
        raise ImproperlyConfigured("Tanggap does not start:\n  - " + "\n  - ".join(faults))


def _faults_of_keys(env):
    """A key that is short, or of a few signs, is guessed."""
    keys = [("SECRET_KEY", env.str("SECRET_KEY", default=""), 50)]
    keys += [(name, env.str(name, default=""), 32) for name in ("GUARD_KEY", "HEALTH_TOKEN")]
    keys += [("SHEET_KEYS", key, 32) for key in env.list("SHEET_KEYS", default=[])]
    for name, key, least in keys:
        if key and len(key) < least:
            yield f"{name} is too short: {least} random characters or more"
        elif key and len(set(key)) < LEAST_DIFFERENT:
            yield f"{name} is not random, it has {len(set(key))} different characters: take those of `openssl rand -hex 32`"


def _faults_of_database(env):
    product, owner = (urlsplit(env.str(name, default="")) for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    if product.geturl() and product.scheme not in ("postgres", "postgresql"):
        yield "DATABASE_URL is not PostgreSQL: the record needs a database that refuses to rewrite it"
    if owner.geturl() and owner == product:
        yield "DATABASE_OWNER_URL equals DATABASE_URL: the product must not run as the tables' owner"
    for name, url in (("DATABASE_URL", product), ("DATABASE_OWNER_URL", owner)):
        if _is_elsewhere(url) and dict(parse_qsl(url.query)).get("sslmode") not in ENCRYPTED:
            yield f"{name} lacks ?sslmode=verify-full: the record would travel in the clear"


def _faults_of_ways(env):
    """What lies between this machine and the engine's parts, and between it and its readers."""
    broker = urlsplit(env.str("REDIS_URL", default=""))
    if broker.geturl() and not broker.scheme.startswith("redis"):
        yield "REDIS_URL is not a Redis address"
    elif _is_elsewhere(broker) and not broker.password:
        yield "REDIS_URL has no password: whoever reaches that machine could give the worker tasks"
    scanner = urlsplit(env.str("CLAMD_URL", default=""))
    of_socket, of_host = scanner.scheme == "unix" and scanner.path, scanner.scheme == "tcp" and scanner.port
    if scanner.geturl() and not (of_socket or of_host):
        yield "CLAMD_URL is neither unix:/path/of/clamd.ctl nor tcp://host:port"
    proxies = env.int("TRUSTED_PROXY_COUNT", default=0)
    if not 0 <= proxies <= MOST_PROXIES:
        yield (
            f"TRUSTED_PROXY_COUNT is {proxies}: count the proxies before this machine (0 to {MOST_PROXIES}),"
            " with one too many whoever asks names any address as theirs"
        )


def _faults_of_names(env):
    site, hosts = urlsplit(env.str("SITE_URL", default="")), env.list("ALLOWED_HOSTS", default=[])
    if site.geturl() and site.scheme != "https":
        yield "SITE_URL is not https://: letters would print an address anybody on the way can change"
    if any("*" in host or host.startswith(".") for host in hosts):
        yield "ALLOWED_HOSTS allows every host, or every one of a domain: name the ones served"
    elif hosts and site.hostname and site.hostname not in hosts:
        yield f"ALLOWED_HOSTS lacks {site.hostname}, the host of SITE_URL: no address that is printed would be answered"


def _faults_of_files(folder, served):
    if folder and not Path(folder).is_absolute():
        yield "FILES_ROOT is no absolute path: web server and worker would keep files where each is started"
    elif folder and any(Path(folder).resolve().is_relative_to(each.resolve()) for each in served):
        yield "FILES_ROOT lies in a folder that is served to everybody: name one outside the web root"


def _faults_of_mail(env):
    relay = urlsplit(env.str("EMAIL_URL", default=""))
    if relay.geturl() and relay.scheme not in (*SECURED_SMTP, "smtp"):
        yield "EMAIL_URL is no relay: mails would be printed or lost, smtp+tls://user:password@relay:587"
    elif relay.scheme == "smtp" and _is_elsewhere(relay):
        yield "EMAIL_URL is not smtp+tls:// or smtp+ssl://: letters and the relay's password would travel in the clear"
    for name in ("BOUNCE_MAILBOX_URL", "REPLY_MAILBOX_URL"):
        if not (env.str(name, default="") or "imaps://").startswith("imaps://"):
            yield f"{name} is not imaps://: the password would travel in the clear"
    replies = env.str("REPLY_MAILBOX_URL", default="")
    if replies and not env.str("REPLY_ADDRESS", default=""):
        yield "REPLY_MAILBOX_URL is set without REPLY_ADDRESS: nobody would be told where to answer"
    if replies and replies == env.str("BOUNCE_MAILBOX_URL", default=""):
        yield "REPLY_MAILBOX_URL and BOUNCE_MAILBOX_URL are one mailbox: each reader would take the other's mails"
    sender = _domain(env.str("DEFAULT_FROM_EMAIL", default="")) or env.str("MAIL_DOMAIN", default="")
    returns = _domain(env.str("BOUNCE_ADDRESS", default=""))
    if returns and _organisation(returns) != _organisation(sender):
        yield f"BOUNCE_ADDRESS is not of {_organisation(sender)}: receivers take envelope and sender for two (RFC 7489)"


def _is_elsewhere(url):
    """Whether it leads to another machine; a socket, or no host at all, is of this one."""
    if not url.hostname or "socket" in url.scheme:
        return False
    try:
        return not ip_address(url.hostname).is_loopback
    except ValueError:
        return url.hostname != "localhost"


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
