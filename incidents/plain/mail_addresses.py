"""Mail addresses as a mail server takes them. Pure.

A relay without SMTPUTF8 (RFC 6531) takes ASCII alone: a domain of other letters travels as its A-label (RFC 5891), a
name of other letters before the @ does not travel at all.
"""

import re
from email.utils import parseaddr

LONGEST = 254  # signs of an address on its way, RFC 5321 4.5.3.1.3
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


class Unsendable(ValueError):
    """No relay takes this address."""


def on_the_way(address: str) -> str:
    """`address` in the letters of an envelope: kantor@xn--pmda-bpa.example. Raises Unsendable."""
    local, at, domain = parseaddr(address)[1].rpartition("@")
    if not (at and len(local) <= 64 and _LOCAL.fullmatch(local)):
        raise Unsendable(f"the name before the @ of {address!r} does not travel")
    try:
        found = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as fault:
        raise Unsendable(f"{domain!r} is no domain") from fault
    if len(found) > LONGEST:
        raise Unsendable(f"{address!r} is too long")
    return found


def same(one: str, other: str) -> bool:
    """True when both name one mailbox: letters small or large, the domain in its own letters or as it travels."""
    return _folded(one) == _folded(other)


def _folded(address: str) -> str:
    try:
        return on_the_way(address).lower()
    except Unsendable:
        return address.strip().lower()


def xtext(address: str) -> str:
    """`address` as a parameter of SMTP carries it (RFC 3461 4): +, = and what is not printed are written in hex."""
    return "".join(sign if "!" <= sign <= "~" and sign not in "+=" else f"+{ord(sign):02X}" for sign in address)
