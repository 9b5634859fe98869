"""A request to an address outside that the operator configured. The name and password that stand in it go along as Basic authentication
(RFC 7617), never in the address that is asked, and no redirect takes them elsewhere."""

import base64
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """What is asked goes to the address that was configured, with its password, and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def request_to(
    address: str, path: str = "", *, data: bytes | None = None, headers: Mapping[str, str] | None = None
) -> urllib.request.Request:
    """`path` follows what the address has of its own. Raises ValueError where it is no address; its words may repeat the password."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    asked = parts._replace(netloc=host, path=parts.path.rstrip("/") + path if path else parts.path)
    request = urllib.request.Request(asked.geturl(), data=data, headers=dict(headers or {}))  # noqa: S310  (the operator's own setting)
    if parts.username:
        name = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request.add_header("Authorization", f"Basic {base64.b64encode(name.encode()).decode()}")
    return request
