"""Mail addresses as a mail server takes them. Pure.

A relay without SMTPUTF8 (RFC 6531) takes ASCII alone: a domain of other letters travels as its A-label (RFC 5891), a
name of other letters before the @ does not travel at all.
"""

import re
import unicodedata

NOBODY = "-"  # what stands for the address where none is on file, on a mail that was therefore skipped
LONGEST = 254  # signs of an address on its way, RFC 5321 4.5.3.1.3
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


# Names of this machine and this room alone (RFC 6761, RFC 6762): no relay carries mail to them.
_OF_NO_NET = {"localhost", "localdomain", "local", "invalid"}
_LAST_LABEL = re.compile(r"[a-z][a-z0-9-]*")  # RFC 3696 2: the last label of a domain is not all digits
# Scripts with letters that look as Latin ones do: beside Latin, in one domain, they pretend to be it (UTS 39, 5.1).
_ALIKE = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "GEORGIAN"}
# Scripts that one language writes in one word (UTS 39, 5.2: highly restrictive).
_ONE_LANGUAGE = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
)


# Kantor <surat@kpu.go.id>, or MAILER-DAEMON (Mail Delivery System): RFC 5322 3.4 and 3.2.2.
_NAMED = re.compile(r".*<([^<>]*)>\s*(?:\([^()]*\))?\s*", re.DOTALL)
_IN_NO_DOMAIN = re.compile(r'[\s<>(),;:"\\]')
_COMMENT = re.compile(r"\s*\([^()]*\)\s*$")


class Unsendable(ValueError):
    """No relay takes this address."""


def somebody(address: str) -> str:
    """The address of a mail; "" where it reaches nobody."""
    return "" if address == NOBODY else address


def bare(written: str) -> str:
    """The address in a From or To line, without the name or comment beside it, as it is written: whether a mail reaches it,
    on_the_way() says. Versions of the standard library's parseaddr() differ in what they take for an address (CVE-2023-27043).
    """
    named = _NAMED.fullmatch(written)
    return named[1].strip() if named else _COMMENT.sub("", written).strip()


def on_the_way(address: str) -> str:
    """`address` in the letters of an envelope: kantor@xn--pmda-bpa.example. Raises Unsendable."""
    local, at, domain = bare(address).rpartition("@")
    if not (at and len(local) <= 64 and _LOCAL.fullmatch(local)):
        raise Unsendable(f"the name before the @ of {address!r} does not travel")
    if _IN_NO_DOMAIN.search(domain):
        raise Unsendable(f"{domain!r} is no domain")
    try:
        found = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as fault:
        raise Unsendable(f"{domain!r} is no domain") from fault
    if len(found) > LONGEST:
        raise Unsendable(f"{address!r} is too long")
    return found


class Doubtful(ValueError):
    """Nobody types this address who means a mailbox of theirs; `why` is one of LOCAL, LITERAL and LOOK_ALIKE."""

    LOCAL, LITERAL, LOOK_ALIKE = "local", "literal", "look-alike"

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address!r}: {why}")
        self.why = why


def of_somebody(address: str) -> str:
    """on_the_way() for an address that a body or a person gives as theirs. Raises Unsendable; Doubtful for a name of this
    machine, for a number in place of a name, and for a domain that mixes scripts to look like another."""
    found = on_the_way(address)
    labels = found.rpartition("@")[2].lower().rstrip(".").split(".")
    if "[" in labels[0] or not _LAST_LABEL.fullmatch(labels[-1]):
        raise Doubtful(address, Doubtful.LITERAL)
    if len(labels) < 2 or labels[-1] in _OF_NO_NET:
        raise Doubtful(address, Doubtful.LOCAL)
    if looks_like_another(".".join(labels)):
        raise Doubtful(address, Doubtful.LOOK_ALIKE)
    return found


def looks_like_another(domain: str) -> bool:
    """True for a domain, in its own letters or as it travels, that mixes scripts as no language does."""
    labels = [{_script(sign) for sign in label if sign.isalpha()} for label in _own_letters(domain).split(".")]
    if any(len(scripts) > 1 and not any(scripts <= one for one in _ONE_LANGUAGE) for scripts in labels):
        return True
    together = set().union(*labels)
    return "LATIN" in together and not together.isdisjoint(_ALIKE)


def _own_letters(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _script(letter: str) -> str:
    return unicodedata.name(letter, "NONE").split()[0]


def same(one: str, other: str) -> bool:
    """True when both name one mailbox: letters small or large, the domain in its own letters or as it travels."""
    return _folded(one) == _folded(other)


def _folded(address: str) -> str:
    try:
        return on_the_way(address).lower()
    except Unsendable:
        return address.strip().lower()


def spellings(address: str) -> set[str]:
    """How one mailbox may be written, in small letters: as it stands there, and its domain either way."""
    local, at, domain = bare(address).strip().casefold().rpartition("@")
    return {f"{local}{at}{domain}", _folded(f"{local}{at}{domain}"), f"{local}{at}{_own_letters(domain)}"} - {""}


def marked(address: str, mark: str) -> str:
    """The address of the same mailbox with a mark between + and @ (RFC 5233)."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+{mark}@{domain}"


def xtext(address: str) -> str:
    """`address` as a parameter of SMTP carries it (RFC 3461 4): +, = and what is not printed are written in hex."""
    return "".join(sign if "!" <= sign <= "~" and sign not in "+=" else f"+{ord(sign):02X}" for sign in address)
