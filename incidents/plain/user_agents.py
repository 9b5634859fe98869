"""What a browser says of itself, in the two names by which people know their devices. Pure."""

import re
from typing import NamedTuple

# In this order: each but the last of its kind names those after it too.
BROWSERS = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux", "Linux"),
)


class Device(NamedTuple):
    """Each "" where nothing known is said."""

    browser: str
    system: str


def read(agent: str) -> Device:
    return Device(
        *(next((name for sign, name in known if re.search(sign, agent)), "") for known in (BROWSERS, SYSTEMS))
    )
