"""Where a request comes from: the client's address behind the proxies that are trusted, and as whose its tries are counted."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

OF_ONE_LINE = 64  # bits: whoever has one IPv6 address has all that begin alike
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


def address_of(request: HttpRequest) -> str | None:
    """The client's IP address: what the outermost trusted proxy saw, or the peer itself without a proxy. None if unknown."""
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    found = hops[-trusted] if trusted and len(hops) >= trusted else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(found))
    except ValueError:
        return None


def counted_as(request: HttpRequest) -> str:
    """By which key the tries of its sender are limited."""
    address = address_of(request)
    found = ip_address(address) if address else None
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or ip_network((int(found), OF_ONE_LINE), strict=False).network_address
    return str(found)


def is_of_this_machine(request: HttpRequest) -> bool:
    """Whether a program of this machine asks for itself: no proxy on it, which asks for somebody else and says so."""
    try:
        peer = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:  # a socket of this machine, behind which a proxy stands
        return False
    return peer.is_loopback and not any(name in request.META for name in FORWARDED)
